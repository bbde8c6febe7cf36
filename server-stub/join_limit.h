// SPDX-License-Identifier: MIT
// Slows guessing of join codes down, which are short because people dictate them: after some
// failures an address has to wait, and after many all addresses together have to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace kruzhok::server {

struct JoinLimitOptions {
  size_t failures_per_peer = 10;
  // An attacker with many addresses: 2^40 codes at this pace take longer than any code is valid.
  size_t failures = 600;
  int64_t window_ms = 600'000;
};

// All methods may be called from any thread. Remembers at most `failures` of them.
class JoinLimit {
 public:
  explicit JoinLimit(const JoinLimitOptions& options = {}) : options_(options) {}

  // Seconds until this address may try; 0: now.
  int WaitOf(std::string_view peer, int64_t now_ms);
  void CountFailure(std::string_view peer, int64_t now_ms);

 private:
  void Expire(int64_t now_ms);

  const JoinLimitOptions options_;
  std::mutex mutex_;
  std::deque<std::pair<int64_t, std::string>> failures_;  // When and who, oldest first.
};

}  // namespace kruzhok::server
