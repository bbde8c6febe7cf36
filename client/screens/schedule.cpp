// SPDX-License-Identifier: MIT
// The schedule of a week: whose, what clashes, the grid, and the open lesson beside it.
#include "model/entities/schedule.h"

#include <algorithm>

#include "client/screens/parts.h"
#include "client/screens/schedule_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

constexpr float kPanel = 400, kBesides = 900, kFilter = 164, kClashes = 150;

bool IsCoordinator(const Frame& frame) {
  return frame.data.coverage_book.facts.sees_all;
}

std::vector<ui::Option> OptionsOf(const std::vector<std::string>& texts) {
  std::vector<ui::Option> options;
  for (const std::string& text : texts) options.push_back({text, text});
  return options;
}

// What is typed and is none of them is no filter.
void TakeFilter(std::string& filter, const std::optional<std::string>& picked,
                const std::vector<ui::Option>& all) {
  if (!picked) return;
  const bool is_known = std::ranges::find(all, *picked, &ui::Option::value) != all.end();
  filter = is_known ? *picked : std::string();
}

DocumentRequest PaperOf(const Frame& frame) {
  const ScheduleState& state = frame.state.schedule;
  DocumentRequest request;
  request.what = DocumentRequest::What::kSchedule;
  request.id = model::Uuid::FromText(state.group);
  request.owner = OwnerShown(state, frame.data);
  if (!frame.data.status.membership.joined) request.owner.reset();
  request.teacher = state.teacher;
  return request;
}

void DrawHead(const Frame& frame) {
  ScheduleState& state = frame.state.schedule;
  const std::string print = frame.Text("transfer.print"), staff = frame.Text("schedule.staff"),
                    groups = frame.Text("schedule.groups"), add = frame.Text("schedule.add");
  const bool printable = state.week.of_organisation > 0 && !frame.state.print.running;
  const ui::ButtonOptions printing{.icon = icon::kPrint, .enabled = printable},
      primary{.look = ui::Look::kPrimary, .icon = icon::kPlus, .keys = "Ctrl+N"};
  const float width = ui::ButtonWidth(groups, {.icon = icon::kGroup}) +
                      ui::ButtonWidth(staff, {.icon = icon::kPerson}) +
                      ui::ButtonWidth(print, printing) + ui::ButtonWidth(add, primary) + ui::Px(30);
  BeginActions(frame.Text("schedule.title"),
               frame.texts.Count("schedule.lessons", static_cast<int64_t>(state.week.lessons)),
               width);
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(groups, {.icon = icon::kGroup}));
  if (ui::Button("groups", groups, {.icon = icon::kGroup})) frame.Ask(GoTo{Screen::kGroups});
  flow.Next(ui::ButtonWidth(staff, {.icon = icon::kPerson}));
  if (ui::Button("staff", staff, {.icon = icon::kPerson})) frame.Ask(GoTo{Screen::kStaff});
  flow.Next(ui::ButtonWidth(print, printing));
  if (ui::Button("print", print, printing)) frame.Ask(PrintDocument{PaperOf(frame)});
  flow.Next(ui::ButtonWidth(add, primary));
  if (ui::Button("new", add, primary) || ui::Shortcut(Key::kN, kControl))
    frame.Ask(StartLesson{state.weekday, state.minute});
}

void DrawWeekChoice(const Frame& frame, ui::Flow& flow) {
  ScheduleState& state = frame.state.schedule;
  const float arrow = ui::ButtonWidth("", {.icon = icon::kBack}), field = ui::Px(120);
  flow.Next(2 * arrow + field + ui::Px(12));
  ImGui::BeginGroup();
  const auto go = [&](const model::Date& day) {
    state.monday = model::MondayOf(day);
    state.day = state.monday->Russian();
  };
  if (state.day.empty()) state.day = state.monday->Russian();
  const std::string before = frame.Text("schedule.week.before"),
                    after = frame.Text("schedule.week.after");
  if (ui::Button("week-before", "", {.icon = icon::kBack, .tooltip = before}))
    go(model::AddDays(*state.monday, -model::kDaysOfWeek));
  ui::SameLine(6);
  const std::string hint = frame.Text("schedule.week");
  const auto typed = ui::Input("week", state.day, {.hint = hint, .width = field});
  if (typed.left || typed.entered) go(model::Date::Parse(state.day).value_or(*state.monday));
  ui::SameLine(6);
  if (ui::Button("week-after", "", {.icon = icon::kArrow, .tooltip = after}))
    go(model::AddDays(*state.monday, model::kDaysOfWeek));
  ImGui::EndGroup();
}

