// SPDX-License-Identifier: MIT
// How results look on a terminal: tables whose columns stand straight whatever the script, times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/namespace.h"

namespace kruzhok::sync {

// Columns of a terminal that the text takes: none for a combining mark, two for an ideograph or an
// emoji.
size_t DisplayWidth(std::string_view utf8);
// One line that cannot play tricks on the terminal: line ends become a blank, control characters
// U+FFFD.
std::string OneLine(std::string_view text);
// At most so many columns wide; what was cut is shown by "…".
std::string CutToWidth(std::string_view utf8, size_t width);

class Table {
 public:
  // An empty list: a table without headings.
  explicit Table(std::vector<std::string> headings = {});
  void Add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  // `max_cell`: wider cells are cut; 0: never. The last column is never filled up with blanks.
  std::string Format(size_t max_cell = 0) const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

// "22.11.2026 05:18" in the time zone of this computer; empty for 0.
std::string LocalTime(int64_t milliseconds);

}  // namespace kruzhok::sync
