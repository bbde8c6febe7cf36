// SPDX-License-Identifier: MIT
// Days of weeks and times of days, of the calendar alone: no clock, no zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/date.h"

namespace kruzhok::model {

inline constexpr int kDaysOfWeek = 7, kMinutesOfDay = 24 * 60;

int64_t DayNumber(const Date& day);  // 0: 1 January 1970.
Date DateOf(int64_t day_number);
Date AddDays(const Date& day, int64_t days);
// 29 February becomes the 28th where the year has none.
Date AddYears(const Date& day, int years);
int WeekdayOf(const Date& day);  // 0: Monday.
Date MondayOf(const Date& day);  // Of its week.
// Whether a day of that weekday lies between two days, both included; nothing: without an end.
bool HasWeekday(int weekday, const std::optional<Date>& from, const std::optional<Date>& to);

// The minute of the day that "15:30" is; nothing where it is no time.
std::optional<int> MinuteOf(std::string_view time);
std::string TimeText(int minute);  // 930: "15:30". REQUIRES: within a day.

}  // namespace kruzhok::model
