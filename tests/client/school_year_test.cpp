// SPDX-License-Identifier: MIT
// The turn of a school year: what each step proposes, does, does not do twice, and takes back.
#include "client/coverage/school_year.h"

#include <catch2/catch.hpp>

#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/schedule.h"
#include "tests/client/desk_rig.h"

namespace tests {
namespace {

using client::ClassFate;
using client::CoverageView;
using client::SchoolYearState;

constexpr int64_t kYear = 2025;

// As on 10 June 2026.
constexpr int64_t kJune = 1'781'078'400'000;

model::Uuid Child(Installation& pc, const char* name, const char* school_class,
                  const Fields& more = {}) {
  Fields fields = {{"last_name", name}, {"first_name", "Анна"}, {"class", school_class}};
  fields.insert(fields.end(), more.begin(), more.end());
  return pc.Put("child", fields);
}

struct School {
  explicit School(Installation& at) : pc(at) {
    pc.environment.now_ms = kJune;
    programme = pc.Put("programme", {{"title", "Шахматы"}});
    group = pc.Put("group", {{"programme", programme.Text()},
                             {"name", "Ладья"},
                             {"teacher", "Ёлкина М. П."},
                             {"study_year", "1"},
                             {"capacity", "12"},
                             {"age_min", "7"},
                             {"age_max", "12"},
                             {"start_date", "01.09.2025"}});
    lesson = pc.Put("schedule", {{"group", group.Text()},
                                 {"weekday", "mon"},
                                 {"start_time", "15:00"},
                                 {"end_time", "15:45"},
                                 {"room", "5"},
                                 {"start_date", "08.09.2025"}});
  }
  model::Uuid Enrol(const model::Uuid& child, const Fields& more = {}) {
    Fields fields = {{"child", child.Text()},
                     {"group", group.Text()},
                     {"state", "enrolled"},
                     {"start_date", "01.09.2025"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return pc.Put("enrolment", fields);
  }

  Installation& pc;
  model::Uuid programme, group, lesson;
};

SchoolYearState& Year(DeskRig& desk) {
  return desk.state().coverage.school_year;
}
void Look(DeskRig& desk, int64_t year = kYear) {
  Year(desk).year = year;
  desk.Do(client::ShowCoverage{CoverageView::kYear});
  desk.Settle();
  REQUIRE(Year(desk).rows);
}
void Decide(DeskRig& desk, const std::string& name, ClassFate fate) {
  Year(desk).classes[name].fate = fate;
}
// The rows of the copies; the first of the new groups.
std::vector<sync::RowView> RowsOf(Installation& pc, const model::EntityType& type) {
  std::vector<sync::RowView> rows;
  pc.store().List(type, {}, [&](const sync::RowView& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}
std::string ClassThen(Installation& pc, const model::Uuid& child) {
  for (const sync::RowView& row : RowsOf(pc, model::occupation))
    if (row.record.Get(model::occupation.child) == child &&
        row.record.Get(model::occupation.year) == kYear)
      return row.record.Get(model::occupation.school_class).value_or("");
  return {};
}

}  // namespace

TEST_CASE("School year: until the end of October it is the last one that is turned") {
  CHECK(client::YearToTurn({2026, 6, 1}) == 2025);
  CHECK(client::YearToTurn({2026, 10, 31}) == 2025);
  CHECK(client::YearToTurn({2026, 11, 1}) == 2026);
  CHECK(client::YearToTurn({2027, 1, 15}) == 2026);
}

TEST_CASE("School year: classes move on, the last one leaves, and the year keeps its classes") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto fifth = Child(pc, "Белова", "5А"), tenth = Child(pc, "Волков", "10 мед"),
             last = Child(pc, "Громов", "11А"), small = Child(pc, "Дятлов", "подготовительная"),
             gone = Child(pc, "Ершов", "5А", {{"state", "left"}});
  const auto enrolment = school.Enrol(last);
  DeskRig desk(pc);
  Look(desk);
  REQUIRE(Year(desk).list.size() == 4);
  desk.Do(client::MoveClasses{});
  CHECK(desk.notice() == "Переведены 2 ребёнка.");
  CHECK(pc.Value(fifth, "class") == "6А");
  CHECK(pc.Value(tenth, "class") == "11 мед");
  CHECK(pc.Value(last, "class") == "11А");
  CHECK(pc.Value(last, "state") == "graduated");
  CHECK(pc.Value(last, "left_on") == "2026-06-30");
  CHECK(pc.Value(enrolment, "state") == "completed");
  CHECK(pc.Value(enrolment, "end_date") == "2026-06-30");
  CHECK(pc.Value(small, "class") == "подготовительная");
  CHECK(pc.Value(gone, "class") == "5А");
  CHECK(ClassThen(pc, fifth) == "5А");
  CHECK(ClassThen(pc, last) == "11А");
  CHECK(ClassThen(pc, small).empty());
  const auto& facts = desk->data().coverage_book.facts;
  for (uint32_t card = 0; card < facts.cards.size(); ++card)
    if (facts.cards[card].id == fifth) {
      CHECK(facts.ClassOf(card, kYear) == "5А");
      CHECK(facts.ClassOf(card, kYear + 1) == "6А");
    }
}

TEST_CASE(
    "School year: classes that were moved are not moved again, and undo takes all of it back") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto fifth = Child(pc, "Белова", "5А"), sixth = Child(pc, "Волков", "6А");
  const auto enrolment = school.Enrol(Child(pc, "Громов", "11А"));
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(fifth, "class") == "6А");
  CHECK(Year(desk).list.empty());
  desk.Do(client::MoveClasses{});
  CHECK(desk.notice() == "Делать нечего: всё уже сделано");
  CHECK(pc.Value(fifth, "class") == "6А");
  CHECK(pc.Value(sixth, "class") == "7А");
  desk.Do(client::UndoLast{});
  CHECK(pc.Value(fifth, "class") == "5А");
  CHECK(pc.Value(sixth, "class") == "6А");
  CHECK(pc.Value(enrolment, "state") == "enrolled");
  CHECK(pc.Value(enrolment, "end_date").empty());
  CHECK(ClassThen(pc, fifth).empty());
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(fifth, "class") == "6А");
  CHECK(ClassThen(pc, fifth) == "5А");
}

TEST_CASE("School year: who is entered after the turn is left alone until somebody says so") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  Child(pc, "Белова", "5А");
  {
    DeskRig desk(pc);
    Look(desk);
    desk.Do(client::MoveClasses{});
  }
  const auto first = Child(pc, "Новикова", "1А"),
             dated = Child(pc, "Осипов", "1А", {{"arrived_on", "01.09.2026"}});
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(first, "class") == "1А");
  REQUIRE(Year(desk).list.size() == 1);
  CHECK(Year(desk).list.front().children.size() == 1);
  Decide(desk, "1А", ClassFate::kMoves);
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(first, "class") == "2А");
  CHECK(pc.Value(dated, "class") == "1А");
}

