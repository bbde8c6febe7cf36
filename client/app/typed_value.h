// SPDX-License-Identifier: MIT
// What people write in lists, as values: choices by their names in either language and the ways in
// which schools spell them, numbers with their units, «да» and «нет».
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"
#include "model/entity_type.h"
#include "model/result.h"

namespace kruzhok::client {

// An empty text is an empty value. What the field's declaration forbids (too long, out of range) is
// refused too. bad_value. REQUIRES: `field` is of `type` and no reference.
model::Result<model::Value> ReadTyped(const model::EntityType& type, const model::FieldInfo& field,
                                      std::string_view text);

// The code of a choice by any of its names; empty: none of them.
std::string FindChoice(const model::EntityType& type, const model::FieldInfo& field,
                       std::string_view name);

// Names that lists have for something: the text of that key, between its bars. None: no such text.
std::vector<std::string> AliasesOf(const Translator& texts, std::string_view key);

// The words of a heading or a name, folded, without the signs between them and a number before
// them: «1_Дата рождения:» is «дата рождения».
std::string HeadingWords(std::string_view text);

}  // namespace kruzhok::client
