// SPDX-License-Identifier: MIT
#include "model/age_range.h"

#include <catch2/catch.hpp>

#include "sync/namespace.h"

using model::AgeRange;
using model::ParseAges;

TEST_CASE("Ages are read in every way in which lists spell them") {
  CHECK(ParseAges("12-17") == AgeRange{12, 17});
  CHECK(ParseAges(" 12 – 17 лет ") == AgeRange{12, 17});
  CHECK(ParseAges("14 и старше") == AgeRange{14, {}});
  CHECK(ParseAges("от 12") == AgeRange{12, {}});
  CHECK(ParseAges("с 6 лет") == AgeRange{6, {}});
  CHECK(ParseAges("6+") == AgeRange{6, {}});
  CHECK(ParseAges("до 12") == AgeRange{{}, 12});
  CHECK(ParseAges("от 5 до 18 лет") == AgeRange{5, 18});
  CHECK(ParseAges("5,5-18") == AgeRange{5, 18});
  CHECK(ParseAges("3,5 и старше") == AgeRange{3, {}});
  CHECK(ParseAges("7") == AgeRange{7, 7});
  CHECK(ParseAges("Все возраста") == AgeRange{});
}

TEST_CASE("Several ranges make the smallest one that holds them all") {
  CHECK(ParseAges("9-13, 5 и старше") == AgeRange{5, {}});
  CHECK(ParseAges("7-15; 55 и старше") == AgeRange{7, {}});
  CHECK(ParseAges("7-12, 14") == AgeRange{7, 14});
  CHECK(ParseAges("7,9") == AgeRange{7, 9});
  CHECK(ParseAges("10-18,  6-9") == AgeRange{6, 18});
  CHECK(ParseAges("45 и старше, 7-15") == AgeRange{7, {}});
}

TEST_CASE("Words beside the numbers say nothing about the age") {
  CHECK(ParseAges("Инвалиды 15-20") == AgeRange{15, 20});
  CHECK(ParseAges("7-16, инвалиды") == AgeRange{7, 16});
  CHECK(ParseAges("10-17 (Инвалиды по слуху)") == AgeRange{10, 17});
  CHECK(ParseAges("Инвалиды все возраста") == AgeRange{});
  CHECK(ParseAges("Инвалиды от 12") == AgeRange{12, {}});
}

TEST_CASE("What is no age is not taken for one") {
  for (const char* text :
       {"", "Пенсионеры-инвалиды", "1-4 класс", "15-7", "1998-2004", "5 7", "12-", "с 6 месяцев",
        "5-6 кл.", "3 мес. - 6 лет", "07.сен", "7-10 лет, 2 года обучения"})
    CHECK_FALSE(ParseAges(text));
}
