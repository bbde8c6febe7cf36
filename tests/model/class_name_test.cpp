// SPDX-License-Identifier: MIT
#include "model/class_name.h"

#include <catch2/catch.hpp>

#include "sync/namespace.h"

using model::GradeOf;
using model::NextClass;

TEST_CASE("Class: a year later the number is one more, and all the rest as it was written") {
  CHECK(NextClass("5А") == "6А");
  CHECK(NextClass("9б") == "10б");
  CHECK(NextClass("10 мед") == "11 мед");
  CHECK(NextClass("5-Б") == "6-Б");
  CHECK(NextClass("7 «В»") == "8 «В»");
  CHECK(NextClass("3 класс") == "4 класс");
  CHECK(NextClass("1") == "2");
}

TEST_CASE("Class: after the last one there is none") {
  CHECK_FALSE(NextClass("11А"));
  CHECK(GradeOf("11А") == 11);
}

TEST_CASE("Class: what is no class of a school is left as it is") {
  for (const char* name :
       {"", "подготовительная", "2 младшая группа", "1 группа", "5 лет", "1 год обучения",
        "0 класс", "12А", "105", "1-4", "5А (2 смена)", "05А", "класс 5А", "старшая"}) {
    INFO(name);
    CHECK_FALSE(GradeOf(name));
    CHECK_FALSE(NextClass(name));
  }
}
