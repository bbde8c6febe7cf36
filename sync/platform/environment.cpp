// SPDX-License-Identifier: MIT
#include "sync/environment.h"

#include <chrono>
#include <sodium.h>

#include "model/assert.h"

namespace kruzhok::sync {
namespace {

class Machine : public Environment {
 public:
  Machine() { ASSERT(sodium_init() >= 0); }
  int64_t NowMs() override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  void Random(void* bytes, size_t count) override { randombytes_buf(bytes, count); }
};

}  // namespace

Environment& RealEnvironment() {
  static Machine machine;
  return machine;
}

model::Uuid RandomUuid(Environment& environment) {
  model::Uuid id;
  environment.Random(id.bytes.data(), id.bytes.size());
  id.bytes[6] = static_cast<uint8_t>((id.bytes[6] & 0x0f) | 0x40);
  id.bytes[8] = static_cast<uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

int64_t NowMs(Environment& environment, model::Moment moment) {
  constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;
  const int64_t now = environment.NowMs();
  return moment == model::Moment::kDay ? now - now % kDayMs : now;
}

model::Uuid NewUuid(Environment& environment, model::Moment moment) {
  model::Uuid id = RandomUuid(environment);
  const auto now = static_cast<uint64_t>(NowMs(environment, moment));
  for (size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(now >> (40 - 8 * i));
  id.bytes[6] = static_cast<uint8_t>((id.bytes[6] & 0x0f) | 0x70);
  return id;
}

}  // namespace kruzhok::sync