TEST_CASE("School year: the ninth class waits for a person, and goes on by list") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto stays = Child(pc, "Белова", "9А"), leaves = Child(pc, "Волков", "9А");
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::MoveClasses{});
  CHECK(desk.notice() == "Делать нечего: всё уже сделано");
  auto& choice = Year(desk).classes["9А"];
  choice.fate = ClassFate::kByList;
  choice.moving = {stays};
  choice.rest_leaves = true;
  Year(desk).left_on = "25.06.26";
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(stays, "class") == "10А");
  CHECK(pc.Value(leaves, "class") == "9А");
  CHECK(pc.Value(leaves, "state") == "graduated");
  CHECK(pc.Value(leaves, "left_on") == "2026-06-25");
}

TEST_CASE("School year: who repeats keeps the class and is not moved by the next press") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto moves = Child(pc, "Белова", "5А"), repeats = Child(pc, "Волков", "5А");
  DeskRig desk(pc);
  Look(desk);
  Year(desk).classes["5А"] = {ClassFate::kByList, {moves}, false};
  desk.Do(client::MoveClasses{});
  CHECK(pc.Value(repeats, "class") == "5А");
  CHECK(ClassThen(pc, repeats) == "5А");
  CHECK(Year(desk).list.empty());
  Year(desk).left_on = "31.02.2026";
  desk.Do(client::MoveClasses{});
  CHECK(desk.notice() == "Дату не удалось прочитать: Выпуск: дата");
}

