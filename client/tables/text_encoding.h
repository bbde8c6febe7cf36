// SPDX-License-Identifier: MIT
// Text of unknown origin as UTF-8.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kruzhok::client {

struct DecodedText {
  std::string_view text;  // UTF-8 without a mark; of the bytes given, or of `owned`.
  std::string encoding;   // "UTF-8", "UTF-16", "windows-1251"
  std::unique_ptr<const std::string> owned;
};

// By the mark at the beginning; without one UTF-8, where the bytes are (nearly) that, else
// windows-1251. What a known encoding does not know becomes U+FFFD. Nothing where the bytes are no
// text: a NUL, or many control characters. `bytes` must outlive the result.
std::optional<DecodedText> DecodeText(std::string_view bytes);

void AppendUtf8(char32_t character, std::string& to);  // No character: U+FFFD.

// Makes a cell's text well-formed UTF-8 with \n as line ends, in place.
void CleanText(std::string& text);

}  // namespace kruzhok::client
