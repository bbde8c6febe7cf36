// SPDX-License-Identifier: MIT
// What the demonstration's organisations teach, by the proportions of a real region.
#pragma once

#include <span>

namespace kruzhok::client {

struct DemoProgramme {
  const char* title;
  const char* short_title;
  const char* direction;
  const char* activity;
  const char* level;
  int age_min, age_max;
  int hours;  // A year.
  int years;
  int groups;  // None where the programme is not published yet.
  const char* state;
  const char* financing;
  const char* venue = "";
  bool network = false;
};

std::span<const DemoProgramme> ProgrammesOfTownSchool();
std::span<const DemoProgramme> ProgrammesOfVillageSchool();
std::span<const DemoProgramme> ProgrammesOfCentre();
// A sentence that may stand over any programme of the direction.
const char* AnnounceOf(const char* direction);

}  // namespace kruzhok::client
