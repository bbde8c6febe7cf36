// SPDX-License-Identifier: MIT
// Puts a commit together and owns the memory that it points into.
#pragma once

#include <deque>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/store/row_store.h"

namespace kruzhok::sync {

class CommitBuilder {
 public:
  CommitBuilder(const model::Uuid& action, std::string author, std::string note);

  Commit& commit() { return commit_; }
  bool empty() const { return commit_.rows.empty() && commit_.asks.empty(); }
  bool Touches(const RowKey& key) const { return touched_.contains(key); }
  size_t bytes() const { return bytes_; }  // An upper bound of the line so far.

  // Starts a row; the calls below add to it.
  RowChange& AddRow(const RowKey& key);
  void AddCell(std::string_view name, HeldValue value, std::span<const Dot> replaces);
  // Names the births where nothing that the row names so far is one of them.
  void NameBirths(std::span<const Dot> births);
  void AddAsk(Ask::Type type, const Dot& target);
  void AskToErase(const RowKey& key);
  Range AddDots(std::span<const Dot> dots);

 private:
  Commit commit_;
  std::deque<std::string> texts_;
  std::set<RowKey> touched_;
  size_t first_dot_ = 0;  // Of the row.
  size_t bytes_ = 0;
};

}  // namespace kruzhok::sync
