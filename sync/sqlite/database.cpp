// SPDX-License-Identifier: MIT
#include "sync/sqlite/database.h"

#include <cerrno>
#include <sqlite3.h>
#include <utility>

#include "model/assert.h"
#include "model/error.h"

namespace kruzhok::sync {
namespace {

constexpr std::size_t kMaxSpare = 256;

model::ErrorCode CodeFor(int result, int system_error) {
  switch (result & 0xff) {
    case SQLITE_FULL:
      return "storage_full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "storage_busy";
    case SQLITE_CORRUPT:
      return "storage_corrupt";
    case SQLITE_NOTADB:
      return "not_a_database";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "storage_read_only";
    case SQLITE_CANTOPEN:
      if (system_error == EACCES || system_error == EROFS || system_error == EPERM)
        return "storage_read_only";
      return "storage_failed";
    case SQLITE_IOERR:
      // Growing the shared memory of a full disk arrives like this.
      if (system_error == ENOSPC) return "storage_full";
      return "storage_failed";
    default:
      return "storage_failed";
  }
}

}  // namespace

std::unique_ptr<Database> Database::Open(const OpenOptions& options) {
  std::unique_ptr<Database> database(new Database(options));
  database->Connect();
  database->Configure();
  return database;
}

bool Database::Exists(const OpenOptions& options) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(options.vfs.empty() ? nullptr : options.vfs.c_str());
  ASSERT(vfs != nullptr);
  std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
  int there = 0;
  return vfs->xFullPathname(vfs, options.path.c_str(), vfs->mxPathname, full.data()) == SQLITE_OK &&
         vfs->xAccess(vfs, full.c_str(), SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there != 0;
}

Database::~Database() {
  cache_.clear();
  DropSpare();
  const int code = sqlite3_close(handle_);
  ASSERT(code == SQLITE_OK);  // Otherwise a Statement has outlived its Database.
}

void Database::Connect() {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= options_.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options_.create && !options_.read_only) flags |= SQLITE_OPEN_CREATE;
  const char* vfs = options_.vfs.empty() ? nullptr : options_.vfs.c_str();
  Check(sqlite3_open_v2(options_.path.c_str(), &handle_, flags, vfs));
  // SQLite falls back to reading by itself; better to say so now than at the first write.
  if (!options_.read_only && sqlite3_db_readonly(handle_, "main") == 1) Fail(SQLITE_READONLY);
}

void Database::Configure() {
  sqlite3_busy_timeout(handle_, options_.busy_timeout_ms);
  // A misspelt "column" is to be an error, not a text.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // The lock comes before the journal: only then does WAL do without shared memory.
  if (options_.exclusive) Execute("PRAGMA locking_mode=EXCLUSIVE");
  if (!options_.read_only) {
    Statement journal = Prepare("PRAGMA journal_mode=WAL");
    journal.Step();
    const bool in_memory = journal.Text(0) == "memory";
    if (journal.Text(0) != "wal" && !in_memory) Fail(SQLITE_IOERR);
  }
  Execute(
      "PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;"
      "PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=16777216;"
      "PRAGMA cache_size=-" +
      std::to_string(options_.cache_kib));
  // Reads the header, so that a file that is no database is known now.
  QueryInt("PRAGMA schema_version");
}

void Database::Execute(std::string_view sql) {
  Check(sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr));
}

sqlite3_stmt* Database::PrepareHandle(std::string_view sql) {
  if (const auto found = spare_.find(sql); found != spare_.end()) {
    sqlite3_stmt* const spare = found->second;
    spare_.erase(found);
    return spare;
  }
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  if (code != SQLITE_OK) Fail(code, sql);
  const std::string_view behind = sql.substr(static_cast<std::size_t>(rest - sql.data()));
  ASSERT(statement != nullptr && behind.find_first_not_of(" ;\n") == behind.npos);
  return statement;
}

Statement& Database::Cached(std::string_view sql) {
  const auto found = cache_.find(sql);
  if (found != cache_.end()) {
    found->second.Reset();
    found->second.ClearBindings();
    return found->second;
  }
  Statement statement(*this, PrepareHandle(sql));
  return cache_.emplace(std::string(sql), std::move(statement)).first->second;
}

Statement Database::Prepare(std::string_view sql) {
  return {*this, PrepareHandle(sql)};
}

