// SPDX-License-Identifier: MIT
// The schedule behind the window: what a person should look at, making and moving lessons, the
// paper.
#include "model/entities/schedule.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "client/print/documents.h"
#include "tests/client/desk_rig.h"
#include "tests/client/pdf_text.h"
#include "tests/support/temp_folder.h"

namespace tests {
namespace {

using client::DocumentRequest;
using client::Finding;

// On 22 November 2026.
constexpr int64_t kNow = 1'795'338'000'000;

struct School {
  explicit School(Installation& at) : pc(at) {
    pc.environment.now_ms = kNow;
    programme = pc.Put("programme", {{"title", "Шахматы"}});
    group = Group("Ладья", {{"teacher", "Ёлкина М. П."}});
    other = Group("Ферзь");
  }
  model::Uuid Group(const char* name, const Fields& more = {}) {
    Fields fields = {{"programme", programme.Text()}, {"name", name}};
    fields.insert(fields.end(), more.begin(), more.end());
    return pc.Put("group", fields);
  }
  model::Uuid Lesson(const model::Uuid& of, const char* start, const Fields& more = {}) {
    Fields fields = {{"group", of.Text()}, {"weekday", "wed"}, {"start_time", start}};
    fields.insert(fields.end(), more.begin(), more.end());
    return pc.Put("schedule", fields);
  }
  model::Uuid Enrol(const model::Uuid& child, const model::Uuid& in) {
    return pc.Put("enrolment",
                  {{"child", child.Text()}, {"group", in.Text()}, {"state", "enrolled"}});
  }

  Installation& pc;
  model::Uuid programme, group, other;
};

model::Uuid Child(Installation& pc, const char* name, const Fields& more = {}) {
  Fields fields = {{"last_name", name}, {"first_name", "Анна"}, {"consent", "true"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return pc.Put("child", fields);
}

std::vector<std::string> FindingsIn(DeskRig& desk) {
  std::vector<std::string> names;
  for (const Finding& finding : desk->data().findings)
    names.emplace_back(client::Name(finding.what));
  std::ranges::sort(names);
  return names;
}
const Finding& FindingOf(DeskRig& desk, Finding::What what) {
  const auto& findings = desk->data().findings;
  const auto found = std::ranges::find(findings, what, &Finding::what);
  REQUIRE(found != findings.end());
  return *found;
}

}  // namespace

TEST_CASE("Schedule: a room, a teacher and a child that are wanted twice are findings") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto first = school.Lesson(school.group, "15:00", {{"room", "5"}});
  const auto second =
      school.Lesson(school.other, "15:30", {{"room", "5"}, {"teacher", "ёлкина м. п."}});
  const auto child = Child(pc, "Белова");
  school.Enrol(child, school.group);
  school.Enrol(child, school.other);
  DeskRig desk(pc);
  CHECK(FindingsIn(desk) == std::vector<std::string>{"child_clash", "room_clash", "teacher_clash"});
  const Finding& room = FindingOf(desk, Finding::What::kRoomClash);
  CHECK(room.key.id == first);
  CHECK(room.title == "Среда, 15:00, Ладья");
  CHECK(room.detail == "5, в то же время: Среда, 15:30, Ферзь");
  CHECK(FindingOf(desk, Finding::What::kChildClash).detail ==
        "Белова Анна, в то же время: Среда, 15:30, Ферзь");
  CHECK(pc.Edit(second, {{"weekday", "thu"}}).empty());
  DeskRig later(pc);
  CHECK(FindingsIn(later).empty());
}

TEST_CASE("Schedule: a lesson that two computers have made apart is told as one too many") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("А");
  School school(a);
  d.SyncAll();
  const Fields lesson = {
      {"group", school.group.Text()}, {"weekday", "mon"}, {"start_time", "15:00"}};
  a.Put("schedule", lesson);
  b.Put("schedule", lesson);
  d.SyncAll();
  DeskRig desk(a);
  CHECK(FindingsIn(desk) == std::vector<std::string>{"lesson_twice"});
}

TEST_CASE("Schedule: lessons of last year clash with nothing") {
  District d;
  School school(d.Stranger());
  school.Lesson(school.group, "15:00", {{"room", "5"}, {"end_date", "31.05.2026"}});
  school.Lesson(school.other, "15:00", {{"room", "5"}, {"start_date", "01.09.2025"}});
  DeskRig desk(school.pc);
  CHECK(FindingsIn(desk).empty());
}

TEST_CASE("Schedule: what clashes in another school is its own business") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("Б");
  a.environment.now_ms = b.environment.now_ms = kNow;
  School school(a);
  school.Lesson(school.group, "15:00", {{"room", "5"}});
  school.Lesson(school.other, "15:00", {{"room", "5"}});
  d.SyncAll();
  DeskRig here(a), there(b);
  CHECK(FindingsIn(here) == std::vector<std::string>{"room_clash"});
  CHECK(there->data().schedule.lessons.size() == 2);
  CHECK(FindingsIn(there).empty());
}

