// SPDX-License-Identifier: MIT
// The table of indicators, its words and its files.
#include <catch2/catch.hpp>

#include "client/coverage/indicator_figures.h"
#include "client/coverage/indicator_tables.h"
#include "tests/client/command_line.h"
#include "tests/support/coverage_facts.h"

namespace {

using namespace kruzhok;
using client::CountIndicators;
using client::CoverageBook;
using client::IndicatorLine;
using client::IndicatorsRequest;
using model::Indicator;
using tests::CommandLine;
using tests::MadeFacts;
using tests::On;
using tests::School;

const client::Translator& Russian() {
  static const client::Translator texts(client::Language::kRussian);
  return texts;
}

IndicatorsRequest Of(int64_t year) {
  IndicatorsRequest request;
  request.year = year;
  request.today = {2026, 11, 22};
  return request;
}

// Two cards; one more is covered from each autumn on.
CoverageBook Growing() {
  MadeFacts facts;
  const uint32_t robots = facts.Programme(1, "tekhnicheskoe");
  for (int i = 0; i < 4; ++i) facts.Card(1);
  facts.Attends(0, robots, 0, "2023-09-01");
  facts.Attends(1, robots, 0, "2024-09-01");
  facts.Attends(2, robots, 0, "2025-09-01");
  CoverageBook book;
  book.facts = facts;
  return book;
}

const IndicatorLine& LineOf(const std::vector<IndicatorLine>& lines, Indicator indicator) {
  return lines[static_cast<size_t>(indicator)];
}

}  // namespace

TEST_CASE("Table of indicators: fact, plan, deviation, the years before and what they come to") {
  const CoverageBook book = Growing();
  const auto lines = CountIndicators(book, Of(2025));
  REQUIRE(lines.size() == model::kIndicators);
  const IndicatorLine& coverage = LineOf(lines, Indicator::kCoverage);
  CHECK(coverage.on == model::Date{2026, 5, 31});
  CHECK(coverage.figure == model::IndicatorFigure{3, 4});
  CHECK(coverage.reached == 3);
  CHECK(coverage.rest == 1);
  CHECK(coverage.plan->value == 80);
  CHECK(*coverage.deviation == Approx(-5));
  REQUIRE(coverage.years.size() == 3);
  CHECK(coverage.years.front() == client::IndicatorYear{2023, 25.0});
  CHECK(*coverage.forecast == Approx(100));
  // Without a target it is to grow.
  CHECK_FALSE(LineOf(lines, Indicator::kNewPrograms).plan);
  CHECK(*LineOf(lines, Indicator::kNewPrograms).deviation == 0);
}

TEST_CASE("Table of indicators: a year without a figure keeps its place in the forecast") {
  CoverageBook book;
  MadeFacts facts;
  const uint32_t robots = facts.Programme(1, "tekhnicheskoe");
  for (int i = 0; i < 76; ++i) {
    // From 70 in 2022/23 on two more each autumn.
    const int year = i < 70 ? 2022 : 2023 + (i - 70) / 2;
    facts.Attends(facts.Card(1), robots, 0, std::to_string(year) + "-09-01");
  }
  facts.residents = {{model::Uuid(), 2023, 10, 100},
                     {model::Uuid(), 2024, 10, 100},
                     {model::Uuid(), 2026, 10, 100}};
  book.facts = facts;
  book.rules[0].denominator = model::IndicatorRule::Denominator::kResidents;
  const auto line = [&](int64_t year) { return CountIndicators(book, Of(year)).front(); };
  REQUIRE(line(2025).years.size() == 4);
  CHECK_FALSE(line(2025).years[2].value);
  CHECK(*line(2025).forecast == Approx(78));
  CHECK(*line(2024).forecast == Approx(76));  // Of 2025/26, where 2024/25 is not known.
}

