// SPDX-License-Identifier: MIT
// A disk in memory for databases: the base of the simulation. It can be killed at any write, lose
// its power, be full, be copied and be damaged, always in the same way for the same seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/sqlite/database.h"

namespace tests {

struct DiskState;

// A file system of its own, known to SQLite as vfs_name() while it lives; it must outlive the
// databases on it. Open them with Options(): there is no shared memory, so one connection to a file
// at a time. A disk is used by one thread. Making one also seeds SQLite's own generator, so that
// whatever follows on this thread has the same bytes in each run.
class MemoryDisk {
 public:
  // What a crash takes along.
  enum class Crash {
    kProcess,  // Nothing: what was written is there when the program starts again.
    kPower,    // Every write since the last sync of its file; what was deleted stays deleted.
  };

  explicit MemoryDisk(std::uint64_t seed = 1);
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;
  ~MemoryDisk();

  const std::string& vfs_name() const;
  sync::OpenOptions Options(std::string path) const;

  // How many changes (write, sync, truncate, delete) were tried so far, and how many bytes written.
  std::int64_t writes() const;
  std::int64_t bytes_written() const;
  // The bytes of all files now.
  std::int64_t size() const;

  // The n-th change from now on fails (a write half done), and everything after it, until Revive().
  void KillAfterWrites(std::int64_t n, Crash crash = Crash::kProcess);
  // Everything fails from now on, until Revive().
  void Kill(Crash crash = Crash::kProcess);
  void LosePower() { Kill(Crash::kPower); }
  bool killed() const;
  // Ends or takes back Kill…(); after a power loss the files are as they were last synced. Does
  // nothing when nothing was armed. REQUIRES after a kill: no database is open on the disk.
  void Revive();

  // Lets the files grow by `bytes` more in all; a write beyond that fails as on a full disk.
  void FullAfterBytes(std::int64_t bytes);
  void NoLongerFull();

  // Replaces all files by those of `other` as they are now, in the middle of work too: a copied PC,
  // a restored backup. REQUIRES: no database is open on this disk.
  void CopyFrom(const MemoryDisk& other);

  // Sorted names; "x.db-wal" is the write-ahead log of "x.db".
  std::vector<std::string> Files() const;
  bool Exists(std::string_view file) const;
  // These four REQUIRE that the file exists. An open database may go on with pages that it has
  // cached.
  const std::string& Contents(std::string_view file) const;
  void FlipByte(std::string_view file, std::size_t offset);
  void Truncate(std::string_view file, std::size_t size);
  void Remove(std::string_view file);
  // Makes or replaces a file.
  void Put(std::string_view file, std::string contents);

 private:
  std::unique_ptr<DiskState> state_;
};

}  // namespace tests
