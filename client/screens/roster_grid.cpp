// SPDX-License-Identifier: MIT
#include "client/screens/roster_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui.h>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kRow = 34, kHeader = 36, kNumber = 46, kScrollbar = 14;

struct Look {
  float share;       // Of the width.
  const char* hint;  // The key of its sentence.
};
constexpr std::array<Look, 6> kLooks = {{{1.4F, "roster.hint.last_name"},
                                         {1.1F, "roster.hint.first_name"},
                                         {1.4F, "roster.hint.middle_name"},
                                         {1.1F, "roster.hint.birth_date"},
                                         {0.5F, "roster.hint.sex"},
                                         {0.6F, "roster.hint.class"}}};

struct Cell {
  size_t row = 0, column = 0;
};

std::string PathOf(const Cell& cell) {
  return "cell-" + std::to_string(cell.row) + '-' + std::to_string(cell.column);
}

class Grid {
 public:
  Grid(const Frame& frame, float height)
      : frame_(frame), roster_(frame.state.roster), height_(height) {}

  void Draw() {
    TakeFocus();
    PasteTable();
    const ui::Card card("grid", {0, height_}, false);
    Measure(ImGui::GetContentRegionAvail().x);
    Header();
    ImGui::BeginChild("##rows", {0, 0}, false, ImGuiWindowFlags_NoNav);
    Rows();
    ImGui::EndChild();
    Follow();
  }

 private:
  size_t columns() const { return roster_.columns.size(); }

  void TakeFocus() {
    if (!roster_.take_focus) return;
    roster_.take_focus = false;
    // ImGui goes on with the text that it holds of a field that was active.
    ui::ClearFocus();
    if (roster_.filled() == 0 && roster_.school_class.empty()) return ui::FocusPath("roster/class");
    ui::FocusPath("roster/" + PathOf({roster_.row, roster_.column}));
  }

  // A table on the clipboard fills cells; the cell itself must not take it as its text.
  void PasteTable() {
    const Cell here{roster_.row, roster_.column};
    if (!in_grid_before() || !ui::Shortcut(Key::kV, kControl)) return;
    const char* clipboard = ImGui::GetClipboardText();
    const std::string text = clipboard ? clipboard : "";
    if (text.find_first_of("\t\n") == text.npos) return;
    ui::ClearFocus();
    roster_.row = here.row;
    roster_.column = here.column;
    frame_.Ask(PasteRoster{text});
  }

  bool in_grid_before() const {
    return ui::Now().edited_path == "roster/" + PathOf({roster_.row, roster_.column});
  }

  void Measure(float width) {
    float shares = 0;
    for (size_t i = 0; i < columns(); ++i) shares += kLooks[i].share;
    const float room = width - ui::Px(kNumber + kScrollbar);
    float x = ui::Px(kNumber);
    for (size_t i = 0; i < columns(); ++i) {
      left_[i] = std::round(x);
      x += room * kLooks[i].share / shares;
    }
    left_[columns()] = std::round(x);
  }

  void Header() {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = std::round((ui::Px(kHeader) - ui::LineHeight(ui::Face::kSmall)) / 2);
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPos({at.x + ui::Px(12), at.y + y});
    ui::Text("№", ui::Face::kSmall, ui::Colours().muted);
    for (size_t i = 0; i < columns(); ++i) {
      ImGui::SetCursorPos({at.x + left_[i] + ui::Px(10), at.y + y});
      std::string label = frame_.Text("roster.column." + std::string(roster_.columns[i]->name()));
      if (roster_.columns[i]->options().required) label += " *";
      ui::Fit(label, left_[i + 1] - left_[i] - ui::Px(14), ui::Face::kSmall, ui::Colours().muted);
    }
    const float bottom = low.y + ui::Px(kHeader);
    draw.AddLine({low.x, bottom}, {low.x + left_[columns()] + ui::Px(kScrollbar), bottom},
                 ui::Colours().border);
    ImGui::SetCursorPos({at.x, at.y + ui::Px(kHeader) + 1});
  }

  void Rows() {
    origin_ = ImGui::GetCursorScreenPos();
    top_ = ImGui::GetCursorPosY();
    const float high = ui::Px(kRow), view = ImGui::GetWindowHeight();
    const auto place = [&](float y) { return static_cast<size_t>(std::max(0.0F, y / high)); };
    // One more on each side, so that Tab and Enter find the next cell there.
    const size_t first = place(ImGui::GetScrollY() - high);
    const size_t end = std::min(place(ImGui::GetScrollY() + view) + 2, roster_.rows.size());
    const size_t here = roster_.row;
    if (here < first && here < roster_.rows.size()) Row(here);
    for (size_t row = first; row < end; ++row) Row(row);
    if (here >= end && here < roster_.rows.size()) Row(here);
    ImGui::SetCursorPosY(top_ + high * static_cast<float>(roster_.rows.size()));
    ImGui::Dummy({1, 1});
  }

