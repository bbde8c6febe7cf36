// SPDX-License-Identifier: MIT
// What a field can hold. An empty value (std::monostate) is a field that nobody has filled or that
// somebody has cleared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/result.h"
#include "model/uuid.h"

namespace kruzhok::model {

enum class Kind { kText, kInteger, kBoolean, kDate, kChoice, kChoices, kReference, kJson };

struct Json {
  std::string text;  // Normal form: no spaces, members sorted by name. See NormalJson.
  friend bool operator==(const Json&, const Json&) = default;
};
using Choices = std::vector<std::string>;  // Sorted, without repeats.

// The alternative by kind: text, date (ISO 8601) and choice hold std::string.
using Value = std::variant<std::monostate, bool, int64_t, std::string, Choices, Uuid, Json>;

inline bool IsEmpty(const Value& value) {
  return value.index() == 0;
}

std::string_view KindName(Kind kind);  // "text", "integer", … as `fields` prints it.

// Reads what a person or a script wrote: "7", "true", "2011-01-03", "basic,advanced", a UUID, JSON
// text. An empty text is an empty value. Text is trimmed and brought to NFC. bad_value when it
// cannot be read; whether the value is allowed in its field is validation's question.
Result<Value> ParseValue(Kind kind, std::string_view text);

// The same, written so that ParseValue reads it back.
std::string FormatValue(const Value& value);

// True when a value of that kind may hold `value` (an empty one always).
bool Fits(Kind kind, const Value& value);

// JSON text in normal form (members sorted, no spaces, UTF-8 unescaped), so that equal values have
// equal bytes. bad_json when it is not JSON, holds a fraction or an integer beyond 2^53.
Result<std::string> NormalJson(std::string_view text);

}  // namespace kruzhok::model
