// SPDX-License-Identifier: MIT
// Lines of a few columns, any number of them, of which only those in view are drawn. One place of
// the keyboard: arrows, Page and Home keys move, Enter opens; a click moves, two open.
#pragma once

#include <functional>
#include <imgui.h>
#include <string>
#include <string_view>
#include <vector>

namespace kruzhok::client::ui {

struct RowsColumn {
  std::string label;  // Empty: no line of headings where all are.
  float width = 0;    // At scale 1; 0: shares what is left with the others of that kind.
  bool right = false;
};
struct RowsCell {
  std::string text;
  const char* icon = nullptr;
  ImU32 icon_colour = 0;  // 0: pale.
  ImU32 colour = 0;       // Of the text; 0: the theme's.
  bool small = false;
};
struct RowsOptions {
  std::vector<RowsColumn> columns;
  ImVec2 size{0, 0};  // Pixels; 0: all that is left.
  std::string_view empty{};
  bool keys_anywhere = false;  // The keys work also while something is typed in a field.
};
struct RowsResult {
  bool moved = false;
  bool opened = false;  // What the cursor is on.
};
// `cell` is asked only for what is in view. The control of row 3 is "ID/row-3", the list "ID/rows".
// `cursor` is kept within the rows.
RowsResult Rows(std::string_view id, size_t count, size_t& cursor,
                const std::function<RowsCell(size_t row, size_t column)>& cell,
                const RowsOptions& options);

}  // namespace kruzhok::client::ui
