// SPDX-License-Identifier: MIT
// All entities, those that are referred to first. A new entity is a file in model/entities/ and a
// line in catalog.cpp.
#pragma once

#include <span>
#include <string_view>

#include "model/entity_type.h"

namespace kruzhok::model {

std::span<const EntityType* const> Catalog();

const EntityType* FindEntity(std::string_view name);  // nullptr: no such entity.

// The number of entities and fields ever declared. As none is ever removed, a program with a higher
// schema knows everything that one with a lower schema knows; commits carry it.
int SchemaVersion();

}  // namespace kruzhok::model
