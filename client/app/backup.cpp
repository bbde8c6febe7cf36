// SPDX-License-Identifier: MIT
#include "client/app/backup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <optional>

#include "client/app/data_folder.h"
#include "sync/commit.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

constexpr size_t kDaily = 7, kWeekly = 4;
constexpr int64_t kDayMs = 24 * 60 * 60 * 1000, kMostStarts = 10;
// What a backup leaves free at least: the day's work has to find room after it.
constexpr uint64_t kLeftBytes = uint64_t{64} << 20;
constexpr std::string_view kBeforeRestore = "-before-restore", kEnding = ".db";

// "000012-2026-11-22-0930", in UTC: read by the program, found by people.
std::string StemOf(int64_t number, int64_t made_ms) {
  const auto seconds = static_cast<std::time_t>(made_ms / 1000);
  const std::tm* utc = std::gmtime(&seconds);
  std::array<char, 64> stem{};
  const std::tm time = utc == nullptr ? std::tm() : *utc;
  std::snprintf(stem.data(), stem.size(), "%06lld-%04d-%02d-%02d-%02d%02d",
                static_cast<long long>(number), time.tm_year + 1900, time.tm_mon + 1, time.tm_mday,
                time.tm_hour, time.tm_min);
  return stem.data();
}

bool TakeNumber(std::string_view& text, int64_t& number) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || number < 0) return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  if (text.starts_with('-')) text.remove_prefix(1);
  return true;
}

// Days since 1970 of a date of the Gregorian calendar.
int64_t DaysOf(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::optional<BackupFile> ParseName(const fs::path& file) {
  const std::string name = TextOf(file.filename());
  std::string_view rest = name;
  BackupFile backup;
  int64_t year = 0, month = 0, day = 0, time = 0;
  if (!TakeNumber(rest, backup.number) || !TakeNumber(rest, year) || !TakeNumber(rest, month) ||
      !TakeNumber(rest, day) || !TakeNumber(rest, time))
    return std::nullopt;
  if (std::string("-").append(rest) == std::string(kBeforeRestore).append(kEnding))
    backup.kind = BackupFile::Kind::kBeforeRestore;
  else if (rest != kEnding)
    return std::nullopt;
  backup.file = file;
  backup.made_ms = DaysOf(year, month, day) * kDayMs + (time / 100 * 60 + time % 100) * 60'000;
  return backup;
}

uint64_t SizeOf(const fs::path& file) {
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  return unknown ? 0 : size;
}

// A file "kruzhok.format1.db" beside the data.
bool IsOfOlderProgram(const fs::path& file) {
  const std::string name = TextOf(file.filename());
  return name.starts_with("kruzhok.format") && name.ends_with(kEnding);
}

int64_t ChangedMs(const fs::path& file) {
  std::error_code error;
  const auto when = fs::last_write_time(file, error);
  if (error) return 0;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             fs::file_time_type::clock::to_sys(when).time_since_epoch())
      .count();
}

void RemoveDatabase(const fs::path& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"})
    fs::remove(fs::path(file) += suffix, ignored);
}

bool HasWholeLog(sync::Database& database) {
  bool whole = true;
  sync::ChangeLog log(database);
  sync::CommitReader reader;
  log.ForEach({}, [&](const sync::LogEntry&, std::string_view line) {
    whole = whole && !line.empty() && reader.Read(line);
  });
  return whole;
}

// Reads all of what was written, and makes it the copy that it is. storage_corrupt.
model::Result<void> Prove(const fs::path& part, const fs::path& told) {
  sync::OpenOptions options;
  options.path = TextOf(part);
  options.create = false;
  const auto older = sync::Replica::FormatToMigrate(options);
  const bool of_today = older && !*older;
  options.exclusive = true;
  const auto copy = sync::Database::Open(options);
  const model::Error damaged{"storage_corrupt", TextOf(told)};
  if (!copy->IntegrityCheck().empty()) return damaged;
  // The log of another format is for the program of that format to read.
  if (of_today && !HasWholeLog(*copy)) return damaged;
  sync::Transaction transaction(*copy);
  copy->Execute("INSERT OR IGNORE INTO setting VALUES('new_site',CAST('copied' AS BLOB))");
  transaction.Commit();
  // One file, which can be read where nothing may be written beside it.
  copy->Execute("PRAGMA journal_mode=DELETE");
  return {};
}

