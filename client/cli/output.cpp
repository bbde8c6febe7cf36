// SPDX-License-Identifier: MIT
#include "client/cli/output.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace kruzhok::client {
namespace {

int64_t SteadyMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string Decimal(const Translator& translator, double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  std::string number = text;
  if (translator.language() == Language::kRussian)
    std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

std::string ByteSize(const Translator& translator, uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (bytes < 1024) return translator.Text("cli.size.bytes", {{"size", std::to_string(bytes)}});
  const bool small = bytes < 1024 * 1024;
  return translator.Text(small ? "cli.size.kilobytes" : "cli.size.megabytes",
                         {{"size", Decimal(translator, size / (small ? 1024 : 1024 * 1024), 1)}});
}

void ProgressLine::Show(int64_t done, int64_t total) {
  if (!shown_) return;
  const int64_t now = SteadyMs();
  if (started_ms_ < 0) started_ms_ = now;
  if (now - last_ms_ < 100) return;
  last_ms_ = now;
  const int64_t left_s = done > 0 ? (now - started_ms_) * (total - done) / done / 1000 : 0;
  const std::string text =
      total > 0 ? translator_.Text("cli.progress.of", {{"done", std::to_string(done)},
                                                       {"total", std::to_string(total)},
                                                       {"left", std::to_string(left_s)}})
                : translator_.Text("cli.progress", {{"done", std::to_string(done)}});
  Say(text);
}

void ProgressLine::Say(const std::string& text) {
  if (!shown_) return;
  const size_t width = DisplayWidth(text);
  stream_ << '\r' << text;
  for (size_t i = width; i < width_; ++i) stream_ << ' ';
  stream_ << std::flush;
  width_ = std::max(width_, width);
}

void ProgressLine::Clear() {
  if (!shown_ || width_ == 0) return;
  stream_ << '\r' << std::string(width_, ' ') << '\r' << std::flush;
  width_ = 0;
}

}  // namespace kruzhok::client
