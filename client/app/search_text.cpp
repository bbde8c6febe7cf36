// SPDX-License-Identifier: MIT
#include "client/app/search_text.h"

#include <cstring>

namespace kruzhok::client {

std::string Squeeze(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  for (size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    const auto next = static_cast<unsigned char>(i + 1 < folded.size() ? folded[i + 1] : 0);
    if (byte < 0x80) {
      out += folded[i];
    } else if ((byte == 0xD0 && next >= 0xB0) || (byte == 0xD1 && next < 0xA0)) {
      // а … я, ѐ … џ: 48 letters.
      out += static_cast<char>(byte == 0xD0 ? next - 0x30 : next + 0x10);
      ++i;
    } else {
      // Two halves that stand nowhere else, so that nothing is found in the middle of a letter.
      out += static_cast<char>(0xE0 | byte >> 4);
      out += static_cast<char>(0xF0 | (byte & 0x0F));
    }
  }
  return out;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = text.find(' ');
    if (end != 0) words.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return words;
}

size_t Needle::FindIn(std::string_view hay, size_t from) const {
  return hay.find(text_, from);
}

}  // namespace kruzhok::client
