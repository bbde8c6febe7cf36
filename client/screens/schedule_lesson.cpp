// SPDX-License-Identifier: MIT
// What stands on the block of a lesson.
#include <algorithm>
#include <imgui.h>

#include "client/screens/schedule_views.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/programme.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

std::string TimeOf(const model::WeeklyLesson& lesson) {
  return model::TimeText(lesson.start) + "–" +
         model::TimeText(std::min(lesson.end, model::kMinutesOfDay - 1));
}

// «12 из 15»; of a group whose children are not here nothing.
std::string PlacesOf(const Frame& frame, const model::WeeklyLesson& lesson) {
  const ScheduleGroup* group = frame.data.schedule.FindGroup(lesson.group);
  const auto size = frame.data.group_sizes.find(lesson.group);
  if (group == nullptr || size == frame.data.group_sizes.end()) return {};
  if (!group->capacity) return std::to_string(size->second);
  return frame.Text("list.children_of", {{"children", std::to_string(size->second)},
                                         {"capacity", std::to_string(*group->capacity)}});
}

std::string ProgrammeOf(const Frame& frame, const model::WeeklyLesson& lesson) {
  const ScheduleGroup* group = frame.data.schedule.FindGroup(lesson.group);
  return group ? frame.data.search->TitleOf(model::programme, group->programme) : std::string();
}

}  // namespace

std::string GroupOf(const Frame& frame, const model::WeeklyLesson& lesson) {
  const ScheduleGroup* group = frame.data.schedule.FindGroup(lesson.group);
  return group ? group->name : std::string();
}

std::string WholeLesson(const Frame& frame, const model::WeeklyLesson& lesson) {
  std::string text = TimeOf(lesson);
  for (const std::string& line : {GroupOf(frame, lesson), ProgrammeOf(frame, lesson), lesson.room,
                                  lesson.teacher, PlacesOf(frame, lesson)})
    if (!line.empty()) text += '\n' + line;
  return text;
}

void DrawLesson(const Frame& frame, const model::WeeklyLesson& lesson, bool clashes, ImVec2 low,
                ImVec2 high, float room) {
  const float window = ImGui::GetWindowPos().x;
  const float left = std::max(low.x + ui::Px(9), window + ui::Px(4));
  const float right = std::min(high.x - ui::Px(4), window + room - ui::Px(2));
  const float step = ui::LineHeight(ui::Face::kSmall) + ui::Px(1);
  if (right - left < ui::Px(34)) return;
  const Theme& theme = ui::Colours();
  float y = low.y + ui::Px(3);
  const auto line = [&](const std::string& text, ImU32 colour) {
    if (text.empty() || y + step > high.y + ui::Px(1)) return;
    ImGui::SetCursorScreenPos({left, y});
    ui::Fit(text, right - left, ui::Face::kSmall, colour);
    y += step;
  };
  const std::string places = PlacesOf(frame, lesson);
  const std::string time = (clashes ? std::string(icon::kRefused) + ' ' : "") + TimeOf(lesson);
  const bool beside =
      !places.empty() && ui::Width(time + "  " + places, ui::Face::kSmall) <= right - left;
  if (beside && y + step <= high.y + ui::Px(1))
    ui::DrawText({right - ui::Width(places, ui::Face::kSmall), y}, places, theme.muted,
                 ui::Face::kSmall);
  line(time, clashes ? theme.bad : theme.muted);
  line(GroupOf(frame, lesson), theme.text);
  line(ProgrammeOf(frame, lesson), theme.muted);
  line(lesson.room, theme.muted);
  if (!beside) line(places, theme.muted);
  line(lesson.teacher, theme.muted);
}

}  // namespace kruzhok::client
