// SPDX-License-Identifier: MIT
#include "model/indicators.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "model/entities/indicator.h"
#include "model/indicator_parts.h"
#include "model/week.h"
#include "tests/support/coverage_facts.h"

namespace kruzhok::model {
namespace {

using tests::IdOf;
using tests::MadeFacts;
using tests::On;
using tests::School;
using Figure = IndicatorFigure;

constexpr Date kDay{2026, 5, 31};

IndicatorQuery Query(Indicator which, IndicatorRule rule = {}) {
  IndicatorQuery query;
  query.indicator = which;
  query.rule = rule;
  query.on = kDay;
  return query;
}
Figure FigureOf(const CoverageFacts& facts, Indicator which, IndicatorRule rule = {}) {
  return Count(facts, Query(which, rule));
}

// Technical and sport; sport twice; art; nobody.
MadeFacts Four() {
  MadeFacts facts;
  const uint32_t robots = facts.Programme(1, "tekhnicheskoe", "point_of_growth"),
                 ball = facts.Programme(1, "fizkulturno-sportivnoe"),
                 art = facts.Programme(2, "hudozhestvennoe");
  const uint32_t first = facts.Card(1), second = facts.Card(1), third = facts.Card(2);
  facts.Card(2);
  facts.Attends(first, robots);
  facts.Attends(first, ball);
  facts.Attends(second, ball, 1);
  facts.Attends(second, ball, 2);
  facts.Attends(third, art);
  return facts;
}

// «value reached/rest».
std::string Told(const std::vector<IndicatorPart>& parts) {
  std::string text;
  for (const IndicatorPart& part : parts)
    text += (text.empty() ? "" : ", ") + part.value + ' ' + std::to_string(part.reached.size()) +
            (part.whole ? '/' + std::to_string(part.rest.size()) : "");
  return text;
}

}  // namespace

TEST_CASE("Indicators: their codes are those of the entity, in its order") {
  for (size_t i = 0; i < kIndicators; ++i)
    CHECK(IndicatorOf(CodeOf(static_cast<Indicator>(i))) == static_cast<Indicator>(i));
  CHECK(kIndicatorCodes.size() == kIndicators);
  CHECK_FALSE(IndicatorOf("other"));
}

TEST_CASE("I1 is of all children, I2 and I3 are of the covered") {
  const MadeFacts facts = Four();
  CHECK(FigureOf(facts, Indicator::kCoverage) == Figure{3, 4});
  CHECK(FigureOf(facts, Indicator::kTechnical) == Figure{1, 3});
  CHECK(FigureOf(facts, Indicator::kSport) == Figure{2, 3});
  CHECK(FigureOf(facts, Indicator::kCoverage).Percent() == 75.0);
  CHECK_FALSE(Figure{1, 0}.Percent());
  CHECK_FALSE(Figure{1, std::nullopt}.Percent());
}

TEST_CASE("I2 and I3 of enrolments count every group of a child") {
  IndicatorRule rule;
  rule.counted = IndicatorRule::Counted::kEnrolments;
  const MadeFacts facts = Four();
  CHECK(FigureOf(facts, Indicator::kTechnical, rule) == Figure{1, 5});
  CHECK(FigureOf(facts, Indicator::kSport, rule) == Figure{3, 5});
  CHECK(FigureOf(facts, Indicator::kCoverage, rule) == Figure{3, 4});
}

TEST_CASE("I1 of residents: those of the ages and of the year in which the school year ends") {
  IndicatorRule rule;
  rule.denominator = IndicatorRule::Denominator::kResidents;
  MadeFacts facts = Four();
  CHECK(FigureOf(facts, Indicator::kCoverage, rule) == Figure{3, std::nullopt});
  facts.residents = {{Uuid(), 2026, 4, 100}, {Uuid(), 2026, 5, 3}, {Uuid(), 2026, 17, 2},
                     {Uuid(), 2026, 18, 50}, {Uuid(), 2025, 7, 9}, {School(1), 2026, 7, 4}};
  CHECK(FigureOf(facts, Indicator::kCoverage, rule) == Figure{3, 5});
  rule.oldest = 18;
  CHECK(FigureOf(facts, Indicator::kCoverage, rule) == Figure{3, 55});
  IndicatorQuery own = Query(Indicator::kCoverage, rule);
  own.organisation = School(1);
  CHECK(Count(facts, own) == Figure{2, 4});  // Its own count, not a part of the district's.
  own.organisation = School(2);
  CHECK(Count(facts, own) == Figure{1, std::nullopt});
}

TEST_CASE("I4: who teaches and works on the day, and a course that is not older than the window") {
  MadeFacts facts;
  const auto staff = [&](std::vector<Date> trained) {
    CoverageStaff one;
    one.id = IdOf(5, static_cast<uint32_t>(facts.staff.size()));
    one.owner = School(1);
    one.trained = std::move(trained);
    facts.staff.push_back(one);
  };
  staff({{2023, 5, 31}});  // Three years ago today: too old.
  staff({{2023, 6, 1}});
  staff({{2026, 5, 31}, {2010, 1, 1}});
  staff({{2026, 6, 1}});  // Not yet.
  staff({});
  CHECK(FigureOf(facts, Indicator::kTrained) == Figure{2, 5});
  IndicatorRule rule;
  rule.window_years = 4;
  CHECK(FigureOf(facts, Indicator::kTrained, rule) == Figure{3, 5});
  facts.staff[1].left_on = On("2026-05-31");
  facts.staff[4].works = false;
  CHECK(FigureOf(facts, Indicator::kTrained) == Figure{1, 3});
  facts.staff[1].left_on = On("2026-06-01");
  CHECK(FigureOf(facts, Indicator::kTrained) == Figure{2, 4});
  IndicatorQuery elsewhere = Query(Indicator::kTrained);
  elsewhere.organisation = School(2);
  CHECK(Count(facts, elsewhere) == Figure{0, 0});
}

TEST_CASE("I5 and I7 count programmes in the navigator, and have no denominator") {
  MadeFacts facts;
  for (int i = 0; i < 6; ++i) {
    CoverageProgramme& one = facts.programmes[facts.Programme(1, "tekhnicheskoe")];
    one.for_ovz = one.published = one.in_navigator = true;
  }
  facts.programmes[0].for_ovz = false;
  facts.programmes[1].archived = true;
  facts.programmes[2].published = false;  // Sent only.
  facts.programmes[3].sent_on = On("2026-06-01");
  facts.programmes[4].sent_on = On("2026-05-31");
  CHECK(FigureOf(facts, Indicator::kOvzPrograms) == Figure{2, std::nullopt});
  facts.programmes[0].sent_on = On("2025-09-01");
  facts.programmes[2].sent_on = On("2025-05-31");
  CHECK(FigureOf(facts, Indicator::kNewPrograms) == Figure{2, std::nullopt});
  facts.programmes[2].sent_on = On("2025-10-01");
  CHECK(FigureOf(facts, Indicator::kNewPrograms) == Figure{3, std::nullopt});
  facts.programmes[2].in_navigator = false;
  CHECK(FigureOf(facts, Indicator::kNewPrograms) == Figure{2, std::nullopt});
}

TEST_CASE("I7: a programme is new in one year, whatever day it is sent on and the cut date is") {
  MadeFacts facts;
  CoverageProgramme& one = facts.programmes[facts.Programme(1, "tekhnicheskoe")];
  one.in_navigator = true;
  const auto years = [&](const IndicatorRule& rule) {
    std::string text;
    for (int64_t year = 2022; year <= 2028; ++year) {
      IndicatorQuery query = Query(Indicator::kNewPrograms, rule);
      query.on = rule.CutDate(year);
      if (Count(facts, query).numerator == 1) text += SchoolYearText(year) + ' ';
    }
    return text;
  };
  one.sent_on = On("2026-07-15");  // Programmes are due by 1 September.
  CHECK(years({}) == "2026/27 ");
  const std::vector<std::pair<int, int>> cut_dates = {{5, 31}, {2, 29},  {8, 31},
                                                      {9, 1},  {12, 31}, {1, 1}};
  for (const auto& [month, day] : cut_dates) {
    IndicatorRule rule;
    rule.cut_month = month;
    rule.cut_day = day;
    for (Date sent{2023, 9, 1}; sent < Date{2027, 1, 1}; sent = AddDays(sent, 1)) {
      one.sent_on = sent;
      INFO(month << '/' << day << ' ' << sent.Iso());
      REQUIRE(years(rule).size() == 8);
    }
  }
}

TEST_CASE("I6 is of the children with special needs alone") {
  MadeFacts facts = Four();
  facts.Category(0, "ovz");
  facts.Category(3, "ovz");
  facts.Category(1, "gifted");
  CHECK(FigureOf(facts, Indicator::kOvzCoverage) == Figure{1, 2});
}

TEST_CASE("Indicators: the rows behind a figure are as many as it says") {
  MadeFacts facts = Four();
  facts.Category(0, "ovz");
  for (const Indicator which :
       {Indicator::kCoverage, Indicator::kTechnical, Indicator::kSport, Indicator::kOvzCoverage}) {
    const IndicatorMembers members = MembersOf(facts, Query(which));
    const IndicatorFigure figure = FigureOf(facts, which);
    CHECK(std::ssize(members.reached) == figure.numerator);
    CHECK(std::ssize(members.reached) + std::ssize(members.rest) == *figure.denominator);
  }
}

TEST_CASE("Indicators: each organisation's figure is what it is when it is asked for alone") {
  MadeFacts facts = Four();
  facts.Attends(facts.Card(2, "linked"), 0);
  facts.Card(1, "linked");
  for (size_t i = 0; i < kIndicators; ++i) {
    IndicatorQuery query = Query(static_cast<Indicator>(i));
    for (const auto& [organisation, figure] : CountByOrganisation(facts, query)) {
      query.organisation = organisation;
      CHECK(Count(facts, query) == figure);
    }
  }
}

TEST_CASE("Parts of an indicator are its rows by what they say") {
  MadeFacts facts = Four();
  using By = CoveragePartBy;
  const auto told = [&](Indicator which, By by) {
    auto parts = PartsOf(facts, Query(which), by);
    for (IndicatorPart& part : parts)
      if (part.value == School(1).Text())
        part.value = "one";
      else if (part.value == School(2).Text())
        part.value = "two";
    return Told(parts);
  };
  CHECK(told(Indicator::kCoverage, By::kOrganisation) == "one 2/0, two 1/1");
  CHECK(told(Indicator::kCoverage, By::kAge) == "11 3/1");
  CHECK(told(Indicator::kCoverage, By::kClass) == "5А 3/1");
  CHECK(told(Indicator::kCoverage, By::kDirection) ==
        "fizkulturno-sportivnoe 2, hudozhestvennoe 1, tekhnicheskoe 1");
  CHECK(told(Indicator::kTechnical, By::kDirection) == "tekhnicheskoe 1");
  CHECK(told(Indicator::kTechnical, By::kOrganisation) == "one 1/1, two 0/1");
  CHECK(told(Indicator::kCoverage, By::kVenue) == "point_of_growth 1");
  facts.Category(0, "gifted");
  facts.Category(3, "gifted");
  CHECK(told(Indicator::kCoverage, By::kCategory) == "gifted 1/1");
  facts.programmes[2].for_ovz = facts.programmes[2].published = true;
  CHECK(told(Indicator::kOvzPrograms, By::kOrganisation) == "two 1");
  CHECK(told(Indicator::kOvzPrograms, By::kAge).empty());
  facts.places.back().direction = -1;
  CHECK(told(Indicator::kCoverage, By::kDirection) ==
        " 1, fizkulturno-sportivnoe 2, tekhnicheskoe 1");
}

TEST_CASE("Rule: a row says what it says, and nothing that no calendar has") {
  IndicatorRule rule;
  const auto& type = indicator;
  Record row(type);
  ReadRule(row, rule);
  CHECK(rule == IndicatorRule());
  row.Set(type.age_rule, "5_18");
  row.Set(type.denominator, "residents");
  row.Set(type.counted, "enrolments");
  row.Set(type.cut_day, 31);
  row.Set(type.cut_month, 13);
  row.Set(type.window_years, 0);
  ReadRule(row, rule);
  CHECK(rule.oldest == 18);
  CHECK(rule.denominator == IndicatorRule::Denominator::kResidents);
  CHECK(rule.counted == IndicatorRule::Counted::kEnrolments);
  CHECK(rule.cut_month == 5);
  CHECK(rule.window_years == 3);
}

TEST_CASE("Cut date: a day that the month lacks is its last; from September on it is autumn's") {
  IndicatorRule rule;
  CHECK(rule.CutDate(2025) == Date{2026, 5, 31});
  rule.cut_month = 2;
  CHECK(rule.CutDate(2025) == Date{2026, 2, 28});
  CHECK(rule.CutDate(2023) == Date{2024, 2, 29});
  rule.cut_month = 4;
  CHECK(rule.CutDate(2025) == Date{2026, 4, 30});
  rule.cut_month = 9;
  rule.cut_day = 1;
  CHECK(rule.CutDate(2025) == Date{2025, 9, 1});
  rule.cut_month = 8;
  CHECK(rule.CutDate(2025) == Date{2026, 8, 1});
}

TEST_CASE("Plan: an own target, else the district's, else the document's; of that year or before") {
  std::vector<Target> targets;
  const auto plan = [&](int64_t year, const std::optional<Uuid>& who = std::nullopt) {
    const auto found = PlanOf(targets, Indicator::kCoverage, year, who);
    return found ? std::to_string(std::lround(found->value * 10)) + '/' +
                       std::to_string(found->year) + (found->document ? " document" : "")
                 : "none";
  };
  CHECK(plan(2020) == "none");
  CHECK(plan(2021) == "760/2021 document");
  CHECK(plan(2023) == "785/2023 document");
  CHECK(plan(2026) == "800/2024 document");
  targets.push_back({Uuid(), Indicator::kCoverage, 2025, 82, ""});
  targets.push_back({Uuid(), Indicator::kCoverage, 2027, 85, ""});
  targets.push_back({Uuid(), Indicator::kSport, 2026, 55, ""});
  CHECK(plan(2026, School(1)) == "820/2025");
  CHECK(plan(2024) == "800/2024 document");
  targets.push_back({School(1), Indicator::kCoverage, 2024, 70, ""});
  CHECK(plan(2026, School(1)) == "700/2024");
  CHECK(plan(2026, School(2)) == "820/2025");
  CHECK(plan(2026) == "820/2025");
  CHECK_FALSE(PlanOf({}, Indicator::kNewPrograms, 2026, std::nullopt));
  CHECK(PlanOf({}, Indicator::kTrained, 2024, std::nullopt)->value == 25);
}

TEST_CASE("Forecast: the line through the years goes on, and a share stays one") {
  using Years = std::vector<YearValue>;
  const Years one = {{2025, 50}}, even = {{2023, 70}, {2024, 72}, {2025, 74}};
  const Years up = {{2024, 90}, {2025, 99}}, down = {{2024, 8}, {2025, 2}};
  CHECK_FALSE(Forecast(one, 2026, true));
  CHECK(*Forecast(even, 2026, true) == Approx(76));
  CHECK(*Forecast(up, 2026, true) == Approx(100));
  CHECK(*Forecast(up, 2026, false) == Approx(108));
  CHECK(*Forecast(down, 2026, false) == Approx(0));
}

TEST_CASE("Forecast: a year that is not known keeps its place") {
  const std::vector<YearValue> gap = {{2022, 70}, {2023, 72}, {2025, 76}};
  CHECK(*Forecast(gap, 2026, true) == Approx(78));
  const std::vector<YearValue> early = {{2023, 70}, {2024, 72}};
  CHECK(*Forecast(early, 2026, true) == Approx(76));
}

}  // namespace kruzhok::model
