// SPDX-License-Identifier: MIT
// All schools of a district side by side, for its coordinator: who has answered, and what.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/surveys/survey_results.h"

namespace kruzhok::client {

// One school and one wave.
struct SchoolFigures {
  model::Uuid organisation;
  std::string title;
  std::optional<model::Uuid> wave;  // Nothing: it holds none.
  std::string wave_title;           // Of a wave of its own.
  int64_t invited = 0;
  std::shared_ptr<const model::Questions> questions;
  model::Tally tally;

  bool has_begun() const { return tally.answers() > 0; }
};

// Of a wave of the district: every school once, in it. Of a school's own: the own waves of every
// school that ask the same survey, and the schools that hold none. Those that have not begun first.
std::vector<SchoolFigures> ReadSchools(sync::Store& store, const SurveyResults& results);

}  // namespace kruzhok::client
