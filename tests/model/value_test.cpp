// SPDX-License-Identifier: MIT
#include "model/value.h"

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

const std::vector<Kind> kKinds = {Kind::kText,   Kind::kInteger, Kind::kBoolean,   Kind::kDate,
                                  Kind::kChoice, Kind::kChoices, Kind::kReference, Kind::kJson};

std::string Normal(std::string_view text) {
  const auto normal = NormalJson(text);
  return normal ? *normal : "refused";
}

std::string Read(Kind kind, std::string_view text) {
  const auto value = ParseValue(kind, text);
  return value ? FormatValue(*value) : std::string(value.error().code.name());
}

std::string Nested(int depth) {
  return std::string(static_cast<size_t>(depth), '[') +
         std::string(static_cast<size_t>(depth), ']');
}

}  // namespace

TEST_CASE("Value: what is formatted reads back the same, for every kind") {
  const Uuid id = *Uuid::FromText("0190a6c4-00ff-7abc-8def-0123456789ab");
  const std::vector<std::pair<Kind, Value>> samples = {
      {Kind::kText,
       Value(
           "Ёлка «Ромашка»\n\tиз двух строк, 👩‍👩‍👧 שלום")},
      {Kind::kText, Value("true")},
      {Kind::kInteger, Value(int64_t{-7})},
      {Kind::kInteger, Value(int64_t{9007199254740992})},
      {Kind::kBoolean, Value(false)},
      {Kind::kBoolean, Value(true)},
      {Kind::kDate, Value("2011-01-03")},
      {Kind::kChoice, Value("socialno-pedagogicheskoe")},
      {Kind::kChoices, Value(Choices{"advanced", "basic"})},
      {Kind::kReference, Value(id)},
      {Kind::kJson, Value(Json{R"({"a":[1,null,"я"]})"})}};
  for (const auto& [kind, value] : samples) {
    INFO(KindName(kind) << ' ' << FormatValue(value));
    const auto read = ParseValue(kind, FormatValue(value));
    REQUIRE(read);
    CHECK(*read == value);
    CHECK(Fits(kind, *read));
  }
}

TEST_CASE("Value: an empty text is an empty value of every kind, and fits") {
  for (Kind kind : kKinds)
    for (const char* text : {"", "  ", "\xC2\xA0\n"}) {
      const auto value = ParseValue(kind, text);
      REQUIRE(value);
      CHECK(IsEmpty(*value));
      CHECK(FormatValue(*value) == "");
      CHECK(Fits(kind, *value));
    }
}

