// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_district.h"

#include <algorithm>
#include <iterator>

namespace kruzhok::client {
namespace {

constexpr size_t kPreschoolers = 28;
// How many in a hundred of a school's children go to the centre, too.
constexpr size_t kTownTwinsPercent = 38;
constexpr size_t kVillageTwinsPercent = 25;
// By DemoPlaceIndex. Some of them only ask for a place, or have left by now.
constexpr std::array<size_t, kDemoPlaces.size()> kCoveredPercent = {84, 86, 100};

void SendToCentre(DemoPeople& people, DemoPlaceIndex school, size_t percent) {
  Dice dice(static_cast<uint32_t>(40 + school));
  std::vector<DemoPerson>& centre = people.of[kCentre];
  for (size_t i = 0; i < people.of[school].size(); ++i) {
    if (!dice.Percent(percent)) continue;
    people.twins.push_back({school, i, centre.size()});
    centre.push_back(people.of[school][i]);
    centre.back().phone.clear();
    centre.back().categories.clear();
    centre.back().ovz_type.clear();
  }
}

// A mistake that happens: a child who changed the class was entered once more.
void EnterTwice(std::vector<DemoPerson>& people) {
  DemoPerson again = *std::ranges::find(people, "5А", &DemoPerson::school_class);
  again.school_class = "5Б";
  again.parent_phone.clear();
  again.address.clear();
  people.push_back(again);
}

}  // namespace

DemoPeople PeopleOfDistrict(int school_year) {
  DemoPeople people;
  people.of[kTown] =
      PeopleOfSchool({11, 11, {"А", "Б"}, 14, 19, kDemoPlaces[kTown].settlement}, school_year);
  people.of[kVillage] =
      PeopleOfSchool({12, 9, {""}, 11, 16, kDemoPlaces[kVillage].settlement}, school_year);
  SendToCentre(people, kTown, kTownTwinsPercent);
  SendToCentre(people, kVillage, kVillageTwinsPercent);
  std::ranges::move(Preschoolers(13, kPreschoolers, kDemoPlaces[kCentre].settlement, school_year),
                    std::back_inserter(people.of[kCentre]));
  EnterTwice(people.of[kTown]);
  return people;
}

DemoOutline OutlineOf(const DemoPeople& people, DemoPlaceIndex place, int school_year,
                      const std::array<model::Uuid, kDemoPlaces.size()>& organisations) {
  DemoOutline outline;
  outline.seed = static_cast<uint32_t>(place + 1);
  outline.school_year = school_year;
  outline.place = kDemoPlaces[place].address;
  outline.organisation = organisations[place];
  outline.people = people.of[place];
  outline.covered_percent = kCoveredPercent[place];
  outline.with_slips = place == kTown;
  switch (place) {
    case kTown:
      outline.programmes = ProgrammesOfTownSchool();
      break;
    case kVillage:
      outline.programmes = ProgrammesOfVillageSchool();
      break;
    case kCentre:
      outline.programmes = ProgrammesOfCentre();
      for (const DemoPeople::Twin& twin : people.twins)
        outline.schools.push_back(organisations[twin.school]);
      break;
  }
  return outline;
}

}  // namespace kruzhok::client
