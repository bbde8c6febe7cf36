// SPDX-License-Identifier: MIT
#include "client/desktop/history_lines.h"

#include <algorithm>

#include "client/app/masked_name.h"
#include "client/app/value_text.h"
#include "model/catalog.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostLines = 1'000;

bool IsMaskedRow(sync::Store& store, const sync::RowKey& key) {
  const model::EntityType* type = model::FindEntity(key.entity);
  const auto row = type ? store.replica().rows().Summary(*type, key.id) : std::nullopt;
  return row && IsMasked(store.replica().membership(), row->owner, row->record);
}

}  // namespace

std::vector<HistoryLine> ReadHistoryLines(sync::Store& store, const Translator& texts,
                                          const sync::RowKey& key, PersonRole role) {
  auto items = store.History(key);
  if (!items) return {};
  if (items->size() > kMostLines)
    items->erase(items->begin(), items->end() - static_cast<ptrdiff_t>(kMostLines));
  const model::EntityType* type = model::FindEntity(key.entity);
  ValueText values(texts, store);
  std::vector<HistoryLine> lines;
  const bool masked = IsMaskedRow(store, key);
  for (const sync::HistoryItem& item : *items) {
    if (!MaySee(role, key.entity, item.cell)) continue;
    HistoryLine line;
    line.what = item.what;
    if (type != nullptr && !item.cell.empty()) line.label = texts.FieldLabel(*type, item.cell);
    line.before = values.OfCell(type, item.cell, item.before);
    line.after = values.OfCell(type, item.cell, item.after);
    if (masked && IsHiddenOfMasked(item.cell))
      line.before = line.after = texts.Text("privacy.hidden");
    line.by = item.by;
    line.at_ms = item.at_ms;
    line.received_at_s = item.received_at_s;
    line.state = item.state;
    line.action = item.action;
    line.note = item.note;
    const auto entry = store.replica().log().Find(item.dot);
    line.own = entry && entry->own;
    lines.push_back(std::move(line));
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace kruzhok::client
