// SPDX-License-Identifier: MIT
// The programmes, groups, children and enrolments of one organisation of the demonstration.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/demo/demo_people.h"
#include "client/cli/demo/demo_programmes.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct DemoOutline {
  uint32_t seed = 0;
  int school_year = 0;
  std::string place;  // Where the lessons are.
  model::Uuid organisation;
  std::span<const DemoProgramme> programmes;
  std::vector<DemoPerson> people;
  std::vector<model::Uuid> schools;  // Of the people, where they go to another organisation.
  size_t covered_percent = 0;        // How many go to something.
  bool with_slips = false;  // What a person should look at: an overfull group, a second enrolment.
};

struct DemoEnrolment {
  model::Uuid id;
  size_t child = 0;
  size_t group = 0;
  std::string state;
};

struct DemoOrganisation {
  std::vector<DemoPerson> people;
  std::vector<model::Uuid> children;  // Of the people, in their order.
  std::vector<model::Uuid> programmes;
  std::vector<model::Uuid> groups;
  std::vector<DemoEnrolment> enrolments;
  int64_t rows = 0;  // Of all entities.

  // The n-th child of that class, as an index. ASSERTs that there is one.
  size_t InClass(std::string_view school_class, size_t n) const;
  const model::Uuid& Child(std::string_view school_class, size_t n) const {
    return children[InClass(school_class, n)];
  }
};

// The school year that the day is in, or that has just ended.
int SchoolYearOf(int64_t now_ms);
// Writes an organisation's data in as many actions as there are entities.
model::Result<DemoOrganisation> FillOrganisation(sync::Store& store, DemoOutline outline);

}  // namespace kruzhok::client
