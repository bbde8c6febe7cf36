// SPDX-License-Identifier: MIT
// D of the measurements: what a school writes in a day.
#pragma once

#include <vector>

#include "tests/bench/site.h"
#include "tests/support/synthetic.h"

namespace tests::bench {

// A site and the school that works at it.
struct Place {
  Site& site;
  SyntheticSchool& school;
};

// The school's rows of that kind, in the order of their making.
std::vector<model::Uuid> Ids(const Place& place, const model::EntityType& type);

// What a small school begins with, so that it can have a day; as one commit of each kind.
void WriteBeginning(const Place& place);

// 40 new rows (4 children, 36 enrolments) and 60 one-field edits, `per_save` rows at a time.
void WriteDay(const Place& place, size_t per_save);

}  // namespace tests::bench
