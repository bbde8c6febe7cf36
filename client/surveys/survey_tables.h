// SPDX-License-Identifier: MIT
// A wave as a file of a table, for those who count further. Slices of fewer than five stand as
// «others» here, too, and blanks in an order that is not that of keying.
#pragma once

#include <filesystem>

#include "client/app/translator.h"
#include "client/surveys/survey_results.h"

namespace kruzhok::client {

enum class SurveyTable {
  kFigures,  // A line per question and answer, a column per slice.
  kBlanks,   // A line per blank, a column per question; without free texts.
};

// XLSX, CSV or TSV, by the file's ending. Returns the number of blanks. not_found, bad_value,
// errors of TableWriter. Throws StorageError. Any thread, with its own store.
model::Result<int64_t> WriteSurveyTable(sync::Store& store, const Translator& texts,
                                        const model::Uuid& wave, SurveyTable table,
                                        const std::filesystem::path& file);

}  // namespace kruzhok::client
