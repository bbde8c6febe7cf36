// SPDX-License-Identifier: MIT
// The folder that holds everything of one installation, and opening what is in it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/platform/file_lock.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// $XDG_DATA_HOME/kruzhok, %LOCALAPPDATA%\Kruzhok or ~/Library/Application Support/Kruzhok.
std::filesystem::path DefaultDataFolder();

std::filesystem::path DatabaseFile(const std::filesystem::path& folder);

std::filesystem::path BackupFolder(const std::filesystem::path& folder);

// Makes the folder and the database where there are none. Before a file of an older program is
// migrated, a copy of it is kept and named in the setting kFormatCopySetting, until somebody has
// been told. storage_newer; throws StorageError.
model::Result<std::unique_ptr<sync::Store>> OpenStore(const std::filesystem::path& folder,
                                                      sync::Environment& environment);
inline constexpr std::string_view kFormatCopySetting = "format_copy";

// Whoever shows the data in a window, or replaces them, holds this lock. Nothing: another program
// does. Throws StorageError.
std::optional<FileLock> LockWindow(const std::filesystem::path& folder);

// Paths are UTF-8 in all texts.
std::filesystem::path PathOf(std::string_view utf8);
std::string TextOf(const std::filesystem::path& path);

}  // namespace kruzhok::client
