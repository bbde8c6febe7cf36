// SPDX-License-Identifier: MIT
// The worklist of the not covered as the screen shows it: what a person has chosen and typed there,
// and what the desk has found for it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/app/search.h"
#include "client/app/translator.h"
#include "client/coverage/worklist.h"
#include "client/desktop/list_state.h"

namespace kruzhok::client {

// What the list is of. A change of the data alone moves nothing in it.
struct WorklistRequest {
  int64_t year = 0;
  std::optional<model::Uuid> organisation{};  // Nothing: of all, for a coordinator.
  bool placed = false;                        // Those who are covered by now.
  bool schools = true;  // A coordinator looks at the organisations, not at children.
  friend bool operator==(const WorklistRequest&, const WorklistRequest&) = default;
};

// What is asked before a year is closed.
struct YearClosingForm {
  bool open = false;
  bool early = false;     // The year goes on.
  bool asked = false;     // What is blank is told.
  std::string name, why;  // Needed where reasons are missing.
};

struct WorklistState {
  // --- What the person chose ---
  WorklistRequest wanted;  // `year` 0: that of today.
  size_t school_cursor = 0;
  YearClosingForm closing;
  bool take_focus = false;  // The keyboard goes into the list at the next frame.

  // --- Found by the desk ---
  std::optional<WorklistRequest> made_for;  // Nothing: nothing was found yet.
  int64_t made_for_version = -1;
  model::Date today, on;
  std::vector<int64_t> years;              // To choose from, the latest first.
  ListState list;                          // Of children.
  WorkCount count;                         // Of what is wanted.
  int64_t changed_later = 0;               // Cards that were changed after the year was closed.
  std::vector<WorkCount> by_organisation;  // Of a coordinator.
  int64_t waits_version = -1;
  std::vector<WaitingYear> waits;
};

// The rows as a list: child, class, organisation (of all), age, reason, talk, what was offered,
// outcome, what has become of it. Rows are called by the ids of the children.
std::shared_ptr<const ListData> WorklistData(const CoverageBook& book,
                                             const std::vector<WorkRow>& rows,
                                             const WorklistRequest& request,
                                             const SearchIndex& search, const Translator& texts);
// «Зачислен 12.09.2026, Шахматы»; empty: nothing has become of it.
std::string PlaceText(const CoverageBook& book, const WorkRow& row, const SearchIndex& search,
                      const Translator& texts);
// School years to choose from: the present one, two before, and those that anybody has worked on.
std::vector<int64_t> YearsOf(const CoverageBook& book, const model::Date& today);

// Writes the rows that the list shows, all its columns. Returns their number.
model::Result<int64_t> WriteWorklist(const ListState& list, const std::string& sheet,
                                     const std::filesystem::path& file);

}  // namespace kruzhok::client
