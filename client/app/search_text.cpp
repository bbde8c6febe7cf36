// SPDX-License-Identifier: MIT
#include "client/app/search_text.h"

#include <optional>

#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// The squeezed form of one letter of the Latin or Russian alphabets, a digit or a plain sign; takes
// it off the front. Nothing: a character that only the whole of folding can judge.
std::optional<char> TakePlain(std::string_view& text) {
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte > ' ' && byte < 0x7F) {
    text.remove_prefix(1);
    if (byte == '`') return '\'';
    return static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
  }
  if (text.size() < 2) return std::nullopt;
  const auto next = static_cast<unsigned char>(text[1]);
  if ((next & 0xC0) != 0x80) return std::nullopt;
  if (byte == 0xC2 && (next == 0xAB || next == 0xBB)) {
    text.remove_prefix(2);
    return '"';
  }
  if (byte != 0xD0 && !(byte == 0xD1 && next < 0xA0)) return std::nullopt;
  text.remove_prefix(2);
  unsigned letter = (byte & 0x1FU) << 6 | (next & 0x3FU);
  if (letter < 0x410) letter += 80;
  if (letter < 0x430) letter += 32;
  if (letter == 0x451) letter = 0x435;  // ё
  return static_cast<char>(letter - 0x430 + 0x80);
}

}  // namespace

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

std::string FoldSqueezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::string_view rest = text; !rest.empty();) {
    if (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      rest.remove_prefix(1);
    } else if (const auto plain = TakePlain(rest)) {
      out += *plain;
    } else {
      return Squeeze(model::Fold(text));
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string FoldedWords(std::string_view text) {
  std::string words;
  for (const char c : model::Fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    // C++ and C# are two.
    if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '+' || c == '#')
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
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
