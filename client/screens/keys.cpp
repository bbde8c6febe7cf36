// SPDX-License-Identifier: MIT
// The page of keys.
#include <algorithm>
#include <imgui.h>

#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

struct Line {
  const char* keys;  // As they stand on the keyboard; of words, the key of their text.
  const char* what;
};

constexpr Line kEverywhere[] = {{"F1", "keys.help"},       {"?", "keys.keys"},
                                {"Ctrl+K", "keys.search"}, {"Ctrl+0 … 9", "keys.screens"},
                                {"Ctrl+U", "keys.user"},   {"F5", "keys.exchange"},
                                {"Ctrl+Z", "keys.undo"},   {"Esc", "keys.close"},
                                {"F6", "keys.pane"},       {"Tab", "keys.next"}};
constexpr Line kInLists[] = {{"Ctrl+N", "keys.new"},        {"Ctrl+F", "keys.filter"},
                             {"↑ ↓", "keys.rows"},          {"Enter", "keys.open"},
                             {"keys.space", "keys.choose"}, {"Ctrl+A", "keys.all"}};
constexpr Line kInWorklist[] = {{"1 … 7", "keys.reason"},
                                {"0", "keys.no_reason"},
                                {",", "keys.card"},
                                {"Ctrl+D", "keys.talk"}};
constexpr Line kInForms[] = {
    {"Ctrl+Enter", "keys.save"}, {"Enter", "keys.cell"}, {"Ctrl+V", "keys.paste"}};

template <size_t N>
void DrawLines(const Frame& frame, std::string_view title, const Line (&lines)[N], float width) {
  ui::Text(frame.Text(title), ui::Face::kBold);
  const float column = std::min(ui::Px(130), width * 0.42F);
  for (const Line& line : lines) {
    const std::string keys = frame.texts.Has(line.keys) ? frame.Text(line.keys) : line.keys;
    const std::string what = frame.Text(line.what);
    const ImVec2 at = ImGui::GetCursorPos(), low = ImGui::GetCursorScreenPos();
    const float wide = ui::Width(keys, ui::Face::kSmall) + ui::Px(16);
    const float high = ui::LineHeight(ui::Face::kSmall) + ui::Px(8);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(low, {low.x + wide, low.y + high}, ui::Colours().hover, ui::Px(5));
    draw.AddRect(low, {low.x + wide, low.y + high}, ui::Colours().border, ui::Px(5));
    ui::DrawText({low.x + ui::Px(8), low.y + ui::Px(4)}, keys, ui::Colours().text,
                 ui::Face::kSmall);
    const float left = std::max(column, wide + ui::Px(10));
    ImGui::SetCursorPos({at.x + left, at.y + ui::Px(2)});
    ui::Wrapped(what, ui::Face::kText, 0, width - left);
    const float below = std::max(ImGui::GetCursorPosY(), at.y + high + ui::Px(5));
    ImGui::SetCursorPos({at.x, below});
  }
  ImGui::Dummy({width, 1});
}

}  // namespace

void DrawKeys(const Frame& frame) {
  ui::Dialog dialog("keys", frame.Text("keys.title"), 860, frame.state.keys_open);
  if (!dialog) return;
  const float room = ImGui::GetContentRegionAvail().x;
  const bool two = room >= ui::Px(640);
  const float width = two ? (room - ui::Px(30)) / 2 : room;
  ImGui::BeginGroup();
  DrawLines(frame, "keys.everywhere", kEverywhere, width);
  ui::Gap(12);
  DrawLines(frame, "keys.worklist", kInWorklist, width);
  ImGui::EndGroup();
  if (two)
    ui::SameLine(30);
  else
    ui::Gap(12);
  ImGui::BeginGroup();
  DrawLines(frame, "keys.lists", kInLists, width);
  ui::Gap(12);
  DrawLines(frame, "keys.forms", kInForms, width);
  ImGui::EndGroup();
  ui::Gap(10);
  if (ui::Button("close", frame.Text("keys.done"), {.look = ui::Look::kPrimary, .keys = "Esc"}))
    frame.state.keys_open = false;
}

}  // namespace kruzhok::client
