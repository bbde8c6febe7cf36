// SPDX-License-Identifier: MIT
// Drives an exchange with the district over a transport until nothing is left, it fails or somebody
// stops it. Knows neither terminal nor window; runs on whatever thread calls it, with that thread's
// replica.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "client/platform/file_lock.h"
#include "sync/exchange/exchange.h"
#include "sync/exchange/transport.h"

namespace kruzhok::client {

struct SyncTotals {
  int64_t pushed = 0;   // Row changes that the hub took.
  int64_t pulled = 0;   // Row changes that were new here.
  int64_t pending = 0;  // Commits still to be sent.
  uint64_t bytes_sent = 0;
  uint64_t bytes_received = 0;
  uint64_t requests = 0;
  int64_t milliseconds = 0;
  bool copied = false;  // The hub has met another copy of this installation's data.
};

struct SyncOutcome {
  SyncTotals totals;                  // Also of an exchange that failed: what came through stays.
  std::optional<model::Error> error;  // Nothing is lost. not_joined, unreachable, unauthorized, …
  bool stopped = false;               // By `wait`.
};

struct SyncHooks {
  // After each answer and before each wait; may be empty.
  std::function<void(const SyncTotals&)> progress;
  // Waits so many milliseconds; false: stop. Empty: the thread sleeps.
  std::function<bool(int64_t)> wait;
};

// The setting that holds the proxy's address; none: that of the system.
inline constexpr std::string_view kProxySetting = "proxy";

// The transport to the district that this installation has joined. While `stop` is true its posts
// end at once; it outlives the transport. not_joined, no_server, insecure_address.
model::Result<std::unique_ptr<sync::Transport>> OpenTransport(
    sync::Replica& replica, const std::atomic<bool>* stop = nullptr);

// Whoever exchanges holds this lock of the data folder. Nothing: another program does.
std::optional<FileLock> LockExchange(const std::filesystem::path& folder);

SyncOutcome RunSync(sync::Replica& replica, sync::Transport& transport, const SyncHooks& hooks = {},
                    const sync::ExchangeOptions& options = {});

}  // namespace kruzhok::client
