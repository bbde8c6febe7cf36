// SPDX-License-Identifier: MIT
// The merge. One row as the fold of its commits: which writes of each cell are heads, who deleted
// it, what is official. Pure: no storage, no clock, and the same result whatever order the commits
// came in, as long as a commit comes after those that it names.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sync/commit.h"
#include "sync/held_value.h"

namespace kruzhok::sync {

struct Head {
  Dot dot;
  HeldValue value;
};

struct Tombstone {
  Dot dot;
  std::vector<Dot> seen;  // Sorted.
};

// Of a commit: its number, or nothing while it has none.
using NumberOf = std::function<std::optional<int64_t>(const Dot&)>;

struct RowState {
  StreamId stream;
  model::Uuid owner;
  std::vector<Dot> births;  // Sorted; empty only for what a wrong hub sends of a row never created.
  std::map<std::string, std::vector<Head>, std::less<>> cells;  // Heads sorted by dot; never empty.
  std::vector<Tombstone> tombstones;                            // Sorted by dot.

  bool exists() const { return !births.empty(); }
  // Deleted while every head is one that a tombstone has seen.
  bool deleted() const;
  // A tombstone stands, yet the row lives: somebody edited it without seeing the deletion.
  bool revived() const { return !tombstones.empty() && !deleted(); }
  // More than one value among the heads.
  bool Disputed(std::string_view cell) const;
  bool disputed() const;
  std::vector<Dot> AllHeads() const;  // Sorted, without repeats.
};

// The head with the lowest number; those without one come last, and among these the lowest dot.
const Head& Official(const std::vector<Head>& heads, const NumberOf& number_of);

// Folds one change in. REQUIRES: the commits that it names have been folded in before.
void Apply(RowState& state, const Commit& commit, const RowChange& change);

// The same fold over a set of commits in any order.
class RowFold {
 public:
  void Add(const Commit& commit, const RowChange& change);
  RowState Result() const;

 private:
  struct Writes {
    std::map<Dot, HeldValue> written;
    std::unordered_set<Dot> replaced;
  };
  RowState base_;  // Stream, owner, births, tombstones; cells are in writes_.
  std::map<std::string, Writes, std::less<>> writes_;
  std::unordered_set<Dot> restored_;
};

}  // namespace kruzhok::sync
