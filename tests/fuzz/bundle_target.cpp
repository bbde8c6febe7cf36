// SPDX-License-Identifier: MIT
#include <string>

#include "model/assert.h"
#include "sync/exchange/bundle.h"
#include "sync/exchange/passport.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/targets.h"

namespace tests {
namespace {

using sync::BundleHeader;

const sync::SigningKey kWriter = sync::NewSigningKey(std::string(32, 'w'));
const sync::SigningKey kReader = sync::NewSigningKey(std::string(32, 'r'));
constexpr sync::PinCost kCheap{1, size_t{8} << 10};

void CheckError(const model::Error& error) {
  const auto code = error.code;
  ASSERT(code == "wrong_file" || code == "newer_file" || code == "damaged_file" ||
         code == "bad_pin");
}

void CheckSame(const BundleHeader& a, const BundleHeader& b) {
  ASSERT(a.kind == b.kind && a.hub == b.hub && a.district == b.district && a.from == b.from);
  ASSERT(a.to == b.to && a.device_key == b.device_key && a.written_ms == b.written_ms);
  const bool request = a.kind == BundleHeader::Kind::kRequest;
  ASSERT(request ? a.commits == b.commits : a.answers == b.answers && a.more == b.more);
}

void TryBundleFile(std::string_view bytes) {
  const auto peeked = sync::PeekBundle(bytes.substr(0, sync::kPeekBytes));
  const auto bundle = sync::DecodeBundle(bytes);
  if (!bundle) return CheckError(bundle.error());
  ASSERT(peeked);
  CheckSame(*peeked, bundle->header);
  const auto body = sync::OpenBundle(*bundle, kWriter.public_key, kReader);
  if (!body) return CheckError(body.error());
  const auto parts = sync::SplitBody(*body);
  if (!parts) return CheckError(parts.error());
  const auto again = sync::EncodeBundle(bundle->header, *parts, kWriter, kReader.public_key);
  ASSERT(again);
  const auto second = sync::DecodeBundle(*again);
  ASSERT(second && sync::OpenBundle(*second, kWriter.public_key, kReader));
  CheckSame(bundle->header, second->header);
}

void TryPassport(std::string_view bytes, bool cheap) {
  const auto header = sync::ReadPassportHeader(bytes);
  if (!header) return CheckError(header.error());
  if (!cheap) return;
  const auto facts = sync::OpenPassport(bytes, "271828");
  if (!facts) CheckError(facts.error());
}

// What the header of such a file says, and one value of it the script's.
std::string Header(bool passport, Script& script) {
  static constexpr const char* kValues[] = {
      "0", "-1", "1", "8192", "18446744073709551615", "null", "\"x\"", "[]", "{}", "true", "1e300"};
  std::string salt, device, header = "{";
  model::AppendBase64Url(std::string(sync::kPinSaltBytes, 's'), salt);
  model::AppendBase64Url(kWriter.public_key, device);
  const std::pair<const char*, std::string> members[] = {
      {"kind", script.Once(2) ? R"("answer")" : R"("request")"},
      {"hub", R"("hub")"},
      {"district", R"("Район")"},
      {"from", R"("Школа")"},
      {"to", R"("Район")"},
      {"device", '"' + device + '"'},
      {"written", "1800000000000"},
      {"commits", "3"},
      {"organisation", R"("Школа")"},
      {"role", R"("school")"},
      {"expires", "1800000000000"},
      {"salt", '"' + salt + '"'},
      {"passes", std::to_string(kCheap.passes)},
      {"memory", std::to_string(kCheap.memory_bytes)}};
  const size_t bent = script.Below(2 * std::size(members));
  for (size_t i = 0; i < std::size(members); ++i) {
    std::string value = members[i].second;
    // What opening costs is not the script's.
    if (i == bent && !(passport && i + 2 >= std::size(members)))
      value = script.Once(4) ? std::string(script.Take(script.Byte() % 32)) : script.Pick(kValues);
    header.append(header.size() > 1 ? ",\"" : "\"").append(members[i].first);
    header.append("\":").append(value);
  }
  return header + '}';
}

// A file of which all is right but what the script says.
void TryWellMade(Script script) {
  const bool passport = script.Once(2);
  const int format = script.Once(16) ? script.Byte() : 1;
  const std::string header = Header(passport, script);
  std::string inside(script.Rest());
  if (passport) {
    const auto key = sync::KeyOfPin("271828", std::string(sync::kPinSaltBytes, 's'), kCheap);
    TryPassport(EncodeCarried("passport", format, header, sync::Encrypt(key, inside), kWriter),
                true);
  } else {
    TryBundleFile(EncodeCarried("bundle", format, header, *sync::SealTo(kReader.public_key, inside),
                                kWriter));
  }
}

}  // namespace

void TryBundle(std::string_view bytes) {
  TryBundleFile(bytes);
  TryPassport(bytes, false);
  TryWellMade(Script(bytes));
}

}  // namespace tests