model::Result<void> Write(sync::Database& database, const fs::path& file, const Room& room) {
  const fs::path data = PathOf(database.path());
  const uint64_t needed = SizeOf(data) + SizeOf(fs::path(data) += "-wal");
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (room(folder) < needed + needed / 8 + kLeftBytes)
    return model::Error{"storage_full", TextOf(folder), {}, "backup_no_room"};
  const fs::path part = fs::path(file) += ".part";
  RemoveDatabase(part);
  try {
    database.Backup(TextOf(part));
    if (const auto proved = Prove(part, data); !proved) {
      RemoveDatabase(part);
      return proved.error();
    }
  } catch (const model::StorageError&) {
    RemoveDatabase(part);
    throw;
  }
  std::error_code failed;
  fs::rename(part, file, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(file) + ": " + failed.message());
  return {};
}

}  // namespace

bool HasDatabaseHeader(const fs::path& file) {
  std::array<char, 16> header{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), header.size());
  return std::string_view(header.data(), header.size()) ==
         std::string_view("SQLite format 3\0", 16);
}

uint64_t FreeRoom(const fs::path& folder) {
  std::error_code unknown;
  const fs::space_info space = fs::space(folder, unknown);
  // Where the system does not tell, writing will.
  return unknown ? UINT64_MAX : space.available;
}

std::vector<BackupFile> ListBackups(const fs::path& data_folder) {
  std::vector<BackupFile> backups;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(BackupFolder(data_folder), ignored))
    if (auto backup = ParseName(entry.path())) backups.push_back(std::move(*backup));
  std::ranges::sort(backups, std::ranges::greater(), &BackupFile::number);
  for (const auto& entry : fs::directory_iterator(data_folder, ignored))
    if (IsOfOlderProgram(entry.path()))
      backups.push_back(
          {entry.path(), BackupFile::Kind::kBeforeUpgrade, 0, ChangedMs(entry.path()), 0});
  for (BackupFile& backup : backups) backup.bytes = SizeOf(backup.file);
  return backups;
}

bool IsBackupDue(const std::vector<BackupFile>& backups, int64_t now_ms, int64_t starts) {
  const auto last = std::ranges::find(backups, BackupFile::Kind::kUsual, &BackupFile::kind);
  // Names tell minutes.
  return last == backups.end() || starts >= kMostStarts || now_ms < last->made_ms ||
         now_ms - last->made_ms >= kDayMs;
}

std::vector<BackupFile> Superfluous(const std::vector<BackupFile>& backups) {
  std::vector<BackupFile> usual, superfluous;
  std::ranges::copy_if(backups, std::back_inserter(usual), [](const BackupFile& backup) {
    return backup.kind == BackupFile::Kind::kUsual;
  });
  std::ranges::sort(usual, std::ranges::greater(), &BackupFile::number);
  size_t weekly = 0;
  for (size_t i = kDaily; i < usual.size(); ++i)
    if (usual[i].number % static_cast<int64_t>(kDaily) != 0 || ++weekly > kWeekly)
      superfluous.push_back(usual[i]);
  return superfluous;
}

model::Result<BackupFile> MakeBackup(sync::Database& database, const fs::path& data_folder,
                                     BackupFile::Kind kind, int64_t now_ms, const Room& room) {
  const fs::path folder = BackupFolder(data_folder);
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(folder) + ": " + failed.message());
  // Everything about children is in here.
  fs::permissions(folder, fs::perms::owner_all, failed);
  BackupFile made{{}, kind, 1, now_ms, 0};
  for (const BackupFile& backup : ListBackups(data_folder))
    made.number = std::max(made.number, backup.number + 1);
  std::string name = StemOf(made.number, now_ms);
  if (kind == BackupFile::Kind::kBeforeRestore) name += kBeforeRestore;
  made.file = folder / PathOf(name.append(kEnding));
  if (const auto written = Write(database, made.file, room); !written) return written.error();
  made.bytes = SizeOf(made.file);
  for (const BackupFile& old : Superfluous(ListBackups(data_folder))) fs::remove(old.file, failed);
  return made;
}

model::Result<void> WriteBackup(sync::Database& database, const fs::path& file, const Room& room) {
  std::error_code unknown;
  const bool itself = fs::equivalent(file, PathOf(database.path()), unknown);
  const bool alien =
      fs::exists(file, unknown) && fs::file_size(file, unknown) > 0 && !HasDatabaseHeader(file);
  if (itself || alien) return model::Error{"already_exists", TextOf(file)};
  return Write(database, file, room);
}

}  // namespace kruzhok::client
