// SPDX-License-Identifier: MIT
#include "model/schedule_clash.h"

#include <catch2/catch.hpp>

#include "model/week.h"
#include "sync/namespace.h"

namespace {

using model::Attendance;
using model::Clash;
using model::Date;
using model::Uuid;
using model::WeeklyLesson;

Uuid Id(uint8_t number) {
  Uuid id;
  id.bytes[15] = number;
  return id;
}

// A lesson of the group with that number, on that day, "15:00" … "16:00".
WeeklyLesson Lesson(uint8_t group, int weekday, const char* start, const char* end) {
  static uint8_t next = 100;
  WeeklyLesson lesson;
  lesson.id = Id(++next);
  lesson.owner = Id(1);
  lesson.group = Id(group);
  lesson.weekday = weekday;
  lesson.start = *model::MinuteOf(start);
  lesson.end = *model::MinuteOf(end);
  return lesson;
}

std::vector<Clash::What> Clashes(const std::vector<WeeklyLesson>& lessons,
                                 const std::vector<Attendance>& attendances = {},
                                 std::optional<Date> since = {}, std::optional<Date> until = {}) {
  std::vector<Clash::What> found;
  for (const Clash& clash : model::FindClashes(lessons, attendances, since, until))
    found.push_back(clash.what);
  return found;
}

using Whats = std::vector<Clash::What>;
constexpr auto kRoom = Clash::What::kRoom, kTeacher = Clash::What::kTeacher,
               kChild = Clash::What::kChild, kTwice = Clash::What::kTwice;

}  // namespace

TEST_CASE(
    "Clash: a room is taken twice where two lessons overlap by a minute, not where they touch") {
  auto first = Lesson(1, 0, "15:00", "15:45"), second = Lesson(2, 0, "15:44", "16:30");
  first.room = "Каб. 5";
  second.room = "каб.  5";
  CHECK(Clashes({first, second}) == Whats{kRoom});
  second.start = first.end;
  CHECK(Clashes({first, second}).empty());
  second.start = first.start;
  second.weekday = 1;
  CHECK(Clashes({first, second}).empty());
}

TEST_CASE("Clash: the same room of another school, or of another building, is another room") {
  auto first = Lesson(1, 0, "15:00", "16:00"), second = Lesson(2, 0, "15:00", "16:00");
  first.room = second.room = "5";
  first.place = "ул. Школьная, 1";
  CHECK(Clashes({first, second}) == Whats{kRoom});  // Where the other is, nobody has said.
  second.place = "ул. Речная, 2";
  CHECK(Clashes({first, second}).empty());
  second.place.clear();
  second.owner = Id(9);
  CHECK(Clashes({first, second}).empty());
}

TEST_CASE("Clash: a teacher by initials is known in one school, by the full name in all") {
  auto first = Lesson(1, 2, "15:00", "16:00"), second = Lesson(2, 2, "15:30", "16:30");
  first.teacher = second.teacher = "Ёлкина М. П.";
  CHECK(Clashes({first, second}) == Whats{kTeacher});
  second.owner = Id(9);
  CHECK(Clashes({first, second}).empty());
  first.teacher = "Ёлкина Мария Петровна";
  second.teacher = "елкина мария петровна";
  CHECK(Clashes({first, second}) == Whats{kTeacher});
}

TEST_CASE("Clash: a child in two groups at a time is told once, while it is in both") {
  const auto first = Lesson(1, 3, "15:00", "16:00"), second = Lesson(2, 3, "15:30", "16:30");
  const Attendance in_first{7, first.group, {}, {}}, in_second{7, second.group, {}, {}};
  CHECK(Clashes({first, second}, {in_first, in_second}) == Whats{kChild});
  CHECK(Clashes({first, second}, {in_first, {8, second.group, {}, {}}}).empty());
  const Attendance until{7, first.group, {}, Date{2026, 10, 31}};
  const Attendance from{7, second.group, Date{2026, 11, 1}, {}};
  CHECK(Clashes({first, second}, {until, from}).empty());
  const auto found = model::FindClashes(
      {first, second}, {in_first, in_second, {3, first.group, {}, {}}, {3, second.group, {}, {}}},
      {}, {});
  REQUIRE(found.size() == 1);
  CHECK(found.front().children == std::vector<uint32_t>{3, 7});
}

TEST_CASE("Clash: periods that share no such weekday do not clash") {
  auto first = Lesson(1, 4, "15:00", "16:00"), second = Lesson(2, 4, "15:00", "16:00");
  first.room = second.room = "5";
  first.to = Date{2026, 11, 26};     // A Thursday;
  second.from = Date{2026, 11, 23};  // from that Monday on: the Friday is not in it.
  CHECK(Clashes({first, second}).empty());
  first.to = Date{2026, 11, 27};
  CHECK(Clashes({first, second}) == Whats{kRoom});
  CHECK(Clashes({first, second}, {}, Date{2026, 11, 28}).empty());
  CHECK(Clashes({first, second}, {}, {}, Date{2026, 11, 26}).empty());
}

TEST_CASE("Clash: of two lessons of one group it is told that they are two, and no more") {
  auto first = Lesson(1, 0, "15:00", "16:00"), second = Lesson(1, 0, "15:00", "16:00");
  first.room = second.room = "5";
  first.teacher = second.teacher = "Ёлкина";
  CHECK(Clashes({first, second}, {{7, first.group, {}, {}}}) == Whats{kTwice});
}

TEST_CASE("Clash: a long lesson clashes with each that begins in it") {
  auto all = Lesson(1, 0, "10:00", "14:00"), early = Lesson(2, 0, "10:30", "11:00"),
       late = Lesson(3, 0, "13:00", "15:00"), after = Lesson(4, 0, "14:00", "15:00");
  for (auto* lesson : {&all, &early, &late}) lesson->room = "зал";
  CHECK(Clashes({after, late, early, all}) == Whats{kRoom, kRoom});
}

TEST_CASE("Clash: a thousand lessons of one hour are compared") {
  std::vector<WeeklyLesson> lessons;
  std::vector<Attendance> attendances;
  for (int i = 0; i < 1000; ++i) {
    lessons.push_back(Lesson(1, i % 6, "15:00", "16:00"));
    lessons.back().group.bytes[0] = static_cast<uint8_t>(i);
    lessons.back().group.bytes[1] = static_cast<uint8_t>(i >> 8);
    lessons.back().room = std::to_string(i);
    attendances.push_back({static_cast<uint32_t>(i), lessons.back().group, {}, {}});
  }
  CHECK(Clashes(lessons, attendances).empty());
}

TEST_CASE("Lanes: what overlaps stands side by side, what does not has all of the width") {
  const auto first = Lesson(1, 0, "15:00", "16:00"), second = Lesson(2, 0, "15:30", "17:00"),
             third = Lesson(3, 0, "16:00", "17:00"), alone = Lesson(4, 0, "17:00", "18:00");
  const auto lanes = model::LanesOf({&first, &second, &third, &alone});
  CHECK(lanes == std::vector<model::Lane>{{0, 2}, {1, 2}, {0, 2}, {0, 1}});
  CHECK(model::LanesOf({}).empty());
}
