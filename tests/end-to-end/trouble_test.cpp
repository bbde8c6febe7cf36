// SPDX-License-Identifier: MIT
// KRUZHOK_KILL_SECONDS=300: for so long. KRUZHOK_SEED=N: other chances.
#include "tests/end-to-end/trouble.h"

#include <chrono>
#include <cstdlib>
#include <iostream>

#include <catch2/catch.hpp>

using namespace tests::end_to_end;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kManyRounds = 500;  // From here on everything must happen.

uint64_t Number(const char* variable, uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("Whatever is killed, cut, carried late or damaged, nothing acknowledged is missing") {
  const std::chrono::seconds duration(Number("KRUZHOK_KILL_SECONDS", 15));
  const uint64_t seed = Number("KRUZHOK_SEED", 1);
  INFO("KRUZHOK_SEED=" << seed);
  Trouble trouble(seed);
  for (const auto end = Clock::now() + duration; Clock::now() < end;) trouble.Round();
  trouble.CalmDown();
  trouble.CheckReplicas();
  trouble.CheckBackups();
  std::cout << "KRUZHOK_SEED=" << seed << ", " << duration.count() << " s of trouble:\n";
  const Events& events = trouble.events();
  for (const auto& [event, count] : events) {
    std::cout << "  " << event << ": " << count << '\n';
    INFO(event);
    CHECK((count > 0 || events.at("rounds") < kManyRounds));
  }
}
