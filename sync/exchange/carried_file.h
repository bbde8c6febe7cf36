// SPDX-License-Identifier: MIT
// A file that people carry: what anybody may read of it, what only the receiver can, who wrote it,
// and whether it is whole. Bundles and passports are such files. See sync/README.md for the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "model/result.h"
#include "sync/crypto.h"

namespace kruzhok::sync {

// A number of a header, which anybody may have written: nothing unless it is whole and between 0
// and 2^53.
std::optional<int64_t> HeaderNumber(const nlohmann::ordered_json& value);

// Larger ones are neither written nor read.
inline constexpr size_t kMaxCarriedBytes = size_t{256} << 20;
// The header ends before that. What anybody may have written is not read as JSON of any length.
inline constexpr size_t kPeekBytes = size_t{16} << 10;

struct CarriedFile {
  std::string_view header;  // JSON, in the clear.
  std::string_view sealed;
  Hash hash{};  // Over all that stands before it.
  std::string_view signature;

  // An identity for people and programs: 12 characters.
  std::string id() const;
  bool IsSignedBy(std::string_view public_key) const;
};

// `kind` is a word, "bundle"; `header` is JSON without line ends.
std::string EncodeCarried(std::string_view kind, int format, std::string_view header,
                          std::string_view sealed, const SigningKey& signer);
// Views into `bytes`. Who signed it is not looked at. wrong_file: it is of another kind or none of
// ours. newer_file: of a later format than `newest`. damaged_file: cut off or changed, or its
// header does not end within kPeekBytes.
model::Result<CarriedFile> DecodeCarried(std::string_view kind, int newest, std::string_view bytes);
// The header alone, out of the first bytes of a file (kPeekBytes of them do): for lists of files.
// Whether the file is whole is not looked at. The same errors.
model::Result<std::string_view> PeekHeader(std::string_view kind, int newest,
                                           std::string_view beginning);

// How a hub is named where its whole key would be too long: 16 characters.
std::string ShortName(std::string_view hub_key);

}  // namespace kruzhok::sync
