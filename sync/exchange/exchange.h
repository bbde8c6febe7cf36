// SPDX-License-Identifier: MIT
// One exchange with the hub, as a state machine without input or output of its own: it says what to
// do next and is told what came of it. HTTP, files and the simulation drive the same one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/exchange/message.h"
#include "sync/store/replica.h"

namespace kruzhok::sync {

struct Instruction {
  enum class Kind {
    kSend,    // Send `body` to /v1/sync, then OnAnswer or OnFailure.
    kWait,    // Wait `wait_ms`, then ask for the next instruction.
    kDone,    // Nothing is left to exchange.
    kFailed,  // Given up; `error` says why. Nothing is lost.
  };
  Kind kind = Kind::kDone;
  std::string body{};
  int64_t wait_ms = 0;
  std::optional<model::Error> error{};
};

struct ExchangeTotals {
  int64_t pushed = 0;  // Row changes taken by the hub.
  int64_t pulled = 0;  // Row changes that were new here.
  int64_t requests = 0;
  int64_t frames_sent = 0;
  int64_t pending = 0;  // Commits still to be sent.
  bool copied = false;  // The hub has met another copy of this installation's data.
};

struct ExchangeOptions {
  // Lines per request and page bytes per answer at most. An exchange begins with a frame and
  // doubles as long as all goes well, so that a slow line is not given minutes of work at once.
  size_t push_bytes = kFrameTarget * 8;
  size_t pull_bytes = size_t{2} << 20;
  int max_failures = 8;         // In a row, without any progress, before it gives up.
  int64_t first_wait_ms = 250;  // Doubles with every failure, with jitter, up to a minute.
};

// One thread; the replica must outlive it. Other users of the file may write between two calls.
class Exchange {
 public:
  Exchange(Replica& replica, const ExchangeOptions& options = {});

  Instruction Next();
  // A body with HTTP status 200; `whole` is false when the line was cut in the middle of it.
  void OnAnswer(std::string_view body, bool whole);
  // Anything else: no answer, another status, a problem document's code. `retry_after_s`: 0 when
  // unsaid.
  void OnFailure(const model::Error& error, int retry_after_s = 0);

  const ExchangeTotals& totals() const { return totals_; }

 private:
  struct SentFrame {
    FrameHash hash{};
    std::string bytes;
    std::vector<int64_t> ids;  // Of the log.
    int64_t rows = 0;
  };
  Request BuildRequest();
  void AddFrames(Request& request);
  void TakeControl(const Answer& answer);
  model::Result<bool> TakePages(const Answer& answer, bool whole);
  void Fail(const model::Error& error, int retry_after_s);
  bool IsFinal(const model::Error& error) const;

  Replica& replica_;
  ExchangeOptions options_;
  ExchangeTotals totals_;
  size_t push_bytes_;
  size_t pull_bytes_;
  Limits limits_;
  int failures_ = 0;
  int64_t wait_ms_ = 0;
  bool probing_ = false;    // After a failure: ask what has arrived before sending anything again.
  bool contacted_ = false;  // An answer has come.
  bool finished_ = false;
  std::optional<model::Error> given_up_;
  std::vector<SentFrame> in_flight_;   // Sent and not yet known to be taken.
  std::vector<FrameHash> unnumbered_;  // Taken, and their numbers may still come.
};

}  // namespace kruzhok::sync
