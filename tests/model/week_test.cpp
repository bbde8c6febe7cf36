// SPDX-License-Identifier: MIT
#include "model/week.h"

#include <catch2/catch.hpp>

#include "sync/namespace.h"

using model::Date;

TEST_CASE("Week: days are counted on and back, over leap years and turns of years") {
  CHECK(model::AddDays({2026, 11, 22}, 1) == Date{2026, 11, 23});
  CHECK(model::AddDays({2026, 12, 31}, 1) == Date{2027, 1, 1});
  CHECK(model::AddDays({2028, 2, 28}, 1) == Date{2028, 2, 29});
  CHECK(model::AddDays({1970, 1, 1}, -1) == Date{1969, 12, 31});
  CHECK(model::AddYears({2028, 2, 29}, 1) == Date{2029, 2, 28});
  CHECK(model::AddYears({2026, 9, 1}, 1) == Date{2027, 9, 1});
}

TEST_CASE("Week: the weekday of a date, and the Monday of its week") {
  CHECK(model::WeekdayOf({2026, 11, 22}) == 6);  // A Sunday.
  CHECK(model::MondayOf({2026, 11, 22}) == Date{2026, 11, 16});
  CHECK(model::MondayOf({2026, 11, 23}) == Date{2026, 11, 23});
  CHECK(model::WeekdayOf({1900, 1, 1}) == 0);
}

TEST_CASE("Week: whether a weekday lies between two days") {
  CHECK(model::HasWeekday(2, Date{2026, 11, 23}, Date{2026, 11, 25}));
  CHECK_FALSE(model::HasWeekday(3, Date{2026, 11, 23}, Date{2026, 11, 25}));
  CHECK_FALSE(model::HasWeekday(0, Date{2026, 11, 24}, Date{2026, 11, 23}));
  CHECK(model::HasWeekday(3, {}, Date{2026, 11, 25}));
}

TEST_CASE("Week: times of a day are read and written") {
  CHECK(model::MinuteOf("00:00") == 0);
  CHECK(model::MinuteOf("15:30") == 930);
  CHECK(model::TimeText(930) == "15:30");
  CHECK(model::TimeText(1439) == "23:59");
  for (const char* wrong : {"", "24:00", "9:30", "12:60", "12-30", "ab:cd"})
    CHECK_FALSE(model::MinuteOf(wrong));
}
