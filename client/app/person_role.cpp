// SPDX-License-Identifier: MIT
#include "client/app/person_role.h"

#include <algorithm>

#include "model/entities/category.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

constexpr std::string_view kPrefix = "person.role/", kRestrictedWord = "restricted";

std::string KeyOf(std::string_view person) {
  return std::string(kPrefix) + std::string(person);
}

// Fields of a child that told the categories in older data.
bool IsOldCategory(std::string_view cell) {
  const model::FieldInfo* const old[] = {&model::child.categories, &model::child.ovz_types,
                                         &model::child.category_basis,
                                         &model::child.category_until};
  return std::ranges::any_of(old, [&](const auto* field) { return field->name() == cell; });
}

}  // namespace

PersonRole RoleOf(sync::Replica& replica, std::string_view person) {
  return !person.empty() && replica.Setting(KeyOf(person)) == kRestrictedWord
             ? PersonRole::kRestricted
             : PersonRole::kFull;
}

People RestrictedPeople(sync::Replica& replica) {
  People people;
  for (const auto& [key, value] : replica.Settings(kPrefix))
    if (value == kRestrictedWord) people.insert(key.substr(kPrefix.size()));
  return people;
}

void SetRole(sync::Replica& replica, std::string_view person, PersonRole role) {
  replica.SetSetting(KeyOf(person), role == PersonRole::kRestricted ? kRestrictedWord : "");
}

bool MaySee(PersonRole role, std::string_view entity, std::string_view cell) {
  if (role == PersonRole::kFull) return true;
  return entity != model::category.name() &&
         !(entity == model::child.name() && IsOldCategory(cell));
}

void HideSpecial(PersonRole role, model::Record& record) {
  for (const model::FieldInfo* field : record.type().fields())
    if (!MaySee(role, record.type().name(), field->name())) record.SetValue(*field, {});
}

}  // namespace kruzhok::client