TEST_CASE("School year: two computers that move classes apart have moved them once") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("А");
  School school(a);
  b.environment.now_ms = kJune;
  const auto child = Child(a, "Белова", "5А"), last = Child(a, "Волков", "11А");
  const auto enrolment = school.Enrol(last);
  d.SyncAll();
  for (Installation* pc : {&a, &b}) {
    DeskRig desk(*pc);
    Look(desk);
    desk.Do(client::MoveClasses{});
  }
  d.SyncAll();
  for (Installation* pc : {&a, &b}) {
    CHECK(pc->Value(child, "class") == "6А");
    CHECK(pc->Value(last, "state") == "graduated");
    CHECK(pc->Value(enrolment, "state") == "completed");
    CHECK(pc->Disputes() == 0);
    CHECK(pc->store().Count(model::occupation) == 2);
    CHECK(pc->store().Verify(false).empty());
  }
  DeskRig desk(b);
  Look(desk);
  CHECK(Year(desk).list.empty());
}

TEST_CASE("School year: a class that two have told differently is left for a person") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("А");
  School school(a);
  const auto child = Child(a, "Белова", "5А"), other = Child(a, "Волков", "5А");
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "5Б"}}).empty());
  CHECK(b.Edit(child, {{"class", "5В"}}).empty());
  d.SyncAll();
  REQUIRE(a.Disputes() == 1);
  DeskRig desk(a);
  Look(desk);
  desk.Do(client::MoveClasses{});
  CHECK(a.Value(other, "class") == "6А");
  CHECK(a.Value(child, "class") == "5Б");
  CHECK(ClassThen(a, child).empty());
}

TEST_CASE("School year: groups end with their children, and those that go on are left alone") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto long_group = pc.Put("group", {{"programme", school.programme.Text()},
                                           {"name", "Ферзь"},
                                           {"start_date", "01.09.2025"},
                                           {"end_date", "31.05.2028"}});
  const auto enrolment = school.Enrol(Child(pc, "Белова", "3А")),
             late = school.Enrol(Child(pc, "Волков", "3А"), {{"start_date", "03.06.2026"}});
  DeskRig desk(pc);
  Look(desk);
  CHECK(Year(desk).ending.rows.size() == 1);
  desk.Do(client::EndGroups{});
  CHECK(desk.notice() == "Закончена 1 группа.");
  CHECK(pc.Value(school.group, "end_date") == "2026-05-31");
  CHECK(pc.Value(enrolment, "state") == "completed");
  CHECK(pc.Value(enrolment, "end_date") == "2026-05-31");
  CHECK(pc.Value(late, "end_date") == "2026-06-03");
  CHECK(pc.Value(long_group, "end_date") == "2028-05-31");
  desk.Do(client::EndGroups{});
  CHECK(desk.notice() == "Делать нечего: всё уже сделано");
  desk.Do(client::UndoLast{});
  CHECK(pc.Value(school.group, "end_date").empty());
  CHECK(pc.Value(enrolment, "state") == "enrolled");
}

TEST_CASE("School year: a group goes on with its lessons and its children, and never twice") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto fits = Child(pc, "Белова", "3А", {{"birth_date", "01.03.2017"}});
  school.Enrol(fits, {{"financing", "budget"}});
  school.Enrol(Child(pc, "Волков", "7А", {{"birth_date", "01.03.2012"}}));  // 14 by then.
  school.Enrol(Child(pc, "Громов", "3А", {{"state", "left"}}));
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::EndGroups{});
  desk.Do(client::CopyGroups{});
  CHECK(desk.notice() == "Скопирована 1 группа.");
  const auto groups = RowsOf(pc, model::group);
  REQUIRE(groups.size() == 2);
  const model::Uuid copy = groups[groups[0].id == school.group ? 1 : 0].id;
  d.entity_of[copy] = "group";
  CHECK(pc.Value(copy, "name") == "Ладья");
  CHECK(pc.Value(copy, "start_date") == "2026-09-01");
  CHECK(pc.Value(copy, "end_date") == "2027-05-31");
  CHECK(pc.Value(copy, "study_year") == "2");
  CHECK(pc.Value(copy, "teacher") == "Ёлкина М. П.");
  size_t lessons = 0, children = 0;
  for (const auto& row : RowsOf(pc, model::schedule))
    if (row.record.Get(model::schedule.group) == copy) {
      ++lessons;
      CHECK(row.record.Get(model::schedule.start_date) == model::Date{2026, 9, 8});
      CHECK(row.record.Get(model::schedule.room) == "5");
    }
  for (const auto& row : RowsOf(pc, model::enrolment))
    if (row.record.Get(model::enrolment.group) == copy) {
      ++children;
      CHECK(row.record.Get(model::enrolment.child) == fits);
      CHECK(row.record.Get(model::enrolment.state) == "enrolled");
      CHECK(row.record.Get(model::enrolment.start_date) == model::Date{2026, 9, 1});
    }
  CHECK(lessons == 1);
  CHECK(children == 1);
  desk.Do(client::CopyGroups{});
  CHECK(pc.store().Count(model::group) == 2);
  // Nor when the copy has another name by now.
  CHECK(pc.Edit(copy, {{"name", "Ладья, 2 год"}}).empty());
  desk.Settle();
  desk.Do(client::CopyGroups{});
  CHECK(pc.store().Count(model::group) == 2);
}

