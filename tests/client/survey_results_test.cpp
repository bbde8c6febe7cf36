// SPDX-License-Identifier: MIT
// A wave from keyed blanks to figures, over the engine.
#include "client/surveys/survey_results.h"

#include <catch2/catch.hpp>

#include "model/text_fold.h"
#include "tests/support/district.h"

using client::ReadProgress;
using client::ReadResults;
using tests::District;
using tests::Installation;

namespace {

const char* const kQuestions = R"([{"id":"q1","kind":"scale","text":"Оценка","satisfied_from":4},
  {"id":"q2","kind":"text","text":"Пожелания"}])";

struct SurveyRig {
  District d;
  Installation& school = d.School("А");
  model::Uuid survey = school.Put("survey", {{"title", "Качество"}, {"questions", kQuestions}});
  model::Uuid wave = school.Put(
      "survey_wave", {{"survey", survey.Text()}, {"title", "Осень"}, {"slice", "class"}});

  model::Uuid Key(Installation& site, const char* school_class, int point,
                  const tests::Fields& more = {}) {
    tests::Fields fields = {{"wave", wave.Text()},
                            {"class", school_class},
                            {"answers", "{\"q1\":" + std::to_string(point) + "}"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return site.Put("survey_answer", fields);
  }
};

}  // namespace

TEST_CASE("Survey results: blanks become figures, by class and in all, with what was invited") {
  SurveyRig rig;
  for (int i = 0; i < 6; ++i) rig.Key(rig.school, "5А", i < 4 ? 5 : 2);
  for (int i = 0; i < 5; ++i) rig.Key(rig.school, "5Б", 4);
  rig.school.Put("survey_invitation",
                 {{"wave", rig.wave.Text()}, {"class", "5А"}, {"invited", "10"}});
  rig.school.Put("survey_invitation",
                 {{"wave", rig.wave.Text()}, {"class", "5Б"}, {"invited", "20"}});
  const auto results = ReadResults(rig.school.store(), rig.wave);
  REQUIRE(results);
  const auto total = results->Total();
  CHECK(total.answers() == 11);
  CHECK(*total.Satisfied() == Approx(9.0 / 11));
  const auto parts = PartsBy(model::Dimension::kSlice, results->blocks, {});
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].value == "5А");
  CHECK(*Mean(parts[0].tally.questions()[0].lines[0]) == Approx(4));
  CHECK(results->Invited(model::Dimension::kSlice, parts[0], {}) == 10);
  CHECK(results->progress.at(rig.school.organisation()).invited == 30);
}

TEST_CASE("Survey results: a spoiled blank is counted as such, and a late one is kept and told") {
  SurveyRig rig;
  rig.Key(rig.school, "5А", 5, {{"keyed_on", "2026-11-20"}});
  rig.Key(rig.school, "5А", 1, {{"keyed_on", "2026-11-22"}});
  rig.Key(rig.school, "5А", 1, {{"keyed_on", "2026-11-20"}, {"state", "spoiled"}});
  CHECK(rig.school.Edit(rig.wave, {{"state", "closed"}, {"closed_on", "2026-11-21"}}).empty());
  const auto results = ReadResults(rig.school.store(), rig.wave);
  REQUIRE(results);
  const auto& progress = results->progress.at(rig.school.organisation());
  CHECK(results->Total().answers() == 1);
  CHECK(progress.counted == 1);
  CHECK(progress.spoiled == 1);
  CHECK(progress.late == 1);
}

TEST_CASE("Survey results: two computers of a school key one wave apart and have one result") {
  SurveyRig rig;
  auto& other = rig.d.School("А");
  rig.d.SyncAll();
  for (int i = 0; i < 7; ++i) rig.Key(i % 2 ? rig.school : other, "5А", 1 + i % 5);
  rig.d.SyncAll();
  const auto here = ReadResults(rig.school.store(), rig.wave);
  const auto there = ReadResults(other.store(), rig.wave);
  REQUIRE(here);
  REQUIRE(there);
  CHECK(here->Total().answers() == 7);
  CHECK(here->Total() == there->Total());
}

TEST_CASE("Survey results: the district's wave is keyed by schools, each sees its own") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& a = d.School("А");
  auto& b = d.School("Б");
  const auto survey = coordinator.Put("survey", {{"title", "Качество"}, {"questions", kQuestions}});
  const auto wave = coordinator.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Все"}});
  d.SyncAll();
  const auto key = [&](Installation& site, int count) {
    for (int i = 0; i < count; ++i)
      site.Put("survey_answer", {{"wave", wave.Text()},
                                 {"class", "5А"},
                                 {"answers", R"({"q1":5,"q2":"Больше секций"})"}});
  };
  key(a, 6);
  key(b, 8);
  d.SyncAll();
  const auto all = ReadResults(coordinator.store(), wave);
  const auto own = ReadResults(a.store(), wave);
  REQUIRE(all);
  REQUIRE(own);
  CHECK(all->Total().answers() == 14);
  CHECK(all->Total({.organisation = b.organisation()}).answers() == 8);
  CHECK(all->texts.size() == 14);
  CHECK(own->Total().answers() == 6);
  CHECK(own->wave.is_district());
}

TEST_CASE("Survey results: a wave's code is of signs that are not taken for each other") {
  District d;
  auto& a = d.Stranger();
  const std::string code = client::NewWaveCode(a.environment, {});
  CHECK(model::CountCharacters(code) == 4);
  for (const char* sign : {"О", "0", "З", "Ч", "Б", "1", "I"})
    CHECK(code.find(sign) == std::string::npos);
}
