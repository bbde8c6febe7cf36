// SPDX-License-Identifier: MIT
// Chance that follows from one number alone, so that a step does the same whatever stands before
// it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tests::simulation {

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t x = state_ += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
  }
  size_t Pick(size_t count) { return static_cast<size_t>(Next() % count); }
  bool Chance(double probability) {
    return static_cast<double>(Next() >> 11) * 0x1p-53 < probability;
  }

 private:
  uint64_t state_;
};

}  // namespace tests::simulation
