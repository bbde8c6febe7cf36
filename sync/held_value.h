// SPDX-License-Identifier: MIT
// A value of the log that owns its text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/commit.h"

namespace kruzhok::sync {

struct HeldValue {
  WireValue::Type type = WireValue::Type::kNull;
  int64_t number = 0;
  std::string text;

  HeldValue() = default;
  explicit HeldValue(const WireValue& value)
      : type(value.type), number(value.number), text(value.text) {}

  bool empty() const { return type == WireValue::Type::kNull; }
  WireValue view() const { return {type, number, text, 0, 0}; }
  std::string Json() const;  // Normal form.
  friend bool operator==(const HeldValue&, const HeldValue&) = default;
};

// Nothing when the text is not JSON that the log may hold.
std::optional<HeldValue> ParseHeldValue(std::string_view json);

// The members of an object in the order of their names; empty for every other value.
std::vector<std::pair<std::string, HeldValue>> ObjectMembers(const HeldValue& object);

}  // namespace kruzhok::sync
