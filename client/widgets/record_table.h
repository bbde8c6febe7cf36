// SPDX-License-Identifier: MIT
// A list of records: any number of rows, of which only those in view are drawn. One place of the
// keyboard: arrows, Page and Home keys move, Enter opens, Space chooses, Ctrl+A chooses all.
#pragma once

#include <functional>
#include <imgui.h>
#include <optional>
#include <string>
#include <string_view>

#include "client/desktop/list_state.h"

namespace kruzhok::client::ui {

// What a screen says of a row beside its cells.
struct RowMark {
  std::string text;
  ImU32 colour = 0;
  bool locked = false;  // Cannot be chosen.
};
struct TableOptions {
  std::optional<model::Uuid> open;                    // Shown as the one that is open beside.
  bool choosing = true;                               // With a column of ticks.
  std::string_view empty;                             // What to say when there are no rows.
  ImVec2 size{0, 0};                                  // Pixels; 0: all that is left.
  std::function<RowMark(const model::Uuid&)> mark{};  // Empty: no column of marks.
};
struct TableResult {
  std::optional<model::Uuid> opened;
  bool by_key = false;  // Opened by Enter: the keyboard goes into the record.
  bool sorted = false;  // The order was changed: arrange again, and keep it.
};
TableResult RecordTable(std::string_view id, ListState& list, const TableOptions& options);

// A few rows of a list, without sorting or choosing; returns the one that was opened. `columns`:
// keys.
std::optional<model::Uuid> RowsTable(std::string_view id, const ListData& data,
                                     const std::vector<uint32_t>& rows,
                                     const std::vector<std::string>& columns);

}  // namespace kruzhok::client::ui
