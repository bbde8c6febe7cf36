// SPDX-License-Identifier: MIT
// The little cryptography that the engine needs, over libsodium. Keys and hashes are raw bytes in
// strings.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
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

// --- For files that people carry: only the receiver reads them ---
// For the holder of the key that belongs to `public_key`. Nothing: that is no key.
std::optional<std::string> SealTo(std::string_view public_key, std::string_view message);
// Nothing: it was not sealed to this key, or is damaged.
std::optional<std::string> OpenSealed(const SigningKey& key, std::string_view sealed);

// What guessing one PIN costs; whoever opens pays the same: half a second of a good processor, one
// or two of an old one.
struct PinCost {
  uint64_t passes = 12;
  size_t memory_bytes = size_t{64} << 20;  // Also on a computer with 2 GB.
};
inline constexpr size_t kPinSaltBytes = 16;
// 32 bytes, by Argon2id. REQUIRES: a salt of kPinSaltBytes.
std::string KeyOfPin(std::string_view pin, std::string_view salt, const PinCost& cost);
std::string Encrypt(std::string_view key, std::string_view message);
// Nothing: another key, or damaged.
std::optional<std::string> Decrypt(std::string_view key, std::string_view encrypted);

}  // namespace kruzhok::sync
