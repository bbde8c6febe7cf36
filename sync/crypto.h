// SPDX-License-Identifier: MIT
// The little cryptography that the engine needs, over libsodium. Keys and hashes are raw bytes in
// strings.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kruzhok::sync {

using Hash = std::array<uint8_t, 32>;  // BLAKE2b-256.

Hash HashOf(std::string_view bytes);
Hash HashOf(std::string_view first, std::string_view second);
inline std::string_view View(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

struct SigningKey {
  std::string public_key;  // 32 bytes, Ed25519.
  std::string secret_key;  // 64 bytes.
};
SigningKey NewSigningKey(std::string_view seed32);                  // REQUIRES: 32 random bytes.
std::string Sign(const SigningKey& key, std::string_view message);  // 64 bytes.
bool VerifySignature(std::string_view public_key, std::string_view message,
                     std::string_view signature);

}  // namespace kruzhok::sync
