// SPDX-License-Identifier: MIT
// How a person looks at a list: what they filtered, sorted, chose. Nothing of it moves by itself: rows
// that an exchange brings wait until they are asked for.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "client/desktop/list_data.h"

namespace kruzhok::client {

// Rows that were opened from a figure.
struct ListOnly {
  std::string what;
  std::unordered_set<model::Uuid> ids;
};

struct ListState {
  // --- What the person chose ---
  std::string filter;
  std::map<std::string, std::set<std::string>, std::less<>> facets;  // Column → values; empty: all.
  std::optional<ListOnly> only;  // No others are shown.
  std::string sort_column;  // Empty: the first.
  bool descending = false;
  std::vector<std::string> shown_columns;  // Empty: those that are shown at first.
  std::unordered_set<model::Uuid> selected;
  std::optional<model::Uuid> cursor;  // The row that the keyboard is on.

  // --- What comes of it ---
  std::shared_ptr<const ListData> data;
  std::vector<uint32_t> rows;  // Of `data`, in the order of the screen.
  int64_t hidden_new = 0;  // Rows that have come from elsewhere, pass the filter, and wait to be shown.
  std::unordered_set<model::Uuid> new_rows;  // All that have come since the list was arranged.
  bool scroll_to_cursor = false;  // At the next frame.
};

// Something keeps rows out of it.
bool IsNarrowed(const ListState& state);
void Widen(ListState& state);  // Nothing does any more; to be arranged then.
// Sorts and filters afresh, everything that there is. The cursor stays, also where its row is
// filtered out.
void Arrange(ListState& state);
// Takes newer data without moving anything: rows stay where they are, changed cells are seen at once,
// rows that are gone go, new rows are counted in hidden_new. `own`: the person's own writes, which are
// put where they belong, whatever the filter. A list that was empty is arranged. The cursor of a row
// that is gone goes to the next.
void Follow(ListState& state, std::shared_ptr<const ListData> data,
            const std::unordered_set<model::Uuid>& own);
std::optional<size_t> CursorPlace(const ListState& state);  // In `rows`.
// Moves the cursor; clamps. Does nothing in an empty list.
void MoveCursor(ListState& state, int64_t by);
// The chosen rows that are in the list, in its order; the cursor's when none is chosen.
std::vector<model::Uuid> Chosen(const ListState& state);
// What is kept between runs: sorting and columns, as JSON; and back (what cannot be read is skipped).
std::string EncodeListChoices(const ListState& state);
void DecodeListChoices(std::string_view json, ListState& state);

}  // namespace kruzhok::client
