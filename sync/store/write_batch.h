// SPDX-License-Identifier: MIT
// From what somebody wants to write to commits: looks at each row as it is, says what the write
// replaces, checks it, and fills commits up to their limits.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sync/store/commit_builder.h"
#include "sync/store/store.h"

namespace kruzhok::sync {

class WriteBatch {
 public:
  WriteBatch(Replica& replica, const WriteOptions& options);

  // too_large: a note that would take the room of the rows.
  static model::Result<void> CheckOptions(const WriteOptions& options);

  // not_allowed: a school writes only rows that it owns.
  model::Result<void> CheckRights(const model::Uuid& owner);
  // What a row's write comes to; also made elsewhere (a decision, an undo).
  struct Planned {
    RowKey key;
    StreamId stream;
    model::Uuid owner;
    bool creates = false;
    bool deletes = false;
    struct Cell {
      std::string name;
      HeldValue value;
      std::vector<Dot> replaces;
    };
    std::vector<Cell> cells;
    std::vector<Dot> births;  // To be named.
    std::vector<Dot> seen;    // With deletes.
    std::vector<Dot> restores;
  };
  // Whether the row could be written now, by itself. The plan is for Add; nothing where the row
  // must be looked at again.
  model::Result<std::optional<Planned>> Check(const RowWrite& write);
  // Adds the row; commits what was gathered when the row does not fit beside it. What Finish has
  // not committed is dropped with the batch.
  model::Result<void> Add(const RowWrite& write, std::optional<Planned> checked = std::nullopt);
  void AddPlanned(Planned plan);
  void AddAsk(const StreamId& stream, Ask::Type type, const Dot& target);
  void AskToErase(const StreamId& stream, const RowKey& key);
  WriteResult Finish();

 private:
  // Of a row that does not exist yet.
  model::Result<model::Uuid> OwnerOf(const RowWrite& write);
  // The write under the id that its natural key gives it; nothing: it has an id, or no key.
  model::Result<std::optional<RowWrite>> Keyed(const RowWrite& write);
  model::Result<Planned> Plan(const RowWrite& write);
  model::Result<Planned> PlanNew(const RowWrite& write, Planned plan);
  model::Result<void> PlanCells(const RowWrite& write, const RowState& state,
                                const std::optional<RowClock>& base, Planned& plan);
  model::Result<std::optional<RowClock>> BaseOf(const RowWrite& write, const RowState& state);
  void Start(const StreamId& stream, const model::Uuid& owner);
  void Flush();

  Replica& replica_;
  WriteOptions options_;
  WriteResult result_;
  Site checked_as_;  // This installation, when Check looked.
  std::unique_ptr<Replica::Change> change_;
  std::unique_ptr<CommitBuilder> builder_;
  std::vector<RowKey> open_rows_;  // In the commit that is being gathered.
};

}  // namespace kruzhok::sync
