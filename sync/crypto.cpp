// SPDX-License-Identifier: MIT
#include "sync/crypto.h"

#include <sodium.h>

#include "model/assert.h"

namespace kruzhok::sync {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// libsodium chooses its implementations once; every entry below may be the first.
void Init() {
  static const int ready = sodium_init();
  ASSERT(ready >= 0);
}

}  // namespace

Hash HashOf(std::string_view bytes) {
  Init();
  Hash hash;
  crypto_generichash(hash.data(), hash.size(), Bytes(bytes), bytes.size(), nullptr, 0);
  return hash;
}

Hash HashOf(std::string_view first, std::string_view second) {
  Init();
  Hash hash;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, hash.size());
  crypto_generichash_update(&state, Bytes(first), first.size());
  crypto_generichash_update(&state, Bytes(second), second.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

SigningKey NewSigningKey(std::string_view seed32) {
  Init();
  ASSERT(seed32.size() == crypto_sign_SEEDBYTES);
  SigningKey key{std::string(crypto_sign_PUBLICKEYBYTES, '\0'),
                 std::string(crypto_sign_SECRETKEYBYTES, '\0')};
  crypto_sign_seed_keypair(Bytes(key.public_key), Bytes(key.secret_key), Bytes(seed32));
  return key;
}

std::string Sign(const SigningKey& key, std::string_view message) {
  Init();
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Bytes(signature), nullptr, Bytes(message), message.size(),
                       Bytes(std::string_view(key.secret_key)));
  return signature;
}

bool VerifySignature(std::string_view public_key, std::string_view message,
                     std::string_view signature) {
  Init();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Bytes(signature), Bytes(message), message.size(),
                                     Bytes(public_key)) == 0;
}

}  // namespace kruzhok::sync