std::vector<ui::Option> GroupsOf(const Frame& frame) {
  const auto owner = OwnerShown(frame.state.schedule, frame.data);
  std::vector<ui::Option> options;
  for (const ScheduleGroup& group : frame.data.schedule.groups)
    if (!owner || group.owner == *owner)
      options.push_back({group.id.Text(), group.name,
                         frame.data.search->TitleOf(model::programme, group.programme)});
  return options;
}

std::vector<ui::Option> OrganisationsOf(const Frame& frame) {
  std::vector<ui::Option> options;
  const ListData& list = frame.data.List(model::organisation);
  for (size_t row = 0; row < list.size(); ++row)
    options.push_back({list.id(row).Text(), std::string(list.Cell(row, 0))});
  return options;
}

void DrawChildFilter(const Frame& frame, float width) {
  ScheduleState& state = frame.state.schedule;
  const auto chosen = model::Uuid::FromText(state.child);
  const std::string shown =
      chosen ? frame.data.search->TitleOf(model::child, *chosen) : std::string();
  const std::string hint = frame.Text("schedule.filter.child");
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    for (const SearchHit& hit : frame.data.search->Find(typed, 30, &model::child))
      found.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return found;
  };
  const auto picked = ui::Pick("child", state.child, shown, find, {.hint = hint, .width = width});
  if (picked) state.child = model::Uuid::FromText(*picked) ? *picked : std::string();
}

void DrawFilters(const Frame& frame) {
  ScheduleState& state = frame.state.schedule;
  ui::Flow flow(8);
  DrawWeekChoice(frame, flow);
  const auto filter = [&](const char* id, std::string& value, const std::vector<ui::Option>& all) {
    const std::string hint = frame.Text("schedule.filter." + std::string(id));
    const float width = flow.Next(ui::Px(kFilter));
    TakeFilter(value, ui::PickFrom(id, value, all, {.hint = hint, .width = width}), all);
  };
  if (IsCoordinator(frame)) {
    const std::string before = state.owner;
    filter("owner", state.owner, OrganisationsOf(frame));
    if (before != state.owner)
      for (auto* one : {&state.group, &state.teacher, &state.room, &state.school_class})
        one->clear();
  }
  filter("teacher", state.teacher, OptionsOf(state.week.teachers));
  filter("room", state.room, OptionsOf(state.week.rooms));
  filter("group", state.group, GroupsOf(frame));
  filter("class", state.school_class, OptionsOf(state.week.classes));
  DrawChildFilter(frame, flow.Next(ui::Px(kFilter)));
  if (state.teacher.empty() && state.room.empty() && state.group.empty() &&
      state.school_class.empty() && state.child.empty())
    return;
  const std::string clear = frame.Text("window.list.clear");
  flow.Next(ui::ButtonWidth(clear, {.look = ui::Look::kLink}));
  if (ui::Link("clear", clear))
    for (auto* one : {&state.group, &state.teacher, &state.room, &state.school_class, &state.child})
      one->clear();
}

std::string ClashText(const Frame& frame, const model::Clash& clash) {
  const char* name = "twice";
  if (clash.what == model::Clash::What::kRoom) name = "room";
  if (clash.what == model::Clash::What::kTeacher) name = "teacher";
  if (clash.what == model::Clash::What::kChild) name = "child";
  const auto& lessons = frame.data.schedule.lessons;
  return frame.Text("schedule.clash." + std::string(name),
                    {{"what", SubjectOf(clash, frame.data, frame.texts)},
                     {"first", LessonTitle(lessons[clash.first], frame.data, frame.texts)},
                     {"second", LessonTitle(lessons[clash.second], frame.data, frame.texts)}});
}

