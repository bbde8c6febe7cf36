// SPDX-License-Identifier: MIT
// Writes what a small district says as seeds of the fuzzers: fuzz_seeds FOLDER
#include <filesystem>
#include <fstream>

#include "sync/exchange/bundle.h"
#include "sync/frame.h"
#include "sync/store/row_clock.h"
#include "tests/fuzz/traffic.h"

namespace {

namespace fs = std::filesystem;

void Write(const fs::path& folder, size_t number, const std::string& seed) {
  fs::create_directories(folder);
  std::ofstream(folder / std::to_string(number), std::ios::binary) << seed;
}

// A message as the script of fuzz_message that makes it: see Blocks there.
std::string ScriptOf(std::string_view message) {
  constexpr std::string_view kTypes = "CcPpFX";
  std::string script;
  for (size_t at = 4; at + 21 <= message.size();) {
    const char type = message[at];
    size_t size = 0;
    for (size_t i = 0; i < 4; ++i)
      size |= size_t{static_cast<uint8_t>(message[at + 1 + i])} << 8 * i;
    std::string payload(message.substr(at + 21, size));
    if (type != 'C' && type != 'P') payload = sync::Unpack(payload, size_t{4} << 20).value_or("");
    script += static_cast<char>(kTypes.find(type));
    script += '\0';
    script += static_cast<char>(payload.size() & 0xFF);
    script += static_cast<char>(payload.size() >> 8);
    script += payload;
    at += 21 + size;
  }
  return script;
}

}  // namespace

int main(int, char** arguments) {
  const fs::path folder = arguments[1];
  const tests::Traffic& traffic = tests::TheTraffic();
  size_t number = 0;
  for (const auto& line : traffic.lines) Write(folder / "line", number++, line.text);
  for (const auto& messages : {traffic.requests, traffic.answers})
    for (const std::string& message : messages) {
      Write(folder / "message", number++, message);
      Write(folder / "message", number++, ScriptOf(message));
    }
  const auto writer = sync::NewSigningKey(std::string(32, 'w'));
  const auto reader = sync::NewSigningKey(std::string(32, 'r'));
  for (const std::string& request : traffic.requests) {
    // See TryWellMade of bundle_target.cpp: nothing but the inside is the script's.
    Write(folder / "bundle", number++, std::string("\0\0\0\x1b", 4) + '\n' + request);
    Write(folder / "bundle", number++,
          *sync::EncodeBundle({}, {"{}", request}, writer, reader.public_key));
  }
  std::string key;
  model::AppendBase64Url(writer.public_key, key);
  Write(folder / "bundle", number++,
        std::string("\1\0\0\x1b", 4) + R"({"district":"Район","hub_key":")" + key +
            R"(","organisation":"district","role":"school","server":"","secret":"x"})");
  for (const auto& device : traffic.devices) Write(folder / "text", number++, device.site.Base64());
  for (const auto& line : traffic.lines)
    Write(folder / "text", number++, sync::FormatDot(tests::DotOf(line.text)));
  for (const std::string& code : traffic.codes) Write(folder / "text", number++, code);
  for (const sync::Proof& proof : traffic.proofs) {
    sync::RowClock clock;
    for (const auto& [n, dot] : proof.numbers) clock.births.push_back(dot);
    clock.exceptions["class"] = clock.births;
    clock.tombstones.push_back({clock.births.front(), clock.births});
    Write(folder / "text", number++, sync::FormatRev(clock));
  }
}
