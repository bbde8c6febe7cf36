// SPDX-License-Identifier: MIT
// What is left of a database when the machine stops at the worst moment, and that the disk of the
// simulation fails as real ones do.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "sync/sqlite/database.h"
#include "sync/sqlite/transaction.h"
#include "tests/support/memory_vfs.h"

using sync::BlobView;
using sync::Database;
using sync::OpenOptions;
using sync::ResetAtEnd;
using sync::Statement;
using sync::Transaction;
using tests::MemoryDisk;

namespace {

std::unique_ptr<Database> OpenWithTable(const OpenOptions& options) {
  auto database = Database::Open(options);
  database->Execute(
      "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, name TEXT, body BLOB)");
  return database;
}

void Insert(Database& database, std::string_view name, std::string_view body = {}) {
  database.Cached("INSERT INTO item (name, body) VALUES (?1, ?2)").Run(name, BlobView{body});
}

int Count(Database& database) {
  Statement& count = database.Cached("SELECT count(*) FROM item");
  const ResetAtEnd reset(count);
  count.Step();
  return static_cast<int>(count.Int(0));
}

// The code of the StorageError that `action` throws.
template <typename Action>
std::string CodeOf(Action action) {
  try {
    action();
  } catch (const model::StorageError& error) {
    return std::string(error.code().name());
  }
  return "nothing was thrown";
}

// A short life of a database in transactions of three rows. Returns how many were acknowledged.
int LiveUntilKilled(const MemoryDisk& disk) {
  int acknowledged = 0;
  try {
    auto database = OpenWithTable(disk.Options("x.db"));
    for (int i = 0; i < 4; ++i) {
      Transaction transaction(*database);
      for (const char* name : {"a", "b", "c"}) Insert(*database, name, std::string(3000, 'x'));
      transaction.Commit();
      ++acknowledged;
      if (i == 1) database->Checkpoint();
      if (i == 2) database->Backup("copy.db");
    }
  } catch (const model::StorageError&) {
    REQUIRE(disk.killed());
  }
  return acknowledged;
}

// Kills that life at each of its writes. Returns how many there are.
int KillEverywhere(MemoryDisk::Crash crash) {
  for (int n = 1;; ++n) {
    MemoryDisk disk(static_cast<std::uint64_t>(n));
    disk.KillAfterWrites(n, crash);
    const int acknowledged = LiveUntilKilled(disk);
    if (!disk.killed()) return n - 1;
    disk.Revive();
    auto database = OpenWithTable(disk.Options("x.db"));
    INFO("killed at write " << n << " after " << acknowledged << " transactions");
    const int rows = Count(*database);
    REQUIRE(database->IntegrityCheck().empty());
    REQUIRE(rows % 3 == 0);
    REQUIRE(rows / 3 >= acknowledged);
    REQUIRE(rows / 3 <= acknowledged + 1);
    if (disk.Exists("copy.db"))
      REQUIRE(Database::Open(disk.Options("copy.db"))->IntegrityCheck().empty());
  }
}

}  // namespace

TEST_CASE("Killed at any write, a transaction is there whole or not at all, and none is lost") {
  CHECK(KillEverywhere(MemoryDisk::Crash::kProcess) > 50);
}

TEST_CASE(
    "Without power at any write, a transaction is there whole or not at all, and none is lost") {
  CHECK(KillEverywhere(MemoryDisk::Crash::kPower) > 50);
}

TEST_CASE(
    "The power goes right after a commit: nothing is lost, except where nobody waited for it") {
  const bool full = GENERATE(true, false);
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  Insert(*database, "first");
  if (!full) database->Execute("PRAGMA synchronous=OFF");
  Insert(*database, "second");
  disk.LosePower();
  database.reset();
  disk.Revive();
  CHECK(Count(*Database::Open(disk.Options("x.db"))) == (full ? 2 : 1));
}

TEST_CASE("A killed disk does nothing more until it is revived") {
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  Insert(*database, "a");
  disk.Kill();
  const std::string log = disk.Contents("x.db-wal");
  CHECK(CodeOf([&] { Insert(*database, "b"); }) == "storage_failed");
  CHECK(CodeOf([&] { Database::Open(disk.Options("y.db")); }) == "storage_failed");
  database.reset();
  CHECK(disk.Contents("x.db-wal") == log);
  disk.Revive();
  CHECK(Count(*Database::Open(disk.Options("x.db"))) == 1);
}

TEST_CASE(
    "A disk copied in the middle of work opens with what was committed, and goes its own way") {
  MemoryDisk original;
  MemoryDisk copy;
  auto database = OpenWithTable(original.Options("x.db"));
  Insert(*database, "committed");
  Transaction transaction(*database);
  Insert(*database, "not yet");
  copy.CopyFrom(original);
  auto other = Database::Open(copy.Options("x.db"));
  CHECK(Count(*other) == 1);
  Insert(*other, "only here");
  transaction.Commit();
  CHECK(Count(*other) == 2);
  CHECK(Count(*database) == 2);
}

TEST_CASE("The same seed makes the same bytes") {
  MemoryDisk one(7);
  LiveUntilKilled(one);
  MemoryDisk two(7);
  LiveUntilKilled(two);
  MemoryDisk three(8);
  auto database = OpenWithTable(three.Options("x.db"));
  REQUIRE(one.Files() == std::vector<std::string>{"copy.db", "x.db"});
  for (const std::string& file : one.Files()) CHECK(one.Contents(file) == two.Contents(file));
  CHECK(one.writes() == two.writes());
}

TEST_CASE("A disk knows how much it holds") {
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  Insert(*database, "a", std::string(50000, 'x'));
  database->Checkpoint();
  database.reset();
  CHECK(disk.Files() == std::vector<std::string>{"x.db"});
  CHECK(disk.size() == static_cast<std::int64_t>(disk.Contents("x.db").size()));
  CHECK(disk.bytes_written() > disk.size());
  disk.Remove("x.db");
  CHECK(disk.size() == 0);
}
