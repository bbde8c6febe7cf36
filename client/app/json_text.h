// SPDX-License-Identifier: MIT
// Writes the small JSON objects of the contract, members in the order in which they were added. For
// reading, and for anything larger, there is nlohmann::json.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kruzhok::client {

// The text in quotes. What is not UTF-8 becomes U+FFFD, so that the line is always JSON.
std::string JsonText(std::string_view text);

class JsonObject {
 public:
  JsonObject& Text(std::string_view name, std::string_view value);
  JsonObject& TextOrNull(std::string_view name, std::string_view value);  // Empty: null.
  JsonObject& Number(std::string_view name, int64_t value);
  JsonObject& Seconds(std::string_view name, int64_t milliseconds);  // 1.234
  JsonObject& Boolean(std::string_view name, bool value);
  JsonObject& Null(std::string_view name) { return Raw(name, "null"); }
  // `json` is JSON already.
  JsonObject& Raw(std::string_view name, std::string_view json);

  bool empty() const { return members_.empty(); }
  std::string str() const { return '{' + members_ + '}'; }

 private:
  std::string members_;
};

class JsonArray {
 public:
  JsonArray& Text(std::string_view value) { return Raw(JsonText(value)); }
  JsonArray& Raw(std::string_view json);
  std::string str() const { return '[' + items_ + ']'; }

 private:
  std::string items_;
};

// ISO 8601, UTC; empty for 0, which stands for a time that is not known.
std::string IsoTime(int64_t milliseconds);

}  // namespace kruzhok::client
