// SPDX-License-Identifier: MIT
// Folding of text for search, duplicates and Russian order. Knows Latin, Cyrillic (Russian and the
// languages of Russia's peoples) and combining marks as far as people's names and titles need them.
#pragma once

#include <string>
#include <string_view>

namespace kruzhok::model {

// True when every byte belongs to well-formed UTF-8 and there is no NUL.
bool IsUtf8(std::string_view text);

// How text enters the program: NFC for the letters above (й, ё typed as two characters become one),
// line ends as \n, blanks of any kind at both ends cut off. What is not UTF-8, and NUL, is replaced
// by U+FFFD; other control characters but the tab go.
std::string Normalize(std::string_view text);

// For search and comparison: lower case, ё as е, quotes and dashes of all kinds as one, blanks run
// together, stress marks and invisible characters gone.
std::string Fold(std::string_view text);

// Bytes (any, NUL too) that sort as a Russian reader expects: numbers by their size and before
// letters, Latin before Cyrillic, ё right after е, quotes ignored, case only as the last
// difference.
std::string SortKey(std::string_view text);

size_t CountCharacters(std::string_view utf8);

}  // namespace kruzhok::model
