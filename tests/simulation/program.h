// SPDX-License-Identifier: MIT
// A run of the simulation as a value: whose district, which faults, and a list of steps. A seed
// makes one; a failing one is shortened by leaving out whatever is not needed for the same failure,
// and printed as text for a test.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests::simulation {

// What goes wrong by itself while steps are done, each with its own probability.
enum class Fault : uint8_t {
  kLoseRequest,
  kLoseAnswer,
  kCutRequest,
  kCutAnswer,
  kRepeatRequest,  // An old request is delivered again, its answer kept.
  kStaleAnswer,    // An old answer is delivered to a later exchange.
  kGarbage,        // A page of somebody else's instead of the answer: a captive portal, a proxy.
  kFlipRequest,    // One bit of the message is another.
  kFlipAnswer,
  kBusy,      // The hub, or a proxy before it, says 413, 429 or 503.
  kGoHome,    // The person leaves in the middle of an exchange.
  kKillSite,  // The process dies at some write of its disk.
  kKillHub,
  kPowerSite,  // The same, and what was not synced is gone.
  kPowerHub,
  kFullSite,  // The disk takes only a little more.
  kFullHub,
  kWrongClocks,  // From the beginning, by decades.
};
inline constexpr size_t kFaults = 18;

class Faults {
 public:
  Faults(std::initializer_list<std::pair<Fault, double>> rates = {}) {
    for (const auto& [fault, rate] : rates) (*this)[fault] = rate;
  }
  double& operator[](Fault fault) { return rates_[static_cast<size_t>(fault)]; }
  double operator[](Fault fault) const { return rates_[static_cast<size_t>(fault)]; }

 private:
  std::array<double, kFaults> rates_{};
};

// One thing that happens. Everything that is random in it comes from `number`.
struct Step {
  enum Kind : uint8_t {
    kLook,  // Somebody opens a form …
    kSave,  // … and saves one of those that are open.
    kDelete,
    kResolve,  // Decides a dispute.
    kUndo,
    kBatch,      // Many rows in one action.
    kWrongType,  // A commit that the hub has to refuse.
    kForeign,    // A commit in somebody else's stream.
    kNewer,      // A commit of a newer program: unknown field, choice, entity.
    kRetry,      // The author sends refused values again, or discards them.
    kAskDecision,
    kDecideAtHub,
    kExchange,
    kStick,        // Writes a request for a stick …
    kCarry,        // … which somebody reads into the hub, once or again, and brings an answer …
    kBringAnswer,  // … or an answer of last month.
    kClock,        // A clock jumps, or goes mad.
    kPowerOff,
    kDamage,  // A file is damaged, noticed and repaired.
    kRestartHub,
    kCopy,     // A PC's disk is copied to a second PC; both go on.
    kBackup,   // Of a PC's disk …
    kRestore,  // … and back.
    kSwap,     // Two PCs change their disks.
    kDie,
    kJoin,  // A new PC, with rows of its own.
    kRevoke,
    kGive,   // A PC keeps a second organisation …
    kTake,   // … and no longer.
    kErase,  // A row's values go for good (or are written, so that there is something to erase).
    kHubBackup,
    kHubRestore,
  };
  Kind kind = kLook;
  uint8_t who = 0;
  uint32_t number = 0;
};
inline constexpr size_t kSteps = Step::kHubRestore + 1;
std::string_view Name(Step::Kind kind);

struct Program {
  uint64_t seed = 0;
  size_t people = 5;  // See World.
  Faults faults;
  std::vector<Step> steps;
};

// An invariant that does not hold; its name is stable, so that a shortened program can be asked for
// the same failure.
class Broken : public std::runtime_error {
 public:
  Broken(const std::string& name, const std::string& what)
      : std::runtime_error(name + ": " + what), invariant(name) {}
  std::string invariant;
};

using Events = std::map<std::string, int64_t>;

// `without`: names of steps and faults that no run has, separated by anything.
Program ProgramOf(uint64_t seed, std::string_view without = {});
// C++ for the body of a TEST_CASE.
std::string Text(const Program& program);
// What breaks; nothing: all is well, and `events` has grown.
std::optional<Broken> Run(const Program& program, Events& events);
// The shortest program found in at most `runs` runs that breaks the same invariant.
Program Shrink(Program program, const std::string& invariant, int runs);

}  // namespace tests::simulation
