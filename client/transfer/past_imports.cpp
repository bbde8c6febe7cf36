// SPDX-License-Identifier: MIT
#include "client/transfer/past_imports.h"

#include <algorithm>

#include "sync/commit.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {

ActionNote PastImports::NoteOf(const sync::Dot& dot) {
  sync::ChangeLog& log = store_.replica().log();
  const auto entry = log.Find(dot);
  if (!entry) return ActionNote::kOther;
  const auto known = notes_.find(entry->id);
  if (known != notes_.end()) return known->second;
  sync::CommitReader reader;
  const auto commit = reader.Read(log.Line(entry->id));
  const ActionNote note = commit ? KindOfNote((*commit)->note) : ActionNote::kOther;
  return notes_.emplace(entry->id, note).first->second;
}

bool PastImports::DeletedByUndo(const sync::RowState& state) {
  return std::ranges::any_of(state.tombstones, [this](const sync::Tombstone& tombstone) {
    return NoteOf(tombstone.dot) == ActionNote::kUndo;
  });
}

bool PastImports::Corrected(const model::EntityType& type, const model::FieldInfo& field,
                            const model::Value& value,
                            const std::vector<sync::HistoryItem>& history) {
  const sync::HistoryItem* imported = nullptr;
  bool changed_since = false;
  for (const sync::HistoryItem& item : history) {
    const bool holds = item.what == sync::HistoryItem::What::kCreated ||
                       item.what == sync::HistoryItem::What::kWritten;
    if (!holds || item.cell != field.cell()) continue;
    const ActionNote note = KindOfNote(item.note);
    if (note == ActionNote::kOther) {
      changed_since = imported != nullptr;
      continue;
    }
    imported = note == ActionNote::kImport ? &item : nullptr;
    changed_since = false;
  }
  if (imported == nullptr || !changed_since) return false;
  const model::Cell& cell = type.CellOf(field);
  const auto members = sync::CellMembers(cell, imported->after);
  if (!members) return false;
  const auto member = std::ranges::find(cell.fields, &field);
  return (*members)[static_cast<size_t>(member - cell.fields.begin())] == value;
}

void PastImports::DropCorrected(
    const model::EntityType& type, const model::Uuid& id, const sync::RowState& state,
    std::vector<std::pair<const model::FieldInfo*, model::Value>>& values) {
  // Where an import wrote last, nobody has corrected anything; that is quickly seen.
  std::optional<std::vector<sync::HistoryItem>> history;
  std::erase_if(values, [&](const auto& one) {
    const auto& [field, value] = one;
    const auto heads = state.cells.find(field->cell());
    if (heads == state.cells.end() || heads->second.empty()) return false;
    const bool by_people = std::ranges::any_of(heads->second, [this](const sync::Head& head) {
      return NoteOf(head.dot) == ActionNote::kOther;
    });
    if (!by_people) return false;
    if (!history) {
      auto read = store_.History({std::string(type.name()), id});
      history = read ? *std::move(read) : std::vector<sync::HistoryItem>();
    }
    return Corrected(type, *field, value, *history);
  });
}

}  // namespace kruzhok::client
