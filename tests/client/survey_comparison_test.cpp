// SPDX-License-Identifier: MIT
// Two waves side by side, the tags of free texts, and what the screen of results finds in blocks.
#include "client/surveys/survey_comparison.h"

#include <catch2/catch.hpp>

#include "client/desktop/results_state.h"
#include "client/surveys/survey_tags.h"

namespace {

using client::Compare;
using client::ComparedLine;
using client::Survey;
using client::Wave;
using model::Json;

model::Uuid Id(uint8_t number) {
  model::Uuid id;
  id.bytes[15] = number;
  return id;
}

model::Questions Read(const char* json) {
  const auto questions = model::ReadQuestions(Json{json});
  REQUIRE(questions);
  return *questions;
}

model::Tally Count(const model::Questions& questions, const std::vector<const char*>& blanks) {
  model::Tally tally(questions);
  for (const char* blank : blanks) tally.Add(questions, model::ReadAnswers(questions, Json{blank}));
  return tally;
}

Survey Version(uint8_t id, std::optional<uint8_t> previous = std::nullopt) {
  Survey survey;
  survey.id = Id(id);
  if (previous) survey.previous = Id(*previous);
  return survey;
}

const char* const kOld = R"([
  {"id":"q1","kind":"single","text":"Довольны?","options":[{"code":"1","text":"да","satisfied":true},
   {"code":"2","text":"нет"}]},
  {"id":"q2","kind":"scale","text":"Оценка","satisfied_from":4},
  {"id":"q3","kind":"text","text":"Пожелания"},
  {"id":"q4","kind":"number","text":"Раз в неделю","max":7}])";
const char* const kNew = R"([
  {"id":"q2","kind":"scale","text":"Оценка","satisfied_from":4},
  {"id":"q1","kind":"single","text":"Довольны?","options":[{"code":"1","text":"да","satisfied":true},
   {"code":"3","text":"трудно сказать"},{"code":"2","text":"нет"}]},
  {"id":"q5","kind":"matrix","text":"Важно?","rows":[{"code":"1","text":"близко"}]}])";

}  // namespace

TEST_CASE("Comparison: questions are matched by their ids, options by their codes") {
  const auto now = Read(kNew), then = Read(kOld);
  const auto here = Count(now, {R"({"q1":"1","q2":5,"q5":{"1":4}})", R"({"q1":"3","q2":4})"});
  const auto there = Count(then, {R"({"q1":"1","q2":1,"q4":2})", R"({"q1":"2","q2":2})",
                                  R"({"q1":"2"})", R"({"q1":"2"})"});
  const auto lines = Compare({now, here}, {then, there});
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].number == "1");
  CHECK(lines[0].mean.here == 4.5);
  CHECK(lines[0].mean.there == 1.5);
  CHECK(lines[0].satisfied.Difference() == 1.0);
  CHECK(lines[1].text == "Довольны?");
  REQUIRE(lines[1].shares.size() == 3);
  CHECK(lines[1].shares[0].second.Difference() == 0.25);
  CHECK(lines[1].shares[1].first == "трудно сказать");
  CHECK_FALSE(lines[1].shares[1].second.there);
  CHECK_FALSE(lines[1].shares[1].second.Difference());
}

TEST_CASE("Comparison: what only one of the two asked is said so, and free texts are left out") {
  const auto now = Read(kNew), then = Read(kOld);
  const auto here = Count(now, {R"({"q5":{"1":4}})"}), there = Count(then, {R"({"q4":2})"});
  const auto lines = Compare({now, here}, {then, there});
  REQUIRE(lines.size() == 4);
  CHECK(lines[2].in == ComparedLine::In::kHere);
  CHECK(lines[2].number == "3.1");
  CHECK(lines[3].in == ComparedLine::In::kThere);
  CHECK(lines[3].text == "Раз в неделю");
  CHECK(lines[3].mean.there == 2.0);
}

TEST_CASE("Comparison: a mean of another scale is not put beside this one") {
  const auto now = Read(R"([{"id":"q1","kind":"scale","text":"Оценка","max":10}])");
  const auto then = Read(R"([{"id":"q1","kind":"scale","text":"Оценка"}])");
  const auto here = Count(now, {R"({"q1":9})"}), there = Count(then, {R"({"q1":4})"});
  const auto lines = Compare({now, here}, {then, there});
  REQUIRE(lines.size() == 1);
  CHECK_FALSE(lines[0].mean.here);
  CHECK(lines[0].shares.size() == 10);
}

