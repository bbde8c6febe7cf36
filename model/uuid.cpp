// SPDX-License-Identifier: MIT
#include "model/uuid.h"

#include <algorithm>

#include "model/assert.h"

namespace kruzhok::model {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr uint8_t kNoDigit = 0xFF;

constexpr auto kBase64Values = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (size_t i = 0; i < kBase64Digits.size(); ++i)
    values[static_cast<uint8_t>(kBase64Digits[i])] = static_cast<uint8_t>(i);
  return values;
}();

uint8_t HexValue(char c) {
  if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const size_t found = kHexDigits.find(c);
  return found == std::string_view::npos ? kNoDigit : static_cast<uint8_t>(found);
}

bool IsDashPosition(size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

}  // namespace

std::string Uuid::Text() const {
  std::string out;
  out.reserve(36);
  for (uint8_t byte : bytes) {
    if (IsDashPosition(out.size())) out += '-';
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

std::string Uuid::Base64() const {
  std::string out;
  out.reserve(kBase64Length);
  AppendBase64(out);
  return out;
}

void Uuid::AppendBase64(std::string& out) const {
  AppendBase64Url(view(), out);
}

Uuid Uuid::FromBytes(std::string_view bytes) {
  ASSERT(bytes.size() == 16);
  Uuid id;
  std::memcpy(id.bytes.data(), bytes.data(), 16);
  return id;
}

std::optional<Uuid> Uuid::FromText(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsDashPosition(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const uint8_t value = HexValue(text[i]);
    if (value == kNoDigit) return std::nullopt;
    uint8_t& byte = id.bytes[digits++ / 2];
    byte = static_cast<uint8_t>(byte << 4 | value);
  }
  return id;
}

std::optional<Uuid> Uuid::FromBase64(std::string_view text) {
  if (text.size() != kBase64Length) return std::nullopt;
  const auto bytes = DecodeBase64Url(text);
  if (!bytes) return std::nullopt;
  return FromBytes(*bytes);
}

void AppendBase64Url(std::string_view bytes, std::string& out) {
  uint32_t buffer = 0;
  int bits = 0;
  for (char c : bytes) {
    buffer = buffer << 8 | static_cast<uint8_t>(c);
    for (bits += 8; bits >= 6; bits -= 6) out += kBase64Digits[buffer >> (bits - 6) & 63];
  }
  if (bits > 0) out += kBase64Digits[buffer << (6 - bits) & 63];
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  uint32_t buffer = 0;
  int bits = 0;
  for (char c : text) {
    const uint8_t value = kBase64Values[static_cast<uint8_t>(c)];
    if (value == kNoDigit) return std::nullopt;
    buffer = buffer << 6 | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(buffer >> bits & 255);
  }
  if ((buffer & ((1U << bits) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace kruzhok::model
