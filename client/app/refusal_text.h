// SPDX-License-Identifier: MIT
// Why a commit is outside, in words.
#pragma once

#include <string_view>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// `field` is how the reader knows the field at fault: its label in a window, its name on a command
// line.
ErrorText WhyRefused(const Translator& texts, const sync::RefusedCommit& refused,
                     std::string_view field);

}  // namespace kruzhok::client
