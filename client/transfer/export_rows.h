// SPDX-License-Identifier: MIT
// Writes rows as a table that people can work with in Excel and hand back: importing it unchanged
// changes nothing, and changed on both sides, only what both changed is disputed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct ExportOptions {
  const model::EntityType* type = nullptr;
  std::vector<const model::FieldInfo*> fields{};  // In this order; empty: all.
  // Which rows, in this order; absent: all that `where` lets through, in Russian order of their
  // titles. Of the blanks of surveys always these, because what chose them would tell on them.
  std::optional<std::vector<model::Uuid>> rows{};
  std::vector<std::pair<const model::FieldInfo*, model::Value>> where{};
};

// Headings and values are words of the language; the last column, hidden in XLSX, is `_base`: which
// record each row is and what of it was seen. Of blanks only what AnswerTeller tells. Returns the
// number of rows. Errors of TableWriter. Throws StorageError. Any thread, with its own store.
model::Result<int64_t> ExportRows(sync::Store& store, const Translator& texts,
                                  const ExportOptions& options, const std::filesystem::path& file);

}  // namespace kruzhok::client
