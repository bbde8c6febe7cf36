// SPDX-License-Identifier: MIT
// From rows to what coverage is counted from (model/coverage.h), for the window's snapshot, for
// papers and for commands.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/indicators.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct YearClosing {
  model::Uuid id, owner;
  int64_t year = 0;
  bool closed = false;
  std::optional<model::Date> closed_on;
  std::string closed_by, why;
  int64_t without_reason = 0;
};

struct CoverageBook {
  model::CoverageFacts facts;
  std::array<model::IndicatorRule, model::kIndicators> rules;
  std::vector<model::Target> targets;
  std::vector<YearClosing> closings;

  const model::IndicatorRule& RuleOf(model::Indicator indicator) const {
    return rules[static_cast<size_t>(indicator)];
  }
  const YearClosing* ClosingOf(const model::Uuid& organisation, int64_t year) const;
};

class CoverageReader {
 public:
  explicit CoverageReader(const sync::Membership& membership);
  static bool Takes(const model::EntityType& type);
  // REQUIRES: in the order of the catalogue: those that are referred to first. Rows of other
  // entities are passed over.
  void Add(const sync::RowView& row);
  CoverageBook Finish() { return std::move(book_); }

 private:
  void AddProgramme(const sync::RowView& row);
  void AddChild(const sync::RowView& row);
  void AddCategory(const sync::RowView& row);
  void AddEnrolment(const sync::RowView& row);
  void AddOutside(const sync::RowView& row);
  void AddOccupation(const sync::RowView& row);
  void AddStaff(const sync::RowView& row);
  void AddTraining(const sync::RowView& row);
  void AddRule(const sync::RowView& row);
  void AddTarget(const sync::RowView& row);
  void AddClosing(const sync::RowView& row);
  // kNobody of a row that is not here.
  uint32_t CardOf(const std::optional<model::Uuid>& id) const;
  uint32_t ProgrammeOf(const std::optional<model::Uuid>& id) const;
  int DirectionOf(uint32_t programme) const;

  CoverageBook book_;
  model::Uuid rules_of_;  // Whose rules hold: those of who has joined are the district's.
  std::unordered_map<model::Uuid, uint32_t> cards_, programmes_, staff_;
  std::unordered_map<model::Uuid, uint32_t> programme_of_group_;
};

// Reads all of it. Any thread, with its own store; throws StorageError.
CoverageBook ReadCoverage(sync::Store& store);

}  // namespace kruzhok::client
