// SPDX-License-Identifier: MIT
#include "sync/console/table.h"

#include <algorithm>
#include <ctime>
#include <iterator>

namespace kruzhok::sync {
namespace {

struct Span {
  char32_t first;
  char32_t last;
};

// Marks that sit on the letter before them, and characters that are not seen.
constexpr Span kNoWidth[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                             {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
                             {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
                             {0xFEFF, 0xFEFF}};
constexpr Span kTwoWide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <size_t N>
bool Within(const Span (&spans)[N], char32_t c) {
  return std::any_of(std::begin(spans), std::end(spans),
                     [c](const Span& span) { return c >= span.first && c <= span.last; });
}

size_t WidthOf(char32_t c) {
  return Within(kNoWidth, c) ? 0 : Within(kTwoWide, c) ? 2 : 1;
}

// Reads one character from the front; a byte that begins none counts as one.
char32_t TakeCharacter(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = length == 1 ? first : first & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length && i < text.size(); ++i)
    c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(std::min(length, text.size()));
  return c;
}

void AppendPadded(const std::string& cell, size_t width, std::string& out) {
  out += cell;
  out.append(width - DisplayWidth(cell), ' ');
}

}  // namespace

size_t DisplayWidth(std::string_view utf8) {
  size_t width = 0;
  while (!utf8.empty()) width += WidthOf(TakeCharacter(utf8));
  return width;
}

std::string OneLine(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t c = TakeCharacter(text);
    if (c == '\n' || c == '\t' || c == '\r')
      out += ' ';
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E))
      out += "\uFFFD";
    else
      out += before.substr(0, before.size() - text.size());
  }
  return out;
}

std::string CutToWidth(std::string_view utf8, size_t width) {
  if (DisplayWidth(utf8) <= width) return std::string(utf8);
  std::string_view left = utf8;
  size_t used = 0;
  while (!left.empty()) {
    std::string_view next = left;
    const size_t wide = WidthOf(TakeCharacter(next));
    if (used + wide > width - 1) break;
    used += wide;
    left = next;
  }
  return std::string(utf8.substr(0, utf8.size() - left.size())) + "…";
}

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void Table::Add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = OneLine(cell);
  rows_.push_back(std::move(cells));
}

std::string Table::Format(size_t max_cell) const {
  std::vector<std::vector<std::string>> lines;
  if (!headings_.empty()) lines.push_back(headings_);
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  std::vector<size_t> widths;
  for (std::vector<std::string>& line : lines)
    for (size_t i = 0; i < line.size(); ++i) {
      if (max_cell > 0) line[i] = CutToWidth(line[i], max_cell);
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], DisplayWidth(line[i]));
    }
  std::string out;
  for (const std::vector<std::string>& line : lines) {
    std::string text;
    for (size_t i = 0; i < line.size(); ++i) {
      if (i > 0) text += "  ";
      i + 1 < line.size() ? AppendPadded(line[i], widths[i], text) : void(text += line[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
  return out;
}

std::string LocalTime(int64_t milliseconds) {
  if (milliseconds == 0) return {};
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  const std::tm* local = std::localtime(&seconds);
  if (local == nullptr) return {};
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, "%d.%m.%Y %H:%M", local));
}

}  // namespace kruzhok::sync
