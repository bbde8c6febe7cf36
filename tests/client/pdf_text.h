// SPDX-License-Identifier: MIT
// What a reader sees on the pages of a PDF.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

inline std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The text of each page as it is laid out; nothing where the tool is not installed.
inline std::optional<std::vector<std::string>> PagesOf(const std::string& pdf) {
  const std::string text = pdf + ".txt";
  const std::string command = "pdftotext -layout '" + pdf + "' '" + text + "' 2>/dev/null";
  if (std::system(command.c_str()) != 0) return std::nullopt;
  std::vector<std::string> pages;
  std::string all = ReadFile(text);
  for (size_t end = all.find('\f'); end != all.npos; end = all.find('\f')) {
    pages.push_back(all.substr(0, end));
    all.erase(0, end + 1);
  }
  return pages;
}

// One blank between words, so that a line's layout does not matter.
inline std::string Squeezed(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (const bool blank = c == ' ' || c == '\n'; !blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  return out;
}

inline bool Holds(std::string_view text, std::string_view part) {
  return Squeezed(text).find(part) != std::string::npos;
}

}  // namespace tests
