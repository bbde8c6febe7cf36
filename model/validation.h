// SPDX-License-Identifier: MIT
// What is wrong with a record, in words that a form can place beside its field. The same rules run offline
// and at the district. A rule that spans rows is a finding, not validation.
#pragma once

#include <vector>

#include "model/record.h"

namespace model {

struct Problem {
  const FieldInfo* field;
  Error error;
};

// One value by its field's own declaration: length, range, choice codes, a readable date.
std::optional<Error> CheckValue(const FieldInfo& field, const Value& value);

// The whole record: required fields, each value, and the rules across fields of its entity (a start after
// its end, ages the wrong way round, a state that needs a date or a reason). Empty: it may be saved.
std::vector<Problem> Validate(const Record& record);

}  // namespace model
