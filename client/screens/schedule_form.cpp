// SPDX-License-Identifier: MIT
// What is asked before lessons are added: a group, the days, the time.
#include "client/screens/parts.h"
#include "client/screens/schedule_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/schedule.h"

namespace kruzhok::client {
namespace {

std::string_view ProblemOf(const LessonForm& form, std::string_view field) {
  const auto found = form.problems.find(std::string(field));
  return found == form.problems.end() ? std::string_view() : std::string_view(found->second);
}

// All of them are seen; each is on or off.
void DrawDays(const Frame& frame, LessonForm& form) {
  ui::Muted(frame.texts.FieldLabel(model::schedule, "weekday"));
  ui::Flow flow(6);
  std::string chosen;
  const auto& codes = model::schedule.weekday.options().choices;
  for (size_t day = 0; day < codes.size(); ++day) {
    const std::string code(codes[day]);
    bool on = (',' + form.weekdays + ',').find(',' + code + ',') != std::string::npos;
    const std::string label = ShortDay(frame, static_cast<int>(day));
    const ui::ButtonOptions options{.look = on ? ui::Look::kChosen : ui::Look::kPlain};
    flow.Next(ui::ButtonWidth(label, options));
    if (ui::Button("day-" + code, label, options)) on = !on;
    if (on) chosen += (chosen.empty() ? "" : ",") + code;
  }
  form.weekdays = chosen;
  if (const auto problem = ProblemOf(form, "weekday"); !problem.empty())
    ui::Wrapped(problem, ui::Face::kSmall, ui::Colours().bad);
}

void DrawTime(const Frame& frame, LessonForm& form) {
  const float half = (ImGui::GetContentRegionAvail().x - ui::Px(12)) / 2;
  const std::string start = frame.texts.FieldLabel(model::schedule, "start_time"),
                    minutes = frame.Text("schedule.form.minutes");
  ui::Flow flow(12);
  flow.Next(half);
  ui::Input("start_time", form.start_time,
            {.label = start,
             .required = true,
             .error = ProblemOf(form, "start_time"),
             .width = half,
             .max_length = 8});
  flow.Next(half);
  ui::Input("minutes", form.minutes,
            {.label = minutes,
             .required = true,
             .error = ProblemOf(form, "end_time"),
             .width = half,
             .max_length = 4});
}

// By what is written in other lessons; anything else may be typed, too.
void DrawKnown(const Frame& frame, const char* field, std::string& text,
               const std::vector<std::string>& known, const LessonForm& form, std::string_view note,
               float width) {
  std::vector<ui::Option> options;
  for (const std::string& one : known) options.push_back({one, one});
  const std::string label = frame.texts.FieldLabel(model::schedule, field);
  const auto picked = ui::PickOrType(
      field, text, options,
      {.label = label, .error = ProblemOf(form, field), .note = note, .width = width});
  if (picked) text = *picked;
}

void DrawFields(const Frame& frame, LessonForm& form) {
  const ShownWeek& week = frame.state.schedule.week;
  const std::string group = frame.texts.FieldLabel(model::schedule, "group");
  PickGroup(frame, "group", form.group,
            {.label = group, .required = true, .error = ProblemOf(form, "group")});
  DrawDays(frame, form);
  ui::Gap(4);
  DrawTime(frame, form);
  const float half = (ImGui::GetContentRegionAvail().x - ui::Px(12)) / 2;
  const std::string note = frame.Text("schedule.form.teacher");
  ui::Flow flow(12);
  flow.Next(half);
  DrawKnown(frame, "room", form.room, week.rooms, form, {}, half);
  flow.Next(half);
  DrawKnown(frame, "teacher", form.teacher, week.teachers, form, note, half);
}

// False: it is given up.
bool DrawVerbs(const Frame& frame) {
  ui::Flow flow;
  const std::string save = frame.Text("schedule.form.save"), close = frame.Text("transfer.close");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kCheck, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(save, primary));
  if (ui::Button("save", save, primary) || ui::Shortcut(Key::kEnter, kControl))
    frame.Ask(AddLessons{});
  flow.Next(ui::ButtonWidth(close, {.keys = "Esc"}));
  return !ui::Button("close", close, {.keys = "Esc"});
}

}  // namespace

void DrawLessonForm(const Frame& frame) {
  ScheduleState& state = frame.state.schedule;
  if (!state.form) return;
  bool open = true;
  const bool was_open = ui::Now().modal;
  {
    ui::Dialog dialog("lesson", frame.Text("schedule.form.title"), 520, open);
    if (dialog) {
      if (!was_open)
        ui::FocusPath(state.form->group.empty() ? "lesson/group" : "lesson/start_time");
      DrawFields(frame, *state.form);
      ui::Gap(10);
      if (!DrawVerbs(frame)) open = false;
    }
  }
  if (open) return;
  state.form.reset();
  state.take_focus = true;
}

}  // namespace kruzhok::client