TEST_CASE("School year: who was not in the group at its end does not go on in the next one") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto early = Child(pc, "Белова", "3А"), moved = Child(pc, "Волков", "3А"),
             last_year = Child(pc, "Громов", "5А"), done = Child(pc, "Дятлов", "3А"),
             back = Child(pc, "Ершов", "3А"), open = Child(pc, "Жуков", "3А");
  const auto enrol = [&](const model::Uuid& child, const char* state, const char* end) {
    school.Enrol(child, {{"state", state}, {"end_date", end}});
  };
  enrol(early, "completed", "20.12.2025");
  enrol(moved, "transferred", "25.12.2025");
  school.Enrol(last_year,
               {{"state", "completed"}, {"start_date", "01.09.2024"}, {"end_date", "31.05.2025"}});
  enrol(back, "completed", "20.12.2025");
  enrol(back, "enrolled", "");
  enrol(open, "enrolled", "");
  const auto goes_on = [&](const std::set<model::Uuid>& selected) {
    const auto rows =
        client::ReadYear(pc.store(), pc.store().GetStatus().membership.organisation, kYear);
    std::set<model::Uuid> children;
    for (const sync::RowWrite& write : client::CopiesOf(rows, selected, {}).writes)
      for (const auto& [field, value] : write.fields)
        if (field == &model::enrolment.child) children.insert(std::get<model::Uuid>(value));
    CHECK(client::CountsOf(rows, rows.groups.front(), {}).children == children.size());
    return children;
  };
  // The group has not ended: who is still in it.
  CHECK(goes_on({school.group}) == std::set{back, open});
  // By its last day.
  CHECK(pc.Edit(school.group, {{"end_date", "31.05.2026"}}).empty());
  enrol(done, "completed", "31.05.2026");
  CHECK(goes_on({school.group}) == std::set{done, back, open});
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::EndGroups{});
  CHECK(goes_on({school.group}) == std::set{done, back, open});
  // Nobody has typed when it ended: when the last of them did.
  CHECK(pc.Edit(school.group, {{"end_date", ""}}).empty());
  CHECK(goes_on({school.group}) == std::set{done, back, open});
}

TEST_CASE("School year: copies that were taken back are made again") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  school.Enrol(Child(pc, "Белова", "3А"));
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::CopyGroups{});
  REQUIRE(pc.store().Count(model::group) == 2);
  desk.Do(client::UndoLast{});
  CHECK(pc.store().Count(model::group) == 1);
  CHECK(pc.store().Count(model::schedule) == 1);
  CHECK(pc.store().Count(model::enrolment) == 1);
  desk.Do(client::CopyGroups{});
  CHECK(pc.store().Count(model::group) == 2);
  CHECK(pc.store().Count(model::schedule) == 2);
  CHECK(pc.store().Count(model::enrolment) == 2);
  CHECK(pc.store().Verify(false).empty());
}

TEST_CASE("School year: a group that was made for the next year by hand is known") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  pc.Put("group",
         {{"programme", school.programme.Text()}, {"name", "ладья"}, {"start_date", "15.09.2026"}});
  DeskRig desk(pc);
  Look(desk);
  REQUIRE(Year(desk).rows->groups.size() == 1);
  CHECK(Year(desk).rows->groups.front().copied);
  desk.Do(client::CopyGroups{});
  CHECK(pc.store().Count(model::group) == 2);
}

