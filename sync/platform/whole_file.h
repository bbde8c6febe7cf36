// SPDX-License-Identifier: MIT
// Files that are there whole or not at all, also when a stick is pulled out in the middle.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/result.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

// file_unreadable; too_large: it has more than `max_bytes`, and nothing of it was read.
model::Result<std::string> ReadWholeFile(const std::string& path, size_t max_bytes);

// Writes beside it under another name, waits until the disk has it, reads it back from there and
// only then gives it its name; what had that name before is replaced in one step. file_unwritable,
// storage_full: nothing is left behind, and what had the name still has it.
model::Result<void> WriteWholeFile(const std::string& path, std::string_view bytes);

}  // namespace kruzhok::sync
