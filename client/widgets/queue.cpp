// SPDX-License-Identifier: MIT
#include "client/widgets/queue.h"

#include <algorithm>
#include <cmath>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kRow = 52;

// Where the keys lead to; nothing is asked while a person types.
ptrdiff_t Step(size_t count, size_t page) {
  const Context& context = Now();
  if (ImGui::GetIO().WantTextInput || (context.modal && !context.in_dialog)) return 0;
  const auto all = static_cast<ptrdiff_t>(count), screen = static_cast<ptrdiff_t>(page);
  if (Pressed(Key::kDown)) return 1;
  if (Pressed(Key::kUp)) return -1;
  if (Pressed(Key::kPageDown)) return screen;
  if (Pressed(Key::kPageUp)) return -screen;
  if (Pressed(Key::kEnd)) return all;
  if (Pressed(Key::kHome)) return -all;
  return 0;
}

bool DrawRow(size_t place, bool here, const QueueRow& row, float width) {
  const Theme& theme = Colours();
  const Press press = Pressable(std::to_string(place), {width, Px(kRow)}, row.title, true, false);
  const ImVec2 next = ImGui::GetCursorPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (here || press.hovered)
    draw.AddRectFilled(press.min, press.max, here ? theme.accent_soft : theme.hover, Px(4));
  const float text = LineHeight(), small = LineHeight(Face::kSmall);
  const float top = std::round((press.min.y + press.max.y - text - small - Px(3)) / 2);
  float left = press.min.x + Px(12);
  if (row.icon != nullptr) {
    DrawText({left, top}, row.icon, row.colour);
    left += Px(28);
  }
  ImGui::SetCursorScreenPos({left, top});
  Fit(row.title, press.max.x - left - Px(8));
  ImGui::SetCursorScreenPos({left, top + text + Px(3)});
  Fit(row.detail, press.max.x - left - Px(8), Face::kSmall, theme.muted);
  ImGui::SetCursorPos(next);
  return press.pressed;
}

}  // namespace

bool Queue(std::string_view id, size_t count, size_t& cursor,
           const std::function<QueueRow(size_t)>& row, ImVec2 size) {
  if (count == 0) return false;
  const Scope scope(id);
  size_t wanted = std::min(cursor, count - 1);
  const float high = Px(kRow);
  ImGui::BeginChild("rows", size, false, ImGuiWindowFlags_NoNav);
  const ImVec2 low = ImGui::GetWindowPos();
  const ImVec2 end{low.x + ImGui::GetWindowWidth(), low.y + ImGui::GetWindowHeight()};
  const ImGuiID item = ImGui::GetID("##list");
  const bool focused = Register("list", item, low, end, {}, std::to_string(wanted));
  const size_t page = std::max<size_t>(1, static_cast<size_t>((end.y - low.y) / high) - 1);
  if (const ptrdiff_t by = Step(count, page); by != 0) {
    const auto last = static_cast<ptrdiff_t>(count) - 1;
    wanted =
        static_cast<size_t>(std::clamp<ptrdiff_t>(static_cast<ptrdiff_t>(wanted) + by, 0, last));
  }
  const bool by_keys = wanted != cursor;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const float width = ImGui::GetContentRegionAvail().x;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), high);
  size_t clicked = wanted;
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto place = static_cast<size_t>(i);
      if (DrawRow(place, place == wanted, row(place), width)) clicked = place;
    }
  clipper.End();
  ImGui::PopStyleVar();
  if (by_keys) {
    const float top = static_cast<float>(wanted) * high, seen = ImGui::GetScrollY();
    if (top < seen) ImGui::SetScrollY(top);
    if (top + high > seen + (end.y - low.y)) ImGui::SetScrollY(top + high - (end.y - low.y));
  }
  if (focused && Now().by_keyboard) Ring({low.x + 1, low.y + 1}, {end.x - 1, end.y - 1});
  ImGui::EndChild();
  if (clicked != wanted) Now().focus = item;
  const bool moved = clicked != cursor;
  cursor = clicked;
  return moved;
}

}  // namespace kruzhok::client::ui
