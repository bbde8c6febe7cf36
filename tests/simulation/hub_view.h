// SPDX-License-Identifier: MIT
// What a hub's disk holds, read beside the hub: the reference that replicas are held against.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "sync/exchange/message.h"
#include "sync/store/row_state.h"
#include "sync/store/row_store.h"
#include "tests/support/memory_vfs.h"

namespace tests::simulation {

struct HubCommit {
  sync::StreamId stream;
  int64_t number = 0;  // 0: outside.
  sync::Verdict::State state = sync::Verdict::State::kRefused;
  std::string code;
  bool accepted = false;
  std::string line;
  std::set<sync::Dot> named;
};

struct HubView {
  explicit HubView(const MemoryDisk& disk);
  const HubCommit* Find(const sync::Dot& dot) const {
    const auto found = commits.find(dot);
    return found == commits.end() ? nullptr : &found->second;
  }
  bool Numbered(const sync::Dot& dot) const {
    const HubCommit* commit = Find(dot);
    return commit && commit->number > 0;
  }
  // The numbered commits of a row, for whoever has to find out why.
  std::string Lines(const sync::RowKey& key) const;

  std::map<sync::Dot, HubCommit> commits;
  std::map<sync::RowKey, sync::RowState> rows;  // Folded from the numbered commits.
  std::set<sync::RowKey> erased;
  std::set<sync::Dot> discarded;  // By a numbered decision, and not accepted by one.
};

}  // namespace tests::simulation
