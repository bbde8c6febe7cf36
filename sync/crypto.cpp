// SPDX-License-Identifier: MIT
#include "sync/crypto.h"

#include <new>
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

std::optional<std::string> SealTo(std::string_view public_key, std::string_view message) {
  Init();
  std::string box_key(crypto_box_PUBLICKEYBYTES, '\0');
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES ||
      crypto_sign_ed25519_pk_to_curve25519(Bytes(box_key), Bytes(public_key)) != 0)
    return std::nullopt;
  std::string sealed(message.size() + crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal(Bytes(sealed), Bytes(message), message.size(),
                      Bytes(std::string_view(box_key))) != 0)
    return std::nullopt;
  return sealed;
}

std::optional<std::string> OpenSealed(const SigningKey& key, std::string_view sealed) {
  Init();
  std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
  std::string secret_key(crypto_box_SECRETKEYBYTES, '\0');
  if (sealed.size() < crypto_box_SEALBYTES ||
      crypto_sign_ed25519_pk_to_curve25519(Bytes(public_key),
                                           Bytes(std::string_view(key.public_key))) != 0 ||
      crypto_sign_ed25519_sk_to_curve25519(Bytes(secret_key),
                                           Bytes(std::string_view(key.secret_key))) != 0)
    return std::nullopt;
  std::string message(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(Bytes(message), Bytes(sealed), sealed.size(),
                           Bytes(std::string_view(public_key)),
                           Bytes(std::string_view(secret_key))) != 0)
    return std::nullopt;
  return message;
}

std::string KeyOfPin(std::string_view pin, std::string_view salt, const PinCost& cost) {
  Init();
  ASSERT(salt.size() == crypto_pwhash_SALTBYTES && kPinSaltBytes == crypto_pwhash_SALTBYTES);
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  if (crypto_pwhash(Bytes(key), key.size(), pin.data(), pin.size(), Bytes(salt), cost.passes,
                    cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();  // The only way in which it fails.
  return key;
}

std::string Encrypt(std::string_view key, std::string_view message) {
  Init();
  ASSERT(key.size() == crypto_secretbox_KEYBYTES);
  std::string out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + message.size(), '\0');
  randombytes_buf(out.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(Bytes(out) + crypto_secretbox_NONCEBYTES, Bytes(message), message.size(),
                        Bytes(std::string_view(out)), Bytes(key));
  return out;
}

std::optional<std::string> Decrypt(std::string_view key, std::string_view encrypted) {
  Init();
  constexpr size_t kAround = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (key.size() != crypto_secretbox_KEYBYTES || encrypted.size() < kAround) return std::nullopt;
  std::string message(encrypted.size() - kAround, '\0');
  const std::string_view box = encrypted.substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(Bytes(message), Bytes(box), box.size(), Bytes(encrypted),
                                 Bytes(key)) != 0)
    return std::nullopt;
  return message;
}

}  // namespace kruzhok::sync
