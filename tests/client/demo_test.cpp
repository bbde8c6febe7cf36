// SPDX-License-Identifier: MIT
// The invented people of the demonstration, and what their organisation looks like.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "client/cli/demo/demo_district.h"
#include "client/desktop/snapshot.h"
#include "tests/support/district.h"

using namespace kruzhok;
using namespace kruzhok::client;

namespace {

constexpr int kYear = 2026;

}  // namespace

TEST_CASE("Invented children are as old as their class, and named by their sex") {
  const DemoPeople people = PeopleOfDistrict(kYear);
  size_t children = 0;
  for (const auto& at : people.of)
    for (const DemoPerson& person : at) {
      ++children;
      INFO(person.last_name << ' ' << person.first_name << ' ' << person.middle_name << ", "
                            << person.school_class << ", " << person.birth_date.Iso());
      CHECK(model::Date::FromIso(person.birth_date.Iso()));
      // On the last day of the year in which their school year began.
      const int age = model::AgeInYears(person.birth_date, {kYear, 12, 31});
      const int youngest = person.form == 0 ? 5 : person.form + 6;
      CHECK(age >= youngest);
      CHECK(age <= youngest + (person.form == 0 ? 2 : 1));
      CHECK(person.middle_name.ends_with("на") == person.girl);
      CHECK(person.parent_phone.empty() != person.parent_phone.starts_with("8 900 000-"));
    }
  CHECK(children >= 600);
  CHECK(children <= 800);
}

TEST_CASE("Who has two cards has the same name and birthday on both") {
  const DemoPeople people = PeopleOfDistrict(kYear);
  CHECK(people.twins.size() > 100);
  for (const DemoPeople::Twin& twin : people.twins) {
    const DemoPerson& at_school = people.of[twin.school][twin.at_school];
    const DemoPerson& at_centre = people.of[kCentre][twin.at_centre];
    CHECK(at_school.last_name == at_centre.last_name);
    CHECK(at_school.first_name == at_centre.first_name);
    CHECK(at_school.birth_date == at_centre.birth_date);
  }
}

TEST_CASE(
    "The school of the demonstration is covered as schools are, and has something to look at") {
  tests::District district;
  auto& pc = district.School(kDemoPlaces[kTown].name);
  const auto made = FillOrganisation(
      pc.store(), OutlineOf(PeopleOfDistrict(kYear), kTown, kYear, {pc.organisation(), {}, {}}));
  REQUIRE(made);
  const auto seen =
      BuildSnapshot(pc.store(), Translator(Language::kRussian), model::Date{kYear, 9, 30}, 1);
  INFO(seen->coverage.covered << " of " << seen->coverage.children);
  CHECK(seen->coverage.covered * 100 >= seen->coverage.children * 70);
  CHECK(seen->coverage.covered * 100 <= seen->coverage.children * 80);

  std::multiset<std::string> findings;
  for (const Finding& finding : seen->findings) findings.emplace(Name(finding.what));
  // A few parents have not signed yet.
  const size_t without_consent = findings.erase("no_consent");
  INFO(without_consent);
  CHECK(without_consent > 0);
  CHECK(without_consent * 100 <= made->people.size() * 4);
  CHECK(findings == std::multiset<std::string>{"namesake", "out_of_age", "out_of_age", "overfull",
                                               "second_enrolment"});
}

TEST_CASE("A school year begins in September") {
  constexpr int64_t kAugust31 = 1'788'134'400'000, kDay = 86'400'000;  // 2026, midnight in UTC.
  CHECK(SchoolYearOf(kAugust31 + kDay - 1) == 2025);
  CHECK(SchoolYearOf(kAugust31 + kDay) == 2026);
}
