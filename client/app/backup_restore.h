// SPDX-License-Identifier: MIT
// Going back to a backup: what is there is kept beside it, then replaced in one step.
#pragma once

#include <filesystem>
#include <optional>

#include "client/app/backup.h"

namespace kruzhok::client {

struct Restored {
  std::filesystem::path kept;  // The copy of what was there; empty: nothing was.
};

// Puts a backup in the place of a folder's data; who goes on there is a new site. Whenever it is
// broken off, the folder holds the data of before or those of the backup, whole. REQUIRES: the
// caller holds LockWindow. file_unreadable, not_a_database, storage_corrupt (of the file),
// storage_newer, storage_full, already_running: a program has the data open. Throws StorageError.
model::Result<Restored> RestoreBackup(const std::filesystem::path& file,
                                      const std::filesystem::path& folder,
                                      sync::Environment& environment, const Room& room = FreeRoom);

}  // namespace kruzhok::client
