// SPDX-License-Identifier: MIT
// Cards, dialogs, and the signs of state.
#include <algorithm>
#include <cmath>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include <imgui_internal.h>

namespace kruzhok::client::ui {

Card::Card(std::string_view id, ImVec2 size, bool padded) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, Colours().panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                      padded ? ImVec2(Px(18), Px(16)) : ImVec2(Px(1), Px(1)));
  ImGui::BeginChild(std::string(id).c_str(), size, true, ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

Card::~Card() {
  ImGui::EndChild();
}

Dialog::Dialog(std::string_view id, std::string_view title, float width, bool& open) {
  Context& context = Now();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (!open) return;
  shown_ = true;
  outer_ = context.path;
  context.modal_now = true;
  // Until the next frame what lies below still counts: the dialog has just been opened.
  context.in_dialog = true;
  if (!context.modal) context.stops.clear();
  const std::string name = "##dialog-" + std::string(id);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(13, 20, 30, 140));
  ImGui::Begin((name + "-dim").c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  if (!context.modal) ImGui::SetWindowFocus();
  const float wide = std::min(Px(width), screen.x - Px(40));
  const float most = screen.y - Px(60);
  // As high as what is in it, as the last frame has measured it.
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID("height");
  const float wanted = storage.GetFloat(key, Px(360));
  const float high = std::min(wanted, most);
  ImGui::SetCursorPos(
      {std::round((screen.x - wide) / 2), std::round(std::max(Px(30), (screen.y - high) / 2.4F))});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, Colours().panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(Px(24), Px(20)));
  ImGui::BeginChild(name.c_str(), {wide, high}, true, ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  ImGui::PushID(name.c_str());
  context.path = std::string(id) + '/';
  if (!title.empty()) {
    Text(title, Face::kTitle);
    Gap(6);
  }
  if (context.list.path.empty() && Pressed(Key::kEscape)) open = false;
}

Dialog::~Dialog() {
  if (!shown_) return;
  Context& context = Now();
  const float height = ImGui::GetCursorPosY() + Px(14);
  ImGui::PopID();
  ImGui::EndChild();
  ImGui::GetStateStorage()->SetFloat(ImGui::GetID("height"), height);
  ImGui::End();
  context.path = outer_;
  context.in_dialog = false;
}

void Chip(std::string_view text, const char* icon, ImU32 colour, ImU32 soft) {
  const float width = Px(24) + Width(text) + (icon ? Width(icon) + Px(8) : 0);
  const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + width, low.y + Px(28)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, high, soft, Px(14));
  float x = low.x + Px(12);
  const float y = std::round((low.y + high.y - LineHeight()) / 2);
  if (icon != nullptr) {
    DrawText({x, y}, icon, colour);
    x += Width(icon) + Px(8);
  }
  DrawText({x, y}, text, colour);
  ImGui::Dummy({width, Px(28)});
}

ImU32 ConditionColour(sync::RowCondition condition) {
  const Theme& theme = Colours();
  switch (condition) {
    case sync::RowCondition::kRefused:
      return theme.bad;
    case sync::RowCondition::kWaiting:
    case sync::RowCondition::kReturned:
      return theme.warn;
    case sync::RowCondition::kDisputed:
      return theme.disputed;
    case sync::RowCondition::kLocal:
      return theme.muted;
    case sync::RowCondition::kAcknowledged:
      return theme.ok;
  }
  return theme.text;
}

const char* ConditionIcon(sync::RowCondition condition) {
  switch (condition) {
    case sync::RowCondition::kRefused:
      return icon::kRefused;
    case sync::RowCondition::kWaiting:
      return icon::kWaiting;
    case sync::RowCondition::kReturned:
      return icon::kReturned;
    case sync::RowCondition::kDisputed:
      return icon::kDisputed;
    case sync::RowCondition::kLocal:
      return icon::kHere;
    case sync::RowCondition::kAcknowledged:
      return icon::kCheck;
  }
  return "";
}

void Condition(sync::RowCondition condition, std::string_view word) {
  const ImU32 colour = ConditionColour(condition);
  Text(ConditionIcon(condition), Face::kSmall, colour);
  SameLine(6);
  Text(word, Face::kSmall, colour);
}

void Strip(std::string_view text, const char* icon, ImU32 colour, ImU32 soft) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = icon ? Px(38) : Px(14);
  const float inner = width - left - Px(14);
  const float lines = Height(text, Face::kSmall, inner);
  const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + width, low.y + lines + Px(20)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, high, soft, Px(8));
  if (icon != nullptr) DrawText({low.x + Px(14), low.y + Px(8)}, icon, colour);
  DrawText({low.x + left, low.y + Px(10)}, text, colour, Face::kSmall, inner);
  ImGui::Dummy({width, high.y - low.y});
}

void ProgressBar(float fraction, float width, ImU32 colour) {
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float height = Px(6);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, {low.x + width, low.y + height}, Colours().track, height / 2);
  const float filled = width * std::clamp(fraction, 0.0F, 1.0F);
  if (filled >= 1) draw.AddRectFilled(low, {low.x + filled, low.y + height}, colour, height / 2);
  ImGui::Dummy({width, height});
}

void Line() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y},
                                      Colours().border);
  ImGui::Dummy({0, 1});
}

}  // namespace kruzhok::client::ui
