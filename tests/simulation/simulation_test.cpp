// SPDX-License-Identifier: MIT
// Thousands of small districts, each with its own mix of faults. A failing seed prints itself; run
// it alone with KRUZHOK_SEED=N (and KRUZHOK_SEEDS=1).
#include <cstdlib>
#include <iostream>
#include <map>

#include <catch2/catch.hpp>

#include "tests/simulation/world.h"

namespace {

uint64_t Number(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

TEST_CASE(
    "However the line, the processes and the clocks fail, everybody ends with the same true data") {
  const uint64_t first = Number("KRUZHOK_SEED", 1);
  const uint64_t count = Number("KRUZHOK_SEEDS", 2000);
  std::map<std::string, int64_t> events;
  int rounds = 0;
  for (uint64_t seed = first; seed < first + count; ++seed) {
    try {
      tests::simulation::World world(seed);
      world.Run(seed % 3 == 0 ? 120 : 50);
      rounds = std::max(rounds, world.Quiet());
      world.Check();
      for (const auto& [name, times] : world.events()) events[name] += times;
    } catch (const std::exception& broken) {
      FAIL("seed " << seed << ": " << broken.what());
    }
  }
  std::cout << count << " seeds, at most " << rounds << " rounds to quiet\n";
  for (const auto& [name, times] : events) std::cout << "  " << times << ' ' << name << '\n';
  // A simulation in which nothing happens proves nothing.
  if (count >= 1000)
    for (const char* name :
         {"disputes", "client killed", "hub killed", "accepted", "discarded", "retried", "undone",
          "old answer", "old request", "request cut", "answer cut", "outside"})
      CHECK(events[name] > 0);
}
