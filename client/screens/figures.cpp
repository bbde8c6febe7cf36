// SPDX-License-Identifier: MIT
#include "client/screens/figures.h"

#include <cmath>

#include "client/widgets/growing_card.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

void DrawFigure(const Figure& figure, ImVec2 size) {
  const ui::Scope scope(figure.id);
  const ui::GrowingCard card("card", size.x, size.y);
  const float left = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
  ui::Fit(figure.label, room, ui::Face::kSmall, ui::Colours().muted);
  ui::Text(figure.value, ui::Face::kTitle);
  if (figure.fraction)
    ui::ProgressBar(*figure.fraction, room, figure.colour);
  else
    ImGui::Dummy({0, ui::Px(6)});
  const float link =
      figure.link.empty() ? 0 : ui::ButtonWidth(figure.link, {.look = ui::Look::kLink});
  const float top = ImGui::GetCursorPosY() - ui::Px(2);
  ImGui::SetCursorPosY(top + std::round((ui::Px(32) - ui::LineHeight(ui::Face::kSmall)) / 2));
  ui::Fit(figure.caption, room - link - ui::Px(6), ui::Face::kSmall, ui::Colours().muted);
  if (link == 0) return;
  ImGui::SetCursorPos({left + room - link, top});
  if (ui::Link("open", figure.link)) figure.open();
}

}  // namespace

void DrawFigures(const std::vector<Figure>& figures) {
  const float width = ImGui::GetContentRegionAvail().x, gap = ui::Px(14);
  int columns = ui::ColumnsIn(width, ui::Px(210), static_cast<int>(figures.size()));
  if (columns == 3 && figures.size() == 4) columns = 2;
  const ImVec2 size{ui::ColumnWidth(width, columns), ui::Px(140)};
  const ImVec2 start = ImGui::GetCursorPos();
  for (size_t i = 0; i < figures.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<size_t>(columns));
    const auto line = static_cast<float>(i / static_cast<size_t>(columns));
    ImGui::SetCursorPos({start.x + column * (size.x + gap), start.y + line * (size.y + gap)});
    DrawFigure(figures[i], size);
  }
  ui::CardGap();
}

}  // namespace kruzhok::client
