// SPDX-License-Identifier: MIT
// The id of a row that is known by what it says: whoever makes it, on whatever computer, makes one
// and the same row.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "model/entity_type.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

using FieldValue = std::pair<const model::FieldInfo*, model::Value>;

// Of the owner, the entity and the values of its key fields among `fields`, absent ones as empty.
// UUIDv8 (RFC 9562, 5.8) over BLAKE2b. REQUIRES: the entity has a key.
model::Uuid KeyedUuid(const model::EntityType& type, const model::Uuid& owner,
                      std::span<const FieldValue> fields);

// Of any text, the same way: whoever makes something of one and the same thing makes one row.
model::Uuid NamedUuid(std::string_view said);

}  // namespace kruzhok::sync
