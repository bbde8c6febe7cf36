// SPDX-License-Identifier: MIT
// What a site and the hub say to each other: one request, one answer, the same bytes over HTTP and
// in a file. A message is a row of blocks, each with its own length and hash, so that whole blocks
// of a message that was cut off are still good. See sync/README.md for the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "sync/commit.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

inline constexpr int kProtocolMin = 1;
inline constexpr int kProtocolMax = 2;
// Whoever knows this protocol reads JSON and frames that are packed with the dictionary.
inline constexpr int kWithDictionary = 2;
inline constexpr std::string_view kContentType = "application/x-kruzhok";

// One life of the hub. Numbers up to `after` were given in earlier ones.
struct Epoch {
  int64_t counter = 0;
  uint64_t random = 0;  // 48 bits.
  int64_t after = 0;
  friend bool operator==(const Epoch&, const Epoch&) = default;
};
using Lineage = std::vector<Epoch>;  // Oldest first; at most kMaxLineage, the last ones.
inline constexpr size_t kMaxLineage = 100;

// The last number that both have: the fork. No limit when both are in the same epoch.
int64_t CommonNumber(const Lineage& a, const Lineage& b);

struct Cursor {
  StreamId stream;
  int64_t number = 0;
};

using FrameHash = std::array<uint8_t, 16>;

struct PushedFrame {
  FrameHash hash{};
  std::string bytes;
};

// Numbers that the hub gave in an earlier life and signed then: the end of a stream's chain of
// rolling hashes. Whoever knows the hub's key believes it, because a chain has only one past.
struct Proof {
  StreamId stream;
  Epoch epoch;         // That the signature is of.
  std::string before;  // 32 bytes: the rolling hash before the first of the numbers.
  int64_t through = 0;
  int64_t fork = 0;                              // The last number before the lives parted.
  std::string signature;                         // 64 bytes, over PageStatement.
  std::vector<std::pair<int64_t, Dot>> numbers;  // All of the stream in the range; never empty.
};
// Names a proof in an answer: a hash of where it begins and of its signature.
FrameHash ProofHashOf(const Proof& proof);

struct Request {
  int protocol_min = kProtocolMin;
  int protocol_max = kProtocolMax;
  std::string version;
  int schema = 0;
  Site site;
  std::string nonce;  // Out of the last answer; empty at first.
  Lineage lineage;
  std::string epoch_signature;  // The hub's, over EpochStatement of the last one; or empty.
  int64_t rest = 0;             // The cursor of every stream that `cursors` does not name.
  std::vector<Cursor> cursors;
  std::vector<FrameHash>
      sent;               // Frames of earlier requests: their fate, please; their commits are held.
  int64_t pending = 0;    // Commits that wait to be sent, for the district's board.
  size_t want_bytes = 0;  // Of pages in the answer.
  std::vector<Proof> proofs;
  std::vector<PushedFrame> frames;
  std::vector<FrameHash> relayed;  // Frames with commits of others, given back to a restored hub.
  int reader = kProtocolMin;       // Not sent: the protocol that the hub is known to understand.
};

// Why a commit is outside.
struct Verdict {
  enum class State : uint8_t { kRefused, kWaiting, kDiscarded };
  Dot dot;
  State state = State::kRefused;
  std::string code;  // Of model::kErrors.
  std::string entity;
  std::string row;  // 22 characters, or empty.
  std::string field;
  std::string detail;
};

// False: what was refused with this code is only sent again or discarded, never accepted.
inline bool CanBeAccepted(std::string_view code) {
  return code != "wrong_stream" && code != "malformed" && code != "wrong_role" &&
         code != "unproven";
}

// A run of numbers first, first + 1, … that were received at one moment.
struct PageItem {
  int64_t first = 0;
  int64_t count = 0;
  int64_t received_s = 0;  // The hub's clock, seconds since 1970.
  // Set: the commits site:seq, site:seq+1, … that the asker holds, and a hash over theirs; they
  // have no body in the frame.
  std::optional<Dot> held;
};

// Every number of one stream in (after, through].
struct Page {
  StreamId stream;
  int64_t after = 0;
  int64_t through = 0;
  std::vector<PageItem> items;
  std::string rolling;    // 32 bytes: the stream's rolling hash after `through`.
  std::string signature;  // 64 bytes, the hub's, over PageStatement.
  std::string frame;      // The bodies, in the order of items; empty when there are none.
};

struct Limits {
  size_t body_bytes = size_t{16} << 20;
  size_t commit_bytes = kMaxCommitBytes;
  size_t commit_rows = kMaxCommitRows;
};

struct Answer {
  int protocol_min = kProtocolMin;
  int protocol_max = kProtocolMax;
  Lineage lineage;              // Only the last epoch when the request was in it.
  std::string epoch_signature;  // Over EpochStatement of the last one; empty when it is known.
  int64_t now_ms = 0;
  std::string nonce;
  int64_t turn = 0;  // Counts the hub's answers to this site: of two nonces the later one is good.
  Limits limits;
  bool copied = false;   // The hub has met another copy of this site.
  bool revoked = false;  // This device reads nothing any more; what it sends is kept outside.
  std::vector<FrameHash> taken;   // Durable, commit by commit, unless a verdict says otherwise.
  std::vector<FrameHash> proven;  // Proofs that were looked at, whatever came of it.
  std::vector<Verdict> verdicts;
  std::vector<Dot>
      numbered;  // Offered commits whose number is in a stream that the asker reads no more.
  // Every stream without a page has nothing in (from, through]; unnamed ones in (rest, through].
  int64_t rest = 0;
  int64_t from = 0;
  int64_t through = 0;
  bool more = false;  // Ask again: pages stopped at want_bytes, and the line above does not hold.
  std::vector<Page> pages;
  int64_t blocks = 0;         // Of pages and frames, as the control said; only read.
  int reader = kProtocolMin;  // Not sent: the protocol that the asker understands.
};

std::string EncodeRequest(const Request& request);
std::string EncodeAnswer(const Answer& answer);

// A decoded message and whether all of it was there. Whole blocks before the cut are kept.
template <typename Message>
struct Decoded {
  Message message;
  bool whole = true;
};
// not_kruzhok: other bytes. bad_frame: a block's hash does not fit. bad_answer / bad_request: JSON
// that is not ours. protocol_too_old / protocol_too_new: no version in common. A message cut before
// the end of its first block is connection_lost.
model::Result<Decoded<Request>> DecodeRequest(std::string_view bytes);
model::Result<Decoded<Answer>> DecodeAnswer(std::string_view bytes);

FrameHash FrameHashOf(std::string_view frame);
// The rolling hash of a stream: over the last one, the number and the commit's hash.
Hash RollOn(const Hash& rolling, int64_t number, const Hash& commit);
// Over the hashes of the commits of a held run; goes into PageItem::held->hash.
uint64_t RunHash(std::string_view concatenated_hashes);
// What the hub signs when it tells of an epoch: one that it has forgotten is believed by it.
std::string EpochStatement(const Epoch& epoch);
// What the hub signs at the end of a page.
std::string PageStatement(const StreamId& stream, const Epoch& epoch, int64_t through,
                          std::string_view rolling);

}  // namespace kruzhok::sync
