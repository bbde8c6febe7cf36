// SPDX-License-Identifier: MIT
// Thousands of small districts, each with its own mix of faults. A failing one is shortened and
// printed as a test; run it alone with KRUZHOK_SEED=N (and KRUZHOK_SEEDS=1).
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/simulation/program.h"

namespace {

using namespace tests::simulation;

uint64_t Number(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

volatile std::sig_atomic_t present_seed = 0;

// An assertion of the engine's own: nothing can be shortened, but the seed is told.
void TellSeed(int) {
  std::fprintf(stderr, "seed %d: aborted\n", static_cast<int>(present_seed));
}

constexpr const char* kEvents[] = {"accepted",
                                   "discarded",
                                   "discarded by the author",
                                   "retried",
                                   "decided",
                                   "deleted",
                                   "undone",
                                   "disputes",
                                   "outside",
                                   "copy noticed",
                                   "asked by a coordinator",
                                   "joined again",
                                   "newer program",
                                   "stick read",
                                   "lost with all who held it",
                                   "old answer",
                                   "old request",
                                   "request cut",
                                   "answer cut",
                                   "request lost",
                                   "answer lost",
                                   "request damaged",
                                   "answer damaged",
                                   "garbage",
                                   "site killed",
                                   "answer brought",
                                   "disk full",
                                   "hub killed",
                                   "repaired: log",
                                   "repaired: row",
                                   "hub's disk full"};

// A simulation in which something never happens says nothing of it.
void CheckCoverage(Events& events, std::string_view without) {
  for (const char* name : kEvents) {
    INFO(name);
    CHECK(events[name] > 0);
  }
  for (size_t kind = 0; kind < kSteps; ++kind) {
    const std::string_view name = Name(static_cast<Step::Kind>(kind));
    if (without.find(name) != std::string_view::npos) continue;
    INFO(name);
    CHECK(events["step " + std::string(name)] > 0);
  }
}

}  // namespace

TEST_CASE(
    "However the line, the processes and the machines fail, everybody ends with the same true "
    "data") {
  const uint64_t first = Number("KRUZHOK_SEED", 1);
  const uint64_t count = Number("KRUZHOK_SEEDS", 1000);
  const int shrinking = static_cast<int>(Number("KRUZHOK_SHRINK", 600));
  const char* without = std::getenv("KRUZHOK_WITHOUT");
  std::signal(SIGABRT, TellSeed);
  Events events;
  const std::clock_t start = std::clock();
  for (uint64_t seed = first; seed < first + count; ++seed) {
    present_seed = static_cast<std::sig_atomic_t>(seed);
    const Program program = ProgramOf(seed, without ? without : "");
    const auto broken = Run(program, events);
    if (!broken) continue;
    std::cout << "seed " << seed << ": " << broken->what() << std::endl;
    const Program small = Shrink(program, broken->invariant, shrinking);
    FAIL("seed " << seed << " of " << KRUZHOK_GIT << " breaks " << broken->what() << "\n\n"
                 << Text(small));
  }
  // Of this core, whatever else it does.
  const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  // A day of a site: three commits and an exchange.
  const double days = static_cast<double>(std::min(events["written"] / 3, events["exchange"]));
  std::cout << count << " seeds, " << static_cast<int>(days / took) << " site-days/s"
            << " and core\n";
  if (count >= 300) CheckCoverage(events, without ? without : "");
  for (const auto& [name, times] : events) std::cout << "  " << times << ' ' << name << '\n';
}
