// SPDX-License-Identifier: MIT
// Invented programmes, groups, children and enrolments, the same ones at every run. Nobody in them
// exists.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

struct DemoSchool {
  std::vector<model::Uuid> groups;
  std::vector<model::Uuid> children;
  int64_t rows = 0;  // Of all entities.
};

// Writes a school's data in as many actions as there are entities. `seed`: which school.
model::Result<DemoSchool> FillSchool(sync::Store& store, uint32_t seed, size_t children);

}  // namespace kruzhok::client