TEST_CASE("Versions of a survey are one, also where the first of them is gone or they go round") {
  const std::vector<Survey> surveys = {Version(1),    Version(2, 1), Version(3, 2), Version(4),
                                       Version(6, 5), Version(7, 5), Version(8, 9), Version(9, 8)};
  CHECK(client::VersionsOf(surveys, Id(1)) == std::set{Id(1), Id(2), Id(3)});
  CHECK(client::VersionsOf(surveys, Id(4)) == std::set{Id(4)});
  CHECK(client::VersionsOf(surveys, Id(6)) == std::set{Id(6), Id(7)});
  CHECK(client::VersionsOf(surveys, Id(8)).contains(Id(8)));
}

TEST_CASE("Waves to compare with are those of all versions, the newest first") {
  const auto wave = [](uint8_t id, uint8_t survey, int year) {
    Wave one;
    one.id = Id(id);
    one.survey = Id(survey);
    one.start_date = model::Date{year, 10, 1};
    return one;
  };
  const std::vector<Survey> surveys = {Version(1), Version(2, 1), Version(3)};
  const std::vector<Wave> waves = {wave(10, 1, 2024), wave(11, 2, 2025), wave(12, 2, 2026),
                                   wave(13, 3, 2026)};
  const auto others = client::WavesToCompare(surveys, waves, waves[1]);
  REQUIRE(others.size() == 2);
  CHECK(others[0].id == Id(12));
  CHECK(others[1].id == Id(10));
}

TEST_CASE("Tags: put on, taken off, merged; the last one leaves nothing behind") {
  const Json one = client::WithTag(std::nullopt, "q12", "расписание", true);
  CHECK(one.text == R"({"q12":["расписание"]})");
  const Json two = client::WithTag(one, "q12", "дорога", true);
  CHECK(client::TagsOf(two, "q12") == std::vector<std::string>{"дорога", "расписание"});
  CHECK(client::WithTag(two, "q12", "дорога", true) == two);
  CHECK(client::WithTag(one, "q12", "расписание", false).text.empty());
  CHECK(client::MergedTags(one, {R"({"q12":["зал"],"q4":["цена"]})"}).text ==
        R"({"q12":["зал","расписание"],"q4":["цена"]})");
  CHECK(client::TagsOf(Json{"[1]"}, "q12").empty());
}

TEST_CASE("Figures: a mean over all scales only where they are one and the same") {
  const auto same = Read(R"([{"id":"q1","kind":"scale","text":"а"},
    {"id":"q2","kind":"matrix","text":"б","rows":[{"code":"1","text":"в"}]},
    {"id":"q3","kind":"number","text":"г","max":90}])");
  const auto mixed = Read(R"([{"id":"q1","kind":"scale","text":"а"},
    {"id":"q2","kind":"scale","text":"б","max":10}])");
  CHECK(model::Mean(same, Count(same, {R"({"q1":2,"q2":{"1":5},"q3":90})"})) == 3.5);
  CHECK_FALSE(model::Mean(mixed, Count(mixed, {R"({"q1":2,"q2":5})"})));
  CHECK_FALSE(model::Mean(same, Count(same, {})));
}

TEST_CASE(
    "Figures of a line: of all together, of a question, of a row; of none that is not there") {
  const auto questions = Read(kNew);
  const auto tally = Count(questions, {R"({"q1":"1","q2":5,"q5":{"1":4}})", R"({"q1":"2"})"});
  CHECK(client::FiguresOf(questions, tally, "").satisfied == Approx(2.0 / 3));
  CHECK(client::FiguresOf(questions, tally, "q1").satisfied == 0.5);
  CHECK_FALSE(client::FiguresOf(questions, tally, "q1").mean);
  CHECK(client::FiguresOf(questions, tally, "q5/1").mean == 4.0);
  CHECK_FALSE(client::FiguresOf(questions, tally, "q9").satisfied);
}
