// SPDX-License-Identifier: MIT
#include "model/date.h"

#include <array>
#include <string>

#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<int> Number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int number = 0;
  for (char c : digits) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

int DaysInMonth(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

std::optional<Date> Existing(std::optional<int> year, std::optional<int> month,
                             std::optional<int> day) {
  if (!year || !month || !day) return std::nullopt;
  if (*year < 1900 || *year > 2199 || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > DaysInMonth(*year, *month)) return std::nullopt;
  return Date{*year, *month, *day};
}

// Two digits are a year of 1950 … 2049.
std::optional<int> TypedYear(std::string_view digits) {
  const auto number = Number(digits);
  if (!number || (digits.size() != 2 && digits.size() != 4)) return std::nullopt;
  if (digits.size() == 4) return number;
  return *number < 50 ? 2000 + *number : 1900 + *number;
}

std::optional<Date> FromDigits(std::string_view text) {
  if (text.size() != 6 && text.size() != 8) return std::nullopt;
  return Existing(TypedYear(text.substr(4)), Number(text.substr(2, 2)), Number(text.substr(0, 2)));
}

std::optional<Date> FromParts(std::string_view text, char separator) {
  const size_t first = text.find(separator);
  const size_t second = text.find(separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto day = text.substr(0, first);
  const auto month = text.substr(first + 1, second - first - 1);
  if (day.size() > 2 || month.size() > 2) return std::nullopt;
  return Existing(TypedYear(text.substr(second + 1)), Number(month), Number(day));
}

// The month that the word begins with: «января», «янв.», «мая», "January", "sept".
std::optional<int> MonthOf(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kRussian = {
      "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"};
  static constexpr std::array<std::string_view, 12> kEnglish = {
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  for (size_t index = 0; index < kRussian.size(); ++index)
    if (word.starts_with(kRussian[index]) || word.starts_with(kEnglish[index]))
      return static_cast<int>(index + 1);
  return std::nullopt;
}

// «3 января 2011».
std::optional<Date> FromWords(std::string_view text) {
  const size_t first = text.find_first_of(" -");
  const size_t second = first == text.npos ? text.npos : text.find_first_of(" -", first + 1);
  if (second == text.npos || first > 2) return std::nullopt;
  const std::string_view year = text.substr(second + 1);
  if (year.size() != 4 && text[first] == ' ') return std::nullopt;
  return Existing(TypedYear(year), MonthOf(text.substr(first + 1, second - first - 1)),
                  Number(text.substr(0, first)));
}

// What documents and spreadsheets write after a date: «г.», «года», a midnight.
std::string_view WithoutTail(std::string_view text) {
  for (const std::string_view tail :
       {" г р", " г.р.", "г.р.", " года", " год", " г.", " г", "года", "г.", "г", " 00:00:00",
        " 00:00", " 0:00:00", " 0:00", "t00:00:00", "t00:00:00z"})
    if (text.size() > tail.size() && text.ends_with(tail))
      return text.substr(0, text.size() - tail.size());
  return text;
}

void AppendPadded(int number, int width, std::string& out) {
  const std::string digits = std::to_string(number);
  for (size_t i = digits.size(); i < static_cast<size_t>(width); ++i) out += '0';
  out += digits;
}

}  // namespace

std::string Date::Iso() const {
  std::string out;
  AppendPadded(year, 4, out);
  out += '-';
  AppendPadded(month, 2, out);
  out += '-';
  AppendPadded(day, 2, out);
  return out;
}

std::string Date::Russian() const {
  std::string out;
  AppendPadded(day, 2, out);
  out += '.';
  AppendPadded(month, 2, out);
  out += '.';
  AppendPadded(year, 4, out);
  return out;
}

std::optional<Date> Date::FromIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return Existing(Number(text.substr(0, 4)), Number(text.substr(5, 2)), Number(text.substr(8)));
}

std::optional<Date> Date::Parse(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  const std::string folded = Fold(text);
  const std::string_view word = WithoutTail(folded);
  if (const auto iso = FromIso(word)) return iso;
  if (const auto words = FromWords(word)) return words;
  for (char separator : {'.', '/', ',', '-'})
    if (word.find(separator) != std::string_view::npos) return FromParts(word, separator);
  return FromDigits(word);
}

int AgeInYears(const Date& birth, const Date& on) {
  const bool before_birthday =
      on.month < birth.month || (on.month == birth.month && on.day < birth.day);
  return on.year - birth.year - (before_birthday ? 1 : 0);
}

}  // namespace kruzhok::model
