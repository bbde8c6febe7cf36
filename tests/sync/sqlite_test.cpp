// SPDX-License-Identifier: MIT
// What the store may rely on: transactions, statements and errors of sync/sqlite.
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "model/error.h"
#include "sync/sqlite/database.h"
#include "sync/sqlite/transaction.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/temp_folder.h"

using sync::BlobView;
using sync::ColumnType;
using sync::Database;
using sync::OpenOptions;
using sync::ResetAtEnd;
using sync::Statement;
using sync::Transaction;
using tests::MemoryDisk;
using tests::TempFolder;

namespace {

std::unique_ptr<Database> OpenWithTable(const OpenOptions& options) {
  auto database = Database::Open(options);
  database->Execute(
      "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, name TEXT, body BLOB)");
  return database;
}

std::unique_ptr<Database> InMemory() {
  return OpenWithTable({.path = ":memory:"});
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

}  // namespace

TEST_CASE("A transaction that was not committed leaves nothing") {
  auto database = InMemory();
  {
    Transaction transaction(*database);
    Insert(*database, "lost");
    CHECK(database->in_transaction());
  }
  CHECK_FALSE(database->in_transaction());
  CHECK(Count(*database) == 0);
  Transaction transaction(*database);
  Insert(*database, "kept");
  transaction.Commit();
  CHECK_FALSE(database->in_transaction());
  CHECK(Count(*database) == 1);
}

TEST_CASE("The error that ends a transaction arrives, and the rows go back") {
  auto database = InMemory();
  const auto fail = [&] {
    Transaction transaction(*database);
    Insert(*database, "lost");
    database->Execute("INSERT INTO item (id) VALUES (7), (7)");
    transaction.Commit();
  };
  CHECK_THROWS_WITH(fail(), Catch::Contains("UNIQUE constraint failed"));
  CHECK(Count(*database) == 0);
}

TEST_CASE("A rollback in the middle of reading rows is quiet, and the statement works afterwards") {
  auto database = InMemory();
  Insert(*database, "a");
  Insert(*database, "b");
  Statement& names = database->Cached("SELECT name FROM item ORDER BY id");
  {
    Transaction transaction(*database);
    Insert(*database, "c");
    REQUIRE(names.Step());
  }
  names.Reset();
  int seen = 0;
  while (names.Step()) ++seen;
  CHECK(seen == 2);
}

TEST_CASE("A read transaction sees one state of the file while another connection writes") {
  const TempFolder folder;
  auto reader = OpenWithTable({.path = folder.File("x.db")});
  auto writer = OpenWithTable({.path = folder.File("x.db")});
  {
    Transaction snapshot(*reader, Transaction::Kind::kRead);
    CHECK(Count(*reader) == 0);
    Insert(*writer, "new");
    CHECK(Count(*reader) == 0);
  }
  CHECK(Count(*reader) == 1);
}

TEST_CASE("A cached statement is prepared once and comes back fresh") {
  auto database = InMemory();
  Insert(*database, "a");
  Insert(*database, "b");
  const std::string sql = "SELECT id, ?1 FROM item ORDER BY id";
  Statement& first = database->Cached(sql);
  first.Bind(1, 5);
  REQUIRE(first.Step());
  CHECK(first.Int(1) == 5);
  Statement& again = database->Cached(std::string_view(sql));
  CHECK(&first == &again);
  CHECK(database->idle());
  REQUIRE(again.Step());
  CHECK(again.Int(0) == 1);
  CHECK(again.IsNull(1));
  CHECK_FALSE(database->idle());
}

TEST_CASE("A statement of the caller's own is fresh, also after another of its text was left") {
  auto database = InMemory();
  Insert(*database, "a");
  Insert(*database, "b");
  const std::string sql = "SELECT id, ?1 FROM item ORDER BY id";
  for (int round = 0; round < 3; ++round) {
    Statement outer = database->Prepare(sql);
    outer.Bind(1, 5);
    REQUIRE(outer.Step());
    Statement inner = database->Prepare(sql);
    REQUIRE(inner.Step());
    CHECK((inner.Int(0) == 1 && inner.IsNull(1)));
    REQUIRE(outer.Step());
    CHECK((outer.Int(0) == 2 && outer.Int(1) == 5));
  }
  CHECK(database->idle());
  for (int i = 0; i < 1000; ++i)
    CHECK(database->Prepare("SELECT " + std::to_string(i) + " FROM item").Step());
}

TEST_CASE("References to cached statements stay good while more are prepared") {
  auto database = InMemory();
  Statement& first = database->Cached("SELECT 42");
  for (int i = 0; i < 500; ++i) database->Cached("SELECT " + std::to_string(i) + " AS n");
  REQUIRE(first.Step());
  CHECK(first.Int(0) == 42);
}

TEST_CASE("What is bound is what is read, by type") {
  auto database = InMemory();
  const std::string blob("\0\xff\0", 3);
  const std::optional<std::int64_t> none;
  const std::optional<std::string> some = "ё";
  Statement row = database->Prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 AS last");
  row.BindAll(INT64_MIN, "Ёлкин\t№ 1", BlobView{blob}, nullptr, none, some, true);
  REQUIRE(row.Step());
  CHECK(row.Int(0) == INT64_MIN);
  CHECK(row.Text(1) == "Ёлкин\t№ 1");
  CHECK(row.Type(2) == ColumnType::kBlob);
  CHECK(row.Blob(2) == blob);
  CHECK(row.IsNull(3));
  CHECK(row.IsNull(4));
  CHECK(row.Text(5) == "ё");
  CHECK(row.Int(6) == 1);
  CHECK(row.ColumnCount() == 7);
  CHECK(row.ColumnName(6) == "last");
}

TEST_CASE("Empty text and an empty blob are not NULL") {
  auto database = InMemory();
  Statement row = database->Prepare("SELECT ?1, ?2, ?3");
  row.BindAll(std::string_view(), BlobView{}, std::span<const std::byte>());
  REQUIRE(row.Step());
  CHECK(row.Type(0) == ColumnType::kText);
  CHECK(row.Type(1) == ColumnType::kBlob);
  CHECK(row.Type(2) == ColumnType::kBlob);
  CHECK(row.Blob(1).empty());
}

TEST_CASE("A copied binding does not need its source any more") {
  auto database = InMemory();
  Statement row = database->Prepare("SELECT ?1, ?2");
  {
    std::string text(100, 'a');
    row.BindCopy(1, text);
    row.BindCopy(2, BlobView{text});
    text.assign(100, 'b');
  }
  REQUIRE(row.Step());
  CHECK(row.Text(0) == std::string(100, 'a'));
  CHECK(row.Blob(1) == std::string(100, 'a'));
}

TEST_CASE("A file tells its tables, columns, counters and version") {
  auto database = InMemory();
  Insert(*database, "a");
  Insert(*database, "b");
  CHECK(database->last_insert_rowid() == 2);
  database->Execute("UPDATE item SET name = 'c'");
  CHECK(database->changes() == 2);
  CHECK(database->HasTable("item"));
  CHECK_FALSE(database->HasTable("child"));
  CHECK(database->Columns("item") == std::vector<std::string>{"id", "name", "body"});
  CHECK(database->Columns("child").empty());
  CHECK(database->user_version() == 0);
  database->set_user_version(3);
  CHECK(database->user_version() == 3);
  database->Optimize();
  CHECK(database->IntegrityCheck().empty());
  CHECK(database->idle());
}

TEST_CASE("The version of the data changes when another connection wrote, not when this one did") {
  const TempFolder folder;
  auto mine = OpenWithTable({.path = folder.File("x.db")});
  auto other = OpenWithTable({.path = folder.File("x.db")});
  const std::int64_t before = mine->data_version();
  Insert(*mine, "mine");
  CHECK(mine->data_version() == before);
  Insert(*other, "other's");
  CHECK(mine->data_version() != before);
}

TEST_CASE("A misspelt column is an error, not a text") {
  auto database = InMemory();
  CHECK_THROWS_WITH(database->Cached("SELECT \"nmae\" FROM item"), Catch::Contains("nmae"));
}

TEST_CASE("A backup is one whole file, taken while the original is in use") {
  const TempFolder folder;
  const std::string copy = folder.File("копия.db");
  auto database = OpenWithTable({.path = folder.File("x.db")});
  Insert(*database, "in the log, not yet in the file", std::string(20000, 'x'));
  database->Backup(copy);
  Insert(*database, "later");
  CHECK_FALSE(std::filesystem::exists(folder.path() / u8"копия.db-wal"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / u8"копия.db-journal"));
  CHECK(Count(*Database::Open({.path = copy, .create = false})) == 1);
  database->Backup(copy);
  CHECK(Count(*Database::Open({.path = copy, .create = false})) == 2);
}

TEST_CASE("A backup replaces an older one, also one that has been worked with, and nothing else") {
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  database->Backup("copy.db");
  Insert(*database, "new");
  Insert(*OpenWithTable(disk.Options("copy.db")), "worked with", std::string(50000, 'x'));
  database->Backup("copy.db");
  CHECK(disk.Files() == std::vector<std::string>{"copy.db", "x.db", "x.db-wal"});
  CHECK(disk.Contents("copy.db")[18] == 1);  // Not in WAL mode: readable without writing beside it.
  auto copy = Database::Open(disk.Options("copy.db"));
  CHECK(Count(*copy) == 1);
  CHECK(copy->IntegrityCheck().empty());
  disk.Put("letter.txt", std::string(3000, 'l'));
  CHECK(CodeOf([&] { database->Backup("letter.txt"); }) == "not_a_database");
  CHECK(disk.Contents("letter.txt") == std::string(3000, 'l'));
}

TEST_CASE("A checkpoint empties the log, unless a reader still needs it") {
  const TempFolder folder;
  const std::string log = folder.File("x.db-wal");
  auto database = OpenWithTable({.path = folder.File("x.db"), .busy_timeout_ms = 1});
  auto reader = Database::Open({.path = folder.File("x.db")});
  Insert(*database, "a");
  {
    Transaction snapshot(*reader, Transaction::Kind::kRead);
    CHECK(Count(*reader) == 1);
    CHECK_FALSE(database->Checkpoint());
  }
  CHECK(database->Checkpoint());
  CHECK(std::filesystem::file_size(log) == 0);
}

TEST_CASE("A second writer waits its time and is told that the file is busy") {
  const TempFolder folder;
  auto first = OpenWithTable({.path = folder.File("x.db")});
  auto second = Database::Open({.path = folder.File("x.db"), .busy_timeout_ms = 1});
  std::optional<Transaction> writing(std::in_place, *first);
  CHECK(CodeOf([&] { Transaction transaction(*second); }) == "storage_busy");
  CHECK(Count(*second) == 0);
  writing.reset();
  CHECK(CodeOf([&] { Transaction(*second).Commit(); }) == "nothing was thrown");
}

TEST_CASE("A file that is no database is refused at once and stays as it is") {
  const TempFolder folder;
  std::ofstream(folder.path() / "notes.txt") << std::string(5000, 'n');
  for (const bool read_only : {false, true}) {
    const OpenOptions options{.path = folder.File("notes.txt"), .read_only = read_only};
    CHECK(CodeOf([&] { Database::Open(options); }) == "not_a_database");
  }
  CHECK(std::filesystem::file_size(folder.path() / "notes.txt") == 5000);
}

TEST_CASE("A file that is not there is made only when asked to, and the error names it") {
  const TempFolder folder;
  const OpenOptions options{.path = folder.File("x.db"), .create = false};
  CHECK(CodeOf([&] { Database::Open(options); }) == "storage_failed");
  CHECK_THROWS_WITH(Database::Open(options), Catch::Contains(options.path));
  CHECK_FALSE(std::filesystem::exists(options.path));
  CHECK(CodeOf([&] { Database::Open({.path = folder.File("no/x.db")}); }) == "storage_failed");
}

TEST_CASE("A file opened for reading takes no write") {
  const TempFolder folder;
  Insert(*OpenWithTable({.path = folder.File("x.db")}), "a");
  auto database = Database::Open({.path = folder.File("x.db"), .read_only = true});
  CHECK(Count(*database) == 1);
  CHECK(CodeOf([&] { Insert(*database, "b"); }) == "storage_read_only");
}

TEST_CASE("A damaged page is told as corruption, and the integrity check lists it") {
  MemoryDisk disk;
  Insert(*OpenWithTable(disk.Options("x.db")), "a");
  disk.FlipByte("x.db", 4096);  // The kind of the page that holds the rows.
  auto database = Database::Open(disk.Options("x.db"));
  CHECK(CodeOf([&] { Insert(*database, "b"); }) == "storage_corrupt");
  CHECK_FALSE(database->IntegrityCheck().empty());
}

TEST_CASE("A file that has lost its end is told as corruption") {
  MemoryDisk disk;
  Insert(*OpenWithTable(disk.Options("x.db")), "a", std::string(20000, 'x'));
  disk.Truncate("x.db", disk.Contents("x.db").size() / 2);
  const auto use = [&] { Count(*Database::Open(disk.Options("x.db"))); };
  CHECK(CodeOf(use) == "storage_corrupt");
}

TEST_CASE(
    "A full disk fails the transaction, keeps what was there, and is usable once there is room") {
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  Insert(*database, "before");
  disk.FullAfterBytes(20000);
  const auto write = [&] {
    Transaction transaction(*database);
    Insert(*database, "big", std::string(100000, 'x'));
    transaction.Commit();
  };
  CHECK(CodeOf(write) == "storage_full");
  CHECK_FALSE(database->in_transaction());
  CHECK(Count(*database) == 1);
  disk.NoLongerFull();
  CHECK(CodeOf(write) == "nothing was thrown");
  CHECK(Count(*database) == 2);
}

TEST_CASE("An exclusive database is not opened a second time") {
  MemoryDisk disk;
  auto database = OpenWithTable(disk.Options("x.db"));
  CHECK(CodeOf([&] { Database::Open(disk.Options("x.db")); }) == "storage_busy");
  database.reset();
  CHECK(CodeOf([&] { Database::Open(disk.Options("x.db")); }) == "nothing was thrown");
}
