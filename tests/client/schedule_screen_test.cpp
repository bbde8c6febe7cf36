// SPDX-License-Identifier: MIT
// The schedule and the turn of the year, as people use them at the window.
#include <tuple>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/programme.h"
#include "model/entities/schedule.h"
#include "model/week.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::CoverageView;
using client::kControl;
using client::Key;
using client::Screen;

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}, std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

struct Groups {
  explicit Groups(WindowUser& user) {
    const auto programme = user.Put(model::programme, {{"title", "Робототехника и электроника"}});
    first = user.Put(model::group, {{"programme", programme.Text()},
                                    {"name", "Механики"},
                                    {"teacher", "Ёлкина Мария Петровна"},
                                    {"capacity", "12"},
                                    {"start_date", "01.09.2026"}});
    second = user.Put(model::group, {{"programme", programme.Text()},
                                     {"name", "Программисты, второй год обучения"},
                                     {"start_date", "01.09.2026"}});
  }
  model::Uuid first, second;
};

model::Uuid Lesson(WindowUser& user, const model::Uuid& group, const char* weekday,
                   const char* start, const char* end, const char* room) {
  return user.Put(model::schedule, {{"group", group.Text()},
                                    {"weekday", weekday},
                                    {"start_time", start},
                                    {"end_time", end},
                                    {"room", room}});
}

client::ScheduleState& State(WindowUser& user) {
  return user.desk().state().schedule;
}

}  // namespace

TEST_CASE("Schedule: the list of groups leads to it, and to the teachers") {
  WindowUser user;
  user.Go(Screen::kGroups);
  user.Click("group/schedule");
  CHECK(user.desk().state().screen == Screen::kSchedule);
  CHECK(user.Sees("Занятий пока нет."));
  user.Click("schedule/staff");
  CHECK(user.desk().state().screen == Screen::kStaff);
  CHECK(user.Sees("Педагоги"));
  CHECK(Joined(user.Problems()).empty());
}

TEST_CASE("Schedule: a lesson is made, moved and deleted without a mouse") {
  WindowUser user;
  const Groups groups(user);
  user.Go(Screen::kSchedule);
  REQUIRE(user.Focus() == "schedule/list/rows");
  CHECK(user.Value("schedule/list/rows") == "Пн 15:00");
  user.Press(Key::kRight);
  user.Press(Key::kDown);
  CHECK(user.Value("schedule/list/rows") == "Вт 15:30");
  user.Press(Key::kEnter);
  user.Frames(4);
  REQUIRE(State(user).form);
  REQUIRE(user.Focus() == "lesson/group");
  user.Type("мех");
  user.Press(Key::kEnter);
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  REQUIRE(user.store().Count(model::schedule) == 1);
  REQUIRE(user.Focus() == "schedule/list/rows");
  CHECK(user.Value("schedule/list/rows") == "Вторник, 15:30, Механики");
  CHECK(user.Sees("15:30–16:15"));
  user.Press(Key::kX, kControl);
  CHECK(State(user).moving);
  user.Press(Key::kRight);
  user.Press(Key::kPageUp);
  user.Press(Key::kUp);
  user.Press(Key::kEnter);
  CHECK(user.Value("schedule/list/rows") == "Среда, 14:25, Механики");
  user.Press(Key::kX, kControl);
  user.Press(Key::kRight);
  user.Press(Key::kEscape);
  CHECK(user.Sees("14:25–15:10"));
  user.Frames(2);
  user.Press(Key::kLeft);
  user.Press(Key::kRight);
  user.Press(Key::kDelete);
  CHECK(user.store().Count(model::schedule) == 0);
  user.Press(Key::kZ, kControl);
  CHECK(user.store().Count(model::schedule) == 1);
}

TEST_CASE("Schedule: Enter opens the lesson beside the grid, Esc goes back to its place") {
  WindowUser user;
  const Groups groups(user);
  const auto lesson = Lesson(user, groups.first, "mon", "15:00", "15:45", "каб. 5");
  user.Go(Screen::kSchedule);
  user.Press(Key::kEnter);
  user.Frames(4);
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.id == lesson);
  CHECK(user.Focus() == "schedule/record/form/weekday");
  user.TypeInto("schedule/record/form/room", "каб. 7");
  user.Press(Key::kEnter, kControl);
  CHECK(user.Sees("каб. 7"));
  user.Press(Key::kEscape);
  user.Frames(3);
  CHECK_FALSE(user.desk().state().record);
  CHECK(user.Focus() == "schedule/list/rows");
  user.Click("schedule/lesson-" + lesson.Text());
  CHECK(user.desk().state().record);
}

