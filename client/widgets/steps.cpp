// SPDX-License-Identifier: MIT
#include "client/widgets/steps.h"

#include <cmath>
#include <imgui.h>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kCircle = 26, kHeight = 34, kGap = 9, kLink = 34;

float StepWidth(const PathStep& step, bool worded) {
  return Px(kCircle) + (worded ? Px(kGap) + Width(step.label) : 0);
}

bool DrawStep(size_t place, const PathStep& step, bool here, bool worded) {
  const Theme& theme = Colours();
  const bool usable = step.reachable && !here;
  const Press press =
      Pressable(std::to_string(place), {StepWidth(step, worded), Px(kHeight)}, step.label, usable);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float radius = Px(kCircle) / 2;
  const ImVec2 centre{press.min.x + radius, std::round((press.min.y + press.max.y) / 2)};
  const bool done = step.done && !here;
  const ImU32 ground = here ? theme.accent : done ? theme.ok_soft : theme.panel;
  const ImU32 ink = here ? theme.on_accent : done ? theme.ok : theme.muted;
  draw.AddCircleFilled(centre, radius, ground, 32);
  if (!here) draw.AddCircle(centre, radius, done ? theme.ok : theme.border, 32);
  const std::string sign = done ? icon::kCheck : std::to_string(place + 1);
  DrawText({std::round(centre.x - Width(sign, Face::kSmall) / 2),
            std::round(centre.y - LineHeight(Face::kSmall) / 2)},
           sign, ink, Face::kSmall);
  if (worded)
    DrawText({press.min.x + Px(kCircle + kGap), std::round(centre.y - LineHeight() / 2)},
             step.label,
             here            ? theme.text
             : press.hovered ? theme.accent
                             : theme.muted);
  else
    Tooltip(step.label);
  if (press.focused && Now().by_keyboard)
    Ring({press.min.x - Px(4), press.min.y}, {press.max.x + Px(4), press.max.y});
  return press.pressed && usable;
}

}  // namespace

std::optional<size_t> Steps(std::string_view id, const std::vector<PathStep>& steps, size_t here) {
  const Scope scope(id);
  float all = 0;
  for (const PathStep& step : steps) all += StepWidth(step, true) + Px(kLink);
  const bool worded = all <= ImGui::GetContentRegionAvail().x;
  std::optional<size_t> chosen;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) {
      ImGui::SameLine(0, Px(8));
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float y = at.y + Px(kHeight) / 2;
      ImGui::GetWindowDrawList()->AddLine({at.x, y}, {at.x + Px(kLink - 16), y}, Colours().border,
                                          Px(2));
      ImGui::Dummy({Px(kLink - 16), Px(kHeight)});
      ImGui::SameLine(0, Px(8));
    }
    if (DrawStep(i, steps[i], i == here, worded || i == here)) chosen = i;
  }
  return chosen;
}

}  // namespace kruzhok::client::ui
