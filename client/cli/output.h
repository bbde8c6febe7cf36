// SPDX-License-Identifier: MIT
// How results look on a terminal: tables whose columns stand straight whatever the script,
// progress, times.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"
#include "sync/console/table.h"

namespace kruzhok::client {

using sync::CutToWidth;
using sync::DisplayWidth;
using sync::LocalTime;
using sync::OneLine;
using sync::Table;

// "1,5 МБ": for people only.
std::string ByteSize(const Translator& translator, uint64_t bytes);
// "1,25" or "1.25".
std::string Decimal(const Translator& translator, double value, int digits);

// A line on standard error that is written over and over: done of total, and how long it will take.
class ProgressLine {
 public:
  // `shown` false: says nothing. The stream must outlive it.
  ProgressLine(const Translator& translator, std::ostream& stream, bool shown)
      : translator_(translator), stream_(stream), shown_(shown) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { Clear(); }

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
