// SPDX-License-Identifier: MIT
// What people write in lists, as values: choices by their names in either language and the ways in
// which schools spell them, dates and numbers as spreadsheets have them.
#pragma once

#include <string>
#include <string_view>

#include "model/field.h"
#include "model/result.h"

namespace kruzhok::client {

// bad_value: it cannot be understood. REQUIRES: `field` is no reference.
model::Result<model::Value> ReadTyped(const model::FieldInfo& field, std::string_view text,
                                      const model::EntityType& type);

}  // namespace kruzhok::client