TEST_CASE("Schedule: lessons of one time stand side by side, and what clashes is told") {
  WindowUser user;
  const Groups groups(user);
  const auto first = Lesson(user, groups.first, "mon", "15:00", "15:45", "каб. 5");
  const auto second = Lesson(user, groups.second, "mon", "15:20", "16:30", "каб. 5");
  user.Go(Screen::kSchedule);
  const auto left = user.Item("schedule/lesson-" + first.Text());
  const auto right = user.Item("schedule/lesson-" + second.Text());
  CHECK(left.max.x <= right.min.x);
  CHECK(user.Sees("1 накладка"));
  user.Press(Key::kRight);
  CHECK(user.Value("schedule/list/rows") ==
        "Понедельник, 15:20, Программисты, второй год обучения");
  user.Click("schedule/clashes");
  CHECK(user.Sees("каб. 5 занят дважды: Понедельник, 15:00, Механики и Понедельник, 15:20"));
  user.Click("schedule/clash-list/row-0");
  user.Press(Key::kEnter);
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.id == first);
  CHECK(Joined(user.Problems()).empty());
}

TEST_CASE("Schedule: the keyboard goes to the lesson that was opened, whatever shares its hour") {
  WindowUser user;
  const Groups groups(user);
  const auto early = Lesson(user, groups.first, "mon", "14:00", "14:45", "каб. 5");
  const auto late = Lesson(user, groups.second, "mon", "14:55", "15:40", "каб. 5");
  const std::string late_title = "Понедельник, 14:55, Программисты, второй год обучения";
  user.Go(Screen::kSchedule);
  user.Press(Key::kEnter);
  user.Frames(4);
  REQUIRE(user.desk().state().record);
  REQUIRE(user.desk().state().record->form.id == late);
  user.Press(Key::kEscape);
  user.Frames(3);
  CHECK(user.Value("schedule/list/rows") == late_title);
  user.Press(Key::kUp);
  CHECK(user.Value("schedule/list/rows") == "Понедельник, 14:00, Механики");
  user.Click("schedule/lesson-" + late.Text());
  user.Frames(3);
  CHECK(user.Value("schedule/list/rows") == late_title);
  user.Press(Key::kDelete);
  user.Frames(3);
  CHECK(user.desk().data().schedule.FindLesson(early));
  CHECK_FALSE(user.desk().data().schedule.FindLesson(late));
}

TEST_CASE("Schedule: the keyboard goes with its lesson, and to the one that was made") {
  WindowUser user;
  const Groups groups(user);
  Lesson(user, groups.first, "mon", "14:00", "14:20", "каб. 5");
  const auto second = Lesson(user, groups.second, "mon", "15:25", "16:10", "каб. 5");
  user.Go(Screen::kSchedule);
  user.Press(Key::kX, kControl);
  user.Press(Key::kPageUp);
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Value("schedule/list/rows") ==
        "Понедельник, 14:25, Программисты, второй год обучения");
  user.desk().Run({client::MoveLesson{second, 1, 9 * 60}});
  user.Frames(3);
  CHECK(user.Value("schedule/list/rows") == "Вторник, 09:00, Программисты, второй год обучения");
  user.desk().Run({client::StartLesson{0, 14 * 60 + 20}});
  user.Frames(4);
  user.TypeInto("lesson/group", "программ");
  user.Press(Key::kEnter);
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK(user.Value("schedule/list/rows") ==
        "Понедельник, 14:20, Программисты, второй год обучения");
}