TEST_CASE("Table of indicators: what came into the navigator in summer is of the year after") {
  CoverageBook book = Growing();
  book.facts.programmes[0].in_navigator = true;
  book.facts.programmes[0].sent_on = On("2026-07-15");
  const auto value = [&](int64_t year) {
    return *LineOf(CountIndicators(book, Of(year)), Indicator::kNewPrograms).value;
  };
  CHECK(value(2025) == 0);
  CHECK(value(2026) == 1);
  CHECK(client::RuleText(Russian(), Indicator::kNewPrograms, {}, {2026, 11, 22})
            .starts_with("Программы, отправленные в навигатор с 01.06.2026 по 22.11.2026"));
}

TEST_CASE(
    "Table of indicators: the year that goes on is counted as of today, others on their day") {
  const CoverageBook book = Growing();
  CHECK(CountIndicators(book, Of(2026)).front().on == model::Date{2026, 11, 22});
  CHECK(CountIndicators(book, Of(2024)).front().on == model::Date{2025, 5, 31});
  IndicatorsRequest request = Of(2024);
  request.on = On("2025-01-15");
  const auto lines = CountIndicators(book, request);
  CHECK(lines.front().on == model::Date{2025, 1, 15});
  CHECK(client::SchoolYearsOf(book.facts, {2026, 11, 22}) ==
        std::vector<int64_t>{2023, 2024, 2025, 2026});
}

TEST_CASE("Table of indicators: each tells what it is by the other side's data") {
  CoverageBook book = Growing();
  MadeFacts facts;
  const uint32_t art = facts.Programme(2, "hudozhestvennoe");
  facts.Card(1, "one");
  facts.Attends(facts.Card(2, "one"), art);
  book.facts = facts;
  const IndicatorLine line = CountIndicators(book, Of(2025)).front();
  CHECK(line.value == 100.0);
  CHECK(line.other == 50.0);
}

TEST_CASE("Words: a rule is a sentence of all that it depends on") {
  model::IndicatorRule rule;
  rule.oldest = 18;
  rule.denominator = model::IndicatorRule::Denominator::kResidents;
  CHECK(client::RuleText(Russian(), Indicator::kCoverage, rule, {2026, 5, 31}) ==
        "Дети 5–18 лет, которые занимаются хотя бы по одной программе, на 31.05.2026 – из жителей "
        "этого возраста в 2026 году.");
  rule.counted = model::IndicatorRule::Counted::kEnrolments;
  CHECK(client::RuleText(Russian(), Indicator::kSport, rule, {2026, 5, 31})
            .starts_with("Зачисления детей 5–18 лет"));
  const auto trained = [&](int years) {
    rule.window_years = years;
    return client::RuleText(Russian(), Indicator::kTrained, rule, {2026, 5, 31});
  };
  CHECK(trained(1).find("курс за последний год, –") != std::string::npos);
  CHECK(trained(3).find("курс за последние 3 года, –") != std::string::npos);
  CHECK(trained(5).find("курс за последние 5 лет, –") != std::string::npos);
}

TEST_CASE("Words: shares have one digit after the point, and changes are points with a sign") {
  const auto amount = [](Indicator which, std::optional<double> value) {
    return client::AmountText(Russian(), which, value);
  };
  CHECK(amount(Indicator::kCoverage, 74.25) == "74,3 %");
  CHECK(amount(Indicator::kCoverage, 80) == "80,0 %");
  CHECK(amount(Indicator::kCoverage, std::nullopt) == "—");
  CHECK(amount(Indicator::kNewPrograms, 12) == "12");
  const auto change = [](Indicator which, double value) {
    return client::ChangeText(Russian(), which, value);
  };
  CHECK(change(Indicator::kCoverage, -5.44) == "−5,4 п. п.");
  CHECK(change(Indicator::kCoverage, 0.04) == "0,0 п. п.");
  CHECK(change(Indicator::kNewPrograms, 3) == "+3");
}

