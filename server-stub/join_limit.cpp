// SPDX-License-Identifier: MIT
#include "server-stub/join_limit.h"

#include <algorithm>

namespace kruzhok::server {

void JoinLimit::Expire(int64_t now_ms) {
  // The clock may be set back; nobody is to wait for it to come round again.
  std::erase_if(failures_, [&](const auto& failure) {
    return failure.first > now_ms || failure.first + options_.window_ms <= now_ms;
  });
}

int JoinLimit::WaitOf(std::string_view peer, int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  Expire(now_ms);
  // Free again when so many of the oldest have expired that fewer than the limit are left.
  int64_t until_ms = now_ms;
  if (failures_.size() >= options_.failures)
    until_ms = failures_[failures_.size() - options_.failures].first + options_.window_ms;
  size_t own = 0;
  for (auto failure = failures_.rbegin(); failure != failures_.rend(); ++failure)
    if (failure->second == peer && ++own == options_.failures_per_peer)
      until_ms = std::max(until_ms, failure->first + options_.window_ms);
  return static_cast<int>((until_ms - now_ms + 999) / 1000);
}

void JoinLimit::CountFailure(std::string_view peer, int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  Expire(now_ms);
  if (failures_.size() >= options_.failures) failures_.pop_front();
  failures_.emplace_back(now_ms, peer);
}

}  // namespace kruzhok::server
