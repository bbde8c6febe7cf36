// SPDX-License-Identifier: MIT
// Before a file is migrated to another format, what it was is kept beside it. For clients and the
// hub alike.
#pragma once

#include <string>

#include "sync/sqlite/database.h"

namespace kruzhok::sync {

// "…/kruzhok.db" of format 1 is kept as "…/kruzhok.format1.db".
std::string FormatCopyName(const std::string& path, int format);

// Keeps the file, which has that format; a sound copy of an earlier attempt stays as it is. Returns
// the copy's path. REQUIRES: a file of the system. Throws StorageError; then nothing has changed.
std::string KeepFormat(const OpenOptions& options, int format);

}  // namespace kruzhok::sync
