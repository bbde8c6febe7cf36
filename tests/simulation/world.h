// SPDX-License-Identifier: MIT
// A district in one process, on one thread, in virtual time: schools, coordinators and a hub, each
// the real engine on a disk in memory, with lines and sticks between them, and with every fault
// that a program names. The same program does the same.
//
// Beside it runs an oracle that knows nothing of replaces, clocks or numbers: it remembers what
// each person had seen when they wrote, and which commits are still held by a machine that lives,
// and says from that alone what must be there in the end.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server-stub/hub.h"
#include "sync/exchange/exchange.h"
#include "sync/store/store.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/hub_view.h"
#include "tests/simulation/program.h"
#include "tests/support/memory_vfs.h"

namespace tests::simulation {

using sync::Dot;
using sync::RowKey;
using sync::RowState;
using sync::StreamId;

// A machine's clock and its randomness.
class Clock : public sync::Environment {
 public:
  Clock(uint64_t seed, const int64_t& world_ms) : random_(seed), world_ms_(world_ms) {}
  int64_t NowMs() override { return world_ms_ + offset_ms + (++asked_ % 2 == 0 ? strobe_ms : 0); }
  void Random(void* bytes, size_t count) override {
    for (size_t i = 0; i < count; ++i)
      static_cast<uint8_t*>(bytes)[i] = static_cast<uint8_t>(random_());
  }
  int64_t offset_ms = 0;
  int64_t strobe_ms = 0;  // Every second look at the clock is off by so much.

 private:
  std::mt19937_64 random_;
  const int64_t& world_ms_;
  int64_t asked_ = 0;
};

// Where people write.
struct Place {
  RowKey key;
  StreamId stream;
  model::Uuid owner;
};

// What somebody had on the screen.
struct Sight {
  Place place;
  bool exists = false;
  bool deleted = false;
  std::string rev;
  std::map<std::string, std::set<Dot>> heads;  // By cell.
  std::set<Dot> tombstones;
};

// What is remembered of a commit that a PC holds.
struct Held {
  StreamId stream;
  int64_t number = 0;     // Now, and
  bool numbered = false;  // whether it had one here at any time.
  bool inside = false;
  bool own = false;     // Its author may offer it without a proof.
  bool proven = false;  // Its stream was read beyond it, so the hub's signature proves its number.
  bool here = false;    // For Note.
};

// What a PC holds and its people know; goes along with its disk.
struct Memory {
  std::deque<Sight> sights;  // Forms that are open.
  std::map<Dot, Held> held;  // Commits that were durable here, and that nobody has told it to drop.
  std::vector<model::Uuid> actions;
};

struct Person {
  std::string name;
  model::Uuid organisation;  // Nil: a coordinator.
  size_t family = 0;         // PCs with a common past: copies of each other.
  std::unique_ptr<MemoryDisk> disk{};
  std::unique_ptr<Clock> clock{};
  std::unique_ptr<sync::Store> store{};
  Memory memory{};
  int64_t noted = -1;    // The disk's writes when memory was last brought up to date.
  bool changed = false;  // Since the last checks.
  std::vector<std::pair<Dot, int64_t>> fresh{};  // Commits that came since, and their log ids.
  std::set<RowKey> touched{};  // Rows of which a commit has come into the fold or left it since.

  bool coordinator() const { return organisation.is_nil(); }
  sync::ChangeLog& log() const { return store->replica().log(); }
};

// What the oracle remembers of a commit's change of a row.
struct Truth {
  std::map<std::string, std::set<Dot>> saw;  // By written cell: all writes behind what was seen.
  std::set<Dot> seen_by_delete;
  bool deletes = false;
  std::set<Dot> restored;
};

// A request or an answer that somebody keeps.
struct Message {
  size_t family;  // Whose PC it is from or for.
  std::string token;
  std::string bytes;
};

class World {
 public:
  // The people of a district, of which a run has the first few.
  enum Who : size_t { kSchool, kCoordinator, kOtherSchool, kSecondPc, kSecondCoordinator };

  World(uint64_t seed, size_t people, const Faults& faults = {});
  ~World();

  // Throw Broken.
  void Do(const Step& step);
  void Do(const std::vector<Step>& steps);
  // Faults end; everybody exchanges until nothing moves, everything is checked, then every old
  // message is delivered once more, which must change nothing.
  void End();
  const Events& events() const { return events_; }

