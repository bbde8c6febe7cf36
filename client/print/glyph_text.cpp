// SPDX-License-Identifier: MIT
#include "client/print/glyph_text.h"

#include <algorithm>
#include <cstdint>

namespace kruzhok::client {
namespace {

constexpr char32_t kUnknown = 0xFFFD;

// Takes the first character off the text.
char32_t TakeCharacter(std::string_view& text) {
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(text[at]); };
  const uint8_t first = byte(0);
  const size_t length = first < 0x80             ? 1
                        : (first & 0xE0) == 0xC0 ? 2
                        : (first & 0xF0) == 0xE0 ? 3
                        : (first & 0xF8) == 0xF0 ? 4
                                                 : 0;
  if (length == 0 || length > text.size()) {
    text.remove_prefix(1);
    return kUnknown;
  }
  char32_t letter = length == 1 ? first : first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      text.remove_prefix(i);
      return kUnknown;
    }
    letter = letter << 6 | (byte(i) & 0x3Fu);
  }
  text.remove_prefix(length);
  return letter;
}

bool IsInvisible(char32_t letter) {
  return (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
         letter == 0x00AD || letter == 0x2060 || letter == 0xFEFF || letter == '\r' ||
         (letter >= 0x7F && letter < 0xA0);
}

bool IsBlank(char32_t letter) {
  return letter < 0x20 || letter == 0xA0 || (letter >= 0x2000 && letter <= 0x200A) ||
         letter == 0x202F || letter == 0x205F || letter == 0x3000;
}

void AppendUtf8(char32_t letter, std::string& out) {
  const auto add = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (letter < 0x80) {
    add(letter);
  } else if (letter < 0x800) {
    add(0xC0 | letter >> 6);
    add(0x80 | (letter & 0x3F));
  } else {
    add(0xE0 | letter >> 12);
    add(0x80 | (letter >> 6 & 0x3F));
    add(0x80 | (letter & 0x3F));
  }
}

// Parts that stay together: words with the blanks before them, halves of «слово-слово».
std::vector<std::string_view> Parts(std::string_view line) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  for (size_t i = 1; i < line.size(); ++i) {
    const bool word_ends = line[i] == ' ' && line[i - 1] != ' ';
    const bool hyphen = line[i - 1] == '-' && i >= 2 && line[i - 2] != ' ' && line[i] != ' ' &&
                        line[i] != '-' && (static_cast<uint8_t>(line[i]) & 0x80) != 0;
    if (!word_ends && !hyphen) continue;
    parts.push_back(line.substr(start, i - start));
    start = i;
  }
  if (start < line.size()) parts.push_back(line.substr(start));
  return parts;
}

std::string_view WithoutBlanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

class Wrapper {
 public:
  Wrapper(double first, double rest, const std::function<double(std::string_view)>& width_of)
      : rest_(rest), width_(first), width_of_(width_of) {}

  void AddLine(std::string_view line) {
    for (const std::string_view part : Parts(line)) Add(part);
    End();
  }
  std::vector<std::string> Take() { return std::move(lines_); }

 private:
  void Add(std::string_view part) {
    const std::string longer = line_ + std::string(line_.empty() ? WithoutBlanks(part) : part);
    if (width_of_(longer) <= width_) {
      line_ = longer;
      return;
    }
    if (!line_.empty()) End();
    line_ = WithoutBlanks(part);
    while (width_of_(line_) > width_) Split();
  }
  // Cuts a word that no line can hold; at least a letter goes on each line.
  void Split() {
    std::string head;
    std::string_view left = line_;
    while (!left.empty()) {
      std::string_view after = left;
      TakeCharacter(after);
      const std::string_view letter = left.substr(0, left.size() - after.size());
      if (!head.empty() && width_of_(head + std::string(letter)) > width_) break;
      head += letter;
      left = after;
    }
    const std::string tail(left);
    line_ = head;
    if (tail.empty()) width_ = width_of_(head);  // A letter wider than the line stays.
    if (tail.empty()) return;
    End();
    line_ = tail;
  }
  void End() {
    lines_.push_back(std::move(line_));
    line_.clear();
    width_ = rest_;
  }

  double rest_;
  double width_;
  const std::function<double(std::string_view)>& width_of_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<char32_t> Glyphs(std::string_view text) {
  std::vector<char32_t> glyphs;
  glyphs.reserve(text.size());
  while (!text.empty()) {
    const char32_t letter = TakeCharacter(text);
    if (IsInvisible(letter)) continue;
    const bool strange = letter > 0xFFFF || (letter >= 0xD800 && letter < 0xE000);
    glyphs.push_back(IsBlank(letter) ? U' ' : strange ? kUnknown : letter);
  }
  return glyphs;
}

std::string GlyphText(std::string_view text) {
  std::string out;
  for (const char32_t letter : Glyphs(text)) AppendUtf8(letter, out);
  return out;
}

std::vector<std::string> WrapText(std::string_view text, double first, double rest,
                                  const std::function<double(std::string_view)>& width_of) {
  Wrapper wrapper(first, rest, width_of);
  for (size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
    wrapper.AddLine(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  wrapper.AddLine(text);
  return wrapper.Take();
}

}  // namespace kruzhok::client
