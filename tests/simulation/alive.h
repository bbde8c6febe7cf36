// SPDX-License-Identifier: MIT
// Work on a disk that may fail in the middle of it; for the sources of World.
#pragma once

#include "tests/simulation/world.h"

namespace tests::simulation {

template <typename Work>
bool World::Alive(Person& person, Work work) {
  MemoryDisk& disk = *person.disk;
  const bool full = Chance(Fault::kFullSite);
  if (full) disk.FullAfterBytes(static_cast<int64_t>(dice_.Pick(40'000)));
  if (Chance(Fault::kKillSite))
    disk.KillAfterWrites(static_cast<int64_t>(1 + dice_.Pick(40)));
  else if (Chance(Fault::kPowerSite))
    disk.KillAfterWrites(static_cast<int64_t>(1 + dice_.Pick(40)), MemoryDisk::Crash::kPower);
  bool survived = true;
  try {
    work();
  } catch (const model::StorageError& error) {
    if (!disk.killed() && !full) throw Broken("I22", person.name + ": " + error.what());
    survived = false;
    ++events_[disk.killed() ? "site killed" : "disk full"];
  }
  disk.NoLongerFull();
  if (disk.killed()) {
    Reopen(person);
    return false;
  }
  disk.Revive();
  if (survived) Note(person);
  return survived;
}

}  // namespace tests::simulation
