// SPDX-License-Identifier: MIT
// The turn of a school year: which step is open, and what a person has chosen and typed for each.
// Plain data, like all of desk_state.h.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/coverage/school_year.h"
#include "client/desktop/list_state.h"
#include "client/desktop/snapshot.h"

namespace kruzhok::client {

struct SchoolYearState {
  enum class Step { kClasses, kEnding, kCopying, kLeaving };
  Step step = Step::kClasses;
  std::optional<int64_t> year;  // Absent: the one that is to be turned now.

  // --- Classes ---
  std::map<std::string, ClassChoice> classes;  // Those that are not as it was proposed.
  size_t class_cursor = 0;
  std::string left_on;
  bool end_enrolments = true;

  // --- Groups ---
  std::string ended_on;
  std::set<model::Uuid> not_ending, not_copied;  // What was unticked.
  std::set<model::Uuid> copied_anyway;           // What was ticked though it was not proposed.
  CopyOptions copy;

  // --- Leavers ---
  std::string filter;
  std::string leaving_state = "transferred";
  std::string leaving_on;
  bool end_leavers = true;

  // --- What comes of it, found when something of it or of the data changes ---
  bool reading = false;
  int64_t read_version = 0;  // Of the snapshot that `rows` were read for.
  std::shared_ptr<const YearRows> rows;
  std::vector<YearClass> list;
  ListState class_children, ending, copying, leavers;
};

// The year whose end people are busy with on that day: the last one until the end of October.
int64_t YearToTurn(const model::Date& today);

// Takes what was read; what was chosen stays as far as it is still there.
void TakeYear(SchoolYearState& state, std::shared_ptr<const YearRows> rows, const Snapshot& data);
ClassChoice ChoiceOf(const SchoolYearState& state, const YearRows& rows, const YearClass& one);
// Puts the rows of the class, of the groups and of the children into their lists afresh.
void ListClass(SchoolYearState& state);
void ListGroups(SchoolYearState& state);
void ListLeavers(SchoolYearState& state);
// After a list was ticked: what differs from what is proposed.
void KeepTicks(SchoolYearState& state);

}  // namespace kruzhok::client