void OpenLesson(const Frame& frame, const model::WeeklyLesson& lesson) {
  frame.Ask(OpenRecord{&model::schedule, lesson.id, "weekday"});
}

void DrawClashes(const Frame& frame) {
  ScheduleState& state = frame.state.schedule;
  const auto& clashes = state.week.clashes;
  if (clashes.empty()) return;
  const std::string label =
      frame.texts.Count("schedule.clashes", static_cast<int64_t>(clashes.size()));
  if (ui::Button("clashes", label,
                 {.look = state.clashes_open ? ui::Look::kChosen : ui::Look::kDanger,
                  .icon = icon::kRefused}))
    state.clashes_open = !state.clashes_open;
  if (!state.clashes_open) return;
  ui::Gap(4);
  const ui::Card card("clash-card", {0, ui::Px(kClashes)}, false);
  const auto cell = [&](size_t row, size_t) {
    return ui::RowsCell{.text = ClashText(frame, clashes[row]),
                        .icon = icon::kRefused,
                        .icon_colour = ui::Colours().bad};
  };
  const auto result = ui::Rows("clash-list", clashes.size(), state.clash_cursor, cell,
                               {.columns = {ui::RowsColumn{}}});
  if (result.opened || result.moved)
    OpenLesson(frame, frame.data.schedule.lessons[clashes[state.clash_cursor].first]);
}

// The keyboard stands where the lesson is that was opened, from wherever it was opened.
void FollowRecord(const Frame& frame) {
  ScheduleState& state = frame.state.schedule;
  const bool open = frame.state.record && frame.state.record->form.type == &model::schedule;
  const model::Uuid id = open ? frame.state.record->form.id : model::Uuid();
  if (state.followed == id) return;
  state.followed = id;
  const model::WeeklyLesson* lesson = frame.data.schedule.FindLesson(id);
  if (lesson == nullptr) return;
  const model::Date until = model::AddDays(*state.monday, model::kDaysOfWeek - 1);
  if (!lesson->IsHeldIn(state.monday, until)) {
    state.monday = model::MondayOf(lesson->from && *lesson->from > until ? *lesson->from
                                   : lesson->to                          ? *lesson->to
                                                                         : *state.monday);
    state.day = state.monday->Russian();
  }
  if (IsCoordinator(frame) && !state.owner.empty()) state.owner = lesson->owner.Text();
  GoToLesson(state, *lesson);
  state.scroll = true;
}

}  // namespace

std::string ShortDay(const Frame& frame, int weekday) {
  const auto& codes = model::schedule.weekday.options().choices;
  return frame.Text("schedule.day." + std::string(codes[static_cast<size_t>(weekday)]));
}

void DrawSchedule(const Frame& frame) {
  const ui::Scope scope("schedule");
  if (frame.data.version == 0) return;
  ScheduleState& state = frame.state.schedule;
  RefreshWeek(state, frame.data);
  FollowRecord(frame);
  const bool open = frame.state.record && frame.state.record->form.type == &model::schedule;
  const bool wide = ImGui::GetContentRegionAvail().x / ui::Now().scale >= kBesides;
  if (open && !wide) return DrawRecordPanel(frame);
  DrawHead(frame);
  ui::Gap(2);
  DrawFilters(frame);
  RefreshWeek(state, frame.data);
  DrawClashes(frame);
  ui::Gap(2);
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const float panel = open ? ui::Px(kPanel) : 0;
  DrawWeekGrid(frame, {open ? left.x - panel - ui::Px(14) : left.x, left.y});
  if (open) {
    ui::SameLine(14);
    DrawRecordPanel(frame);
  }
  DrawLessonForm(frame);
}

}  // namespace kruzhok::client
