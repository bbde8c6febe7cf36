// SPDX-License-Identifier: MIT
// Errors for people at a window: what a library says of a line or a server is English and means
// something to few, so it stays out of the sentence.
#pragma once

#include <string_view>

#include "client/app/translator.h"
#include "model/error.h"

namespace kruzhok::client {

// `field` is the label of the field at fault; may be empty.
ErrorText PlainWords(const Translator& texts, const model::Error& error, std::string_view field);

}  // namespace kruzhok::client
