// SPDX-License-Identifier: MIT
// The lessons of a week: making several at once, moving one.
#include <algorithm>
#include <charconv>

#include "client/desktop/desk.h"
#include "model/entities/group.h"
#include "model/entities/schedule.h"
#include "model/text_fold.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

constexpr int kShortest = 5, kLongest = 8 * 60;  // Minutes of a lesson.

std::vector<std::string> CodesOf(const std::string& texts) {
  std::vector<std::string> codes;
  for (const std::string_view code : model::schedule.weekday.options().choices)
    if ((',' + texts + ',').find(',' + std::string(code) + ',') != std::string::npos)
      codes.emplace_back(code);
  return codes;
}

std::optional<int> MinutesTyped(const std::string& text) {
  int minutes = 0;
  const std::string typed = model::Normalize(text);
  const auto [end, wrong] = std::from_chars(typed.data(), typed.data() + typed.size(), minutes);
  if (wrong != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
  if (minutes < kShortest || minutes > kLongest) return std::nullopt;
  return minutes;
}

// Within the day; nothing after midnight.
std::string EndOf(int start, int minutes) {
  return model::TimeText(std::min(start + minutes, model::kMinutesOfDay - 1));
}

}  // namespace

void Desk::Do(const ShowSchedule& command) {
  ScheduleState& schedule = state_.schedule;
  if (!command.group.is_nil()) {
    const ScheduleGroup* group = data_->schedule.FindGroup(command.group);
    schedule.owner = group ? group->owner.Text() : std::string();
    schedule.group = command.group.Text();
    for (auto* filter :
         {&schedule.teacher, &schedule.room, &schedule.school_class, &schedule.child})
      filter->clear();
  }
  schedule.take_focus = schedule.scroll = true;
  Do(GoTo{Screen::kSchedule});
}

void Desk::Do(const StartLesson& command) {
  ScheduleState& schedule = state_.schedule;
  const auto& type = model::schedule;
  if (state_.record) Do(CloseRecord{});
  LessonForm form;
  form.group = schedule.group.empty() ? schedule.last_group : schedule.group;
  form.weekdays = type.weekday.options().choices[static_cast<size_t>(command.weekday)];
  form.start_time = model::TimeText(command.minute);
  form.minutes = std::to_string(schedule.usual_minutes);
  form.room = schedule.room;
  schedule.form = std::move(form);
  Do(GoTo{Screen::kSchedule});
}

void Desk::Do(const AddLessons&) {
  ScheduleState& schedule = state_.schedule;
  if (!schedule.form) return;
  LessonForm& form = *schedule.form;
  const auto& type = model::schedule;
  form.problems.clear();
  std::vector<std::pair<const model::FieldInfo*, model::Value>> common;
  const auto wrong = [&](const model::FieldInfo& field, const model::Error& error) {
    form.problems[std::string(field.name())] =
        Describe(*texts_, error, texts_->FieldLabel(type, field.name())).message;
  };
  const auto take = [&](const model::FieldInfo& field, const std::string& text) {
    const auto value = model::ParseInput(field, text);
    auto problem = value ? model::CheckValue(field, *value) : std::optional(value.error());
    if (value && model::IsEmpty(*value) && field.options().required)
      problem = model::Error{"required", {}, std::string(field.name())};
    if (problem) return wrong(field, *problem);
    if (!model::IsEmpty(*value)) common.emplace_back(&field, *value);
  };
  const auto group = model::Uuid::FromText(form.group);
  if (group && data_->schedule.FindGroup(*group))
    common.emplace_back(&type.group, *group);
  else
    wrong(type.group, {"required", {}, std::string(type.group.name())});
  take(type.start_time, form.start_time);
  take(type.room, form.room);
  take(type.teacher, form.teacher);
  const auto codes = CodesOf(form.weekdays);
  if (codes.empty()) wrong(type.weekday, {"required", {}, std::string(type.weekday.name())});
  const auto minutes = MinutesTyped(form.minutes);
  if (!minutes)
    wrong(type.end_time, {"bad_value", form.minutes, std::string(type.end_time.name())});
  if (!form.problems.empty()) return;
  const auto start =
      std::ranges::find(common, &type.start_time, [](const auto& one) { return one.first; });
  const int begin = *model::MinuteOf(std::get<std::string>(start->second));
  common.emplace_back(&type.end_time, EndOf(begin, *minutes));
  std::vector<sync::RowWrite> writes;
  for (const std::string& code : codes) {
    sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, NewUuid(*options_.environment)};
    write.fields = common;
    write.fields.emplace_back(&type.weekday, code);
    writes.push_back(std::move(write));
  }
  SetOwners(writes);
  const auto written = store_.Write(writes, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  schedule.last_group = form.group;
  schedule.usual_minutes = *minutes;
  schedule.lesson = *writes.front().id;
  schedule.form.reset();
  schedule.take_focus = true;
  Say(Counted("schedule.notice.added", writes.size()), true);
}

void Desk::Do(const MoveLesson& command) {
  const auto& type = model::schedule;
  const model::WeeklyLesson* lesson = data_->schedule.FindLesson(command.lesson);
  if (lesson == nullptr) return;
  const int minutes = lesson->end - lesson->start;
  sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, command.lesson};
  write.fields = {
      {&type.weekday,
       std::string(type.weekday.options().choices[static_cast<size_t>(command.weekday)])},
      {&type.start_time, model::TimeText(command.minute)},
      {&type.end_time, EndOf(command.minute, minutes)}};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  RefreshRecord();
  ReadHistory();
  Say(texts_->Text("schedule.notice.moved",
                   {{"group", TitleOf(model::group, lesson->group)},
                    {"day", texts_->ChoiceLabel(type, type.weekday,
                                                std::get<std::string>(write.fields[0].second))},
                    {"time", model::TimeText(command.minute)}}),
      true);
}

}  // namespace kruzhok::client
