// SPDX-License-Identifier: MIT
// The exchange as files: a request that a school's stick carries to the hub, and the answer that it
// brings back. The messages are those of the network, sealed to the receiver and signed; a courier
// reads only the header. Read in any order, twice or late, they do no harm.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/exchange/carried_file.h"
#include "sync/exchange/exchange.h"

namespace kruzhok::sync {

// What anybody may read.
struct BundleHeader {
  enum class Kind { kRequest, kAnswer };
  Kind kind = Kind::kRequest;
  std::string hub;         // ShortName of its key.
  std::string district;    // Its name.
  std::string from, to;    // For people: a school and its computer, or the district.
  std::string device_key;  // 32 bytes: of the computer that asks or is answered.
  std::string answers{};   // The id of the request that an answer is to.
  int64_t written_ms = 0;  // By the writer's clock.
  int64_t commits = 0;     // That a request offers.
  bool more = false;       // Not all fitted into an answer: another request brings the rest.
  std::string id{};        // Not written: it follows from the file.
};

struct BundleBody {
  std::string_view join;  // JSON of a join's request or answer; empty: none.
  std::string_view message;
};

// REQUIRES: a receiver's key that is one; see SealTo. too_large.
model::Result<std::string> EncodeBundle(const BundleHeader& header, const BundleBody& body,
                                        const SigningKey& signer, std::string_view receiver_key);

// A bundle whose header has been read. Views into the file's bytes, which must outlive it.
struct Bundle {
  BundleHeader header;
  CarriedFile file;
};
// wrong_file, newer_file, damaged_file.
model::Result<Bundle> DecodeBundle(std::string_view bytes);
// The header alone, without an id, out of the first kPeekBytes of a file. The same errors.
model::Result<BundleHeader> PeekBundle(std::string_view beginning);
// The body. damaged_file: not signed by that key, or not sealed to this one.
model::Result<std::string> OpenBundle(const Bundle& bundle, std::string_view signer_key,
                                      const SigningKey& receiver);
// Views into an opened body. damaged_file.
model::Result<BundleBody> SplitBody(std::string_view body);

// --- For an installation ---

struct WrittenBundle {
  BundleHeader header;
  std::string bytes;
};
// Of lines in one request and of pages in its answer; lines become about an eighth in the file.
inline constexpr size_t kMostCarried = size_t{64} << 20;
// Everything that there is to say to the district, as far as it fits. `from`: who writes, for
// people. not_joined.
model::Result<WrittenBundle> WriteRequest(Replica& replica, std::string_view from,
                                          size_t most_bytes = kMostCarried);

struct ReadBundle {
  BundleHeader header;
  CarriedOutcome outcome;
  bool again = false;  // It has been read here before.
};
// The errors of DecodeBundle; not_joined; wrong_receiver: it is for another computer or for the
// hub; wrong_hub. Nothing has changed then.
model::Result<ReadBundle> ReadAnswer(Replica& replica, std::string_view bytes);

// What was carried, as far as this installation knows; the newest first.
struct CarriedRequestNote {
  std::string id;
  int64_t at_ms = 0;
  int64_t commits = 0;
  int64_t answered_ms = 0;  // 0: no answer was read yet.
};
struct CarriedNotes {
  std::vector<CarriedRequestNote> written;
  int64_t last_read_ms = 0;
};
CarriedNotes NotesOfCarried(Replica& replica);
// When the file is safely where it is to be.
void NoteWritten(Replica& replica, const BundleHeader& header);

}  // namespace kruzhok::sync
