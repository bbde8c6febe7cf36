// SPDX-License-Identifier: MIT
#include "client/widgets/growing_card.h"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>
#include <string>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kPaddingX = 18, kPaddingY = 16, kGap = 14;

ImGuiID HeightKey(std::string_view id) {
  return ImGui::GetID((std::string(id) + "/height").c_str());
}

}  // namespace

GrowingCard::GrowingCard(std::string_view id, float width, float least_height) {
  const std::string name(id);
  height_key_ = HeightKey(id);
  const float height = std::max({KnownHeight(id), least_height, Px(2 * kPaddingY)});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, Colours().panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(Px(kPaddingX), Px(kPaddingY)));
  // The wheel is the page's.
  ImGui::BeginChild(name.c_str(), {width, height}, true,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar |
                        ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

GrowingCard::~GrowingCard() {
  const float height = ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + Px(kPaddingY);
  // What is out of view takes no space in ImGui 1.86, and would pull the page up under the reader.
  const bool measured = !ImGui::GetCurrentWindow()->SkipItems;
  ImGui::EndChild();
  if (!measured) return;
  ImGui::GetStateStorage()->SetFloat(height_key_, std::ceil(height));
}

float KnownHeight(std::string_view id) {
  return ImGui::GetStateStorage()->GetFloat(HeightKey(id), 0);
}

void CardGap() {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + Px(kGap) - ImGui::GetStyle().ItemSpacing.y);
}

void CardGrid(std::string_view id, size_t count, float narrowest,
              const std::function<void(size_t place)>& draw) {
  const float room = ImGui::GetContentRegionAvail().x;
  const auto columns = static_cast<size_t>(ColumnsIn(room, Px(narrowest), 2));
  const float width = ColumnWidth(room, static_cast<int>(columns));
  const auto name = [&](size_t place) { return std::string(id) + '-' + std::to_string(place); };
  for (size_t place = 0; place < count; ++place) {
    const size_t first = place - place % columns;
    float height = 0;
    for (size_t i = first; i < std::min(first + columns, count); ++i)
      height = std::max(height, KnownHeight(name(i)));
    if (place > first)
      ImGui::SameLine(0, Px(kGap));
    else if (place > 0)
      CardGap();
    const GrowingCard card(name(place), width, height);
    draw(place);
  }
}

int ColumnsIn(float width, float narrowest, int most) {
  int columns = most;
  while (columns > 1 && ColumnWidth(width, columns) < narrowest) --columns;
  return columns;
}

float ColumnWidth(float width, int columns) {
  const auto count = static_cast<float>(columns);
  return std::floor((width - (count - 1) * Px(kGap)) / count);
}

}  // namespace kruzhok::client::ui
