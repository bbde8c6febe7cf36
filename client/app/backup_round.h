// SPDX-License-Identifier: MIT
// What the program does for its backups by itself: the one of the day, and a second copy in a
// folder that the person has chosen, a stick's, whenever it is there. Runs beside the window.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/app/backup.h"

namespace kruzhok::client {

// The setting that holds the folder of second copies.
inline constexpr std::string_view kBackupFolderSetting = "backup.folder";

struct BackupRound {
  enum class What {
    kLook,   // Only says what there is.
    kIfDue,  // Makes the one of the day where it is due.
    kNow,
    kAfresh,  // And then removes those that hold what the district has had erased.
  };
  What what = What::kLook;
  int64_t now_ms = 0;
  std::string name;  // Of second copies, without the ending: what people find on the stick.
  Room room = FreeRoom;
};

struct BackupReport {
  std::vector<BackupFile> files;  // As of ListBackups.
  std::string folder;             // Of second copies; empty: none is chosen.
  bool folder_there = false;
  std::vector<BackupFile>
      copies;             // Made there by this installation and still there, the last first.
  int64_t copied_ms = 0;  // When the last of them was made, there or not; 0: never.
  bool made = false;
  bool due = false;                          // Now, after what was done.
  std::optional<model::Error> problem;       // Of the last try to make one, today or earlier.
  std::optional<model::Error> copy_problem;  // Of the second copy; an absent stick is none.
  // Backups of lower numbers were made before the district had something erased last, and hold it
  // still. 0: nothing was erased.
  int64_t clean_from = 0;
};
const BackupFile* LastUsual(const BackupReport& report);  // nullptr: there is none.
bool HoldsErased(const BackupReport& report, const BackupFile& backup);
int64_t HoldingErased(const BackupReport& report);  // How many, second copies included.

// A program has been started: counts for IsBackupDue.
void CountStart(sync::Replica& replica);
// Never throws StorageError: it becomes a problem of the report.
BackupReport RunBackupRound(sync::Store& store, const BackupRound& round);

}  // namespace kruzhok::client
