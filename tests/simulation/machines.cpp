// SPDX-License-Identifier: MIT
// What happens to whole machines: clocks, power, copies, backups, theft, damage.
#include <algorithm>

#include "tests/simulation/alive.h"

namespace tests::simulation {
namespace {

constexpr size_t kMostPeople = 6;
constexpr int kSecretRow = 8;
constexpr int64_t kHour = 3'600'000;
constexpr int64_t kYear = 365 * 24 * kHour;

}  // namespace

void World::StepClock(Person& person) {
  static constexpr int64_t kJumps[] = {-20 * kYear, -kHour, -1, 0, kHour, 20 * kYear};
  person.clock->offset_ms = kJumps[dice_.Pick(std::size(kJumps))];
  person.clock->strobe_ms = dice_.Chance(.3) ? -kHour : 0;
  hub_clock_->offset_ms = dice_.Chance(.2) ? kJumps[dice_.Pick(std::size(kJumps))] : 0;
}

void World::StepPowerOff(Person& person) {
  person.disk->LosePower();
  Reopen(person);
}

// Tables that are a view are made again; parts of the log that the hub has are pulled again.
void World::StepDamage(Person& person) {
  sync::Database& database = person.store->replica().database();
  const bool log = dice_.Chance(.5);
  if (log)
    database.Execute(
        "UPDATE frame SET data=zeroblob(length(data)) WHERE id=(SELECT max(frame) FROM log l WHERE"
        " NOT EXISTS(SELECT 1 FROM log o WHERE o.frame=l.frame AND o.number IS NULL))");
  else
    database.Execute("UPDATE child SET class='порча'");
  Reopen(person);
  for (const std::string& problem : person.store->Verify(true))
    ++events_["repaired: " + problem.substr(0, problem.find(':'))];
  // What the hub may have lost since, too, is now lost.
  std::erase_if(person.memory.held, [&](const auto& held) {
    const bool gone = !person.log().Find(held.first);
    if (gone) Touch(person, held.first);
    return gone;
  });
  // Without the damaged commits the hub's signatures prove nothing, until they have been read again.
  if (log)
    for (auto& [dot, held] : person.memory.held) held.proven = false;
}

void World::StepRestartHub(Person&) {
  RestartHub(dice_.Chance(.5) ? MemoryDisk::Crash::kPower : MemoryDisk::Crash::kProcess);
}

// Sometimes the program sees by its file that it is not where it was.
void World::Notice(Person& person, const char* reason) {
  if (!dice_.Chance(.4)) return;
  sync::Replica& replica = person.store->replica();
  sync::Membership membership = replica.membership();
  membership.new_site = reason;
  sync::Replica::Change change(replica);
  replica.SetMembership(membership);
  change.Commit();
}

void World::StepCopy(Person& person) {
  if (people_.size() < kMostPeople) Notice(Copy(person), "copied");
}

void World::StepBackup(Person& person) {
  Backup(person);
}

void World::StepRestore(Person& person) {
  std::vector<size_t> mine;
  for (size_t i = 0; i < backups_.size(); ++i)
    if (backups_[i].family == person.family) mine.push_back(i);
  if (mine.empty()) return;
  Restore(person, mine[dice_.Pick(mine.size())]);
  Notice(person, "restored");
}

// The folders of two PCs are put the wrong way round: each machine, with its clock, has the
// other's.
void World::StepSwap(Person& person) {
  Person& other = *people_[dice_.Pick(people_.size())];
  if (&other == &person) return;
  person.store.reset();
  other.store.reset();
  std::swap(person.clock, other.clock);
  OpenStore(person);
  OpenStore(other);
}

void World::StepDie(Person& person) {
  if (people_.size() > 2) Die(person);
}

void World::StepJoin(Person&) {
  if (people_.size() < kMostPeople) Join(dice_.Pick(5), static_cast<int>(dice_.Pick(3)));
}

void World::StepRevoke(Person& person) {
  Revoke(person);
}

void World::StepGive(Person& person) {
  const server::Device* device = DeviceOf(person);
  if (!device || person.coordinator()) return;
  const model::Uuid other = organisations_[person.organisation == organisations_[0] ? 1 : 0];
  if (!hub_->GiveOrganisation(device->id, other)) throw Broken("organisations", "giving");
}

void World::StepTake(Person& person) {
  const server::Device* device = DeviceOf(person);
  if (!device || device->others.empty()) return;
  if (!hub_->TakeOrganisation(device->id, device->others.front()))
    throw Broken("organisations", "taking");
}

// A row of its own, which some people fill with what nobody else writes, and others have erased.
void World::StepErase(Person& person) {
  Place place = AnyPlace(person);
  place.key.id.bytes[15] = static_cast<uint8_t>(place.key.id.bytes[15] + kSecretRow);
  const Sight sight = Look(person, place);
  if (!sight.exists || dice_.Chance(.4)) {
    const std::string secret = "тайна" + std::to_string(dice_.Next());
    const char* field = place.key.entity == "child" ? "class" : "goals";
    if (Put(person, sight, field, secret).empty()) secrets_[place.key].insert(secret);
    return;
  }
  bool asked = false;
  if (person.coordinator())
    Alive(person, [&] { asked = static_cast<bool>(person.store->Erase(place.key, {})); });
  else
    asked = static_cast<bool>(hub_->Erase(place.key.entity, place.key.id, "по заявлению"));
  if (asked) ++events_["erasure asked"];
}

void World::StepHubBackup(Person&) {
  BackUpHub();
}

void World::StepHubRestore(Person&) {
  if (!hub_backups_.empty()) RestoreHub(dice_.Pick(hub_backups_.size()));
}

}  // namespace tests::simulation
