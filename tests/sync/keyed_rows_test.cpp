// SPDX-License-Identifier: MIT
// Rows that are known by what they say, and rows that tell only the day.
#include <catch2/catch.hpp>

#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "tests/support/district.h"

using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;

model::Uuid Wave(Installation& site) {
  const auto survey = site.Put("survey", {{"title", "Доступность и качество"}});
  return site.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Осень"}});
}

Fields Invited(const model::Uuid& wave, const char* school_class, const char* invited) {
  return {{"wave", wave.Text()}, {"class", school_class}, {"invited", invited}};
}

}  // namespace

TEST_CASE("Key: two computers of a school that make one thing make one row, and differ in words") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("А");
  const auto wave = Wave(a);
  d.SyncAll();
  const auto of_a = a.Put("survey_invitation", Invited(wave, "5А", "24"));
  const auto of_b = b.Put("survey_invitation", Invited(wave, "5А", "25"));
  CHECK(of_a == of_b);
  CHECK(a.Put("survey_invitation", Invited(wave, "5Б", "20")) != of_a);
  d.SyncAll();
  for (Installation* site : {&a, &b}) {
    CHECK(site->store().Count(model::survey_invitation) == 2);
    CHECK(site->Value(of_a, "invited") == "24");
    REQUIRE(site->Disputes() == 1);
    CHECK(site->store().Disputes().front().cell == "invited");
    CHECK(site->store().Verify(false).empty());
  }
  CHECK(b.Resolve(of_a, "invited", "25").empty());
  d.SyncAll();
  CHECK(a.Value(of_a, "invited") == "25");
  CHECK(a.Disputes() == 0);
}

TEST_CASE("Key: another school that says the same makes another row") {
  District d;
  auto& a = d.School("А");
  auto& b = d.School("Б");
  const auto wave = Wave(a);
  d.SyncAll();
  CHECK(a.Put("survey_invitation", Invited(wave, "5А", "24")) !=
        b.Put("survey_invitation", Invited(wave, "5А", "24")));
}

TEST_CASE("Key: making a row again changes it, and brings a deleted one back") {
  District d;
  auto& a = d.Stranger();
  const auto wave = Wave(a);
  const auto row = a.Put("survey_invitation", Invited(wave, "5А", "24"));
  CHECK(a.Put("survey_invitation", Invited(wave, "5А", "26")) == row);
  CHECK(a.Value(row, "invited") == "26");
  CHECK(a.Delete(row).empty());
  CHECK(a.Edit(row, {{"invited", "27"}}) == "deleted");
  CHECK(a.Put("survey_invitation", Invited(wave, "5А", "28")) == row);
  CHECK(a.Has(row));
  CHECK(a.Value(row, "invited") == "28");
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Key: what a row is known by is not changed, and saying it again does no harm") {
  District d;
  auto& a = d.Stranger();
  const auto wave = Wave(a);
  const auto row = a.Put("survey_invitation", Invited(wave, "5А", "24"));
  CHECK(a.Edit(row, {{"class", "5Б"}}) == "bad_value");
  CHECK(a.Edit(row, Invited(wave, "5А", "25")).empty());
  CHECK(a.Value(row, "class") == "5А");
  CHECK(a.Value(row, "invited") == "25");
}

TEST_CASE("Day: an answer tells neither in its id nor in its commit when it was keyed") {
  District d;
  auto& a = d.School("А");
  const auto wave = Wave(a);
  const auto answer = a.Put("survey_answer", {{"wave", wave.Text()}, {"answers", "{}"}});
  int64_t of_id = 0;
  for (size_t i = 0; i < 6; ++i) of_id = of_id << 8 | answer.bytes[i];
  CHECK(of_id % kDayMs == 0);
  CHECK(of_id > 0);
  CHECK(a.Row(answer).changed_at_ms % kDayMs == 0);
  CHECK(a.Row(wave).changed_at_ms == a.environment.now_ms);
  const auto history = a.store().History({"survey_answer", answer});
  for (const auto& item : *history) CHECK(item.at_ms % kDayMs == 0);
}