TEST_CASE("report indicators: a file says the figures and how they were counted") {
  const CommandLine cli;
  cli.json({"put", "child", "last_name=Ёлкин", "first_name=Пётр", "birth_date=2015-03-10"});
  const std::string file = cli.File("figures.json");
  REQUIRE(cli.json({"report", "indicators", "--year", "2025", "--out", file}).exit == 0);
  const auto json = tests::Json::parse(*sync::ReadWholeFile(file, 1 << 20));
  CHECK(json["settings"]["school_year"] == "2025/26");
  CHECK(json["settings"]["basis"] == "district");
  REQUIRE(json["indicators"].size() == 7);
  CHECK(json["indicators"][0]["code"] == "coverage");
  CHECK(json["indicators"][0]["numerator"] == 0);
  CHECK(json["indicators"][0]["denominator"] == 1);
  CHECK(json["indicators"][0]["percent"] == 0.0);
  CHECK(json["indicators"][0]["plan"] == 80.0);
  CHECK(json["indicators"][0]["deviation"] == -80.0);
  CHECK(json["indicators"][0]["rule"]["oldest"] == 17);
  CHECK(json["indicators"][4]["denominator"].is_null());
  CHECK(json["organisations"].empty());  // A school sees its own only.

  const std::string table = cli.File("figures.csv");
  REQUIRE(cli.json({"report", "indicators", "--on", "2025-12-01", "--out", table}).exit == 0);
  const std::string text = *sync::ReadWholeFile(table, 1 << 20);
  CHECK(text.find("aged 5–17") != std::string::npos);
  CHECK(text.find("2025-12-01") != std::string::npos);
  REQUIRE(cli.json({"report", "indicators", "--out", cli.File("figures.xlsx")}).exit == 0);
}

TEST_CASE("report indicators: a programme that is archived later stays new in its year") {
  const CommandLine cli;
  for (const std::string state : {"published", "archived", "not_sent"})
    REQUIRE(cli.json({"put", "programme", "title=Шахматы", "navigator_state=" + state,
                      "navigator_sent_on=2023-07-15"})
                .exit == 0);
  const auto value = [&](const std::string& year) {
    const std::string file = cli.File(year + ".json");
    REQUIRE(cli.json({"report", "indicators", "--year", year, "--out", file}).exit == 0);
    return tests::Json::parse(*sync::ReadWholeFile(file, 1 << 20))["indicators"][6]["numerator"];
  };
  CHECK(value("2022") == 0);
  CHECK(value("2023") == 2);
  CHECK(value("2024") == 0);
}

TEST_CASE("report coverage_parts: an indicator by what its children say") {
  const CommandLine cli;
  cli.json({"put", "child", "last_name=Ёлкин", "first_name=Пётр", "birth_date=2015-03-10"});
  const std::string file = cli.File("parts.json");
  REQUIRE(cli.json({"report", "coverage_parts", "--by", "age", "--on", "2026-03-10", "--out", file})
              .exit == 0);
  const auto json = tests::Json::parse(*sync::ReadWholeFile(file, 1 << 20));
  CHECK(json["by"] == "age");
  REQUIRE(json["parts"].size() == 1);
  CHECK(json["parts"][0]["value"] == "11");
  CHECK(json["parts"][0]["denominator"] == 1);
}

TEST_CASE("report indicators: what cannot be meant is refused by name") {
  const CommandLine cli;
  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--out", cli.File("x.csv")});
    return cli.json(std::move(words)).error()["code"] == "usage";
  };
  CHECK(refused({"report", "indicators", "--year", "25"}));
  CHECK(refused({"report", "indicators", "--year", "2025/27"}));
  CHECK(refused({"report", "indicators", "--basis", "all"}));
  CHECK(refused({"report", "indicators", "--by", "age"}));
  CHECK(refused({"report", "coverage_parts"}));
  CHECK(refused({"report", "coverage_parts", "--by", "colour"}));
  CHECK(refused({"report", "coverage_parts", "--by", "age", "--code", "I1"}));
  CHECK_FALSE(refused({"report", "indicators", "--year", "2025/26"}));
}
