// SPDX-License-Identifier: MIT
// A 128-bit id of a row, an organisation or a site. People and scripts see it as a lower-case UUID,
// the log carries it as 22 characters of base64url, SQLite keeps its 16 bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kruzhok::model {

struct Uuid {
  std::array<uint8_t, 16> bytes{};

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
  bool is_nil() const { return *this == Uuid{}; }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), 16}; }

  static constexpr size_t kBase64Length = 22;
  std::string Text() const;    // "0190a6c4-…", 36 characters, lower case.
  std::string Base64() const;  // 22 characters.
  void AppendBase64(std::string& out) const;

  // REQUIRES: 16 bytes.
  static Uuid FromBytes(std::string_view bytes);
  // Reads 36 characters in either case; nothing else.
  static std::optional<Uuid> FromText(std::string_view text);
  // Reads exactly 22 characters whose spare bits are zero, so that an id has one spelling.
  static std::optional<Uuid> FromBase64(std::string_view text);
};

// base64url without padding of any bytes; the decoder refuses spare bits that are not zero.
void AppendBase64Url(std::string_view bytes, std::string& out);
std::optional<std::string> DecodeBase64Url(std::string_view text);

}  // namespace kruzhok::model

template <>
struct std::hash<kruzhok::model::Uuid> {
  size_t operator()(const kruzhok::model::Uuid& id) const noexcept {
    uint64_t low;
    std::memcpy(&low, id.bytes.data() + 8, 8);
    return static_cast<size_t>(low);
  }
};