TEST_CASE("Value: text is trimmed and composed, and no bytes break it") {
  CHECK(Read(Kind::kText, "  Сережа и\xCC\x86\r\nя ") == "Сережа й\nя");
  CHECK(Read(Kind::kText, "a\xFF") == "a\xEF\xBF\xBD");
  CHECK(Read(Kind::kText, std::string_view("a\0b", 3)) ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("Value: an integer is whole, decimal and exact in every reader of JSON") {
  CHECK(Read(Kind::kInteger, " 7 ") == "7");
  CHECK(Read(Kind::kInteger, "+7") == "7");
  CHECK(Read(Kind::kInteger, "-9007199254740992") == "-9007199254740992");
  for (const char* wrong : {"7.0", "7,5", "1e3", "0x10", "7 8", "--7", "+-7", "+", "-", "семь", "٧",
                            "9007199254740993", "-9007199254740993", "99999999999999999999"}) {
    INFO(wrong);
    CHECK(Read(Kind::kInteger, wrong) == "bad_value");
  }
}

TEST_CASE("Value: yes and no are read in both languages") {
  for (const char* yes : {"true", "TRUE", "1", "yes", "да", "Да"})
    CHECK(Read(Kind::kBoolean, yes) == "true");
  for (const char* no : {"false", "0", "No", "НЕТ"}) CHECK(Read(Kind::kBoolean, no) == "false");
  for (const char* wrong : {"2", "on", "истина", "+"})
    CHECK(Read(Kind::kBoolean, wrong) == "bad_value");
}

TEST_CASE("Value: a date is kept the ISO way however it was typed") {
  CHECK(Read(Kind::kDate, "3.1.11") == "2011-01-03");
  CHECK(Read(Kind::kDate, "2011-02-29") == "bad_value");
  CHECK(Read(Kind::kDate, "скоро") == "bad_value");
}

TEST_CASE("Value: choices are sorted and without repeats") {
  CHECK(Read(Kind::kChoices, "basic, advanced,,basic ,") == "advanced,basic");
  CHECK(Read(Kind::kChoices, " , ,") == "");
  CHECK(ParseValue(Kind::kChoices, "b,a").operator bool());
}

TEST_CASE("Value: a reference is an id and nothing else") {
  CHECK(Read(Kind::kReference, "0190A6C4-00FF-7ABC-8DEF-0123456789AB") ==
        "0190a6c4-00ff-7abc-8def-0123456789ab");
  CHECK(Read(Kind::kReference, "Школа № 1") == "bad_value");
}

TEST_CASE("Value: a refusal quotes a long text only in part, and on a whole character") {
  const auto value = ParseValue(Kind::kInteger, "x" + std::string(5000, 'y') + "ёёё");
  REQUIRE_FALSE(value);
  CHECK(value.error().detail.size() < 100);
  std::string cyrillic = "x";
  for (int i = 0; i < 100; ++i) cyrillic += "ё";
  CHECK(ParseValue(Kind::kInteger, cyrillic).error().detail.ends_with("ё…"));
}

TEST_CASE("Value: fits only the kind that it is of") {
  CHECK(Fits(Kind::kText, Value("x")));
  CHECK(Fits(Kind::kDate, Value("x")));
  CHECK_FALSE(Fits(Kind::kText, Value(int64_t{1})));
  CHECK_FALSE(Fits(Kind::kInteger, Value("1")));
  CHECK_FALSE(Fits(Kind::kInteger, Value(true)));
  CHECK_FALSE(Fits(Kind::kChoice, Value(Choices{"a"})));
  CHECK_FALSE(Fits(Kind::kReference, Value("0190a6c4-00ff-7abc-8def-0123456789ab")));
  CHECK_FALSE(Fits(Kind::kJson, Value("{}")));
}

TEST_CASE("JSON: equal values have equal bytes") {
  CHECK(Normal(R"( { "b" : 1 , "a" : [ true , null , "\u0451\/" ] } )") ==
        R"({"a":[true,null,"ё/"],"b":1})");
  CHECK(Normal(R"({"я":1,"z":2})") == R"({"z":2,"я":1})");
  CHECK(Normal(R"("\u0000\n")") == R"("\u0000\n")");
  CHECK(Normal("-0") == "0");
  CHECK(Normal(Normal(R"({"b":{"d":1,"c":2},"a":[]})")) == R"({"a":[],"b":{"c":2,"d":1}})");
}

TEST_CASE("JSON: what two readers could understand differently is refused") {
  for (const char* wrong :
       {"", "{", "nul", "[1,]", "{'a':1}", "1 2", "[1.5]", "[1.0]", "[1e2]", "[NaN]",
        "[9007199254740993]", "[-9007199254740993]", "[99999999999999999999]", R"({"a":1,"a":1})",
        R"({"x":{"a":1,"b":2,"a":3}})", "[\"\xFF\"]", R"(["\ud800"])", "[\"a\nb\"]"}) {
    INFO(wrong);
    CHECK(Normal(wrong) == "refused");
  }
  CHECK(Normal(R"([{"a":1},{"a":1}])") == R"([{"a":1},{"a":1}])");
  CHECK(Normal("[9007199254740992,-9007199254740992]") == "[9007199254740992,-9007199254740992]");
}

TEST_CASE("JSON: 32 levels are deep enough, and no depth ends the program") {
  CHECK(Normal(Nested(32)) == Nested(32));
  CHECK(Normal(Nested(33)) == "refused");
  CHECK(Normal(Nested(1'000'000)) == "refused");
}

}  // namespace kruzhok::model
