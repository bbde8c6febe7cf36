// SPDX-License-Identifier: MIT
#include "client/app/row_owner.h"

#include "model/catalog.h"
#include "model/entities/programme.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {

std::optional<model::Uuid> OwnerByReferences(
    sync::Store& store, const model::EntityType& type,
    const std::vector<std::pair<const model::FieldInfo*, model::Value>>& fields,
    const std::map<model::Uuid, model::Uuid>& known) {
  if (&type == &model::programme) return std::nullopt;
  for (const auto& [field, value] : fields) {
    const auto* id = std::get_if<model::Uuid>(&value);
    const model::EntityType* target = model::FindEntity(field->options().target);
    if (id == nullptr || target == nullptr) continue;
    if (const auto owner = known.find(*id); owner != known.end()) return owner->second;
    if (const auto row = store.replica().rows().Summary(*target, *id)) return row->owner;
  }
  return std::nullopt;
}

}  // namespace kruzhok::client
