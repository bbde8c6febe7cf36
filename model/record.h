// SPDX-License-Identifier: MIT
// The official values of one row, or those that somebody is about to write.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "model/entity_type.h"

namespace kruzhok::model {

class Record {
 public:
  explicit Record(const EntityType& type) : type_(&type), values_(type.fields().size()) {}

  const EntityType& type() const { return *type_; }
  const Value& value(const FieldInfo& field) const { return values_[field.index()]; }
  // REQUIRES: Fits(field.kind(), value).
  void SetValue(const FieldInfo& field, Value value) {
    ASSERT(Fits(field.kind(), value));
    values_[field.index()] = std::move(value);
  }

  // Typed access; a date that cannot be read counts as empty.
  template <typename Tag>
  std::optional<typename Field<Tag>::Native> Get(const Field<Tag>& field) const {
    using Native = typename Field<Tag>::Native;
    const Value& held = value(field);
    if constexpr (std::is_same_v<Native, Date>) {
      const auto* text = std::get_if<std::string>(&held);
      return text ? Date::FromIso(*text) : std::nullopt;
    } else {
      const auto* native = std::get_if<Native>(&held);
      return native ? std::optional<Native>(*native) : std::nullopt;
    }
  }
  template <typename Tag>
  void Set(const Field<Tag>& field, typename Field<Tag>::Native native) {
    if constexpr (std::is_same_v<typename Field<Tag>::Native, Date>)
      SetValue(field, native.Iso());
    else
      SetValue(field, std::move(native));
  }

 private:
  const EntityType* type_;
  std::vector<Value> values_;
};

}  // namespace kruzhok::model