void Database::TakeBack(sqlite3_stmt* handle) noexcept {
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  // Texts with numbers in them hardly come again; they are too few to be told apart.
  if (spare_.size() >= kMaxSpare) DropSpare();
  spare_.emplace(sqlite3_sql(handle), handle);
}

void Database::DropSpare() noexcept {
  for (const auto& [sql, handle] : spare_) sqlite3_finalize(handle);
  spare_.clear();
}

std::int64_t Database::QueryInt(std::string_view sql) {
  Statement& statement = Cached(sql);
  const ResetAtEnd reset(statement);
  return statement.Step() ? statement.Int(0) : 0;
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_);
}

int Database::changes() const {
  return sqlite3_changes(handle_);
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

bool Database::idle() const {
  for (sqlite3_stmt* next = sqlite3_next_stmt(handle_, nullptr); next != nullptr;
       next = sqlite3_next_stmt(handle_, next))
    if (sqlite3_stmt_busy(next) != 0) return false;
  return true;
}

std::int64_t Database::data_version() {
  return QueryInt("PRAGMA data_version");
}

int Database::user_version() {
  return static_cast<int>(QueryInt("PRAGMA user_version"));
}

void Database::set_user_version(int version) {
  Execute("PRAGMA user_version=" + std::to_string(version));
}

std::vector<std::string> Database::Columns(std::string_view table) {
  Statement& statement = Cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid");
  statement.Bind(1, table);
  std::vector<std::string> names;
  while (statement.Step()) names.emplace_back(statement.Text(0));
  return names;
}

bool Database::HasTable(std::string_view name) {
  Statement& statement = Cached("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1");
  const ResetAtEnd reset(statement);
  statement.Bind(1, name);
  return statement.Step();
}

std::vector<std::string> Database::IntegrityCheck() {
  std::vector<std::string> lines;
  try {
    Statement statement = Prepare("PRAGMA integrity_check");
    while (statement.Step())
      if (statement.Text(0) != "ok") lines.emplace_back(statement.Text(0));
  } catch (const model::StorageError& error) {
    // Some damage ends the check itself; it is an answer all the same.
    if (error.code() != model::ErrorCode("storage_corrupt")) throw;
    lines.emplace_back(error.what());
  }
  return lines;
}

void Database::Backup(const std::string& path) {
  OpenOptions options;
  options.path = path;
  options.vfs = options_.vfs;
  Database target(std::move(options));
  target.Connect();
  sqlite3_busy_timeout(target.handle_, options_.busy_timeout_ms);
  // A target that is there may be in WAL mode, which is to need no shared memory here.
  target.Execute(
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL");
  sqlite3_backup* backup = sqlite3_backup_init(target.handle_, "main", handle_, "main");
  if (backup == nullptr) target.Fail(sqlite3_extended_errcode(target.handle_));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (finished != SQLITE_OK) target.Fail(finished);
  if (stepped != SQLITE_DONE) target.Fail(stepped);
  // The copied header says WAL, and such a file can't be read where nothing may be written beside
  // it.
  target.Execute("PRAGMA journal_mode=DELETE");
}

bool Database::Checkpoint() {
  // The answer is wanted now: whoever is in the way may take as long as the busy timeout.
  sqlite3_busy_timeout(handle_, 0);
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle_, options_.busy_timeout_ms);
  const int primary = code & 0xff;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) return false;
  Check(code);
  return true;
}

void Database::Optimize() {
  Execute("PRAGMA analysis_limit=400; PRAGMA optimize");
}

void Database::RollBack() noexcept {
  // A full disk or a failed write may have rolled back by itself. If ROLLBACK fails too, there is
  // nobody to tell: the first error is on its way, and the file is rolled back when it is next
  // opened.
  if (handle_ != nullptr && in_transaction())
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Database::Check(int code) const {
  if (code != SQLITE_OK) Fail(code);
}

void Database::Fail(int code, std::string_view sql) const {
  const int primary = code & 0xff;
  ASSERT(primary != SQLITE_MISUSE && primary != SQLITE_RANGE);
  const bool current = handle_ != nullptr && (sqlite3_errcode(handle_) & 0xff) == primary;
  std::string detail = options_.path + ": ";
  detail += current ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  // Values are bound, never spelt, so the text shows nobody's data.
  if (primary == SQLITE_ERROR && !sql.empty()) detail.append(" in: ").append(sql);
  throw model::StorageError(CodeFor(code, handle_ == nullptr ? 0 : sqlite3_system_errno(handle_)),
                            detail);
}

}  // namespace kruzhok::sync
