// SPDX-License-Identifier: MIT
#include "model/validation.h"

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"

namespace kruzhok::model {
namespace {

Record AChild() {
  Record record(child);
  record.Set(child.last_name, "Ёлкина");
  record.Set(child.first_name, "Анна");
  return record;
}

Record AGroup() {
  Record record(group);
  record.Set(group.programme, *Uuid::FromText("0190a6c4-00ff-7abc-8def-0123456789ab"));
  record.Set(group.name, "1");
  return record;
}

// "last_name required, left_on bad_value"; empty when the record may be saved.
std::string Problems(const Record& record) {
  std::string out;
  for (const Problem& problem : Validate(record)) {
    if (!out.empty()) out += ", ";
    out += std::string(problem.field->name()) + ' ' + std::string(problem.error.code.name());
    CHECK(problem.error.field == problem.field->name());
  }
  return out;
}

std::string Reason(const FieldInfo& field, const Value& value) {
  const auto error = CheckValue(field, value);
  if (!error) return "fine";
  CHECK(error->code == ErrorCode("bad_value"));
  return std::string(error->reason);
}

// What becomes of a SNILS that a person types.
std::string Snils(std::string_view typed) {
  const auto value = ParseInput(child.snils, typed);
  REQUIRE(value);
  if (CheckValue(child.snils, *value)) return "refused";
  return FormatValue(*value);
}

}  // namespace

TEST_CASE("Validation: what a paper roster has is enough") {
  CHECK(Problems(AChild()) == "");
  CHECK(Problems(AGroup()) == "");
}

TEST_CASE("Validation: what is required is named, blank text does not count") {
  CHECK(Problems(Record(child)) == "last_name required, first_name required");
  CHECK(Problems(Record(programme)) == "title required");
  CHECK(Problems(Record(group)) == "programme required, name required");
  CHECK(Problems(Record(enrolment)) == "child required, group required");
  CHECK(Problems(Record(organisation)) == "name required");
  Record record = AChild();
  record.Set(child.last_name, " \n");
  CHECK(Problems(record) == "last_name required");
}

TEST_CASE("Validation: odd but possible input is accepted") {
  Record record = AChild();
  record.Set(child.birth_date, Date{1950, 1, 1});
  record.Set(child.state, "left");
  record.Set(child.consent_date, Date{2030, 1, 1});
  record.Set(child.school_class, "11Ё (надомное) 👩‍🏫");
  CHECK(Problems(record) == "");
  Record running = AGroup();
  running.Set(group.start_date, Date{2023, 9, 1});
  running.Set(group.age_min, 3);
  running.Set(group.capacity, 0);
  CHECK(Problems(running) == "");
}

TEST_CASE("Validation: an end before its start is refused at the end, the same day is not") {
  Record record = AGroup();
  record.Set(group.start_date, Date{2024, 5, 31});
  record.Set(group.end_date, Date{2023, 9, 1});
  record.Set(group.age_min, 12);
  record.Set(group.age_max, 7);
  CHECK(Problems(record) == "end_date bad_value, age_max bad_value");
  CHECK(Validate(record)[0].error.reason == "wrong_order");
  CHECK(Validate(record)[0].error.detail == "start_date");
  record.Set(group.end_date, Date{2024, 5, 31});
  record.Set(group.age_max, 12);
  CHECK(Problems(record) == "");
}

TEST_CASE("Validation: nobody leaves before they are born") {
  Record record = AChild();
  record.Set(child.birth_date, Date{2013, 9, 1});
  record.Set(child.left_on, Date{2013, 8, 31});
  CHECK(Problems(record) == "left_on bad_value");
}

TEST_CASE("Validation: an unreadable date is one problem, not two") {
  Record record = AGroup();
  record.SetValue(group.start_date, Value("2024-02-30"));
  record.Set(group.end_date, Date{2023, 9, 1});
  CHECK(Problems(record) == "start_date bad_value");
}

TEST_CASE("Validation: length counts characters, and the message says how many there may be") {
  std::string letters;
  for (int i = 0; i < 80; ++i) letters += "ё";
  CHECK(Reason(child.last_name, Value(letters)) == "fine");
  CHECK(Reason(child.last_name, Value(letters + "ё")) == "too_long");
  CHECK(CheckValue(child.last_name, Value(letters + "ё"))->detail == "80");
}

TEST_CASE("Validation: a value is within its range and of its kind") {
  CHECK(Reason(programme.age_min, Value(int64_t{0})) == "fine");
  CHECK(Reason(programme.age_min, Value(int64_t{-1})) == "out_of_range");
  CHECK(Reason(programme.age_max, Value(int64_t{100})) == "out_of_range");
  CHECK(CheckValue(programme.age_max, Value(int64_t{100}))->detail == "0 … 99");
  CHECK(Reason(programme.age_max, Value("12")) == "wrong_kind");
  CHECK(Reason(child.birth_date, Value("03.01.2011")) == "unreadable");
  CHECK(Reason(child.last_name, Value("a\xFF")) == "not_text");
  CHECK(Reason(child.last_name, Value(std::string("a\0b", 3))) == "not_text");
  CHECK(Reason(child.birth_date, Value()) == "fine");
}

TEST_CASE("Validation: a code that is not declared is refused, and the codes are listed") {
  CHECK(Reason(programme.kind, Value("sport")) == "fine");
  CHECK(Reason(programme.level, Value(Choices{"advanced", "basic"})) == "fine");
  CHECK(Reason(programme.level, Value(Choices{"basic", "expert"})) == "unknown_code");
  CHECK(Reason(programme.kind, Value("спорт")) == "unknown_code");
  CHECK(CheckValue(programme.kind, Value("x"))->detail == "general, preprof, sport");
}

TEST_CASE("Validation: an entered value that cannot be read names its field") {
  const auto value = ParseInput(child.birth_date, "13.13.11");
  REQUIRE_FALSE(value);
  CHECK(value.error().code == ErrorCode("bad_value"));
  CHECK(value.error().field == "birth_date");
  CHECK(value.error().detail == "13.13.11");
}

TEST_CASE("Validation: a change is judged by itself, not by what was there before") {
  Record before(child);
  before.Set(child.state, "on_the_moon");
  before.Set(child.left_on, Date{2013, 8, 31});
  Record after = before;
  after.Set(child.phone, "2-15-40");
  CHECK(ValidateChange(before, after).empty());
  after.Set(child.birth_date, Date{2013, 9, 1});
  REQUIRE(ValidateChange(before, after).size() == 1);
  CHECK(ValidateChange(before, after)[0].error.reason == "wrong_order");
  after = before;
  after.Set(child.last_name, " ");
  REQUIRE(ValidateChange(before, after).size() == 1);
  CHECK(ValidateChange(before, after)[0].error.code == ErrorCode("required"));
}

TEST_CASE("SNILS: eleven digits in any spelling are kept in one spelling") {
  for (const char* typed : {"12345678964", "123-456-789 64", "123 456 789 64", " 123—456—789-64 "})
    CHECK(Snils(typed) == "123-456-789 64");
  CHECK(Snils("") == "");
}

TEST_CASE("SNILS: a wrong checksum, a wrong length and letters are refused") {
  for (const char* typed : {"12345678965", "123-456-798 64", "1234567896", "123456789640",
                            "123-456-789 6O", "нет", "№12345678964"}) {
    INFO(typed);
    CHECK(Snils(typed) == "refused");
  }
}

TEST_CASE("SNILS: every checksum of the rule is accepted, those of 100 and 101 are 00") {
  int zeros = 0;
  for (int number = 2'000'000; number < 2'000'000 + 40'000; number += 7) {
    std::string digits = std::to_string(number);
    digits.insert(0, 9 - digits.size(), '0');
    int sum = 0;
    for (int i = 0; i < 9; ++i) sum += (9 - i) * (digits[static_cast<size_t>(i)] - '0');
    int checksum = sum < 100 ? sum : sum == 100 || sum == 101 ? 0 : sum % 101;
    if (checksum == 100) checksum = 0;
    zeros += checksum == 0;
    const std::string tail = std::to_string(checksum);
    REQUIRE(Snils(digits + std::string(2 - tail.size(), '0') + tail) != "refused");
    const std::string wrong = std::to_string((checksum + 1) % 100);
    REQUIRE(Snils(digits + std::string(2 - wrong.size(), '0') + wrong) == "refused");
  }
  CHECK(zeros > 0);
}

TEST_CASE("SNILS: the oldest numbers had no checksum") {
  CHECK(Snils("001-001-998 99") == "001-001-998 99");
  CHECK(Snils("001-001-999 99") == "refused");
}

}  // namespace kruzhok::model
