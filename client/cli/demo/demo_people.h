// SPDX-License-Identifier: MIT
// Invented children, the same ones at every run of one school year. Nobody in them exists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/date.h"

namespace kruzhok::client {

// Small and the same on every machine, unlike the library's distributions.
class Dice {
 public:
  explicit Dice(uint32_t seed) : state_(seed * 2654435761u + 1) {}
  size_t Roll(size_t sides) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<size_t>(state_ >> 33) % sides;
  }
  bool Percent(size_t chance) { return Roll(100) < chance; }
  template <typename List>
  auto& Pick(const List& list) {
    return list[Roll(list.size())];
  }

 private:
  uint64_t state_;
};

struct DemoPerson {
  std::string last_name, first_name, middle_name;
  bool girl = false;
  model::Date birth_date;
  int form = 0;              // 1 … 11; 0: not at school yet.
  std::string school_class;  // Empty: not at school yet.
  std::string parent_name, parent_phone, phone, address;
  std::vector<std::string> categories;
  std::string ovz_type;
  std::string certificate;
  bool consent = true;
};

struct DemoClasses {
  uint32_t seed = 0;
  int forms = 11;
  std::vector<std::string> letters;  // One empty: the forms have no parallel ones.
  size_t size_min = 0, size_max = 0;
  std::string settlement;
};

// `school_year`: that it begins in.
std::vector<DemoPerson> PeopleOfSchool(const DemoClasses& classes, int school_year);
// Five or six years old at the beginning of the school year.
std::vector<DemoPerson> Preschoolers(uint32_t seed, size_t count, const std::string& settlement,
                                     int school_year);
// "Морозова Елена Викторовна": who teaches a group, or a parent.
std::string GrownUp(Dice& dice);

}  // namespace kruzhok::client
