// SPDX-License-Identifier: MIT
// How results look on a terminal: tables whose columns stand straight whatever the script, progress, times.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"

namespace kruzhok::client {

// Columns of a terminal that the text takes: none for a combining mark, two for an ideograph or an emoji.
size_t DisplayWidth(std::string_view utf8);
// One line that cannot play tricks on the terminal: line ends become a blank, control characters U+FFFD.
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

// "1,5 МБ": for people only.
std::string ByteSize(const Translator& translator, uint64_t bytes);
// "1,25" or "1.25".
std::string Decimal(const Translator& translator, double value, int digits);

// A line on standard error that is written over and over: done of total, and how long it will take.
class Progress {
 public:
  // `shown` false: says nothing. The stream must outlive it.
  Progress(const Translator& translator, std::ostream& stream, bool shown)
      : translator_(translator), stream_(stream), shown_(shown) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { Clear(); }

  // Writes at most ten times a second. `total` 0: not known.
  void Show(int64_t done, int64_t total);
  void Say(const std::string& text);
  void Clear();

 private:
  const Translator& translator_;
  std::ostream& stream_;
  bool shown_;
  size_t width_ = 0;
  int64_t started_ms_ = -1;
  int64_t last_ms_ = 0;
};

}  // namespace kruzhok::client
