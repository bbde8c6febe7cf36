// SPDX-License-Identifier: MIT
// One connection to one SQLite file. Everything that stores goes through it; only this folder knows
// sqlite3.h, and only here is model::StorageError thrown for a database. SQL stays with the
// callers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/sqlite/statement.h"

struct sqlite3;

namespace kruzhok::sync {

struct OpenOptions {
  std::string path;             // UTF-8; ":memory:" for a database that dies with the connection.
  std::string vfs = "";         // Empty: the system's files.
  bool create = true;           // Make the file if there is none.
  bool read_only = false;       // Neither writes nor makes anything.
  int busy_timeout_ms = 10000;  // How long to wait for another writer before storage_busy.
  bool exclusive = false;       // Nobody else opens the file; needs no shared memory.
  int cache_kib = 16384;
};

// A connection in WAL mode with synchronous=FULL: what was committed survives a power cut. Used by
// one thread at a time; several connections to one file may live on several threads. Statements,
// references from Cached() and Transactions must be gone before their Database.
class Database {
 public:
  // Throws StorageError: not_a_database, storage_read_only (asked to write where that is not
  // allowed), storage_busy, storage_corrupt, or storage_failed (also: no such file and not
  // `create`).
  static std::unique_ptr<Database> Open(const OpenOptions& options);
  // Whether there is such a file, of whatever kind.
  static bool Exists(const OpenOptions& options);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Runs one or more statements without parameters; rows are dropped.
  void Execute(std::string_view sql);
  // The statement of that text, prepared once and kept; reset and without bindings. Fetching a text
  // again while its rows are being read starts it afresh for both: use Prepare() to nest.
  // REQUIRES: `sql` is exactly one statement.
  Statement& Cached(std::string_view sql);
  // A statement of the caller's own, which may be read while others of the same text are. Its
  // preparation is kept for the next one. REQUIRES: `sql` is exactly one statement.
  Statement Prepare(std::string_view sql);

  std::int64_t last_insert_rowid() const;
  // Rows changed by the last INSERT, UPDATE or DELETE.
  int changes() const;
  bool in_transaction() const;
  // Whether no statement is in the middle of its rows, so that no snapshot is held.
  bool idle() const;
  // Differs from the last answer when another connection has changed the file since.
  std::int64_t data_version();
  // A number of the caller's own in the file's header; 0 in a new file.
  int user_version();
  void set_user_version(int version);

  // The names of a table's columns in their order; empty if there is no such table.
  std::vector<std::string> Columns(std::string_view table);
  bool HasTable(std::string_view name);

  // What is wrong with the file, in SQLite's words; empty if nothing is. Reads the whole file.
  std::vector<std::string> IntegrityCheck();
  // Writes a whole copy, as one transaction, to a file of the same file system: afterwards the
  // target is the copy or what it was before. The copy is one file, durable when this returns.
  void Backup(const std::string& path);
  // Moves the write-ahead log into the file and empties it. False: a reader or writer was in the
  // way.
  bool Checkpoint();
  // Refreshes the planner's statistics where that pays; cheap enough for each end of a session.
  void Optimize();

  const std::string& path() const { return options_.path; }
  // Not in memory, nor on a disk of a test.
  bool is_system_file() const { return options_.vfs.empty() && options_.path != ":memory:"; }

 private:
  friend class Statement;
  friend class Transaction;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  explicit Database(OpenOptions options) : options_(std::move(options)) {}
  void Connect();
  void Configure();
  sqlite3_stmt* PrepareHandle(std::string_view sql);
  void TakeBack(sqlite3_stmt* handle) noexcept;  // Of a Statement that is gone.
  void DropSpare() noexcept;
  std::int64_t QueryInt(std::string_view sql);
  // The one place where a result code becomes a StorageError.
  [[noreturn]] void Fail(int code, std::string_view sql = {}) const;
  void Check(int code) const;
  void RollBack() noexcept;

  OpenOptions options_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> cache_;
  // Prepared, reset and nobody's; the keys are the texts that SQLite keeps with them.
  std::unordered_multimap<std::string_view, sqlite3_stmt*> spare_;
};

}  // namespace kruzhok::sync
