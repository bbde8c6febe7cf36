// SPDX-License-Identifier: MIT
// A calendar date. Stored and sent as ISO 8601 (2011-01-03), shown as 03.01.2011. No time zone, no
// clock.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kruzhok::model {

struct Date {
  int year = 0;  // 1900 … 2199
  int month = 0;
  int day = 0;

  friend auto operator<=>(const Date&, const Date&) = default;

  std::string Iso() const;      // "2011-01-03"
  std::string Russian() const;  // "03.01.2011"

  // Exactly YYYY-MM-DD and a day that exists.
  static std::optional<Date> FromIso(std::string_view text);
  // What a person types or a document has: ISO, 3.1.11, 03.01.2011, 3/1/2011, 3-1-2011, 3,1,11,
  // 030111, 03012011, «3 января 2011 г.», "3 Jan 2011", and any of them with a midnight behind it;
  // two-digit years are 1950 … 2049. Nothing else, and no guessing: 13.13.11 is nothing.
  static std::optional<Date> Parse(std::string_view text);
};

// Full years between the dates; negative when `on` lies before `birth`. A child born on 29 February
// is a year older on 1 March of a common year.
int AgeInYears(const Date& birth, const Date& on);

}  // namespace kruzhok::model