TEST_CASE(
    "Schedule: a group that has ended with children in it, and a leaver in a group, are findings") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto ended = school.Group("Пешка", {{"end_date", "31.05.2026"}});
  school.Enrol(Child(pc, "Белова"), ended);
  school.Enrol(Child(pc, "Волков", {{"state", "left"}}), school.group);
  DeskRig desk(pc);
  CHECK(FindingsIn(desk) == std::vector<std::string>{"group_ended", "left_child"});
  CHECK(FindingOf(desk, Finding::What::kGroupEnded).detail ==
        "Последний день 31.05.2026, детей: 1");
}

TEST_CASE("Schedule: lessons on several days are made in one action, as long as the last one was") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  DeskRig desk(pc);
  auto& state = desk.state().schedule;
  desk.Do(client::StartLesson{2, 15 * 60});
  REQUIRE(state.form);
  CHECK(state.form->start_time == "15:00");
  CHECK(state.form->minutes == "45");
  desk.Do(client::AddLessons{});
  CHECK(state.form->problems.contains("group"));
  state.form->group = school.group.Text();
  state.form->weekdays = "mon,wed,fri";
  state.form->start_time = "15.40";
  state.form->minutes = "90";
  state.form->room = "Спортзал";
  desk.Do(client::AddLessons{});
  CHECK_FALSE(state.form);
  CHECK(desk.notice() == "Добавлено 3 занятия в неделю");
  REQUIRE(desk->data().schedule.lessons.size() == 3);
  const model::WeeklyLesson& lesson = desk->data().schedule.lessons.front();
  CHECK(lesson.start == 15 * 60 + 40);
  CHECK(lesson.end == 17 * 60 + 10);
  CHECK(lesson.teacher == "Ёлкина М. П.");
  desk.Do(client::StartLesson{0, 9 * 60});
  CHECK(state.form->minutes == "90");
  CHECK(state.form->group == school.group.Text());
  desk.Do(client::UndoLast{});
  CHECK(pc.store().Count(model::schedule) == 0);
}

TEST_CASE("Schedule: what cannot be read in a new lesson is told beside its field") {
  District d;
  School school(d.Stranger());
  DeskRig desk(school.pc);
  auto& state = desk.state().schedule;
  desk.Do(client::StartLesson{0, 9 * 60});
  state.form->group = school.group.Text();
  state.form->weekdays.clear();
  state.form->start_time = "утром";
  state.form->minutes = "сорок";
  desk.Do(client::AddLessons{});
  REQUIRE(state.form);
  for (const char* field : {"weekday", "start_time", "end_time"})
    CHECK(state.form->problems.contains(field));
  CHECK(school.pc.store().Count(model::schedule) == 0);
}

TEST_CASE("Schedule: a lesson is moved to another day and time, as long as it was") {
  District d;
  School school(d.Stranger());
  const auto lesson = school.Lesson(school.group, "15:00", {{"end_time", "16:30"}});
  DeskRig desk(school.pc);
  desk.Do(client::MoveLesson{lesson, 4, 9 * 60 + 5});
  CHECK(school.pc.Value(lesson, "weekday") == "fri");
  CHECK(school.pc.Value(lesson, "start_time") == "09:05");
  CHECK(school.pc.Value(lesson, "end_time") == "10:35");
  desk.Do(client::UndoLast{});
  CHECK(school.pc.Value(lesson, "start_time") == "15:00");
}

