// SPDX-License-Identifier: MIT
// What both ends know of messages and commit lines before anything is said, so that a short text
// packs into half of what zstd alone makes of it. Part of protocol 2: it never changes; another one
// gets another id and is another protocol.
#pragma once

#include <string_view>

#include "sync/namespace.h"

namespace kruzhok::sync {

inline constexpr unsigned kDictionaryId = 1;

// A dictionary of zstd: tables of how often which byte occurs, then the words.
std::string_view Dictionary();
// The words alone; tests/bench/dictionary.cpp makes the tables of them.
std::string_view DictionaryWords();

}  // namespace kruzhok::sync
