// SPDX-License-Identifier: MIT
#include "client/widgets/rows.h"

#include <algorithm>
#include <cmath>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kRow = 34, kHeading = 28, kPadding = 10;
// A column that has to share gets at least that; fixed ones go before it gets less.
constexpr float kNarrowest = 120;

std::vector<float> WidthsOf(const std::vector<RowsColumn>& columns, float room) {
  std::vector<float> widths;
  float fixed = 0, shared = 0;
  for (const RowsColumn& column : columns) {
    widths.push_back(Px(column.width));
    fixed += Px(column.width);
    shared += column.width == 0 ? 1.0F : 0.0F;
  }
  // The last of the fixed ones is the first to go.
  for (size_t i = columns.size(); i-- > 0 && room - fixed < shared * Px(kNarrowest);) {
    fixed -= widths[i];
    if (columns[i].width > 0 && i > 0) widths[i] = -1;
  }
  const float each = shared > 0 ? std::floor((room - fixed) / shared) : 0;
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i].width == 0) widths[i] = each;
  return widths;
}

class List {
 public:
  List(size_t count, size_t& cursor, const std::function<RowsCell(size_t, size_t)>& cell,
       const RowsOptions& options)
      : count_(count), cursor_(cursor), cell_(cell), options_(options) {}

  RowsResult Draw() {
    ImVec2 size = options_.size;
    if (size.x <= 0) size.x = ImGui::GetContentRegionAvail().x;
    if (size.y <= 0) size.y = ImGui::GetContentRegionAvail().y;
    if (cursor_ >= count_) cursor_ = count_ == 0 ? 0 : count_ - 1;
    const bool headed =
        std::ranges::any_of(options_.columns, [](const auto& one) { return !one.label.empty(); });
    widths_ = WidthsOf(options_.columns, size.x - ImGui::GetStyle().ScrollbarSize);
    if (headed) Headings(size);
    ImGui::BeginChild("lines", size, false, ImGuiWindowFlags_NoNav);
    Lines(size);
    ImGui::EndChild();
    return result_;
  }

 private:
  void Headings(ImVec2& size) {
    const ImVec2 at = ImGui::GetCursorPos();
    float left = at.x;
    for (size_t i = 0; i < options_.columns.size(); ++i) {
      if (widths_[i] < 0) continue;
      const RowsColumn& column = options_.columns[i];
      const float room = widths_[i] - Px(kPadding);
      const float indent =
          column.right ? std::max(room - Width(column.label, Face::kSmall), 0.0F) : Px(kPadding);
      ImGui::SetCursorPos({left + indent, at.y + Px(4)});
      Fit(column.label, room - (column.right ? 0 : Px(kPadding)), Face::kSmall, Colours().muted);
      left += widths_[i];
    }
    ImGui::SetCursorPos({at.x, at.y + Px(kHeading)});
    size.y = std::max(size.y - Px(kHeading), Px(kRow));
  }

