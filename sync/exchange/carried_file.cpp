// SPDX-License-Identifier: MIT
#include "sync/exchange/carried_file.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

#include "model/uuid.h"

namespace kruzhok::sync {
namespace {

constexpr std::string_view kMagic = "KRUZHOK ";
constexpr size_t kSignatureBytes = 64;
constexpr size_t kTail = sizeof(Hash) + kSignatureBytes;
constexpr size_t kMaxFirstLine = 64;

std::string Base64(std::string_view bytes) {
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

// The hash stands for the whole file.
std::string Statement(const Hash& hash) {
  return "kruzhok carried\n" + std::string(View(hash));
}

std::optional<int> NumberOf(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

model::Error WrongKind(std::string_view found) {
  if (found == "passport") return {"wrong_file", {}, {}, "file_is_passport"};
  if (found == "bundle") return {"wrong_file", {}, {}, "file_is_bundle"};
  return {"wrong_file"};
}

}  // namespace

std::optional<int64_t> HeaderNumber(const nlohmann::ordered_json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  const auto number = value.get<int64_t>();
  if (number < 0 || number > int64_t{1} << 53) return std::nullopt;
  return number;
}

std::string CarriedFile::id() const {
  return Base64(View(hash).substr(0, 9));
}

bool CarriedFile::IsSignedBy(std::string_view public_key) const {
  return VerifySignature(public_key, Statement(hash), signature);
}

std::string EncodeCarried(std::string_view kind, int format, std::string_view header,
                          std::string_view sealed, const SigningKey& signer) {
  std::string bytes;
  bytes.reserve(kMaxFirstLine + header.size() + sealed.size() + kTail);
  bytes.append(kMagic).append(kind).append(1, ' ').append(std::to_string(format)).append(1, '\n');
  bytes.append(header).append(1, '\n').append(sealed);
  const Hash hash = HashOf(bytes);
  bytes.append(View(hash)).append(Sign(signer, Statement(hash)));
  return bytes;
}

model::Result<std::string_view> PeekHeader(std::string_view kind, int newest,
                                           std::string_view beginning) {
  if (!beginning.starts_with(kMagic)) {
    // A file that was cut in its first bytes is ours all the same.
    const bool cut = !beginning.empty() && kMagic.starts_with(beginning);
    return cut ? model::Error{"damaged_file"} : model::Error{"wrong_file"};
  }
  const size_t line_end = beginning.substr(0, kMaxFirstLine).find('\n');
  if (line_end == beginning.npos) return model::Error{"damaged_file"};
  const std::string_view line = beginning.substr(kMagic.size(), line_end - kMagic.size());
  const size_t space = std::min(line.find(' '), line.size());
  const std::string_view found = line.substr(0, space);
  if (found != kind) return WrongKind(found);
  const auto format = NumberOf(line.substr(std::min(space + 1, line.size())));
  if (!format) return model::Error{"damaged_file"};
  if (*format > newest) return model::Error{"newer_file", std::to_string(*format)};
  const std::string_view rest = beginning.substr(line_end + 1);
  const size_t header_end = rest.find('\n');
  if (header_end == rest.npos) return model::Error{"damaged_file"};
  return rest.substr(0, header_end);
}

model::Result<CarriedFile> DecodeCarried(std::string_view kind, int newest,
                                         std::string_view bytes) {
  const auto header = PeekHeader(kind, newest, bytes.substr(0, kPeekBytes));
  if (!header) return header.error();
  const auto sealed = static_cast<size_t>(header->data() - bytes.data()) + header->size() + 1;
  if (bytes.size() < sealed + kTail) return model::Error{"damaged_file"};
  const size_t end = bytes.size() - kTail;
  CarriedFile file{*header, bytes.substr(sealed, end - sealed), HashOf(bytes.substr(0, end)),
                   bytes.substr(end + sizeof(Hash))};
  if (View(file.hash) != bytes.substr(end, sizeof(Hash))) return model::Error{"damaged_file"};
  return file;
}

std::string ShortName(std::string_view hub_key) {
  return Base64(View(HashOf(hub_key)).substr(0, 12));
}

}  // namespace kruzhok::sync