TEST_CASE(
    "Schedule: what is being moved is seen wherever it goes, on Sunday and before eight too") {
  WindowUser user;
  const Groups groups(user);
  Lesson(user, groups.first, "sat", "09:00", "09:45", "каб. 5");
  user.Go(Screen::kSchedule);
  user.Press(Key::kEnd);
  for (int i = 0; i < 3; ++i) user.Press(Key::kPageUp);
  REQUIRE(user.Value("schedule/list/rows") == "Суббота, 09:00, Механики");
  user.Press(Key::kX, kControl);
  const std::string sunday = "Вс " + model::AddDays(*State(user).monday, 6).Russian().substr(0, 5);
  CHECK_FALSE(user.Sees(sunday));
  user.Press(Key::kRight);
  CHECK(user.Sees(sunday));
  for (int i = 0; i < 3; ++i) user.Press(Key::kPageUp);
  CHECK(user.Sees("06:00\n"));
  CHECK(user.Sees("06:00 Механики"));
  CHECK(Joined(user.Problems()) == "");
  user.Press(Key::kEscape);
  user.Frames(2);
  CHECK_FALSE(user.Sees(sunday));
  CHECK(user.Value("schedule/list/rows") == "Суббота, 09:00, Механики");
  user.Press(Key::kX, kControl);
  user.Press(Key::kRight);
  for (int i = 0; i < 3; ++i) user.Press(Key::kPageUp);
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Value("schedule/list/rows") == "Воскресенье, 06:00, Механики");
}

TEST_CASE("Schedule: a room or a teacher that is typed is written, also beside known ones") {
  WindowUser user;
  const Groups groups(user);
  Lesson(user, groups.first, "mon", "15:00", "15:45", "каб. 12");
  user.Go(Screen::kSchedule);
  const auto room_after = [&](const char* typed, const std::vector<Key>& keys) {
    user.desk().Run({client::StartLesson{1, 9 * 60}});
    user.Frames(4);
    user.TypeInto("lesson/group", "мех");
    user.Press(Key::kEnter);
    user.TypeInto("lesson/room", typed);
    for (const Key key : keys) user.Press(key);
    user.Press(Key::kEnter, kControl);
    user.Frames(4);
    std::string room = "none";
    user.store().List(model::schedule, {}, [&](const sync::RowView& row) {
      if (row.record.Get(model::schedule.weekday) == "tue")
        room = row.record.Get(model::schedule.room).value_or("");
      return true;
    });
    user.Press(Key::kZ, kControl);
    user.Frames(3);
    return room;
  };
  CHECK(room_after("каб. 1", {}) == "каб. 1");
  CHECK(room_after("каб. 1", {Key::kTab}) == "каб. 1");
  CHECK(room_after("каб. 1", {Key::kEnter}) == "каб. 1");
  CHECK(room_after("каб. 1", {Key::kDown, Key::kEnter}) == "каб. 12");
  CHECK(room_after("Каб. 12", {Key::kEnter}) == "каб. 12");
  CHECK(room_after("", {Key::kEnter}) == "");
}

TEST_CASE("Schedule: another week shows its own lessons") {
  WindowUser user;
  const Groups groups(user);
  user.Frames();
  const model::Date monday = model::MondayOf(user.desk().data().coverage.on);
  const model::Date then = model::AddDays(monday, 14);
  user.Put(model::schedule, {{"group", groups.first.Text()},
                             {"weekday", "mon"},
                             {"start_time", "15:00"},
                             {"start_date", then.Russian()}});
  user.Go(Screen::kSchedule);
  CHECK_FALSE(user.Sees("15:00–15:45"));
  user.Click("schedule/week-after");
  user.Click("schedule/week-after");
  CHECK(user.Sees("Пн " + then.Russian().substr(0, 5)));
  CHECK(user.Sees("15:00–15:45"));
  user.TypeInto("schedule/week", "3.9.26");
  user.Press(Key::kEnter);
  CHECK(user.Sees("Пн 31.08"));
}

TEST_CASE("Schedule: everything of it fits, in both languages and all sizes") {
  for (const auto& size : Sizes()) {
    WindowUser user(size);
    const Groups groups(user);
    for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
      Lesson(user, groups.first, day, "15:00", "15:45", "Компьютерный класс");
      Lesson(user, groups.second, day, "15:00", "16:30", "Компьютерный класс");
      Lesson(user, groups.second, day, "17:00", "17:45", "Спортзал");
    }
    user.Go(Screen::kSchedule);
    user.Frames(4);
    INFO(size.scale << ' ' << size.width << ' ' << static_cast<int>(size.language));
    CHECK(Joined(user.Problems()) == "");
    user.Press(Key::kN, kControl);
    user.Frames(4);
    CHECK(Joined(user.Problems()) == "");
    user.Press(Key::kEscape);
    user.desk().Run(
        {client::OpenRecord{&model::schedule, user.desk().data().schedule.lessons.front().id}});
    user.Frames(4);
    CHECK(Joined(user.Problems()) == "");
  }
}

