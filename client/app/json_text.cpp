// SPDX-License-Identifier: MIT
#include "client/app/json_text.h"

#include <chrono>
#include <cstdio>

#include "model/text_fold.h"
#include "sync/commit.h"

namespace kruzhok::client {

std::string JsonText(std::string_view text) {
  std::string out;
  const std::string clean = model::IsUtf8(text) ? std::string() : model::Normalize(text);
  const std::string_view good = model::IsUtf8(text) ? text : std::string_view(clean);
  sync::AppendJson({.type = sync::WireValue::Type::kText, .text = good}, out);
  return out;
}

JsonObject& JsonObject::Raw(std::string_view name, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  members_ += JsonText(name);
  members_ += ':';
  members_ += json;
  return *this;
}

JsonObject& JsonObject::Text(std::string_view name, std::string_view value) {
  return Raw(name, JsonText(value));
}

JsonObject& JsonObject::TextOrNull(std::string_view name, std::string_view value) {
  return value.empty() ? Null(name) : Text(name, value);
}

JsonObject& JsonObject::Number(std::string_view name, int64_t value) {
  return Raw(name, std::to_string(value));
}

JsonObject& JsonObject::Seconds(std::string_view name, int64_t milliseconds) {
  char text[40];
  std::snprintf(text, sizeof text, "%lld.%03d", static_cast<long long>(milliseconds / 1000),
                static_cast<int>(milliseconds % 1000));
  return Raw(name, text);
}

JsonObject& JsonObject::Boolean(std::string_view name, bool value) {
  return Raw(name, value ? "true" : "false");
}

JsonArray& JsonArray::Raw(std::string_view json) {
  if (!items_.empty()) items_ += ',';
  items_ += json;
  return *this;
}

std::string IsoTime(int64_t milliseconds) {
  if (milliseconds == 0) return {};
  using namespace std::chrono;
  const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[48];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

}  // namespace kruzhok::client
