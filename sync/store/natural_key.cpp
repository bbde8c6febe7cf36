// SPDX-License-Identifier: MIT
#include "sync/store/natural_key.h"

#include <algorithm>

#include "model/assert.h"
#include "sync/crypto.h"

namespace kruzhok::sync {

model::Uuid KeyedUuid(const model::EntityType& type, const model::Uuid& owner,
                      std::span<const FieldValue> fields) {
  ASSERT(!type.key().empty());
  std::string said(owner.view());
  said += type.name();
  for (const model::FieldInfo* field : type.key()) {
    const auto found = std::ranges::find(fields, field, &FieldValue::first);
    const std::string value = found == fields.end() ? "" : model::FormatValue(found->second);
    said += '\0' + std::to_string(value.size()) + ':' + value;
  }
  return NamedUuid(said);
}

model::Uuid NamedUuid(std::string_view said) {
  const Hash hash = HashOf(said);
  model::Uuid id = model::Uuid::FromBytes(View(hash).substr(0, 16));
  id.bytes[6] = static_cast<uint8_t>((id.bytes[6] & 0x0f) | 0x80);
  id.bytes[8] = static_cast<uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace kruzhok::sync
