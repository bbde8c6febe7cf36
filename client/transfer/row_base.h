// SPDX-License-Identifier: MIT
// The `_base` column of an exported list: which record the row is, what of it was seen, and a stamp
// of each cell, so that a cell that nobody touched is known again whatever has happened to the
// record.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"
#include "model/uuid.h"

namespace kruzhok::client {

struct RowBase {
  model::Uuid id;   // NameInFile (identity.h).
  std::string rev;  // Empty: not told.
  std::set<uint32_t> stamps;
};

// Of a cell. `text`: the words that stand in it, and, as a spreadsheet may spell them anew,
// FormatValue of what they mean; a cell has both stamps, a reference that of its words.
uint32_t StampOf(const model::FieldInfo& field, std::string_view text);

std::string EncodeBase(const RowBase& base);
// Nothing: somebody has changed it by hand.
std::optional<RowBase> DecodeBase(std::string_view text);

}  // namespace kruzhok::client
