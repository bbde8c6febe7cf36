// SPDX-License-Identifier: MIT
// What people and scripts hand in, as values of fields and rows to write. Every text comes in
// through model::ParseInput, whichever way it was written.
#pragma once

#include <string>
#include <string_view>

#include "sync/store/store.h"

namespace kruzhok::client {

// unknown_field, with the name in both `field` and `detail`.
model::Result<const model::FieldInfo*> FindField(const model::EntityType& type,
                                                 std::string_view name);
// The names that look most like it, the best first; for a hint.
std::vector<std::string> NearestFields(const model::EntityType& type, std::string_view name);
std::vector<std::string> NearestEntities(std::string_view name);

// A value as JSON has it: true, 7, "text", ["a","b"]; null clears. A text is read like one that was
// typed, so "7" is a number too. bad_value.
model::Result<model::Value> ReadValue(const model::FieldInfo& field, std::string_view json);

// The value of a field or of a group, for a decision; typed text for a field, a JSON object for a
// group.
model::Result<sync::HeldValue> ReadCell(const model::EntityType& type, std::string_view name,
                                        std::string_view text);

// One line of `put --file`: {"id"?, "base"?, "owner"?, "fields": {…}}. The other members of a Row
// JSON are passed over, so that what `list --json` printed can be handed in again. bad_json,
// bad_id, unknown_field, bad_value.
model::Result<sync::RowWrite> ReadRow(const model::EntityType& type, std::string_view line);

}  // namespace kruzhok::client
