// SPDX-License-Identifier: MIT
#include "client/screens/parts.h"

#include <imgui.h>

#include "model/entities/group.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostGroups = 30;

}  // namespace

std::optional<model::Uuid> ChosenGroup(const Frame& frame, const std::string& group) {
  const auto id = model::Uuid::FromText(group);
  if (!id || !frame.data.List(model::group).Find(*id)) return std::nullopt;
  return id;
}

bool PickGroup(const Frame& frame, std::string_view id, std::string& group,
               ui::InputOptions options) {
  const auto chosen = ChosenGroup(frame, group);
  std::string shown = group;
  if (chosen && frame.data.search) shown = frame.data.search->TitleOf(model::group, *chosen);
  const std::string unknown = frame.Text("enrolment.group.unknown");
  if (!chosen && !group.empty() && options.error.empty()) options.error = unknown;
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    if (!frame.data.search) return found;
    for (const SearchHit& hit : frame.data.search->Find(typed, kMostGroups, &model::group))
      found.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return found;
  };
  const auto picked = ui::Pick(id, group, shown, find, options);
  if (!picked || *picked == group) return false;
  group = *picked;
  return true;
}

bool DateField(std::string_view id, std::string& text, const ui::InputOptions& options) {
  const bool left = ui::Input(id, text, options).left;
  if (!left) return false;
  if (const auto date = model::Date::Parse(text)) text = date->Russian();
  return true;
}

void BeginActions(std::string_view title, std::string_view summary, float actions_px) {
  const float room = ImGui::GetContentRegionAvail().x;
  if (ui::Width(title, ui::Face::kTitle) + ui::Px(24) + actions_px <= room)
    return DrawTitle(title, summary, actions_px);
  ui::Text(title, ui::Face::kTitle);
  if (!summary.empty()) ui::Wrapped(summary, ui::Face::kText, ui::Colours().muted);
}

void DrawHeading(std::string_view title, std::string_view summary) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float beside =
      ui::Width(title, ui::Face::kTitle) + ui::Px(12) + ui::Width(summary) + ui::Px(20);
  const ImVec2 at = ImGui::GetCursorPos();
  ui::Text(title, ui::Face::kTitle);
  if (beside <= room)
    ImGui::SetCursorPos({at.x + ui::Width(title, ui::Face::kTitle) + ui::Px(12), at.y + ui::Px(7)});
  if (!summary.empty()) ui::Wrapped(summary, ui::Face::kText, ui::Colours().muted);
  ui::Gap(8);
}

std::vector<ui::Option> ChoicesOf(const Frame& frame, const model::EntityType& type,
                                  const model::FieldInfo& field) {
  std::vector<ui::Option> options;
  for (const std::string_view code : field.options().choices)
    options.push_back({std::string(code), frame.texts.ChoiceLabel(type, field, code)});
  return options;
}

}  // namespace kruzhok::client
