// SPDX-License-Identifier: MIT
// Taking an action back: only where its writes are still the only heads; the rest is listed.
#include <algorithm>

#include "sync/store/store.h"
#include "sync/store/write_batch.h"

namespace kruzhok::sync {
namespace {

// What one action did to one row.
struct Touched {
  bool created = false;
  std::vector<Dot> tombstones;  // It deleted.
  std::vector<Dot> restored;    // It took these tombstones back.
  std::map<std::string, std::vector<Dot>>
      before;  // By cell: the heads that its first write replaced.
};

}  // namespace

model::Result<UndoResult> Store::Undo(const model::Uuid& action, const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  std::map<RowKey, Touched> touched;
  std::set<Dot> own;
  CommitReader reader;
  replica_->log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = false, .containing = action.Base64()},
      [&](const LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (!commit || (*commit)->action != action || entry.state != CommitState::kInside) return;
        own.insert(entry.dot);
        for (const RowChange& change : (*commit)->rows) {
          Touched& row = touched[{std::string(change.entity), change.id}];
          row.created |= change.creates;
          if (change.deletes) row.tombstones.push_back(entry.dot);
          for (const Dot& dot : (*commit)->Dots(change.restores)) row.restored.push_back(dot);
          for (const CellWrite& cell : (*commit)->Cells(change)) {
            const auto replaced = (*commit)->Dots(cell.replaces);
            row.before.try_emplace(std::string(cell.name), replaced.begin(), replaced.end());
          }
        }
      });
  if (own.empty()) return model::Error{"nothing_to_undo", action.Text(), ""};

  UndoResult result;
  WriteBatch batch(*replica_, options);
  bool any = false;
  for (const auto& [key, row] : touched) {
    const auto state = replica_->rows().Load(key.entity, key.id);
    if (!state) continue;
    if (const auto allowed = batch.CheckRights(state->owner); !allowed) return allowed.error();
    WriteBatch::Planned plan;
    plan.key = key;
    plan.stream = state->stream;
    plan.owner = state->owner;
    plan.births = state->births;
    const std::vector<Dot> heads = state->AllHeads();
    const bool untouched =
        std::all_of(heads.begin(), heads.end(), [&](const Dot& dot) { return own.contains(dot); });
    if (row.created) {
      if (state->deleted()) continue;
      if (!untouched) {
        result.kept.emplace_back(key, "");
        continue;
      }
      plan.deletes = true;
      plan.seen = heads;
    } else {
      for (const auto& [cell, before] : row.before) {
        const auto found = state->cells.find(cell);
        if (found == state->cells.end() || found->second.size() != 1 ||
            !own.contains(found->second.front().dot)) {
          result.kept.emplace_back(key, cell);
          continue;
        }
        plan.cells.push_back({cell, ValueBefore(key, cell, before), {found->second.front().dot}});
      }
      for (const Tombstone& tombstone : state->tombstones) {
        const bool mine = std::find(row.tombstones.begin(), row.tombstones.end(), tombstone.dot) !=
                          row.tombstones.end();
        if (mine) plan.restores.push_back(tombstone.dot);
      }
      if (!row.restored.empty() && !state->deleted() && plan.restores.empty()) {
        plan.deletes = true;
        plan.seen = heads;
      }
      // A row that somebody else has deleted since is left as it is.
      if (state->deleted() && plan.restores.empty()) {
        for (const auto& cell : plan.cells) result.kept.emplace_back(key, cell.name);
        continue;
      }
    }
    if (plan.cells.empty() && !plan.deletes && plan.restores.empty()) continue;
    batch.AddPlanned(plan);
    any = true;
  }
  if (!any) return result;
  WriteResult written = batch.Finish();
  result.action = written.action;
  result.rows = std::move(written.rows);
  return result;
}

// The official one among the values that a write replaced; empty where it replaced nothing.
HeldValue Store::ValueBefore(const RowKey& key, const std::string& cell,
                             const std::vector<Dot>& dots) {
  std::vector<Head> heads;
  CommitReader reader;
  for (const Dot& dot : dots) {
    const auto entry = replica_->log().Find(dot);
    if (!entry) continue;
    const auto commit = reader.Read(replica_->log().Line(entry->id));
    if (!commit) continue;
    for (const RowChange& change : (*commit)->rows)
      if (change.entity == key.entity && change.id == key.id)
        for (const CellWrite& write : (*commit)->Cells(change))
          if (write.name == cell) heads.push_back({dot, HeldValue(write.value)});
  }
  if (heads.empty()) return {};
  return Official(heads, [this](const Dot& dot) { return replica_->log().NumberOf(dot); }).value;
}

}  // namespace kruzhok::sync
