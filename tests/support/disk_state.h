// SPDX-License-Identifier: MIT
// What is on a MemoryDisk; for memory_vfs.cpp only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

#include "model/assert.h"
#include "tests/support/memory_vfs.h"

namespace tests {

inline constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// What a change has overwritten, to be put back when the power goes.
struct Undo {
  std::size_t size;    // Of the file before.
  std::size_t offset;  // Where `bytes` were.
  std::string bytes;
};

// Locks are counted for SQLite's rule: many readers, one writer.
struct DiskFile {
  std::string contents;
  std::vector<Undo> unsynced;
  int shared_locks = 0;  // Connections that hold SHARED or more.
  int reserved_locks = 0;
  bool exclusive = false;
};

// The files of a disk and what is to go wrong with them. Every change goes through Write() and
// Shorten().
struct DiskState {
  std::string name;
  sqlite3_vfs vfs{};
  std::map<std::string, std::shared_ptr<DiskFile>, std::less<>> files;
  std::uint64_t random = 0;
  std::int64_t writes = 0;
  std::int64_t bytes_written = 0;
  std::int64_t size = 0;
  std::int64_t size_limit = kNever;
  std::int64_t kill_at = kNever;  // The value of `writes` with which the end comes.
  MemoryDisk::Crash crash = MemoryDisk::Crash::kProcess;
  bool killed = false;
  int open_files = 0;
  int temporary_files = 0;

  // Counts a change. False: the disk is dead, or dies with this one.
  bool CountWrite() {
    if (killed) return false;
    killed = ++writes >= kill_at;
    return !killed;
  }

  void Resize(DiskFile& file, std::size_t bytes) {
    size += static_cast<std::int64_t>(bytes) - static_cast<std::int64_t>(file.contents.size());
    file.contents.resize(bytes);
  }

  void Write(DiskFile& file, const char* bytes, std::size_t count, std::size_t offset) {
    const std::size_t before = file.contents.size();
    file.unsynced.push_back(
        {before, offset, offset < before ? file.contents.substr(offset, count) : ""});
    if (offset + count > before) Resize(file, offset + count);
    std::memcpy(file.contents.data() + offset, bytes, count);
    bytes_written += static_cast<std::int64_t>(count);
  }

  void Shorten(DiskFile& file, std::size_t bytes) {
    const std::size_t before = file.contents.size();
    file.unsynced.push_back({before, bytes, bytes < before ? file.contents.substr(bytes) : ""});
    Resize(file, bytes);
  }

  void ForgetUnsynced(DiskFile& file) {
    for (; !file.unsynced.empty(); file.unsynced.pop_back()) {
      const Undo& undo = file.unsynced.back();
      Resize(file, undo.size);
      undo.bytes.copy(file.contents.data() + undo.offset, undo.bytes.size());
    }
  }

  void Erase(decltype(files)::iterator position) {
    size -= static_cast<std::int64_t>(position->second->contents.size());
    files.erase(position);
  }

  DiskFile& Get(std::string_view file_name) const {
    const auto found = files.find(file_name);
    ASSERT(found != files.end());
    return *found->second;
  }
};

}  // namespace tests
