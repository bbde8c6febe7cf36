// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <string_view>

#include "client/screens/frame.h"
#include "sync/console/table.h"

namespace kruzhok::client {

std::string Day(int64_t ms) {
  return sync::LocalTime(ms).substr(0, 10);
}

std::string Moment(int64_t ms) {
  std::string text = sync::LocalTime(ms);
  if (text.size() > 10) text.insert(10, ",");
  return text;
}

std::string Ago(const Frame& frame, int64_t ms) {
  const int64_t minutes = (frame.state.now_ms - ms) / 60'000;
  if (minutes < 1) return frame.Text("window.ago.now");
  if (minutes < 60) return frame.texts.Count("window.ago.minutes", minutes);
  if (minutes < 48 * 60) return frame.texts.Count("window.ago.hours", minutes / 60);
  return frame.texts.Count("window.ago.days", minutes / (24 * 60));
}

std::string Count(int64_t number) {
  std::string text = std::to_string(number);
  for (size_t place = text.size(); place > 3 + (number < 0 ? 1U : 0U);) {
    place -= 3;
    text.insert(place, "\u2009");
  }
  return text;
}

std::string Bytes(const Frame& frame, int64_t bytes) {
  if (bytes < 1024) return frame.Text("window.bytes", {{"count", Count(bytes)}});
  if (bytes < 1024 * 1024) return frame.Text("window.kilobytes", {{"count", Count(bytes / 1024)}});
  std::string text = std::to_string(static_cast<double>(bytes) / (1024.0 * 1024));
  text.resize(text.find('.') + 2);
  if (frame.texts.language() == Language::kRussian) text[text.find('.')] = ',';
  return frame.Text("window.megabytes", {{"count", text}});
}

std::string ConditionWord(const Translator& texts, sync::RowCondition condition) {
  return texts.Text("list.condition." + std::string(sync::Name(condition)));
}

}  // namespace kruzhok::client
