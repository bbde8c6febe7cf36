// SPDX-License-Identifier: MIT
// The parts of the screen that loads a list from a file: each fills the space that is left.
#pragma once

#include <string>

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawImportColumns(const Frame& frame);
void DrawImportPreview(const Frame& frame);
void DrawNamesakes(const Frame& frame);

// «240 строк»
std::string RowsText(const Frame& frame, int64_t rows);
// A value as people write it; a reference by the title of its row.
std::string ValueWords(const Frame& frame, const model::EntityType& type,
                       const model::FieldInfo& field, const model::Value& value);
// How many of the questions a person still has to answer, so that their rows can be loaded.
int64_t OpenQuestions(const ImportState& import);

}  // namespace kruzhok::client
