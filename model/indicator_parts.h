// SPDX-License-Identifier: MIT
// An indicator told apart: of every organisation, and where it is of children by what they say.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/indicators.h"

namespace kruzhok::model {

// Rows as IndicatorMembers has them; children are counted, whatever the rule says of enrolments.
struct IndicatorPart {
  std::string value;   // As a CoveragePart's.
  bool whole = false;  // `rest` is told; not where a part is made of what is attended.
  std::vector<Uuid> reached, rest;
};
// Sorted by value. What is no indicator of children has parts of organisations only.
std::vector<IndicatorPart> PartsOf(const CoverageFacts& facts, const IndicatorQuery& query,
                                   CoveragePartBy by);

// What Count says of each organisation that has cards, staff or programmes, of all cards in one
// pass.
std::map<Uuid, IndicatorFigure> CountByOrganisation(const CoverageFacts& facts,
                                                    const IndicatorQuery& query);

}  // namespace kruzhok::model
