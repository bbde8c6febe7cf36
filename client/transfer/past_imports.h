// SPDX-License-Identifier: MIT
// What earlier imports have written, on whatever computer, so that a list that comes again does not
// take back what people have corrected since: what an import wrote last is the state that its list
// was at. An import that was undone has written nothing.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "client/app/action_notes.h"
#include "sync/store/row_state.h"
#include "sync/store/store.h"

namespace kruzhok::client {

class PastImports {
 public:
  explicit PastImports(sync::Store& store) : store_(store) {}

  // Takes out the values that an import has written to the row before and somebody has changed
  // since.
  void DropCorrected(const model::EntityType& type, const model::Uuid& id,
                     const sync::RowState& state,
                     std::vector<std::pair<const model::FieldInfo*, model::Value>>& values);
  // Whether the row is deleted because an import of it was undone.
  bool DeletedByUndo(const sync::RowState& state);

 private:
  ActionNote NoteOf(const sync::Dot& dot);
  bool Corrected(const model::EntityType& type, const model::FieldInfo& field,
                 const model::Value& value, const std::vector<sync::HistoryItem>& history);

  sync::Store& store_;
  std::unordered_map<int64_t, ActionNote> notes_;  // By log id: a commit has many rows.
};

}  // namespace kruzhok::client
