// SPDX-License-Identifier: MIT
// Whose a coordinator's new row is: that of the rows that it names.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

// The owner of the first row that a reference of these fields means. `known`: rows that are about
// to be written, and their owners. Nothing: no such reference, or of a programme, whose provider
// need not keep it.
std::optional<model::Uuid> OwnerByReferences(
    sync::Store& store, const model::EntityType& type,
    const std::vector<std::pair<const model::FieldInfo*, model::Value>>& fields,
    const std::map<model::Uuid, model::Uuid>& known = {});

}  // namespace kruzhok::client