TEST_CASE("School year: a year in the name of a group moves on with it") {
  CHECK(client::NameOfCopy("Хор (2025/26)", kYear) == "Хор (2026/27)");
  CHECK(client::NameOfCopy("Хор 2025–2026", kYear) == "Хор 2026–2027");
  CHECK(client::NameOfCopy("Хор, 1-я группа", kYear) == "Хор, 1-я группа");
  CHECK(client::NameWithoutYear("Хор (2025/26)") == client::NameWithoutYear("хор"));
  CHECK(client::NameWithoutYear("Хор 2025–2026") == client::NameWithoutYear("Хор (2026/27)"));
  CHECK(client::NameWithoutYear("Группа 2") == "группа 2");
  CHECK(client::NameWithoutYear("Клуб 2000") == "клуб 2000");
}

TEST_CASE("School year: two computers that copy apart have one copy") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("А");
  School school(a);
  b.environment.now_ms = kJune;
  school.Enrol(Child(a, "Белова", "3А"));
  d.SyncAll();
  for (Installation* pc : {&a, &b}) {
    DeskRig desk(*pc);
    Look(desk);
    desk.Do(client::CopyGroups{});
  }
  d.SyncAll();
  for (Installation* pc : {&a, &b}) {
    CHECK(pc->store().Count(model::group) == 2);
    CHECK(pc->store().Count(model::schedule) == 2);
    CHECK(pc->store().Count(model::enrolment) == 2);
    CHECK(pc->Disputes() == 0);
    CHECK(pc->store().Verify(false).empty());
  }
}

TEST_CASE("School year: leavers are written at once, with the day and the end of their lessons") {
  District d;
  School school(d.Stranger());
  auto& pc = school.pc;
  const auto one = Child(pc, "Белова", "3А"), two = Child(pc, "Волков", "3А"),
             stays = Child(pc, "Громов", "3А");
  const auto enrolment = school.Enrol(one), other = school.Enrol(stays);
  DeskRig desk(pc);
  Look(desk);
  auto& year = Year(desk);
  year.leavers.selected = {one, two};
  year.leaving_state = "transferred";
  year.leaving_on = "5.6.26";
  desk.Do(client::LetChildrenGo{});
  CHECK(desk.notice() == "Записаны 2 выбывших.");
  for (const auto& id : {one, two}) {
    CHECK(pc.Value(id, "state") == "transferred");
    CHECK(pc.Value(id, "left_on") == "2026-06-05");
  }
  CHECK(pc.Value(enrolment, "state") == "dismissed");
  CHECK(pc.Value(enrolment, "end_date") == "2026-06-05");
  CHECK(pc.Value(other, "state") == "enrolled");
  CHECK(year.leavers.selected.empty());
  desk.Do(client::UndoLast{});
  CHECK(pc.Value(one, "state").empty());
  CHECK(pc.Value(enrolment, "state") == "enrolled");
}

TEST_CASE("School year: six hundred children move in one action that undo takes back") {
  District d;
  auto& pc = d.Stranger();
  pc.environment.now_ms = kJune;
  std::vector<sync::RowWrite> writes;
  for (int i = 0; i < 600; ++i) {
    sync::RowWrite write;
    write.type = &model::child;
    write.fields = {{&model::child.last_name, "Ёлкин" + std::to_string(i)},
                    {&model::child.first_name, std::string("Пётр")},
                    {&model::child.school_class, std::to_string(1 + i % 8) + "А"}};
    writes.push_back(std::move(write));
  }
  REQUIRE(pc.store().Write(writes, {}));
  DeskRig desk(pc);
  Look(desk);
  desk.Do(client::MoveClasses{});
  CHECK(desk.notice() == "Переведены 600 детей.");
  CHECK(pc.store().Count(model::occupation) == 600);
  CHECK(Year(desk).list.empty());
  desk.Do(client::UndoLast{});
  CHECK(pc.store().Count(model::occupation) == 0);
  CHECK(Year(desk).list.size() == 8);
}

}  // namespace tests
