// SPDX-License-Identifier: MIT
// A district in one process, on one thread, in virtual time: two schools, a coordinator and a hub,
// each the real engine on a disk in memory, with a line between them that loses, repeats, reorders,
// cuts and keeps old messages, and with processes that die at any write. Everything that happens
// follows from the seed.
//
// Beside it runs an oracle that knows nothing of replaces, clocks or numbers: it remembers what
// each person had seen when they wrote, and says from that alone what every row must look like in
// the end.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server-stub/hub.h"
#include "sync/exchange/exchange.h"
#include "sync/store/store.h"
#include "tests/support/memory_vfs.h"

namespace tests::simulation {

using kruzhok::sync::Dot;
using kruzhok::sync::RowKey;
using kruzhok::sync::RowState;
using kruzhok::sync::StreamId;

// Which faults a run has, and how often; drawn from the seed.
struct Faults {
  double lose_request = 0;
  double lose_answer = 0;
  double cut_request = 0;
  double cut_answer = 0;
  double repeat_request = 0;  // An old request is delivered again, its answer kept.
  double stale_answer = 0;    // An old answer is delivered to a later exchange.
  double kill_client = 0;
  double kill_hub = 0;
  double restart_hub = 0;
  double wrong_type = 0;
  double foreign = 0;
  double deletes = 0.1;
  double decide = 0;
  bool clocks_wrong = false;
};

class Clock : public kruzhok::sync::Environment {
 public:
  Clock(uint64_t seed, const int64_t& world_ms) : random_(seed), world_ms_(world_ms) {}
  int64_t NowMs() override { return world_ms_ + offset_ms; }
  void Random(void* bytes, size_t count) override {
    for (size_t i = 0; i < count; ++i)
      static_cast<uint8_t*>(bytes)[i] = static_cast<uint8_t>(random_());
  }
  int64_t offset_ms = 0;

 private:
  std::mt19937_64 random_;
  const int64_t& world_ms_;
};

// What somebody had on the screen.
struct Sight {
  RowKey key;
  StreamId stream;
  model::Uuid owner;
  bool exists = false;
  bool deleted = false;
  std::string rev;
  std::map<std::string, std::set<Dot>> heads;  // By cell.
  std::set<Dot> tombstones;
};

struct Person {
  std::string name;
  model::Uuid organisation;  // Nil: the coordinator.
  std::unique_ptr<MemoryDisk> disk;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<kruzhok::sync::Store> store;
  std::deque<Sight> sights;       // Forms that are open.
  std::deque<std::string> stale;  // Old answers.
  std::deque<std::string> sent;   // Old requests.
  std::set<Dot> durable;          // Commits that a command acknowledged.
  std::vector<model::Uuid> actions;
};

// What the oracle remembers of a commit.
struct Truth {
  RowKey key;
  std::map<std::string, std::set<Dot>> saw;  // By written cell: all writes behind what was seen.
  std::set<Dot> seen_by_delete;
  bool deletes = false;
  std::set<Dot> restored;
};

class World {
 public:
  explicit World(uint64_t seed);
  ~World();

  void Run(int steps);
  // Faults end; everybody exchanges until nothing moves. Returns the rounds; throws when it never
  // ends.
  int Quiet();
  // Throws std::runtime_error with what is wrong.
  void Check();

  const std::map<std::string, int64_t>& events() const { return events_; }

 private:
  bool Chance(double probability) {
    return std::uniform_real_distribution<>(0, 1)(random_) < probability;
  }
  size_t Pick(size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random_); }

  void Step();
  void Look(Person& person);
  void Save(Person& person);
  void SaveBad(Person& person, bool foreign);
  void Undo(Person& person);
  void DecideAtHub();
  void DecideAtCoordinator();
  void RetryOrDiscard(Person& person);
  void Exchange(Person& person, bool faults);
  std::optional<std::string> Deliver(Person& person, std::string request, bool faults, bool& whole);

  // Runs something that may be killed in the middle; false when it was.
  template <typename Work>
  bool Alive(Person& person, Work work);
  std::optional<std::string> AskHub(const std::string& token, const std::string& request,
                                    bool whole);
  void OpenStore(Person& person);
  void OpenHub(bool start);
  void Join(Person& person);

  Sight SightOf(Person& person, const RowKey& key, const StreamId& stream,
                const model::Uuid& owner);
  void Remember(Person& person, const model::Uuid& action, const Sight& sight, bool acknowledged);
  std::set<Dot> Behind(const std::set<Dot>& heads, const std::string& cell) const;

  void CheckInside(Person& person);
  void CheckReplica(Person& person);
  void CheckRow(const RowKey& key, const std::map<Dot, const Truth*>& commits,
                const RowState& state);
  void CheckOfficial(const RowKey& key, const std::string& cell, const RowState& state);
  std::string Lines(const RowKey& key);
  void CheckNothingLost();

  std::mt19937_64 random_;
  int64_t now_ms_ = 1'760'000'000'000;
  Faults faults_;
  std::unique_ptr<MemoryDisk> hub_disk_;
  std::unique_ptr<Clock> hub_clock_;
  std::unique_ptr<kruzhok::server::Hub> hub_;
  std::vector<std::unique_ptr<Person>> people_;
  std::vector<model::Uuid> organisations_;
  std::map<Dot, Truth> truths_;
  std::map<std::string, int64_t> events_;
};

}  // namespace tests::simulation