// --- The turn of the year ---

namespace {

void Open(WindowUser& user) {
  user.desk().state().coverage.school_year.year = 2025;
  user.desk().Run({client::ShowCoverage{CoverageView::kYear}});
  user.Frames(4);
}

void PutSchool(WindowUser& user) {
  for (const char* name : {"5А", "9А", "11Б", "подготовительная"})
    for (const char* last : {"Белова", "Волков"})
      user.Put(model::child, {{"last_name", last}, {"first_name", "Анна"}, {"class", name}});
  const auto programme = user.Put(model::programme, {{"title", "Шахматы"}});
  const auto group =
      user.Put(model::group,
               {{"programme", programme.Text()}, {"name", "Ладья"}, {"start_date", "01.09.2025"}});
  user.Frames();
  const auto child = user.desk().data().List(model::child).id(0);
  user.Put(model::enrolment,
           {{"child", child.Text()}, {"group", group.Text()}, {"state", "enrolled"}});
  user.Frames();
}

}  // namespace

TEST_CASE("School year: classes are seen with what becomes of them, and moved by a key") {
  WindowUser user;
  PutSchool(user);
  Open(user);
  CHECK(user.Sees("→ 6А"));
  CHECK(user.Sees("решите: в 10 класс или выпуск"));
  CHECK(user.Sees("выпускаются"));
  CHECK(user.Sees("не меняется: не школьный класс"));
  CHECK(user.Sees("Перевести 4 детей"));
  user.Click("coverage/year/list/row-1");
  user.Click("coverage/year/class/fate/2");
  user.Frames(3);
  user.Click("coverage/year/class/rest/1");
  user.Click("coverage/year/class/children/rows");
  user.Press(Key::kHome);
  user.Press(Key::kSpace);
  CHECK(user.Sees("→ 10А: 1, выпускаются: 1"));
  user.Press(Key::kEnter, kControl);
  CHECK(user.Sees("Переведены 3 ребёнка."));
  CHECK(user.store().Count(model::occupation) == 6);
  user.Frames(4);
  CHECK(user.Sees("Уже переведены 6 детей"));
  user.Press(Key::kZ, kControl);
  user.Frames(4);
  CHECK(user.store().Count(model::occupation) == 0);
  CHECK(user.Sees("→ 6А"));
}

TEST_CASE("School year: groups end, go on and are said to be there already") {
  WindowUser user;
  PutSchool(user);
  Open(user);
  user.Click("coverage/year/step/1");
  user.Frames(3);
  CHECK(user.Sees("Закончить 1 группу"));
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK(user.Sees("Ничего не выбрано"));
  user.Click("coverage/year/step/2");
  user.Frames(3);
  user.Click("coverage/year/do");
  user.Frames(4);
  CHECK(user.store().Count(model::group) == 2);
  CHECK(user.Sees("уже есть"));
  CHECK(user.Sees("Ничего не выбрано"));
}

TEST_CASE("School year: leavers are found by typing and written at once") {
  WindowUser user;
  PutSchool(user);
  Open(user);
  user.Click("coverage/year/step/3");
  user.Frames(3);
  user.TypeInto("coverage/year/filter", "11Б");
  user.Press(Key::kEnter);
  user.Frames(2);
  user.Press(Key::kA, kControl);
  CHECK(user.Sees("выбрано 2 ребёнка"));
  user.Press(Key::kEnter, kControl);
  CHECK(user.Sees("Записаны 2 выбывших."));
}

TEST_CASE("School year: everything of it fits, in both languages and all sizes") {
  for (const auto& size : Sizes()) {
    WindowUser user(size);
    PutSchool(user);
    Open(user);
    for (const char* step : {"0", "1", "2", "3"}) {
      user.Click("coverage/year/step/" + std::string(step));
      user.Frames(4);
      INFO(step << ' ' << size.scale << ' ' << size.width << ' '
                << static_cast<int>(size.language));
      CHECK(Joined(user.Problems()) == "");
    }
  }
}

}  // namespace tests
