// SPDX-License-Identifier: MIT
// Exchanges with the district beside the window: on a thread and a connection of its own, every 15
// minutes and when it is asked. The window looks at what came of it when it likes.
#pragma once

#include <cstdint>
#include <optional>

#include "client/app/sync_runner.h"

namespace kruzhok::client {

struct SyncReport {
  bool running = false;
  SyncTotals totals;                  // Of the exchange that is going on, or of the last one.
  std::optional<model::Error> error;  // How the last one ended; already_syncing: another program does.
  bool stopped = false;               // The last one was, by Stop.
  int64_t finished = 0;  // How many have ended; grows.
  int64_t finished_at_ms = 0;
};

class SyncWorker {
 public:
  virtual ~SyncWorker() = default;
  // Soon, whatever the time is. Does nothing while one is going on.
  virtual void Start() = 0;
  // Ends the one that is going on as soon as a request or a pause is over; nothing is lost.
  virtual void Stop() = 0;
  // Whether to exchange by itself, too.
  virtual void SetByItself(bool by_itself) = 0;
  virtual SyncReport Report() = 0;  // Any thread.
};

}  // namespace kruzhok::client
