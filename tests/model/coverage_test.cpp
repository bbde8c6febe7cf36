// SPDX-License-Identifier: MIT
#include "model/coverage.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "model/indicators.h"
#include "tests/support/coverage_facts.h"

namespace kruzhok::model {
namespace {

using tests::MadeFacts;
using tests::On;
using tests::School;
using Basis = CoverageQuery::Basis;

constexpr Date kDay{2026, 5, 31};

CoverageQuery Query(const Date& on = kDay) {
  CoverageQuery query;
  query.on = on;
  return query;
}
CoverageQuery BySchools() {
  CoverageQuery query = Query();
  query.basis = Basis::kSchools;
  return query;
}

// «covered of children».
std::string Told(const CoverageFacts& facts, const CoverageQuery& query = Query()) {
  const auto children = CountChildren(facts, query);
  return std::to_string(std::ranges::count_if(children, &CountedChild::covered)) + " of " +
         std::to_string(children.size());
}

}  // namespace

TEST_CASE("School year: September begins it, August ends it, and it is called by both") {
  CHECK(SchoolYearOf({2025, 8, 31}) == 2024);
  CHECK(SchoolYearOf({2025, 9, 1}) == 2025);
  CHECK(SchoolYearOf({2026, 1, 1}) == 2025);
  CHECK(SchoolYearText(2025) == "2025/26");
  CHECK(SchoolYearText(2008) == "2008/09");
  CHECK(SchoolYearText(2099) == "2099/00");
  CHECK(FirstDayOf(2025) == Date{2025, 9, 1});
  CHECK(LastDayOf(2025) == Date{2026, 8, 31});
}

TEST_CASE("Coverage: a child counts from its fifth birthday until the day before its eighteenth") {
  MadeFacts facts;
  facts.Card(1, "", "2021-05-31");  // Five today.
  CHECK(Told(facts) == "0 of 1");
  CHECK(Told(facts, Query({2026, 5, 30})) == "0 of 0");
  facts.Card(1, "", "2008-06-01");  // Eighteen tomorrow.
  CHECK(Told(facts) == "0 of 2");
  CHECK(Told(facts, Query({2026, 6, 1})) == "0 of 1");
  CoverageQuery wider = Query({2026, 6, 1});
  wider.oldest = 18;
  CHECK(Told(facts, wider) == "0 of 2");
}

TEST_CASE("Coverage: a child of unknown age counts, and another card of it may tell the age") {
  MadeFacts facts;
  facts.Card(1, "a", "");
  CHECK(Told(facts) == "0 of 1");
  CHECK_FALSE(CountChildren(facts, Query()).front().age);
  facts.Card(2, "a", "2015-03-10");
  CHECK(CountChildren(facts, Query()).front().age == 11);
}

TEST_CASE("Coverage: who is too old by one card is not brought back by another without a date") {
  MadeFacts facts;
  const uint32_t old = facts.Card(1, "a", "2008-05-31");  // Eighteen today.
  const uint32_t guest = facts.Card(2, "a", "");
  facts.Attends(guest, facts.Programme(2, "tekhnicheskoe"));
  CHECK(Told(facts) == "0 of 0");
  CoverageQuery there = Query();
  there.organisation = School(2);
  CHECK(Told(facts, there) == "0 of 0");
  CHECK(Told(facts, Query({2026, 5, 30})) == "1 of 1");
  // A card that is here no more still knows when the child was born.
  facts.cards[old].left_on = On("2020-01-01");
  CHECK(Told(facts) == "0 of 0");
  // An organisation by itself knows what its own cards say.
  there.basis = Basis::kSchools;
  CHECK(Told(facts, there) == "1 of 1");
  // Whatever the order: of two dates it is the earlier one.
  facts.cards[old].owner = School(3);
  facts.Card(3, "a", "2015-03-10");
  there.basis = Basis::kDistrict;
  CHECK(Told(facts, there) == "0 of 0");
  std::swap(facts.cards[old].birth_date, facts.cards.back().birth_date);
  CHECK(Told(facts, there) == "0 of 0");
}

TEST_CASE("Coverage: a child counts from the day that it arrives until the day before it leaves") {
  MadeFacts facts;
  facts.cards[facts.Card(1)].arrived_on = On("2025-10-01");
  facts.cards[0].left_on = On("2026-05-31");
  CHECK(Told(facts, Query({2025, 9, 30})) == "0 of 0");
  CHECK(Told(facts, Query({2025, 10, 1})) == "0 of 1");
  CHECK(Told(facts, Query({2026, 5, 30})) == "0 of 1");
  CHECK(Told(facts, Query({2026, 5, 31})) == "0 of 0");
}

TEST_CASE("Coverage: who has left without a date is not there on any day") {
  MadeFacts facts;
  facts.cards[facts.Card(1)].attends = false;
  CHECK(Told(facts) == "0 of 0");
  CHECK(Told(facts, Query({2020, 1, 1})) == "0 of 0");
  facts.cards[0].left_on = On("2026-06-01");  // The date is stronger than the state.
  CHECK(Told(facts) == "0 of 1");
}

TEST_CASE("Coverage: a place covers from its first to its last day, and without them always") {
  MadeFacts facts;
  const uint32_t card = facts.Card(1);
  const uint32_t art = facts.Programme(1, "hudozhestvennoe");
  facts.Attends(card, art, 0, "2025-09-15", "2026-05-31");
  CHECK(Told(facts, Query({2025, 9, 14})) == "0 of 1");
  CHECK(Told(facts, Query({2025, 9, 15})) == "1 of 1");
  CHECK(Told(facts, Query({2026, 5, 31})) == "1 of 1");
  CHECK(Told(facts, Query({2026, 6, 1})) == "0 of 1");
  facts.Attends(card, art, 1);
  CHECK(Told(facts, Query({2024, 1, 1})) == "1 of 1");
}

TEST_CASE("Coverage: linked cards are one child of the district, covered wherever one of them is") {
  MadeFacts facts;
  const uint32_t pupil = facts.Card(1, "a"), guest = facts.Card(2, "a");
  facts.Card(3, "b");
  facts.Attends(guest, facts.Programme(2, "tekhnicheskoe"));
  CHECK(Told(facts) == "1 of 2");
  CHECK(CountChildren(facts, Query()).front().card == pupil);
  // A school knows its own cards only.
  CHECK(Told(facts, BySchools()) == "1 of 3");
  CoverageQuery one = Query();
  one.organisation = School(1);
  CHECK(Told(facts, one) == "1 of 1");
  one.basis = Basis::kSchools;
  CHECK(Told(facts, one) == "0 of 1");
  CoverageQuery each = Query();
  each.within_organisations = true;
  CHECK(Told(facts, each) == "2 of 3");
  for (CoverageCard& card : facts.cards) card.person.clear();
  CHECK(Told(facts) == "1 of 3");
}

TEST_CASE("Coverage: a card that has left tells nothing of the child any more") {
  MadeFacts facts;
  facts.Card(1, "a");
  const uint32_t guest = facts.Card(2, "a");
  facts.Attends(guest, facts.Programme(2, "tekhnicheskoe"));
  facts.cards[guest].left_on = On("2026-01-10");
  CHECK(Told(facts) == "0 of 1");
}

TEST_CASE("Coverage: two cards that tell of one group tell of one place") {
  MadeFacts facts;
  const uint32_t one = facts.Card(1, "a"), other = facts.Card(2, "a");
  const uint32_t sport = facts.Programme(2, "fizkulturno-sportivnoe", "sports_club");
  facts.Attends(one, sport, 7);
  facts.Attends(other, sport, 7);
  facts.Attends(other, sport, 8);
  const CountedChild child = CountChildren(facts, Query()).front();
  CHECK(child.all_places() == 2);
  CHECK(child.directions == SetOf({"fizkulturno-sportivnoe"}, kProgramFocuses));
  CHECK(child.venues == SetOf({"sports_club"}, programme.venue.options().choices));
  CHECK(CountChildren(facts, BySchools()).front().all_places() == 1);
}

TEST_CASE("Coverage: what a school states of elsewhere is a place where nothing else tells of it") {
  MadeFacts facts;
  const uint32_t pupil = facts.Card(1, "a"), guest = facts.Card(2, "a");
  const uint32_t own = facts.Programme(1, "hudozhestvennoe");
  const auto places = [&] { return CountChildren(facts, Query()).front().all_places(); };
  facts.States(pupil, "tekhnicheskoe");
  CHECK(Told(facts) == "1 of 1");
  CHECK(places() == 1);
  facts.Attends(pupil, own);  // Its own organisation is not elsewhere.
  CHECK(places() == 2);
  facts.States(guest);  // Whichever card states it.
  CHECK(places() == 2);
  facts.Attends(guest, facts.Programme(2, "tekhnicheskoe"));
  CHECK(places() == 2);
  // Seen from the other card, the pupil's own group is elsewhere.
  facts.places.clear();
  facts.Attends(pupil, own);
  facts.States(guest);
  CHECK(places() == 1);
  CHECK(Told(facts, BySchools()) == "2 of 2");
}

TEST_CASE("Coverage: what the district says of other organisations counts by its basis alone") {
  MadeFacts facts;
  const uint32_t pupil = facts.Card(1);
  auto& outside = facts.Attends(pupil, facts.Programme(2, "tekhnicheskoe"));
  outside.from = CoveragePlace::From::kOutside;
  outside.group = Uuid();
  CHECK(Told(facts) == "1 of 1");
  CHECK(Told(facts, BySchools()) == "0 of 1");
  facts.States(pupil);
  CHECK(CountChildren(facts, Query()).front().all_places() == 1);
  CHECK(Told(facts, BySchools()) == "1 of 1");
}

TEST_CASE(
    "Coverage: what the district says of a programme that the own card attends is one place") {
  for (const bool own_first : {true, false}) {
    MadeFacts facts;
    const uint32_t pupil = facts.Card(1, "a"), twice = facts.Card(1, "a");
    const uint32_t robots = facts.Programme(2, "tekhnicheskoe"),
                   art = facts.Programme(2, "hudozhestvennoe");
    facts.Attends(pupil, robots, 1, "2025-09-01", "2026-05-31");
    for (const uint32_t card : {pupil, twice})
      for (const uint32_t there : {robots, art}) {
        auto& outside = facts.Attends(card, there);
        outside.from = CoveragePlace::From::kOutside;
        outside.group = Uuid();
      }
    if (!own_first) std::ranges::reverse(facts.places);
    const auto places = [&](const Date& on) {
      return CountChildren(facts, Query(on)).front().programmes.size();
    };
    CHECK(places(kDay) == 2);
    CHECK(places({2026, 6, 1}) == 2);  // Told by the district alone.
    CHECK(CountChildren(facts, BySchools()).front().all_places() == 1);
    facts.States(pupil, "tekhnicheskoe");
    CHECK(places(kDay) == 2);
  }
}

TEST_CASE("Coverage: categories hold between their dates") {
  MadeFacts facts;
  facts.Category(facts.Card(1), "ovz");
  const auto has = [&](const Date& on) {
    return CountChildren(facts, Query(on))[0].categories != 0;
  };
  CHECK(has(kDay));
  facts.categories[0].start = On("2026-01-01");
  facts.categories[0].end = On("2026-05-31");
  CHECK_FALSE(has({2025, 12, 31}));
  CHECK(has(kDay));
  CHECK_FALSE(has({2026, 6, 1}));
}

TEST_CASE("Coverage: the class is that of the year, where somebody has told it") {
  MadeFacts facts;
  const uint32_t card = facts.Card(1);
  facts.occupations[{card, 2024}].school_class = "4А";
  facts.occupations[{card, 2023}];
  CHECK(facts.ClassOf(card, 2024) == "4А");
  CHECK(facts.ClassOf(card, 2023) == "5А");
  CHECK(facts.ClassOf(card, 2025) == "5А");
}

TEST_CASE("Codes: sets and places of them leave out what is not declared") {
  const std::vector<std::string_view> all = {"a", "b", "c"};
  CHECK(SetOf({"a", "c", "x"}, all) == 5);
  CHECK(PlaceOf("b", all) == 1);
  CHECK(PlaceOf("x", all) == -1);
}

}  // namespace kruzhok::model
