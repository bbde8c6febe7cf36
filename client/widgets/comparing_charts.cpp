// SPDX-License-Identifier: MIT
// Bars in parts, and bars in pairs.
#include <algorithm>
#include <cmath>

#include "client/widgets/charts.h"
#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kParted = 18, kThin = 9, kPairRow = 34, kGap = 10;

// From the palest to the accent itself, on any ground.
ImU32 Shade(size_t part, size_t parts) {
  const auto from = ImU32{0x38}, to = ImU32{0xFF};
  const ImU32 alpha = parts < 2 ? to : from + static_cast<ImU32>((to - from) * part / (parts - 1));
  return (Colours().accent & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImU32 Pale() {
  return Shade(0, 2);
}

void DrawParted(const PartedBar& bar, size_t place, float numbers) {
  const float width = ImGui::GetContentRegionAvail().x;
  Wrapped(bar.label, Face::kText);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = std::max(width - numbers - Px(kGap), Px(20));
  double whole = 0;
  for (const double part : bar.parts) whole += part;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + room, at.y + Px(kParted)}, Colours().hover, Px(3));
  double sum = 0;
  const Scope scope(std::to_string(place));
  for (size_t i = 0; i < bar.parts.size() && whole > 0; ++i) {
    const auto until = [&](double value) {
      return std::round(room * static_cast<float>(value / whole));
    };
    const float left = until(sum), right = until(sum += bar.parts[i]);
    if (right <= left) continue;
    ImGui::SetCursorScreenPos({at.x + left, at.y});
    const Press press =
        Pressable(std::to_string(i), {right - left, Px(kParted)}, bar.names[i], false, false);
    Tooltip(bar.names[i]);
    draw.AddRectFilled(press.min, {press.max.x - 1, press.max.y}, Shade(i, bar.parts.size()),
                       Px(2));
  }
  DrawText(
      {at.x + room + Px(kGap), std::round(at.y + (Px(kParted) - LineHeight(Face::kSmall)) / 2)},
      bar.number, Colours().text, Face::kSmall);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, Px(kParted)});
}

struct PairScale {
  float labels = 0, numbers = 0, changes = 0;  // Pixels of the columns.
};

void DrawThin(float left, float top, float room, const std::optional<double>& value, double whole,
              ImU32 colour) {
  if (!value || whole <= 0) return;
  const float width = std::round(room * static_cast<float>(std::clamp(*value / whole, 0.0, 1.0)));
  ImGui::GetWindowDrawList()->AddRectFilled({left, top}, {left + width, top + Px(kThin)}, colour,
                                            Px(2));
}

void DrawPair(const BarPair& pair, const PairScale& scale, double whole) {
  const Theme& theme = Colours();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float room =
      std::max(width - scale.labels - scale.numbers - scale.changes - Px(3 * kGap), Px(20));
  const float left = at.x + scale.labels + Px(kGap);
  const float top = std::round(at.y + (Px(kPairRow) - 2 * Px(kThin) - 1) / 2);
  DrawThin(left, top, room, pair.now, whole, theme.accent);
  DrawThin(left, top + Px(kThin) + 1, room, pair.before, whole, Pale());
  ImGui::GetWindowDrawList()->AddLine({left, at.y}, {left, at.y + Px(kPairRow)}, theme.border);
  const float line = std::round(at.y + (Px(kPairRow) - LineHeight(Face::kSmall)) / 2);
  const float numbers = left + room + Px(kGap);
  DrawText({numbers, line}, pair.numbers, theme.text, Face::kSmall);
  DrawText({numbers + scale.numbers + Px(kGap), line}, pair.change,
           pair.colour == 0 ? theme.muted : pair.colour, Face::kSmall);
  ImGui::SetCursorScreenPos({at.x, std::round(at.y + (Px(kPairRow) - LineHeight()) / 2)});
  Fit(pair.label, scale.labels);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, Px(kPairRow)});
}

}  // namespace

void PartedBars(std::string_view id, const std::vector<PartedBar>& bars) {
  const Scope scope(id);
  float numbers = 0;
  for (const PartedBar& bar : bars) numbers = std::max(numbers, Width(bar.number, Face::kSmall));
  for (size_t i = 0; i < bars.size(); ++i) DrawParted(bars[i], i, numbers);
}

void PartsLegend(const std::vector<std::string>& names) {
  const float room = ImGui::GetContentRegionAvail().x, side = Px(12);
  const float height = LineHeight(Face::kSmall) + Px(4);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImVec2 at = start;
  for (size_t i = 0; i < names.size(); ++i) {
    const float width = side + Px(6) + Width(names[i], Face::kSmall);
    if (at.x > start.x && at.x + width > start.x + room) at = {start.x, at.y + height};
    const float drop = std::round((LineHeight(Face::kSmall) - side) / 2);
    ImGui::GetWindowDrawList()->AddRectFilled(
        {at.x, at.y + drop}, {at.x + side, at.y + drop + side}, Shade(i, names.size()), Px(3));
    DrawText({at.x + side + Px(6), at.y}, names[i], Colours().muted, Face::kSmall);
    at.x += width + Px(14);
  }
  ImGui::Dummy({room, at.y + height - start.y});
}

void BarPairs(std::string_view id, const std::vector<BarPair>& pairs, double whole) {
  const Scope scope(id);
  const float width = ImGui::GetContentRegionAvail().x;
  PairScale scale;
  for (const BarPair& pair : pairs) {
    scale.labels = std::max(scale.labels, Width(pair.label));
    scale.numbers = std::max(scale.numbers, Width(pair.numbers, Face::kSmall));
    scale.changes = std::max(scale.changes, Width(pair.change, Face::kSmall));
  }
  scale.labels = std::min(scale.labels, width * 0.4F);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  for (const BarPair& pair : pairs) DrawPair(pair, scale, whole);
  ImGui::PopStyleVar();
}

}  // namespace kruzhok::client::ui
