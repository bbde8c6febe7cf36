// SPDX-License-Identifier: MIT
// Text as it can be put on paper, letter by letter, and its lines.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kruzhok::client {

// What a page shows of the text: blanks of all kinds become spaces; invisible characters go; what
// is no UTF-8 or lies beyond 16 bits, which a PDF's font cannot name, becomes U+FFFD.
std::vector<char32_t> Glyphs(std::string_view text);
std::string GlyphText(std::string_view text);  // The same as UTF-8.

// Breaks at spaces, and after a hyphen within a word; within a word only where it is wider than a
// line. A line end in the text ends a line; a no-break space does not break. `first` and `rest` are
// the widths of the first line and of the others. At least one line.
std::vector<std::string> WrapText(std::string_view text, double first, double rest,
                                  const std::function<double(std::string_view)>& width_of);

}  // namespace kruzhok::client