TEST_CASE("Schedule: a coordinator's new lesson is the school's whose group it is of") {
  District d;
  auto& school_pc = d.School("А");
  auto& coordinator = d.Coordinator();
  School school(school_pc);
  d.SyncAll();
  DeskRig desk(coordinator);
  desk.Do(client::StartLesson{0, 9 * 60});
  desk.state().schedule.form->group = school.group.Text();
  desk.Do(client::AddLessons{});
  d.SyncAll();
  REQUIRE(school_pc.store().Count(model::schedule) == 1);
  school_pc.store().List(model::schedule, {}, [&](const sync::RowView& row) {
    CHECK(row.owner == school_pc.organisation());
    return true;
  });
}

TEST_CASE("Schedule: the week is filtered by teacher, room, group, class and child") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  school.Lesson(school.group, "15:00", {{"room", "5"}});
  school.Lesson(school.other, "16:00", {{"room", "6"}, {"end_date", "24.11.2026"}});
  const auto child = Child(pc, "Белова", {{"class", "5А"}});
  school.Enrol(child, school.other);
  DeskRig desk(pc);
  auto state = desk.state().schedule;
  const auto shown = [&](auto change) {
    client::ScheduleState changed = state;
    changed.monday = model::Date{2026, 11, 16};
    change(changed);
    client::RefreshWeek(changed, desk->data());
    return changed.week.lessons;
  };
  CHECK(shown([](auto&) {}) == 2);
  CHECK(shown([](auto& s) { s.teacher = "Ёлкина М. П."; }) == 1);
  CHECK(shown([](auto& s) { s.room = "6"; }) == 1);
  CHECK(shown([&](auto& s) { s.group = school.group.Text(); }) == 1);
  CHECK(shown([](auto& s) { s.school_class = "5А"; }) == 1);
  CHECK(shown([&](auto& s) { s.child = child.Text(); }) == 1);
  CHECK(shown([](auto& s) { s.school_class = "6Б"; }) == 0);
  CHECK(shown([](auto& s) { s.monday = model::Date{2026, 11, 23}; }) == 1);
}

TEST_CASE("Schedule: the paper tells the lessons of an organisation, a teacher or a group") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  TempFolder folder;
  const std::string file = (folder.path() / "schedule.pdf").string();
  const auto print = [&](DocumentRequest request) -> std::string {
    request.what = DocumentRequest::What::kSchedule;
    const auto written = client::WriteDocument(pc.store(), request, {2026, 11, 22}, file);
    if (!written) return std::string(written.error().code.name());
    std::string text;
    for (const std::string& page : PagesOf(file).value_or(std::vector<std::string>()))
      text += Squeezed(page);
    return text;
  };
  CHECK(print({}) == "not_found");
  school.Lesson(school.group, "15:00", {{"end_time", "15:45"}, {"room", "каб. 5"}});
  school.Lesson(school.other, "16:00", {{"teacher", "Громов И. И."}});
  school.Lesson(school.other, "10:00", {{"end_date", "01.10.2026"}});  // It is over.
  const std::string all = print({});
  CHECK(PagesOf(file).value_or(std::vector<std::string>(1)).size() == 1);
  if (!PagesOf(file)) return;
  for (const char* text : {"Расписание занятий", "2026/2027", "Шахматы", "Ладья", "Ферзь", "Среда",
                           "15:00–15:45", "каб. 5", "Ёлкина М. П.", "16:00–16:45"})
    CHECK_THAT(all, Catch::Contains(text));
  CHECK_THAT(all, !Catch::Contains("10:00"));
  CHECK_THAT(all, !Catch::Contains("Воскресенье"));
  DocumentRequest of_teacher, of_group;
  of_teacher.teacher = "громов и. и.";
  of_group.id = school.group;
  CHECK_THAT(print(of_teacher), Catch::Contains("Ферзь") && !Catch::Contains("Ладья"));
  CHECK_THAT(print(of_group), Catch::Contains("Ладья") && !Catch::Contains("Ферзь"));
  of_group.id = school.programme;
  CHECK(print(of_group) == "not_found");
}

}  // namespace tests
