// SPDX-License-Identifier: MIT
// Copies of all data, unsent work included: those that the program makes by itself in the data
// folder, which of them stay, and those that a person asks for. Each is one file that was opened
// and read after it was written. Whoever goes on with a copy is another site.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/result.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct BackupFile {
  enum class Kind {
    kUsual,
    kBeforeRestore,  // What was there when something else was restored.
    kBeforeUpgrade,  // The file of an older program.
  };
  std::filesystem::path file;
  Kind kind = Kind::kUsual;
  int64_t number = 0;   // Grows with each that is made in a folder; 0: kBeforeUpgrade.
  int64_t made_ms = 0;  // By the clock of this PC, which may have been wrong.
  uint64_t bytes = 0;
};

// Those of a data folder, the last one made first, then those of older programs.
std::vector<BackupFile> ListBackups(const std::filesystem::path& data_folder);

// A backup is due once a day; as clocks of old PCs stand still or jump, also when the last one is
// of the future, and at the tenth start since it. `usual`: of ListBackups.
bool IsBackupDue(const std::vector<BackupFile>& backups, int64_t now_ms, int64_t starts);
// Those that need not stay, by their numbers alone: of the usual ones the last 7 stay, and of those
// before them the last 4 whose number is a multiple of 7. With one a day these are a week and four
// weeks.
std::vector<BackupFile> Superfluous(const std::vector<BackupFile>& backups);

// Free bytes of the file system that a folder is on.
using Room = std::function<uint64_t(const std::filesystem::path&)>;
uint64_t FreeRoom(const std::filesystem::path& folder);

// Copies everything into a new file of the data folder, then removes what is superfluous.
// storage_full when the disk would be too full afterwards: nothing is written then;
// storage_corrupt: the data cannot be read to the end; no backup is removed then. Throws
// StorageError.
model::Result<BackupFile> MakeBackup(sync::Database& database,
                                     const std::filesystem::path& data_folder,
                                     BackupFile::Kind kind, int64_t now_ms,
                                     const Room& room = FreeRoom);

// Copies everything into one file. already_exists: there is a file of that name that is no
// database, and it stays. Else as MakeBackup.
model::Result<void> WriteBackup(sync::Database& database, const std::filesystem::path& file,
                                const Room& room = FreeRoom);

// Whether it begins like a database.
bool HasDatabaseHeader(const std::filesystem::path& file);

}  // namespace kruzhok::client
