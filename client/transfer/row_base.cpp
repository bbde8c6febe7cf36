// SPDX-License-Identifier: MIT
#include "client/transfer/row_base.h"

#include <cstring>

#include "sync/crypto.h"

namespace kruzhok::client {
namespace {

constexpr char kSeparator = '~';  // Neither in base64url nor in a rev.
constexpr size_t kCheckBytes = 3;

std::string CheckOf(std::string_view text) {
  std::string check;
  model::AppendBase64Url(sync::View(sync::HashOf(text)).substr(0, kCheckBytes), check);
  return check;
}

}  // namespace

uint32_t StampOf(const model::FieldInfo& field, std::string_view text) {
  std::string name(field.name());
  name += '\0';
  const sync::Hash hash = sync::HashOf(name, text);
  uint32_t stamp;
  std::memcpy(&stamp, hash.data(), sizeof stamp);
  return stamp;
}

std::string EncodeBase(const RowBase& base) {
  std::string text = base.id.Base64();
  text += kSeparator;
  text += base.rev;
  text += kSeparator;
  std::string bytes;
  for (const uint32_t stamp : base.stamps)
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(stamp >> shift & 0xFF);
  model::AppendBase64Url(bytes, text);
  text += kSeparator;
  return text + CheckOf(text);
}

std::optional<RowBase> DecodeBase(std::string_view text) {
  const size_t first = text.find(kSeparator);
  const size_t second = first == text.npos ? first : text.find(kSeparator, first + 1);
  const size_t third = second == text.npos ? second : text.find(kSeparator, second + 1);
  if (third == text.npos || CheckOf(text.substr(0, third + 1)) != text.substr(third + 1))
    return std::nullopt;
  RowBase base;
  const auto id = model::Uuid::FromBase64(text.substr(0, first));
  const auto bytes = model::DecodeBase64Url(text.substr(second + 1, third - second - 1));
  if (!id || !bytes || bytes->size() % sizeof(uint32_t) != 0) return std::nullopt;
  base.id = *id;
  base.rev = text.substr(first + 1, second - first - 1);
  for (size_t at = 0; at < bytes->size(); at += sizeof(uint32_t)) {
    uint32_t stamp = 0;
    for (size_t i = 0; i < sizeof stamp; ++i)
      stamp = stamp << 8 | static_cast<uint8_t>((*bytes)[at + i]);
    base.stamps.insert(stamp);
  }
  return base;
}

}  // namespace kruzhok::client
