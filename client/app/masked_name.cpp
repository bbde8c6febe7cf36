// SPDX-License-Identifier: MIT
#include "client/app/masked_name.h"

#include <algorithm>

#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

using model::child;

// «Ё.»
std::string InitialOf(const std::string& name) {
  size_t end = name.empty() ? 0 : 1;
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
  return end == 0 ? std::string() : name.substr(0, end) + '.';
}

bool IsEmptied(const model::FieldInfo& field) {
  const model::FieldInfo* const emptied[] = {
      &child.middle_name, &child.snils,        &child.certificate_number,
      &child.parent_name, &child.parent_phone, &child.phone,
      &child.address,     &child.note};
  return std::ranges::find(emptied, &field) != std::end(emptied);
}

bool IsInitial(const model::FieldInfo& field) {
  return &field == &child.last_name || &field == &child.first_name;
}

}  // namespace

bool IsMasked(const sync::Membership& membership, const model::Uuid& owner,
              const model::Record& record) {
  return &record.type() == &child && membership.joined &&
         membership.role == sync::Role::kCoordinator && !membership.Keeps(owner) &&
         !record.Get(child.consent).value_or(false);
}

bool IsHiddenOfMasked(std::string_view cell) {
  const model::FieldInfo* field = child.FindField(cell);
  return field != nullptr && (IsEmptied(*field) || IsInitial(*field));
}

model::Record ShownRecord(const sync::Membership& membership, const model::Uuid& owner,
                          const model::Record& record) {
  model::Record shown = record;
  if (!IsMasked(membership, owner, record)) return shown;
  for (const model::FieldInfo* field : child.fields()) {
    const auto* text = std::get_if<std::string>(&record.value(*field));
    if (IsEmptied(*field)) shown.SetValue(*field, {});
    if (IsInitial(*field) && text != nullptr) shown.SetValue(*field, InitialOf(*text));
  }
  return shown;
}

std::string CardName(const sync::Membership& membership, const model::Uuid& owner,
                     const model::Record& record) {
  const model::Record shown = ShownRecord(membership, owner, record);
  std::string name;
  for (const auto* field : {&child.last_name, &child.first_name, &child.middle_name})
    if (const auto part = shown.Get(*field)) name += (name.empty() ? "" : " ") + *part;
  const auto its_class = record.Get(child.school_class);
  if (IsMasked(membership, owner, record) && its_class) name += ", " + *its_class;
  return name;
}

}  // namespace kruzhok::client