  // --- What scenarios say; steps are made of the same. ---
  Person& person(size_t who) { return *people_[who]; }
  server::Hub& hub() { return *hub_; }
  const MemoryDisk& hub_disk() const { return *hub_disk_; }
  Place Child(size_t school, uint8_t index) const;
  Place Programme(size_t school, uint8_t index) const;
  Sight Look(Person& person, const Place& place);
  // Each returns the code of the refusal, or nothing.
  std::string Put(Person& person, const Sight& sight, const std::string& field,
                  const std::string& value);
  std::string Put(size_t who, const Place& place, const std::string& field,
                  const std::string& value);
  std::string Delete(size_t who, const Place& place);
  std::string Restore(size_t who, const Place& place);
  std::string Resolve(size_t who, const Place& place, const std::string& field,
                      const std::string& value);
  std::string Value(size_t who, const Place& place, const std::string& field);
  size_t Disputes(size_t who);
  // A commit with a value of the wrong type, which the hub refuses.
  void PutWrongType(Person& person, const Place& place);
  std::vector<sync::RefusedCommit> Refused(size_t who) { return people_[who]->store->Refused(); }
  void Exchange(size_t who);  // Over a line without faults.
  void ExchangeAll();         // Twice, so that everybody has what everybody had.
  // The same by stick. Carrying brings an answer, unless the hub did not take the request.
  Message WriteStick(Person& person);
  std::optional<Message> Carry(const Message& request);
  bool BringAnswer(Person& person, const Message& answer);
  // Answers an arbitrary request as the hub does.
  model::Result<std::string> Ask(const Person& person, const sync::Request& request);
  Person& Copy(Person& person);
  size_t Backup(const Person& person);
  void Restore(Person& person, size_t backup);
  void Die(Person& person);
  Person& Join(size_t like, int rows);  // A new PC beside that one, with rows from before joining.
  void Revoke(Person& person);
  size_t BackUpHub();
  void RestoreHub(size_t backup);
  void RestartHub(MemoryDisk::Crash crash);

 private:
  struct PcBackup {
    size_t family;
    std::unique_ptr<MemoryDisk> disk;
    Memory memory;
  };
  struct HubBackup {
    std::unique_ptr<MemoryDisk> disk;
    std::set<Dot> held;
  };
  using Action = void (World::*)(Person&);

  // --- world.cpp: machines ---
  bool Chance(Fault fault) { return faulty_ && dice_.Chance(faults_[fault]); }
  void OpenStore(Person& person);
  void OpenHub(bool start);
  std::unique_ptr<Person> NewPerson(size_t like, const std::string& name);
  void JoinDistrict(Person& person);
  // Runs something that may be killed or stopped in the middle; false when it was.
  template <typename Work>
  bool Alive(Person& person, Work work);
  void Reopen(Person& person);
  void Notice(Person& person, const char* reason);
  void Note(Person& person);
  // Until the hub's next change.
  const server::Device* DeviceOf(const Person& person);

  // --- people.cpp ---
  Place AnyPlace(const Person& person);
  std::string Write(Person& person, const std::vector<Sight>& sights,
                    std::vector<sync::RowWrite> writes);
  sync::RowWrite WishFor(const Sight& sight);
  Truth& Tell(const Dot& dot, const RowKey& key);
  void Remember(Person& person, const model::Uuid& action, const std::vector<Sight>& sights);
  void RememberJoined(Person& person);
  std::set<Dot> Behind(const std::set<Dot>& heads, const RowKey& key,
                       const std::string& cell) const;
  void StepLook(Person& person);
  void StepSave(Person& person);
  void StepDelete(Person& person);
  void StepResolve(Person& person);
  void StepUndo(Person& person);
  void StepBatch(Person& person);

  // --- disobedience.cpp ---
  void AddByHand(Person& person, const Sight& sight, bool foreign);
  void StepWrongType(Person& person);
  void StepForeign(Person& person);
  void StepNewer(Person& person);
  void StepRetry(Person& person);
  void StepAskDecision(Person& person);
  void StepDecideAtHub(Person& person);

  // --- line.cpp ---
  std::optional<std::string> AskHub(const std::string& token, const std::string& request,
                                    bool whole);
  std::optional<std::string> Deliver(Person& person, const std::string& request, bool& whole);
  sync::ExchangeTotals Exchange(Person& person);
  void Keep(std::vector<Message>& messages, Message message);
  void NoteFrames(const sync::Request& request);
  void NoteAnswer(const sync::Answer& answer);
  void StepExchange(Person& person) { Exchange(person); }
  void StepStick(Person& person) { Keep(sticks_, WriteStick(person)); }
  void StepCarry(Person& person);
  void StepBringAnswer(Person& person);

