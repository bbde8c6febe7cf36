// SPDX-License-Identifier: MIT
#include "client/tables/cell_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace kruzhok::client {
namespace {

constexpr int kSecondsPerDay = 86'400;
constexpr double kLastSerial = 2'958'466;  // The day after 9999-12-31.

std::optional<double> Number(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool IsShortInteger(std::string_view text) {
  if (text.empty() || text.size() > 15 || (text[0] == '0' && text.size() > 1)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string Padded(int64_t number, int width) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%0*lld", width, static_cast<long long>(number));
  return text.data();
}

// "14:05"; seconds only where there are some.
std::string ClockText(int64_t seconds) {
  const std::string text = Padded(seconds / 3600, 2) + ':' + Padded(seconds / 60 % 60, 2);
  return seconds % 60 == 0 ? text : text + ':' + Padded(seconds % 60, 2);
}

// Excel's 1900 has a 29 February, so what lies before is counted from another day; that day itself
// is the 28th here.
std::string DayText(int64_t serial, DateSystem system) {
  using namespace std::chrono;
  sys_days day = sys_days{1904y / 1 / 1} + days{serial};
  if (system == DateSystem::k1900)
    day = (serial < 60 ? sys_days{1899y / 12 / 31} : sys_days{1899y / 12 / 30}) + days{serial};
  const year_month_day date(day);
  return Padded(static_cast<int>(date.year()), 4) + '-' +
         Padded(static_cast<unsigned>(date.month()), 2) + '-' +
         Padded(static_cast<unsigned>(date.day()), 2);
}

// The letters of a format code that are neither quoted nor in brackets, in lower case; of brackets
// only [h], [mm] … stay. First section.
std::string FormatLetters(std::string_view code) {
  std::string letters;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if (code[i] == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (code[i] == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) letters += '[';
      i = end;
    } else {
      letters += code[i] >= 'A' && code[i] <= 'Z' ? static_cast<char>(code[i] + 32) : code[i];
    }
  }
  return letters;
}

}  // namespace

std::string NumberText(std::string_view stored) {
  if (IsShortInteger(stored)) return std::string(stored);
  const std::optional<double> number = Number(stored);
  if (!number) return std::string(stored);
  if (*number == 0) return "0";
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.14e", std::abs(*number));
  const std::string_view written = buffer.data();  // 1.23450000000000e+03
  const size_t mark = written.find('e');
  const std::string exponent(written.substr(mark + 1));
  std::string digits = written[0] + std::string(written.substr(2, mark - 2));
  digits.resize(digits.find_last_not_of('0') + 1);
  const std::string sign = *number < 0 ? "-" : "";
  const int point = std::atoi(exponent.c_str()) + 1;  // Behind so many of the digits.
  if (point < -8 || point > 21)
    return sign + digits.substr(0, 1) + (digits.size() > 1 ? "." + digits.substr(1) : "") + 'e' +
           exponent;
  if (point <= 0) return sign + "0." + std::string(static_cast<size_t>(-point), '0') + digits;
  const auto whole = static_cast<size_t>(point);
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + '.' + digits.substr(whole);
}

NumberKind KindOfFormat(unsigned id) {
  if (id == 22) return NumberKind::kDateTime;
  if ((id >= 18 && id <= 21) || id == 45 || id == 47) return NumberKind::kTime;
  if (id == 46) return NumberKind::kDuration;
  const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return date ? NumberKind::kDate : NumberKind::kNumber;
}

NumberKind KindOfFormat(std::string_view code) {
  const std::string letters = FormatLetters(code);
  if (letters.starts_with("general") || letters.starts_with("standard")) return NumberKind::kNumber;
  if (letters.find('[') != letters.npos) return NumberKind::kDuration;
  const bool clock = letters.find_first_of("hs") != letters.npos;
  // Beside hours or seconds m is minutes.
  const bool day = letters.find_first_of(clock ? "dy" : "dym") != letters.npos;
  if (day) return clock ? NumberKind::kDateTime : NumberKind::kDate;
  return clock ? NumberKind::kTime : NumberKind::kNumber;
}

std::string SerialText(std::string_view stored, NumberKind kind, DateSystem system) {
  const std::optional<double> serial = Number(stored);
  if (kind == NumberKind::kNumber || !serial || *serial < 0 || *serial >= kLastSerial)
    return NumberText(stored);
  // Rounded to seconds: a binary fraction hardly ever is a minute exactly.
  const int64_t seconds = std::llround(*serial * kSecondsPerDay);
  if (kind == NumberKind::kDuration) return ClockText(seconds);
  const int64_t day = kind == NumberKind::kDate ? static_cast<int64_t>(std::floor(*serial))
                                                : seconds / kSecondsPerDay;
  const int64_t clock = seconds % kSecondsPerDay;
  if (kind == NumberKind::kTime) return ClockText(clock);
  if (day == 0 && system == DateSystem::k1900)
    return kind == NumberKind::kDateTime ? ClockText(clock) : NumberText(stored);
  const bool told = kind == NumberKind::kDateTime && clock != 0;
  return DayText(day, system) + (told ? ' ' + ClockText(clock) : "");
}

std::string IsoDateText(std::string_view stored) {
  if (stored.size() < 16 || stored[10] != 'T') return std::string(stored);
  std::string clock(stored.substr(11, stored.find_first_of(".Z+", 11) - 11));
  if (clock.size() == 8 && clock.ends_with(":00")) clock.resize(5);
  std::string text(stored.substr(0, 10));
  return clock == "00:00" ? text : text + ' ' + clock;
}

std::string IsoDurationText(std::string_view stored) {
  if (!stored.starts_with("PT")) return std::string(stored);
  int64_t seconds = 0;
  for (std::string_view rest = stored.substr(2); !rest.empty();) {
    int64_t number = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || number < 0 || number > 1'000'000'000) return std::string(stored);
    rest.remove_prefix(static_cast<size_t>(stop - rest.data()));
    if (rest.starts_with('.') || rest.starts_with(',')) {  // Fractions of a second.
      rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
      if (rest != "S") return std::string(stored);
    }
    const int64_t unit = rest.starts_with('H')   ? 3600
                         : rest.starts_with('M') ? 60
                         : rest.starts_with('S') ? 1
                                                 : 0;
    if (unit == 0) return std::string(stored);
    seconds += number * unit;
    rest.remove_prefix(1);
  }
  return ClockText(seconds);
}

}  // namespace kruzhok::client
