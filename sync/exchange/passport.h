// SPDX-License-Identifier: MIT
// A passport: the file with which a computer joins its district without any network. The hub makes
// it for one computer; a PIN, told apart from the file, opens it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/exchange/carried_file.h"
#include "sync/exchange/join.h"

namespace kruzhok::sync {

inline constexpr size_t kLeastPinDigits = 6;
// Digits only, enough of them and not all alike.
bool IsGoodPin(std::string_view pin);

// What anybody may read of it.
struct PassportHeader {
  std::string district;
  std::string organisation;  // Its name; empty for a coordinator of the district as a whole.
  Role role = Role::kSchool;
  int64_t written_ms = 0;
  int64_t expires_ms = 0;  // By the hub's clock.
};

// `hub` signs; its key is facts.hub_key.
std::string EncodePassport(const PassportHeader& header, const PassportFacts& facts,
                           std::string_view pin, const PinCost& cost, const SigningKey& hub,
                           Environment& environment);

// wrong_file, newer_file, damaged_file.
model::Result<PassportHeader> ReadPassportHeader(std::string_view bytes);
// Those, and bad_pin. Takes about a second. Whether it has expired or was used, the hub says later.
model::Result<PassportFacts> OpenPassport(std::string_view bytes, std::string_view pin);

}  // namespace kruzhok::sync
