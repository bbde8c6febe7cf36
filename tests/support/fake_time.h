// SPDX-License-Identifier: MIT
// A machine whose clock stands still until the test moves it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sync/environment.h"

namespace tests {

class FakeTime : public kruzhok::sync::Environment {
 public:
  int64_t NowMs() override { return now_ms; }
  void Random(void* bytes, size_t count) override {
    kruzhok::sync::RealEnvironment().Random(bytes, count);
  }

  int64_t now_ms = 1'800'000'000'000;
};

}  // namespace tests
