// SPDX-License-Identifier: MIT
// What is wrong with a record, in words that a form can place beside its field. The same rules run
// offline and at the district. A rule that spans rows is a finding, not validation.
#pragma once

#include <vector>

#include "model/record.h"

namespace kruzhok::model {

struct Problem {
  const FieldInfo* field;
  Error error;
};

// One value by its field's own declaration: length, range, choice codes, a readable date. The error
// is bad_value with a reason: unreadable, unknown_code, too_long, out_of_range, bad_snils,
// wrong_kind, not_text; of Validate also wrong_order, whose detail is the name of the other field.
std::optional<Error> CheckValue(const FieldInfo& field, const Value& value);

// ParseValue, and then the spelling that the field is kept in: a SNILS typed as 11 digits gets its
// dashes. Everything that a person, a file or a script enters comes through here; CheckValue then
// judges it.
Result<Value> ParseInput(const FieldInfo& field, std::string_view text);

// The whole record: required fields, each value, and the rules across fields (a start after its
// end, ages the wrong way round). Empty: it may be saved. Refuses only what is surely wrong: a
// state without its date or an odd age is real life, and a finding at most.
std::vector<Problem> Validate(const Record& record);

// The same for a row that exists: only what was changed is judged. A code that a newer program
// wrote, or a column that became required later, keeps nobody from correcting a telephone number.
// REQUIRES: both records are of one entity.
std::vector<Problem> ValidateChange(const Record& before, const Record& after);

}  // namespace kruzhok::model
