// SPDX-License-Identifier: MIT
#include <string>

#include "model/assert.h"
#include "sync/exchange/message.h"
#include "sync/frame.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/targets.h"

namespace tests {
namespace {

void CheckError(const model::Error& error, model::ErrorCode invalid) {
  const auto code = error.code;
  ASSERT(code == invalid || code == "not_kruzhok" || code == "bad_frame" ||
         code == "connection_lost" || code == "protocol_too_old" || code == "protocol_too_new");
}

template <typename Message>
void Try(std::string_view bytes, model::ErrorCode invalid,
         model::Result<sync::Decoded<Message>> (*decode)(std::string_view),
         std::string (*encode)(const Message&)) {
  const auto decoded = decode(bytes);
  if (!decoded) return CheckError(decoded.error(), invalid);
  const std::string written = encode(decoded->message);
  const auto second = decode(written);
  ASSERT(second && encode(second->message) == written);
  // Only a page without its bodies is left out.
  if constexpr (std::is_same_v<Message, sync::Request>) ASSERT(second->whole);
  // Whatever was there before a cut is there in the whole.
  const auto half = decode(std::string_view(written).substr(0, written.size() - 1));
  ASSERT(!half || !half->whole);
}

void TryBoth(std::string_view bytes) {
  Try<sync::Request>(bytes, "bad_request", &sync::DecodeRequest, &sync::EncodeRequest);
  Try<sync::Answer>(bytes, "bad_answer", &sync::DecodeAnswer, &sync::EncodeAnswer);
}

void TryFrame(std::string_view bytes) {
  const auto lines = sync::UnpackFrame(bytes);
  if (!lines) {
    ASSERT(lines.error().code == "bad_frame");
    return;
  }
  const std::string_view text = lines->text();
  ASSERT(text.size() <= sync::kMaxFrameLines && text.back() == '\n');
  size_t position = 0;
  while (position < text.size()) position += lines->LineAt(position).size() + 1;
  ASSERT(position == text.size() && lines->LineAt(position).empty());
  if (text.size() > 4096) return;  // To pack takes long.
  const auto again = sync::UnpackFrame(sync::PackFrame(text));
  ASSERT(again && again->text() == text);
}

void AppendBlock(char type, std::string_view payload, std::string& out) {
  out += type;
  for (int shift = 0; shift < 32; shift += 8)
    out += static_cast<char>(static_cast<uint8_t>(payload.size() >> shift));
  const auto hash = sync::FrameHashOf(payload);
  out.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  out += payload;
}

// A text that is small and unpacks to something large.
std::string Bomb(Script& script) {
  const std::string filling = std::string(script.Take(1 + script.Byte() % 16));
  const size_t most = size_t{1} << (10 + script.Byte() % 14);
  std::string text = filling + '\n';
  while (text.size() < most) text += text;
  return sync::Pack(text, 1);
}

// Blocks with right hashes, whatever is in them: [type][how][two bytes of length][payload]…
std::string Blocks(Script script) {
  static constexpr char kTypes[] = {'C', 'c', 'P', 'p', 'F', 'X'};
  std::string out = "KRZ1";
  int bombs = 2;  // They take long to make.
  while (!script.done()) {
    const char type = script.Pick(kTypes);
    const unsigned how = script.Byte() % 8;
    std::string payload =
        how == 7 && bombs-- > 0 ? Bomb(script) : std::string(script.Take(script.Word()));
    const bool packed = type == 'c' || type == 'p' || type == 'F';
    if (packed && how < 4) payload = sync::Pack(payload, 1);
    if (how == 6 && !payload.empty()) payload.pop_back();
    if (type == 'F') TryFrame(payload);
    AppendBlock(type, payload, out);
  }
  return out;
}

}  // namespace

void TryMessage(std::string_view bytes) {
  TryBoth(bytes);
  TryFrame(bytes);
  TryBoth(Blocks(Script(bytes)));
}

}  // namespace tests
