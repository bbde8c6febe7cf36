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
  int64_t pending = 0;   // Commits still to be sent.
  bool copied = false;   // The hub has met another copy of this installation's data.
  bool revoked = false;  // The hub takes what this device sends, keeps it outside, tells nothing.
};

struct ExchangeOptions {
  // Lines per request and page bytes per answer at most. An exchange begins with a frame and
  // doubles as long as all goes well, so that a slow line is not given minutes of work at once.
  size_t push_bytes = kFrameTarget * 8;
  size_t pull_bytes = size_t{2} << 20;
  int max_failures = 8;         // In a row, without any progress, before it gives up.
  int64_t first_wait_ms = 250;  // Doubles with every failure, with jitter, up to a minute.
};

// What an answer that was carried has brought.
struct CarriedOutcome {
  int64_t pulled = 0;    // Row changes that were new here.
  int64_t numbered = 0;  // Own commits that are acknowledged by it.
  bool stale = false;    // Of an earlier life of the hub: nothing was taken.
  bool ahead = false;    // Begins after what is here: an earlier answer comes first, or ask again.
  bool more = false;     // The hub has more to say; the next message brings it.
  bool copied = false;   // See ExchangeTotals.
  bool revoked = false;
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
    FrameHash hash{};          // Of what was sent, which a dictionary may have made shorter.
    std::string bytes;         // To be kept.
    std::vector<int64_t> ids;  // Of the log.
    int64_t rows = 0;
    bool relayed = false;
  };
  Request BuildRequest();
  void AddFrames(Request& request);
  void AddProofs(Request& request);
  bool Relays();  // Whether the hub knows what to do with commits of others.
  void TakeControl(const Answer& answer, bool moved);  // Into another life of the hub.
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
  std::vector<FrameHash> proofs_sent_;
  bool shows_life_ = false;  // The hub has forgotten the life that this replica is in.
  bool carried_ = false;     // The answer comes from a file, some time after it was given.
  bool stale_ = false;       // The last answer was of an earlier life of the hub.
  bool ahead_ = false;       // A page of the last answer began after what is here.

  friend std::string CarriedRequest(Replica& replica, size_t push_bytes);
  friend model::Result<CarriedOutcome> TakeCarriedAnswer(Replica& replica,
                                                         std::string_view message);
};

// --- For a carrier who takes a day: one message each way, kept in a file meanwhile ---

// Everything that there is to say, with at most that many bytes of lines; the rest goes next time.
// Saying it twice, or never, does no harm.
std::string CarriedRequest(Replica& replica, size_t push_bytes);

// Takes an answer in whatever order, late or twice; what cannot be used is left out. not_kruzhok,
// bad_frame, bad_answer, protocol_…, connection_lost (cut off).
model::Result<CarriedOutcome> TakeCarriedAnswer(Replica& replica, std::string_view message);

}  // namespace kruzhok::sync
