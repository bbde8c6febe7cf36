// SPDX-License-Identifier: MIT
// One request of a device while the hub serves it. Private to the hub's own sources.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server-stub/hub.h"

namespace kruzhok::server {

struct Hub::Visit {
  // A number of an earlier life.
  struct Old {
    int64_t epoch = 0;  // The counter.
    int64_t number = 0;
    int64_t fork = 0;  // The last number that life shares with this one.
  };
  Device device;
  sync::Request request;
  sync::Answer answer;
  size_t most_bytes = 0;             // Of pages.
  std::unordered_set<int64_t> held;  // Commits that the asker has, as far as this request shows.
  std::unordered_map<int64_t, sync::Hash> hashes;  // Of commits that this request has brought.
  std::unordered_set<sync::Dot> chained;           // An earlier life of this hub numbered them,
  // and these lines are what it numbered.
  std::unordered_map<sync::Dot, Old> proven;
  std::vector<int64_t> offered;  // Commits whose fate it wants to know.
  bool relayed = false;          // The frame being taken holds commits of others.
  int64_t frame = 0;             // Of the frame being taken, once something of it is kept.
  size_t bytes = 0;              // Of pages so far.
  int64_t fresh = 0;             // Commits that were not here before.
  int64_t fork = 0;
};

}  // namespace kruzhok::server
