// SPDX-License-Identifier: MIT
// The log of personal data as a table.
#pragma once

#include <filesystem>

#include "client/app/access_log.h"

namespace kruzhok::client {

// The newest line first. Returns the number of lines. Errors of TableWriter. Throws StorageError.
// Any thread, with its own store.
model::Result<int64_t> WriteAccessTable(sync::Store& store, const Translator& texts,
                                        const AccessFilter& filter,
                                        const std::filesystem::path& file);

}  // namespace kruzhok::client
