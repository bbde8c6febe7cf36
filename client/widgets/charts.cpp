// SPDX-License-Identifier: MIT
#include "client/widgets/charts.h"

#include <algorithm>
#include <cmath>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kRow = 30, kBar = 18;

ImU32 Pale(ImU32 colour) {
  return (colour & ~IM_COL32_A_MASK) | (ImU32{0x48} << IM_COL32_A_SHIFT);
}

void LegendEntry(std::string_view words, ImU32 colour) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = Px(12), drop = std::round((LineHeight(Face::kSmall) - side) / 2);
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + drop}, {at.x + side, at.y + drop + side},
                                            colour, Px(3));
  ImGui::Dummy({side, LineHeight(Face::kSmall)});
  SameLine(6);
  Muted(words);
}

struct Scale {
  float labels = 0;   // Pixels of the column of labels.
  float numbers = 0;  // And what a number needs behind a bar.
  double most = 1;
};

Scale ScaleOf(const std::vector<Bar>& bars, float width) {
  Scale scale;
  for (const Bar& bar : bars) {
    scale.labels = std::max(scale.labels, Width(bar.label));
    scale.numbers = std::max(scale.numbers, Width(bar.number, Face::kSmall));
    scale.most = std::max(scale.most, bar.whole);
  }
  scale.labels = std::min(scale.labels, width * 0.45F) + Px(10);
  scale.numbers += Px(10);
  return scale;
}

bool DrawBar(const Bar& bar, size_t place, const Scale& scale, float width, bool opens) {
  const Theme& theme = Colours();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const Press press = Pressable(std::to_string(place), {width, Px(kRow)}, bar.label, opens, opens);
  Tooltip(bar.tooltip);
  const ImVec2 next = ImGui::GetCursorPos();
  if (press.hovered && opens) draw.AddRectFilled(press.min, press.max, theme.hover, Px(4));
  const float room = std::max(width - scale.labels - scale.numbers, Px(20));
  const float left = press.min.x + scale.labels;
  const float top = std::round((press.min.y + press.max.y - Px(kBar)) / 2);
  const auto until = [&](double value) {
    return left + std::round(room * static_cast<float>(value / scale.most));
  };
  const float whole = until(bar.whole), part = until(bar.part);
  if (whole > left)
    draw.AddRectFilled({left, top}, {whole, top + Px(kBar)}, Pale(theme.accent), Px(3));
  if (part > left) draw.AddRectFilled({left, top}, {part, top + Px(kBar)}, theme.accent, Px(3));
  draw.AddLine({left, press.min.y}, {left, press.max.y}, theme.border);
  const float middle = (press.min.y + press.max.y) / 2;
  DrawText({whole + Px(8), std::round(middle - LineHeight(Face::kSmall) / 2)}, bar.number,
           theme.text, Face::kSmall);
  ImGui::SetCursorScreenPos({press.min.x + Px(2), std::round(middle - LineHeight() / 2)});
  Fit(bar.label, scale.labels - Px(10));
  ImGui::SetCursorPos(next);
  if (press.focused && Now().by_keyboard) Ring(press.min, press.max);
  return press.pressed;
}

std::optional<size_t> DrawBars(std::string_view id, const std::vector<Bar>& bars, bool opens) {
  const Scope scope(id);
  std::optional<size_t> pressed;
  const float width = ImGui::GetContentRegionAvail().x;
  const Scale scale = ScaleOf(bars, width);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  for (size_t i = 0; i < bars.size(); ++i)
    if (DrawBar(bars[i], i, scale, width, opens)) pressed = i;
  ImGui::PopStyleVar();
  return pressed;
}

}  // namespace

std::optional<size_t> Bars(std::string_view id, const std::vector<Bar>& bars) {
  return DrawBars(id, bars, true);
}

void ReadBars(std::string_view id, const std::vector<Bar>& bars) {
  DrawBars(id, bars, false);
}

void BarsLegend(std::string_view part, std::string_view whole) {
  LegendEntry(part, Colours().accent);
  SameLine(18);
  if (ImGui::GetContentRegionAvail().x < Width(whole, Face::kSmall) + Px(20)) ImGui::NewLine();
  LegendEntry(whole, Pale(Colours().accent));
}

void Columns(std::string_view id, const std::vector<ChartColumn>& columns, ImVec2 size) {
  const Scope scope(id);
  double most = 0;
  float step = 0;
  for (const ChartColumn& column : columns) {
    most = std::max(most, column.value.value_or(0));
    step = std::max(step, Width(column.label, Face::kSmall) + Px(6));
  }
  step = std::min(step, size.x / static_cast<float>(std::max<size_t>(columns.size(), 1)));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float base = at.y + size.y - LineHeight(Face::kSmall) - Px(2), room = base - at.y;
  for (size_t i = 0; i < columns.size(); ++i) {
    const ChartColumn& column = columns[i];
    const float left = at.x + step * static_cast<float>(i);
    const double share = most > 0 ? column.value.value_or(0) / most : 0;
    const float top = base - std::round(room * static_cast<float>(share));
    const bool last = i + 1 == columns.size();
    ImGui::SetCursorScreenPos({left, at.y});
    Pressable(std::to_string(i), {step, size.y}, column.label, false, false);
    Tooltip(column.tooltip);
    if (top < base)
      draw.AddRectFilled({left + Px(4), top}, {left + step - Px(10), base},
                         last ? Colours().accent : Pale(Colours().accent), Px(2));
    DrawText({left, base + Px(2)}, column.label, Colours().muted, Face::kSmall);
  }
  if (!columns.empty())
    draw.AddLine({at.x, base}, {at.x + step * static_cast<float>(columns.size()), base},
                 Colours().border);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
}

}  // namespace kruzhok::client::ui
