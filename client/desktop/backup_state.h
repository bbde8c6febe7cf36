// SPDX-License-Identifier: MIT
// What the settings show of the backups, and what the person is doing with them. Plain data, like
// all of desk_state.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/app/backup_round.h"
#include "client/desktop/file_places.h"

namespace kruzhok::client {

struct BackupState {
  BackupReport report;    // Of the last look.
  bool running = false;   // One is being made because the person asked.
  bool choosing = false;  // The folder of second copies.
  std::string typed;      // A folder.
  std::optional<model::Error> typed_problem;
  std::vector<FilePlace> places;     // To choose from.
  bool all = false;                  // The older ones are shown, too.
  std::optional<BackupFile> asking;  // Which the person may want to go back to.
  bool asking_afresh = false;        // Whether to drop those that hold what was erased.
  // Set when the person has decided: the program closes the data, puts this file in their place and
  // opens them again.
  std::string restore;
};

}  // namespace kruzhok::client