  // --- machines.cpp ---
  void StepClock(Person& person);
  void StepPowerOff(Person& person);
  void StepDamage(Person& person);
  void StepRestartHub(Person& person);
  void StepCopy(Person& person);
  void StepBackup(Person& person);
  void StepRestore(Person& person);
  void StepSwap(Person& person);
  void StepDie(Person& person);
  void StepJoin(Person& person);
  void StepRevoke(Person& person);
  void StepGive(Person& person);
  void StepTake(Person& person);
  void StepErase(Person& person);
  void StepHubBackup(Person& person);
  void StepHubRestore(Person& person);

  // --- check.cpp: when everything is quiet ---
  void Quiet();
  std::string State();
  void ReadOldSticks();
  HubView Check();  // As the hub is.
  void Verify();
  void CheckReplica(Person& person, const HubView& view);
  void CheckRows(Person& person, const HubView& view);
  void CheckNothingLost(const HubView& view);
  bool NamesWhatIsLost(const HubView& view, const Dot& dot) const;
  bool CanProve(const Dot& dot) const;  // A living machine.
  void CheckOutside(const HubView& view);
  void CheckDigests();
  void CheckErased(const HubView& view);
  // --- truth.cpp ---
  void CheckTruth(const HubView& view);
  // `state`: what the commits of `inside` that somebody has written must have made of the row;
  // `lines` tells of them.
  void CheckRow(const RowKey& key, const std::function<bool(const Dot&)>& inside,
                const RowState* state, const std::function<std::string()>& lines);
  // --- check_always.cpp: after each step, of those machines that have changed ---
  void CheckAlways();
  void CheckAlways(Person& person);
  void CheckInside(Person& person);
  void CheckTouched(Person& person);
  void CheckFresh(Person& person);
  void CheckCursors(Person& person);
  void CheckOfficial(Person& person, const RowKey& key, const RowState& state);
  void NoteNumber(Person& person, const Dot& dot, const Held& held);
  void NoteGone(Person& person, bool same_life);
  void Touch(Person& person, const Dot& dot);
  static bool Keeps(const Person& person, const StreamId& stream);
  static std::string LinesOf(Person& person, const RowKey& key);
  void CheckAnswer(const Person& person);

  bool Reads(const Person& person, const StreamId& stream);
  bool Revoked(const Person& person);

  Dice dice_;
  int64_t now_ms_ = 1'760'000'000'000;
  uint64_t seed_;
  Faults faults_;
  bool faulty_ = false;  // While a step is done, and not in scenarios or at quiet.
  std::unique_ptr<MemoryDisk> hub_disk_;
  std::unique_ptr<Clock> hub_clock_;
  std::unique_ptr<server::Hub> hub_;
  std::optional<model::Error> hub_refusal_;  // Of the last request.
  std::vector<StreamId> hub_pages_;          // Whose pages its answer has.
  std::vector<server::Device> devices_;      // The hub's, as of that write of its disk.
  int64_t devices_at_ = -1;
  std::map<std::string, std::string> keys_;          // Public keys of devices, by their seeds.
  std::set<Dot> hub_held_;                           // What the hub's present life has taken.
  std::map<sync::FrameHash, std::set<Dot>> frames_;  // What is in a frame.
  std::optional<sync::Epoch> hub_epoch_;             // As far as it has said since it started.
  std::vector<std::unique_ptr<Person>> people_;
  size_t families_ = 0;
  size_t copies_ = 0;
  std::vector<model::Uuid> organisations_;
  std::vector<Message> sticks_;   // Requests on sticks.
  std::vector<Message> sent_;     // Old requests of the line.
  std::vector<Message> answers_;  // Old answers.
  std::vector<PcBackup> backups_;
  std::vector<HubBackup> hub_backups_;
  bool forks_ = false;  // Something has happened after which two commits may have one seq.
  std::map<Dot, std::map<RowKey, Truth>> truths_;
  std::map<RowKey, std::set<Dot>> writes_of_;  // Whose truth tells of the row.
  // What anybody was told of a number, by life of the hub.
  std::map<std::pair<int64_t, uint64_t>, std::map<int64_t, std::pair<StreamId, Dot>>> numbers_;
  std::map<RowKey, std::set<std::string>> secrets_;  // Values of rows that are to be erased.
  Events events_;
};

}  // namespace tests::simulation
