// SPDX-License-Identifier: MIT
// What readers have put the free texts of a blank under, as its field `tags` holds it:
// {"q12":["дорога","расписание"]}.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/value.h"

namespace kruzhok::client {

inline constexpr size_t kMaxTag = 60;  // Characters.

// Of the answer to one question.
std::vector<std::string> TagsOf(const std::optional<model::Json>& tags,
                                const std::string& question);
// With that tag put on the answer, or taken off; an empty JSON where none is left.
model::Json WithTag(const std::optional<model::Json>& tags, const std::string& question,
                    const std::string& tag, bool on);
// All that stands in either.
model::Json MergedTags(const model::Json& one, const model::Json& other);

}  // namespace kruzhok::client