  void Lines(ImVec2 size) {
    const ImVec2 low = ImGui::GetWindowPos(), high{low.x + size.x, low.y + size.y};
    item_ = ImGui::GetID("##rows");
    focused_ = Register("rows", item_, low, high, {}, std::to_string(cursor_));
    Keys(size.y);
    if (count_ == 0) {
      ImGui::SetCursorPos({Px(kPadding), Px(12)});
      Wrapped(options_.empty, Face::kText, Colours().muted, size.x - Px(2 * kPadding));
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count_), Px(kRow));
    while (clipper.Step())
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) Row(static_cast<size_t>(i));
    clipper.End();
    ImGui::PopStyleVar();
    // A row shows where the keyboard is; an empty list has none to show.
    if (focused_ && Now().by_keyboard && count_ == 0)
      Ring({low.x + 1, low.y + 1}, {high.x - 1, high.y - 1});
  }

  void Keys(float height) {
    if (count_ == 0 || (Now().modal && !Now().in_dialog)) return;
    const bool typing = options_.keys_anywhere && Now().list.path.empty();
    if (!focused_ && !typing) return;
    const auto all = static_cast<ptrdiff_t>(count_);
    const auto page = std::max<ptrdiff_t>(1, static_cast<ptrdiff_t>(height / Px(kRow)) - 1);
    ptrdiff_t by = 0;
    if (Pressed(Key::kDown)) by = 1;
    if (Pressed(Key::kUp)) by = -1;
    if (Pressed(Key::kPageDown)) by = page;
    if (Pressed(Key::kPageUp)) by = -page;
    // In a field these two are of the text.
    if (focused_ && Pressed(Key::kHome)) by = -all;
    if (focused_ && Pressed(Key::kEnd)) by = all;
    if (focused_ && Pressed(Key::kEnter)) result_.opened = true;
    if (by == 0) return;
    const auto wanted = std::clamp<ptrdiff_t>(static_cast<ptrdiff_t>(cursor_) + by, 0, all - 1);
    result_.moved = wanted != static_cast<ptrdiff_t>(cursor_);
    cursor_ = static_cast<size_t>(wanted);
    const float top = static_cast<float>(cursor_) * Px(kRow), seen = ImGui::GetScrollY();
    if (top < seen) ImGui::SetScrollY(top);
    if (top + Px(kRow) > seen + height) ImGui::SetScrollY(top + Px(kRow) - height);
  }

  void Row(size_t row) {
    const Theme& theme = Colours();
    const float width = ImGui::GetContentRegionAvail().x;
    const RowsCell first = cell_(row, 0);
    const std::string id = "row-" + std::to_string(row);
    const Press press = Pressable(id, {width, Px(kRow)}, first.text, true, false);
    const ImVec2 next = ImGui::GetCursorPos();
    const bool here = row == cursor_;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (here || press.hovered)
      draw.AddRectFilled(press.min, press.max, here ? theme.accent_soft : theme.hover, Px(4));
    if (here) draw.AddRectFilled(press.min, {press.min.x + Px(3), press.max.y}, theme.focus, Px(2));
    float left = press.min.x;
    for (size_t i = 0; i < options_.columns.size(); ++i) {
      if (widths_[i] < 0) continue;
      Cell(i == 0 ? first : cell_(row, i), options_.columns[i].right, left, press.min.y,
           std::min(widths_[i], press.max.x - left));
      left += widths_[i];
    }
    ImGui::SetCursorPos(next);
    if (here && press.hovered && ImGui::IsMouseDoubleClicked(0)) result_.opened = true;
    if (!press.pressed) return;
    result_.moved = row != cursor_;
    cursor_ = row;
    Now().focus = item_;
  }

  void Cell(const RowsCell& cell, bool right, float left, float top, float width) {
    const Face face = cell.small ? Face::kSmall : Face::kText;
    float room = width - Px(2 * kPadding), x = left + Px(kPadding);
    const float y = std::round(top + (Px(kRow) - LineHeight(face)) / 2);
    if (cell.icon != nullptr) {
      DrawText({x, y}, cell.icon, cell.icon_colour == 0 ? Colours().muted : cell.icon_colour, face);
      x += Px(26);
      room -= Px(26);
    }
    if (cell.text.empty() || room <= 0) return;
    if (right) x += std::max(room - Width(cell.text, face), 0.0F);
    ImGui::SetCursorScreenPos({x, y});
    Fit(cell.text, room, face, cell.colour);
  }

  size_t count_;
  size_t& cursor_;
  const std::function<RowsCell(size_t, size_t)>& cell_;
  const RowsOptions& options_;
  std::vector<float> widths_;  // Negative: there is no room for it.
  ImGuiID item_ = 0;
  bool focused_ = false;
  RowsResult result_;
};

}  // namespace

RowsResult Rows(std::string_view id, size_t count, size_t& cursor,
                const std::function<RowsCell(size_t row, size_t column)>& cell,
                const RowsOptions& options) {
  const Scope scope(id);
  return List(count, cursor, cell, options).Draw();
}

}  // namespace kruzhok::client::ui
