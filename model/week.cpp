// SPDX-License-Identifier: MIT
#include "model/week.h"

#include <algorithm>
#include <chrono>

#include "model/assert.h"

namespace kruzhok::model {
namespace {

namespace chrono = std::chrono;

constexpr int kThursday = 3;  // Of 1 January 1970.

}  // namespace

int64_t DayNumber(const Date& day) {
  const chrono::year_month_day date{chrono::year(day.year),
                                    chrono::month(static_cast<unsigned>(day.month)),
                                    chrono::day(static_cast<unsigned>(day.day))};
  return chrono::sys_days(date).time_since_epoch().count();
}

Date DateOf(int64_t day_number) {
  const chrono::year_month_day date{
      chrono::sys_days(chrono::days(static_cast<chrono::days::rep>(day_number)))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Date AddDays(const Date& day, int64_t days) {
  return DateOf(DayNumber(day) + days);
}

Date AddYears(const Date& day, int years) {
  Date moved{day.year + years, day.month, day.day};
  const bool is_leap = chrono::year(moved.year).is_leap();
  if (moved.month == 2 && moved.day == 29 && !is_leap) moved.day = 28;
  return moved;
}

int WeekdayOf(const Date& day) {
  const auto place = static_cast<int>((DayNumber(day) + kThursday) % kDaysOfWeek);
  return place < 0 ? place + kDaysOfWeek : place;
}

Date MondayOf(const Date& day) {
  return AddDays(day, -WeekdayOf(day));
}

bool HasWeekday(int weekday, const std::optional<Date>& from, const std::optional<Date>& to) {
  if (!from || !to) return true;
  const int64_t first = DayNumber(*from), last = DayNumber(*to);
  const int wait = (weekday - WeekdayOf(*from) + kDaysOfWeek) % kDaysOfWeek;
  return first + wait <= last;
}

std::optional<int> MinuteOf(std::string_view time) {
  const auto is_digit = [&](size_t place) { return time[place] >= '0' && time[place] <= '9'; };
  if (time.size() != 5 || time[2] != ':') return std::nullopt;
  if (!is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4)) return std::nullopt;
  const int hour = (time[0] - '0') * 10 + time[1] - '0';
  const int minute = (time[3] - '0') * 10 + time[4] - '0';
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::string TimeText(int minute) {
  ASSERT(minute >= 0 && minute < kMinutesOfDay);
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minute / 600);
  text[1] = static_cast<char>('0' + minute / 60 % 10);
  text[3] = static_cast<char>('0' + minute % 60 / 10);
  text[4] = static_cast<char>('0' + minute % 10);
  return text;
}

}  // namespace kruzhok::model
