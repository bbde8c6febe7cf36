// SPDX-License-Identifier: MIT
// A district that has lived a little, as the fuzzers of the whole engine find it: disks to copy,
// everything that was said, and a way to bend what was said.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sync/exchange/message.h"
#include "tests/fuzz/script.h"
#include "tests/support/district.h"

namespace tests {

struct Traffic {
  struct Line {
    sync::StreamId stream;
    int64_t number = 0;  // 0: not sent yet.
    std::string text;
  };
  struct Device {
    std::string token;
    sync::Site site;
    std::string nonce;
    sync::Lineage lineage;
    std::string epoch_signature;
    sync::SigningKey key;
    std::vector<sync::StreamId> streams;  // That it may read; empty: all.
  };

  MemoryDisk hub;
  MemoryDisk old_hub;      // An old copy of it: everybody holds more than that.
  MemoryDisk school;       // Keeps two organisations; holds what it has not sent yet.
  MemoryDisk fresh;        // Has joined, has written, has never exchanged.
  MemoryDisk coordinator;  // Holds what it has not sent yet.
  std::string hub_key;
  std::vector<Line> lines;
  std::vector<sync::StreamId> streams;  // The district's first.
  std::vector<Device> devices;  // Of the school, the coordinator, the other school; revoked.
  std::vector<sync::FrameHash> frames;  // That the hub knows.
  std::vector<sync::Proof> proofs;      // That the hub has signed, in two epochs.
  std::vector<std::string> codes;       // To join the school with.
  std::vector<std::string> requests;    // Bodies, as they were sent.
  std::vector<std::string> answers;
  std::vector<nlohmann::ordered_json> words;  // Everything that stands in the lines, and worse.
};

// Made once, always the same.
const Traffic& TheTraffic();

// Changes lines of commits, and remembers what it made: later lines may name that.
class Bender {
 public:
  explicit Bender(const Traffic& traffic) : traffic_(traffic) {}
  // One of the lines, or one made before, as it was or changed in up to a few places.
  std::string Line(Script& script);
  sync::Dot Dot(Script& script);  // Of a commit that was made, or of none.
  sync::StreamId Stream(Script& script);

 private:
  std::string Bent(std::string_view line, Script& script);
  void Remember(const std::string& line);
  // Of the traffic, or the dot of a line that was made.
  const nlohmann::ordered_json& Word(Script& script);

  const Traffic& traffic_;
  std::vector<std::string> made_;
  std::vector<nlohmann::ordered_json> dots_;  // Of what was made.
};

// For whoever has to understand an input that did harm: with KRUZHOK_TELL=1 in the environment the
// targets say what they play.
void Tell(std::string_view what);

// Of a line; nil where it is none.
sync::Dot DotOf(const std::string& line);

}  // namespace tests
