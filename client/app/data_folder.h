// SPDX-License-Identifier: MIT
// The folder that holds everything of one installation, and opening what is in it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sync/store/store.h"

namespace kruzhok::client {

// $XDG_DATA_HOME/kruzhok, %LOCALAPPDATA%\Kruzhok or ~/Library/Application Support/Kruzhok.
std::filesystem::path DefaultDataFolder();

std::filesystem::path DatabaseFile(const std::filesystem::path& folder);

// Makes the folder and the database where there are none. storage_newer; throws StorageError.
model::Result<std::unique_ptr<sync::Store>> OpenStore(const std::filesystem::path& folder,
                                                      sync::Environment& environment);

// Copies everything into one file. already_exists: there is a file of that name that is no
// database, and it stays. Throws StorageError.
model::Result<void> WriteBackup(sync::Store& store, const std::filesystem::path& file);
// Puts a backup into a folder that has no data yet, as a new site: the old one may live on
// elsewhere. already_exists, file_unreadable, not_a_database, storage_newer; throws StorageError.
model::Result<void> RestoreBackup(const std::filesystem::path& file,
                                  const std::filesystem::path& folder,
                                  sync::Environment& environment);

// Paths are UTF-8 in all texts.
std::filesystem::path PathOf(std::string_view utf8);
std::string TextOf(const std::filesystem::path& path);

}  // namespace kruzhok::client
