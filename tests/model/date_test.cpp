// SPDX-License-Identifier: MIT
#include "model/date.h"

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

std::string Typed(std::string_view text) {
  const auto date = Date::Parse(text);
  return date ? date->Iso() : "nothing";
}

}  // namespace

TEST_CASE("Date: ISO text is exactly YYYY-MM-DD of a day that exists") {
  CHECK(Date::FromIso("2011-01-03") == Date{2011, 1, 3});
  CHECK(Date::FromIso("2024-02-29"));
  CHECK(Date::FromIso("2000-02-29"));
  for (const char* wrong : {"", "2011-1-3", "2011-02-29", "1900-02-29", "2011-13-01", "2011-00-10",
                            "2011-04-31", "2011-04-00", "1899-12-31", "2200-01-01", "2011-01-03 ",
                            "2011-01-03T00:00", "2011/01/03", "+011-01-03", "2011-0 -03"}) {
    INFO(wrong);
    CHECK_FALSE(Date::FromIso(wrong));
  }
}

TEST_CASE("Date: what a person types in any usual way is understood") {
  for (const char* text : {"2011-01-03",
                           "3.1.11",
                           "03.01.2011",
                           "3/1/2011",
                           "3,1,11",
                           "030111",
                           "03012011",
                           " 03.01.2011 ",
                           "3.01.11",
                           "3-1-2011",
                           "03.01.2011 г.",
                           "3 января 2011 г.",
                           "03.01.2011 г.р.",
                           "3-янв-11",
                           "3 Янв. 2011",
                           "3 jan 2011",
                           "03.01.2011 0:00:00",
                           "2011-01-03 00:00:00",
                           "2011-01-03T00:00:00",
                           "3 ЯНВАРЯ 2011 года"}) {
    INFO(text);
    CHECK(Typed(text) == "2011-01-03");
  }
}

TEST_CASE("Date: a two-digit year lies between 1950 and 2049") {
  CHECK(Typed("31.12.49") == "2049-12-31");
  CHECK(Typed("1.1.50") == "1950-01-01");
  CHECK(Typed("010100") == "2000-01-01");
  CHECK(Typed("010199") == "1999-01-01");
}

TEST_CASE("Date: nothing is guessed") {
  for (const char* text : {"",
                           " ",
                           "13.13.11",
                           "1.1",
                           "1.1.1",
                           "1.1.111",
                           "1.1.20111",
                           "1/1.11",
                           "32.1.11",
                           "29.02.2011",
                           "3 1 11",
                           "20110103",
                           "0301",
                           "3.1.11.",
                           ".1.11",
                           "3..11",
                           "3.-1.11",
                           "003.1.11",
                           "3 января",
                           "январь 2011",
                           "33 января 2011",
                           "3 ярваря 2011",
                           "2011-01-03 14:05",
                           "٣.١.٢٠١١"}) {
    INFO(text);
    CHECK(Typed(text) == "nothing");
  }
}

TEST_CASE("Date: is written the ISO way and the Russian way, and reads back") {
  const Date date{2011, 1, 3};
  CHECK(date.Iso() == "2011-01-03");
  CHECK(date.Russian() == "03.01.2011");
  CHECK(Date::Parse(date.Iso()) == date);
  CHECK(Date::Parse(date.Russian()) == date);
  CHECK(Date{2011, 9, 30} < Date{2011, 10, 1});
}

TEST_CASE("Age: full years, a day before the birthday one less") {
  const Date birth{2013, 9, 1};
  CHECK(AgeInYears(birth, {2024, 8, 31}) == 10);
  CHECK(AgeInYears(birth, {2024, 9, 1}) == 11);
  CHECK(AgeInYears(birth, birth) == 0);
  CHECK(AgeInYears(birth, {2013, 8, 31}) == -1);
  CHECK(AgeInYears(birth, {2010, 9, 1}) == -3);
}

TEST_CASE("Age: a child born on 29 February is a year older on 1 March of a common year") {
  const Date birth{2012, 2, 29};
  CHECK(AgeInYears(birth, {2023, 2, 28}) == 10);
  CHECK(AgeInYears(birth, {2023, 3, 1}) == 11);
  CHECK(AgeInYears(birth, {2024, 2, 28}) == 11);
  CHECK(AgeInYears(birth, {2024, 2, 29}) == 12);
}

}  // namespace kruzhok::model
