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

}  // namespace

GrowingCard::GrowingCard(std::string_view id, float width, float least_height) {
  const std::string name(id);
  height_key_ = ImGui::GetID((name + "/height").c_str());
  const float known = ImGui::GetStateStorage()->GetFloat(height_key_, 0);
  const float height = std::max({known, least_height, Px(2 * kPaddingY)});
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

void CardGap() {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + Px(kGap) - ImGui::GetStyle().ItemSpacing.y);
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
