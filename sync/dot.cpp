// SPDX-License-Identifier: MIT
#include "sync/dot.h"

#include <charconv>

namespace kruzhok::sync {
namespace {

constexpr size_t kHashBytes = 6;
constexpr size_t kHashLength = 8;
constexpr int64_t kMaxSeq = int64_t{1} << 53;

std::string HashBytes(uint64_t hash) {
  std::string bytes(kHashBytes, '\0');
  for (size_t i = 0; i < kHashBytes; ++i)
    bytes[i] = static_cast<char>(static_cast<uint8_t>(hash >> (40 - 8 * i)));
  return bytes;
}

}  // namespace

uint64_t DotHash(const Hash& hash) {
  uint64_t value = 0;
  for (size_t i = 0; i < kHashBytes; ++i) value = value << 8 | hash[i];
  return value;
}

void AppendDot(const Dot& dot, const Site& own, std::string& out) {
  if (dot.site != own) {
    dot.site.AppendBase64(out);
    out += '.';
  }
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, dot.seq).ptr;
  out.append(digits, end);
  out += '.';
  model::AppendBase64Url(HashBytes(dot.hash), out);
}

std::string FormatDot(const Dot& dot) {
  std::string out;
  AppendDot(dot, Site{}, out);
  return out;
}

std::optional<Dot> ParseDot(std::string_view text, const Site& own) {
  Dot dot{own, 0, 0};
  if (text.size() > model::Uuid::kBase64Length && text[model::Uuid::kBase64Length] == '.') {
    const auto site = model::Uuid::FromBase64(text.substr(0, model::Uuid::kBase64Length));
    if (!site) return std::nullopt;
    dot.site = *site;
    text.remove_prefix(model::Uuid::kBase64Length + 1);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), dot.seq);
  const auto digits = static_cast<size_t>(end - text.data());
  if (error != std::errc() || dot.seq < 1 || dot.seq > kMaxSeq ||
      text.size() != digits + 1 + kHashLength || text[digits] != '.')
    return std::nullopt;
  const auto hash = model::DecodeBase64Url(text.substr(digits + 1));
  if (!hash || hash->size() != kHashBytes) return std::nullopt;
  for (const char byte : *hash) dot.hash = dot.hash << 8 | static_cast<uint8_t>(byte);
  return dot;
}

std::optional<Dot> ParseDot(std::string_view text) {
  const auto dot = ParseDot(text, Site{});
  return dot && !dot->site.is_nil() ? dot : std::nullopt;
}

}  // namespace kruzhok::sync
