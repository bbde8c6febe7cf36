// SPDX-License-Identifier: MIT
#include "client/screens/parts.h"

#include <algorithm>
#include <chrono>
#include <imgui.h>

#include "model/entities/group.h"
#include "model/entities/occupation.h"

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

int64_t DaysUntil(const model::Date& from, const model::Date& to) {
  const auto day = [](const model::Date& date) {
    return std::chrono::sys_days(std::chrono::year(date.year) /
                                 std::chrono::month(static_cast<unsigned>(date.month)) /
                                 std::chrono::day(static_cast<unsigned>(date.day)));
  };
  return (day(to) - day(from)).count();
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

void DrawFacet(const Frame& frame, ListState& list, size_t column) {
  const ListColumn& about = list.data->columns()[column];
  const auto& values = list.data->Values(column);
  if (values.size() < 2) return;
  // They travel as places, because a value may hold a comma.
  std::vector<ui::Option> options;
  std::string ticked;
  const auto chosen = list.facets.find(about.key);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string shown =
        values[i].first.empty() ? frame.Text("window.list.no_value") : values[i].first;
    options.push_back({std::to_string(i), shown, Count(values[i].second)});
    if (chosen != list.facets.end() && chosen->second.contains(values[i].first))
      ticked += (ticked.empty() ? "" : ",") + std::to_string(i);
  }
  ui::SameLine();
  const float width = std::clamp(ui::Width(about.label) + ui::Px(56), ui::Px(110), ui::Px(200));
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
  if (!ui::PickMany("facet-" + about.key, ticked, options, {.hint = about.label, .width = width}))
    return;
  auto& facet = list.facets[about.key];
  facet.clear();
  for (size_t from = 0; from < ticked.size();) {
    const size_t comma = std::min(ticked.find(',', from), ticked.size());
    facet.insert(values[std::stoul(ticked.substr(from, comma - from))].first);
    from = comma + 1;
  }
  if (facet.empty()) list.facets.erase(about.key);
  Arrange(list);
}

bool IsRepeat(char32_t character) {
  if (character < '0' || character > '9') return false;
  const ImGuiIO& io = ImGui::GetIO();
  constexpr int kFirstOfPad = 320;
  const int digit = static_cast<int>(character - '0');
  const auto held = [&](int key) { return io.KeysDownDuration[key] >= io.KeyRepeatDelay; };
  return held(static_cast<int>(Key::k0) + digit) || held(kFirstOfPad + digit);
}

std::string ListPath(const model::EntityType& type) {
  return (&type == &model::occupation ? "coverage/worklist" : std::string(type.name())) +
         "/list/rows";
}

std::string FirstField(const model::EntityType& type) {
  if (&type == &model::occupation) return std::string(model::occupation.reason.name());
  for (const model::FieldInfo* field : type.fields())
    if (!field->options().key) return std::string(field->name());
  return {};
}

std::vector<ui::Option> ChoicesOf(const Frame& frame, const model::EntityType& type,
                                  const model::FieldInfo& field) {
  std::vector<ui::Option> options;
  for (const std::string_view code : field.options().choices)
    options.push_back({std::string(code), frame.texts.ChoiceLabel(type, field, code)});
  return options;
}

}  // namespace kruzhok::client
