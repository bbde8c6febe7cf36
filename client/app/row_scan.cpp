// SPDX-License-Identifier: MIT
#include "client/app/row_scan.h"

#include <algorithm>

namespace kruzhok::client {

RowScan::RowScan(sync::Store& store, Conditions conditions) : store_(store) {
  if (conditions == Conditions::kLeftOut) return;
  sync::Replica& replica = store.replica();
  for (const sync::RowKey& key : replica.UnnumberedRows())
    conditions_.emplace(key.id, sync::RowCondition::kLocal);
  sync::CommitReader reader;
  for (const sync::OutsideCommit& outside : replica.Outside()) {
    const bool waiting = outside.verdict.state == sync::Verdict::State::kWaiting;
    const auto condition = waiting ? sync::RowCondition::kWaiting : sync::RowCondition::kRefused;
    const auto commit = reader.Read(replica.log().Line(outside.entry.id));
    if (!commit) continue;
    for (const sync::RowChange& change : (*commit)->rows) {
      const auto [place, is_new] = conditions_.emplace(change.id, condition);
      if (!is_new) place->second = std::min(place->second, condition);
    }
  }
}

void RowScan::ForEach(const model::EntityType& type,
                      const std::function<void(const sync::RowView&)>& use) {
  sync::RowView view(type);
  const auto condition_of = [this](const sync::RowSummary& row) {
    const bool disputed = (row.flags & sync::kRowDisputed) != 0;
    const auto known = conditions_.find(row.id);
    const auto condition =
        known == conditions_.end() ? sync::RowCondition::kAcknowledged : known->second;
    return disputed ? std::min(condition, sync::RowCondition::kDisputed) : condition;
  };
  store_.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    view.id = row.id;
    view.owner = row.owner;
    view.record = row.record;
    view.revived = (row.flags & sync::kRowRevived) != 0;
    view.condition = condition_of(row);
    use(view);
    return true;
  });
}

}  // namespace kruzhok::client
