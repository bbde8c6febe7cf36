// SPDX-License-Identifier: MIT
// Reads every row of the store, for whoever shows or searches all of them: without what only a form
// or a script needs, several times as fast as Store::List.
#pragma once

#include <functional>
#include <unordered_map>

#include "sync/store/store.h"

namespace kruzhok::client {

// Of one moment: made and used between two writes, or in one read transaction. The store outlives
// it.
class RowScan {
 public:
  // Where the rows' data stand: reading it costs as much as the rows where many are not sent.
  enum class Conditions { kTold, kLeftOut };
  explicit RowScan(sync::Store& store, Conditions conditions = Conditions::kTold);

  // Rows that are alive, in the order of creation. The view is valid during the call; its `rev`,
  // `unknown`, `outside`, `disputed` and who changed it are empty. A condition that is left out says
  // at most that the row is disputed.
  void ForEach(const model::EntityType& type, const std::function<void(const sync::RowView&)>& use);

 private:
  sync::Store& store_;
  std::unordered_map<model::Uuid, sync::RowCondition> conditions_;  // Of what is not acknowledged.
};

}  // namespace kruzhok::client
