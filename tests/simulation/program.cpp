// SPDX-License-Identifier: MIT
#include "tests/simulation/program.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "tests/simulation/dice.h"
#include "tests/simulation/world.h"

namespace tests::simulation {
namespace {

struct FaultKind {
  Fault fault;
  const char* name;
  double rate;  // Where a run has it.
};
constexpr FaultKind kFaultKinds[] = {
    {Fault::kLoseRequest, "kLoseRequest", .1},
    {Fault::kLoseAnswer, "kLoseAnswer", .15},
    {Fault::kCutRequest, "kCutRequest", .1},
    {Fault::kCutAnswer, "kCutAnswer", .15},
    {Fault::kRepeatRequest, "kRepeatRequest", .3},
    {Fault::kStaleAnswer, "kStaleAnswer", .3},
    {Fault::kGarbage, "kGarbage", .05},
    {Fault::kFlipRequest, "kFlipRequest", .1},
    {Fault::kFlipAnswer, "kFlipAnswer", .1},
    {Fault::kBusy, "kBusy", .1},
    {Fault::kGoHome, "kGoHome", .1},
    {Fault::kKillSite, "kKillSite", .06},
    {Fault::kKillHub, "kKillHub", .05},
    {Fault::kPowerSite, "kPowerSite", .06},
    {Fault::kPowerHub, "kPowerHub", .05},
    {Fault::kFullSite, "kFullSite", .05},
    {Fault::kFullHub, "kFullHub", .05},
    {Fault::kWrongClocks, "kWrongClocks", 1},
};
static_assert(std::size(kFaultKinds) == kFaults);

struct StepKind {
  Step::Kind kind;
  const char* name;
  int weight;   // Against the others.
  bool always;  // In every run; else in half of them.
};
constexpr StepKind kStepKinds[] = {
    {Step::kLook, "kLook", 120, true},
    {Step::kSave, "kSave", 420, true},
    {Step::kDelete, "kDelete", 40, false},
    {Step::kResolve, "kResolve", 30, true},
    {Step::kUndo, "kUndo", 30, false},
    {Step::kBatch, "kBatch", 2, false},
    {Step::kWrongType, "kWrongType", 40, false},
    {Step::kForeign, "kForeign", 15, false},
    {Step::kNewer, "kNewer", 20, false},
    {Step::kRetry, "kRetry", 30, false},
    {Step::kAskDecision, "kAskDecision", 25, false},
    {Step::kDecideAtHub, "kDecideAtHub", 25, false},
    {Step::kExchange, "kExchange", 220, true},
    {Step::kStick, "kStick", 40, false},
    {Step::kCarry, "kCarry", 60, false},
    {Step::kBringAnswer, "kBringAnswer", 40, false},
    {Step::kClock, "kClock", 20, false},
    {Step::kPowerOff, "kPowerOff", 15, false},
    {Step::kDamage, "kDamage", 6, false},
    {Step::kRestartHub, "kRestartHub", 10, false},
    {Step::kCopy, "kCopy", 20, false},
    {Step::kBackup, "kBackup", 30, true},
    {Step::kRestore, "kRestore", 25, false},
    {Step::kSwap, "kSwap", 8, false},
    {Step::kDie, "kDie", 8, false},
    {Step::kJoin, "kJoin", 10, false},
    {Step::kRevoke, "kRevoke", 8, false},
    {Step::kGive, "kGive", 15, false},
    {Step::kTake, "kTake", 15, false},
    {Step::kErase, "kErase", 30, false},
    {Step::kHubBackup, "kHubBackup", 20, true},
    {Step::kHubRestore, "kHubRestore", 15, false},
};
static_assert(std::size(kStepKinds) == kSteps);

bool Holds(std::string_view names, std::string_view name) {
  const size_t at = names.find(name);
  if (at == std::string_view::npos) return false;
  const size_t end = at + name.size();
  return end == names.size() || !std::isalpha(static_cast<unsigned char>(names[end]));
}

bool Breaks(const Program& program, const std::string& invariant) {
  Events events;
  const auto broken = Run(program, events);
  return broken && broken->invariant == invariant;
}

// Tries to do without whole stretches of steps, shorter and shorter ones.
void ShrinkSteps(Program& program, const std::string& invariant, int& runs) {
  for (size_t length = std::max<size_t>(1, program.steps.size() / 2);;) {
    bool shorter = false;
    for (size_t at = 0; at < program.steps.size() && runs > 0;) {
      Program without = program;
      const auto first = without.steps.begin() + static_cast<std::ptrdiff_t>(at);
      const size_t count = std::min(length, without.steps.size() - at);
      without.steps.erase(first, first + static_cast<std::ptrdiff_t>(count));
      --runs;
      if (Breaks(without, invariant)) {
        program = std::move(without);
        shorter = true;
      } else {
        at += length;
      }
    }
    if (runs <= 0 || (length == 1 && !shorter)) return;
    length = std::max<size_t>(1, length / 2);
  }
}

void ShrinkFaults(Program& program, const std::string& invariant, int& runs) {
  for (const FaultKind& kind : kFaultKinds) {
    if (program.faults[kind.fault] == 0 || runs-- <= 0) continue;
    Program without = program;
    without.faults[kind.fault] = 0;
    if (Breaks(without, invariant)) program = std::move(without);
  }
}

}  // namespace

std::string_view Name(Step::Kind kind) {
  return kStepKinds[kind].name;
}

Program ProgramOf(uint64_t seed, std::string_view without) {
  Dice dice(seed * 0x2545F4914F6CDD1D + 1);
  Program program;
  program.seed = seed;
  program.people = 3 + dice.Pick(3);
  // Swarm: each run has its own mix, so that every fault is sometimes alone and sometimes not.
  for (const FaultKind& kind : kFaultKinds)
    if (dice.Chance(.4) && !Holds(without, kind.name)) program.faults[kind.fault] = kind.rate;
  std::vector<int> weights;
  int all = 0;
  for (const StepKind& kind : kStepKinds) {
    const bool there = (dice.Chance(.5) || kind.always) && !Holds(without, kind.name);
    weights.push_back(there ? kind.weight : 0);
    all += weights.back();
  }
  static constexpr size_t kLengths[] = {40, 80, 160};
  for (size_t i = kLengths[dice.Pick(std::size(kLengths))]; i > 0; --i) {
    int left = static_cast<int>(dice.Pick(static_cast<size_t>(all)));
    size_t kind = 0;
    while (left >= weights[kind]) left -= weights[kind++];
    program.steps.push_back({kStepKinds[kind].kind, static_cast<uint8_t>(dice.Pick(60)),
                             static_cast<uint32_t>(dice.Next())});
  }
  return program;
}

std::string Text(const Program& program) {
  std::string text =
      "World world(" + std::to_string(program.seed) + ", " + std::to_string(program.people) + ", {";
  const char* comma = "";
  for (const FaultKind& kind : kFaultKinds) {
    if (program.faults[kind.fault] == 0) continue;
    char rate[16];
    std::snprintf(rate, sizeof rate, "%g", program.faults[kind.fault]);
    text += std::exchange(comma, ", ") + ("{Fault::" + std::string(kind.name)) + ", " + rate + '}';
  }
  text += "});\nworld.Do({";
  comma = "";
  for (const Step& step : program.steps)
    text += std::exchange(comma, ",\n          ") + ("{Step::" + std::string(Name(step.kind))) +
            ", " + std::to_string(step.who) + ", " + std::to_string(step.number) + '}';
  return text + "});\nworld.End();\n";
}

std::optional<Broken> Run(const Program& program, Events& events) {
  try {
    World world(program.seed, program.people, program.faults);
    world.Do(program.steps);
    world.End();
    for (const auto& [name, times] : world.events())
      events[name] = name == "most rounds" ? std::max(events[name], times) : events[name] + times;
    return std::nullopt;
  } catch (const Broken& broken) {
    return broken;
  } catch (const std::exception& thrown) {
    return Broken("exception", thrown.what());
  }
}

Program Shrink(Program program, const std::string& invariant, int runs) {
  ShrinkSteps(program, invariant, runs);
  ShrinkFaults(program, invariant, runs);
  ShrinkSteps(program, invariant, runs);
  return program;
}

}  // namespace tests::simulation
