// SPDX-License-Identifier: MIT
// Invented schools for measurements and large tests: programmes, groups, children and enrolments
// with the fields that a real school fills. Names are put together from short lists of common
// Russian names, numbers from a generator of our own, so that the same seed gives the same bytes on
// every machine.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/entity_type.h"
#include "model/uuid.h"
#include "sync/namespace.h"

namespace tests {

// SplitMix64.
class SyntheticRandom {
 public:
  explicit SyntheticRandom(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  int64_t Between(int64_t least, int64_t most);  // Both included.
  bool Chance(int percent) { return Between(1, 100) <= percent; }

 private:
  uint64_t state_;
};

struct SyntheticRow {
  const model::EntityType* type = nullptr;
  model::Uuid id;
  std::vector<std::pair<const model::FieldInfo*, model::Value>> fields;
};

// One school. Programmes and groups are read by the whole district, the others by the school.
class SyntheticSchool {
 public:
  // Each index is another school; ids grow with the index and with the order of making.
  explicit SyntheticSchool(int64_t index);

  const model::Uuid& id() const { return id_; }
  const std::string& name() const { return name_; }
  static constexpr int64_t kProgrammes = 30, kChildren = 600, kEnrolments = 960, kCategories = 120;

  // The rows that a school begins with, those that are referred to first.
  std::vector<SyntheticRow> Rows();

  SyntheticRow Programme();
  SyntheticRow Group(const model::Uuid& programme, int64_t place);
  SyntheticRow Child();
  SyntheticRow Category(const model::Uuid& child);
  SyntheticRow Enrolment(const model::Uuid& child, const model::Uuid& group);
  std::string Phone();
  SyntheticRandom& random() { return random_; }

 private:
  model::Uuid NewId();
  std::string Date(int64_t first_year, int64_t last_year);
  std::string Snils();
  std::string Address();

  SyntheticRandom random_;
  int64_t tick_ms_;
  model::Uuid id_;
  std::string village_;
  std::string name_;
};

}  // namespace tests
