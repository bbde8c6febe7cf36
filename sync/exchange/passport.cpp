// SPDX-License-Identifier: MIT
#include "sync/exchange/passport.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace kruzhok::sync {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kKind = "passport";
constexpr int kFormat = 1;
constexpr size_t kMaxBytes = size_t{64} << 10;
// What a stranger's file may make this computer spend.
constexpr uint64_t kMaxPasses = 32;
constexpr size_t kMaxMemory = size_t{128} << 20, kLeastMemory = size_t{8} << 10;

std::string Text64(std::string_view bytes) {
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

std::string_view RoleWord(Role role) {
  return role == Role::kCoordinator ? "coordinator" : "school";
}

Role RoleOf(const ordered_json& json) {
  return json.at("role") == "coordinator" ? Role::kCoordinator : Role::kSchool;
}

std::string Dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

struct Lock {
  std::string salt;
  PinCost cost;
};

struct Decoded {
  CarriedFile file;
  PassportHeader header;
  Lock lock;
};

model::Result<Decoded> Decode(std::string_view bytes) {
  if (bytes.size() > kMaxBytes) return model::Error{"wrong_file"};
  const auto file = DecodeCarried(kKind, kFormat, bytes);
  if (!file) return file.error();
  try {
    const auto json = ordered_json::parse(file->header);
    Decoded decoded{*file, {}, {}};
    decoded.header.district = json.at("district");
    decoded.header.organisation = json.at("organisation");
    decoded.header.role = RoleOf(json);
    const auto written = HeaderNumber(json.at("written"));
    const auto expires = HeaderNumber(json.at("expires"));
    const auto passes = HeaderNumber(json.at("passes"));
    const auto memory = HeaderNumber(json.at("memory"));
    if (!written || !expires || !passes || !memory) return model::Error{"damaged_file"};
    decoded.header.written_ms = *written;
    decoded.header.expires_ms = *expires;
    const auto salt = model::DecodeBase64Url(json.at("salt").get<std::string>());
    decoded.lock.cost = {static_cast<uint64_t>(*passes), static_cast<size_t>(*memory)};
    const PinCost& cost = decoded.lock.cost;
    if (!salt || salt->size() != kPinSaltBytes || cost.passes < 1 || cost.passes > kMaxPasses ||
        cost.memory_bytes < kLeastMemory || cost.memory_bytes > kMaxMemory)
      return model::Error{"damaged_file"};
    decoded.lock.salt = *salt;
    return decoded;
  } catch (const ordered_json::exception&) {
    return model::Error{"damaged_file"};
  }
}

}  // namespace

bool IsGoodPin(std::string_view pin) {
  return pin.size() >= kLeastPinDigits && pin.find_first_not_of("0123456789") == pin.npos &&
         pin.find_first_not_of(pin.front()) != pin.npos;
}

std::string EncodePassport(const PassportHeader& header, const PassportFacts& facts,
                           std::string_view pin, const PinCost& cost, const SigningKey& hub,
                           Environment& environment) {
  std::string salt(kPinSaltBytes, '\0');
  environment.Random(salt.data(), salt.size());
  const ordered_json open{{"district", header.district},   {"organisation", header.organisation},
                          {"role", RoleWord(header.role)}, {"written", header.written_ms},
                          {"expires", header.expires_ms},  {"salt", Text64(salt)},
                          {"passes", cost.passes},         {"memory", cost.memory_bytes}};
  const ordered_json closed{{"district", facts.district},
                            {"hub_key", Text64(facts.hub_key)},
                            {"organisation", StreamName(facts.organisation)},
                            {"role", RoleWord(facts.role)},
                            {"server", facts.server},
                            {"secret", facts.secret}};
  return EncodeCarried(kKind, kFormat, Dump(open), Encrypt(KeyOfPin(pin, salt, cost), Dump(closed)),
                       hub);
}

model::Result<PassportHeader> ReadPassportHeader(std::string_view bytes) {
  const auto decoded = Decode(bytes);
  if (!decoded) return decoded.error();
  return decoded->header;
}

model::Result<PassportFacts> OpenPassport(std::string_view bytes, std::string_view pin) {
  const auto decoded = Decode(bytes);
  if (!decoded) return decoded.error();
  const auto opened =
      Decrypt(KeyOfPin(pin, decoded->lock.salt, decoded->lock.cost), decoded->file.sealed);
  if (!opened) return model::Error{"bad_pin"};
  try {
    const auto json = ordered_json::parse(*opened);
    PassportFacts facts;
    facts.district = json.at("district");
    facts.role = RoleOf(json);
    facts.server = json.at("server");
    facts.secret = json.at("secret");
    const auto hub_key = model::DecodeBase64Url(json.at("hub_key").get<std::string>());
    const auto organisation = ParseStreamName(json.at("organisation").get<std::string>());
    // No request could be sealed to a key that is none.
    if (!hub_key || !SealTo(*hub_key, "") || !organisation) return model::Error{"damaged_file"};
    facts.hub_key = *hub_key;
    facts.organisation = *organisation;
    // The PIN opened it, so the key in it is the one that whoever told the PIN meant.
    if (!decoded->file.IsSignedBy(facts.hub_key))
      return model::Error{"damaged_file", {}, {}, "bad_signature"};
    return facts;
  } catch (const ordered_json::exception&) {
    return model::Error{"damaged_file"};
  }
}

}  // namespace kruzhok::sync