  void Row(size_t row) {
    const float y = top_ + ui::Px(kRow) * static_cast<float>(row);
    const float screen_y = origin_.y + ui::Px(kRow) * static_cast<float>(row);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = ui::Colours();
    if (row % 2 == 1)
      draw.AddRectFilled({origin_.x, screen_y},
                         {origin_.x + left_[columns()], screen_y + ui::Px(kRow)}, theme.zebra);
    const RosterRow& about = roster_.rows[row];
    const bool here = row == roster_.row;
    const std::string number =
        about.namesake.empty() ? std::to_string(row + 1) : std::string(icon::kRefused);
    ui::DrawText({origin_.x + ui::Px(12),
                  screen_y + std::round((ui::Px(kRow) - ui::LineHeight(ui::Face::kSmall)) / 2)},
                 number,
                 !about.namesake.empty() ? theme.warn
                 : here                  ? theme.accent
                                         : theme.muted,
                 ui::Face::kSmall);
    for (size_t column = 0; column < columns(); ++column) {
      ImGui::SetCursorPosY(y + 1);
      DrawCell({row, column}, screen_y);
    }
    const float bottom = screen_y + ui::Px(kRow) - 1;
    draw.AddLine({origin_.x, bottom}, {origin_.x + left_[columns()], bottom}, theme.border);
  }

  void DrawCell(const Cell& cell, float y) {
    const Theme& theme = ui::Colours();
    RosterRow& row = roster_.rows[cell.row];
    const float width = left_[cell.column + 1] - left_[cell.column];
    const ImVec2 low{origin_.x + left_[cell.column], y};
    const ImVec2 high{low.x + width, y + ui::Px(kRow) - 1};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::string id = PathOf(cell);
    const bool wrong = row.problems[cell.column].has_value();
    if (wrong) draw.AddRectFilled(low, high, theme.bad_soft);
    draw.AddLine({low.x, low.y}, {low.x, high.y}, theme.border);
    ImGui::SetCursorPosX(left_[cell.column] + 1);
    std::string shown = Shown(row, cell.column);
    const bool as_class = cell.column + 1 == columns() && !row.empty();
    // A press that brings the keyboard here is none of this cell's.
    const bool had_keyboard = ui::HasFocus(id);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, IM_COL32_BLACK_TRANS);
    const auto input =
        ui::Input(id, shown,
                  {.hint = as_class ? std::string_view(roster_.school_class) : std::string_view(),
                   .width = width - 2,
                   .max_length = roster_.columns[cell.column]->options().max_length});
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    if (wrong && !input.focused)
      draw.AddRect({low.x + 1, low.y}, high, theme.bad, 0, 0, ui::Px(1.5F));
    if (input.changed) row.cells[cell.column] = shown;
    if (input.left) left_row_ = cell.row;
    if (input.focused) focused_ = cell;
    if (had_keyboard) Keys(cell, input.entered);
  }

  void Keys(const Cell& cell, bool entered) {
    const bool last = cell.column + 1 == columns();
    if (entered) Move(last ? cell.row + 1 : cell.row, last ? 0 : cell.column + 1);
    if (ui::Pressed(Key::kDown)) Move(cell.row + 1, cell.column);
    if (ui::Pressed(Key::kUp) && cell.row > 0) Move(cell.row - 1, cell.column);
  }

  // Below the last row, which is empty, there is one only when something was typed in it just now.
  void Move(size_t row, size_t column) {
    if (row >= roster_.rows.size() && roster_.rows.back().empty()) row = roster_.rows.size() - 1;
    ui::FocusPath("roster/" + PathOf({row, column}));
  }

  // A choice by its short word, everything else as it was typed.
  std::string Shown(const RosterRow& row, size_t column) const {
    const std::string& text = row.cells[column];
    if (roster_.columns[column]->kind() != model::Kind::kChoice) return text;
    const std::string key = "roster.short." + text;
    return frame_.texts.Has(key) ? frame_.Text(key) : text;
  }

  // The desk settles the row that is the present one when the command runs.
  void Follow() {
    if (focused_) {
      roster_.row = focused_->row;
      roster_.column = focused_->column;
    }
    if (!left_row_) return;
    roster_.row = *left_row_;
    frame_.Ask(LeaveRosterCell{});
  }

  const Frame& frame_;
  RosterState& roster_;
  float height_;
  std::array<float, kLooks.size() + 1> left_{};  // Of the columns, pixels.
  ImVec2 origin_;                                // Of the first row on the screen.
  float top_ = 0;                                // The same within the window.
  std::optional<Cell> focused_;
  std::optional<size_t> left_row_;
};

}  // namespace

void DrawRosterGrid(const Frame& frame, float height) {
  Grid(frame, height).Draw();
}

void DrawRosterCellHint(const Frame& frame, float width) {
  const RosterState& roster = frame.state.roster;
  if (roster.row >= roster.rows.size() || roster.column >= kLooks.size()) return;
  const RosterRow& row = roster.rows[roster.row];
  const Theme& theme = ui::Colours();
  std::string text = frame.Text(kLooks[roster.column].hint);
  const char* sign = icon::kKeyboard;
  ImU32 colour = theme.muted;
  if (const auto& problem = row.problems[roster.column]) {
    const std::string label =
        frame.texts.FieldLabel(model::child, roster.columns[roster.column]->name());
    text = Describe(frame.texts, *problem, label).message;
    sign = icon::kRefused;
    colour = theme.bad;
  } else if (!row.namesake.empty()) {
    text = frame.Text("roster.namesake", {{"child", row.namesake}});
    sign = icon::kRefused;
    colour = theme.warn;
  }
  ui::Text(sign, ui::Face::kText, colour);
  ui::SameLine(8);
  ui::Wrapped(text, ui::Face::kText, colour, width - ui::Width(sign) - ui::Px(8));
}

}  // namespace kruzhok::client
