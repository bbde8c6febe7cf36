// SPDX-License-Identifier: MIT
// Writing what was planned, and knowing later what imports have written.
#include "client/transfer/import_plan.h"
#include "client/transfer/past_imports.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

constexpr std::string_view kPrefix = "import.action/";

}  // namespace

std::string PastImports::Mark(const model::Uuid& action) {
  return std::string(kPrefix) + action.Text();
}

PastImports::PastImports(sync::Store& store) : store_(store) {
  for (const auto& [key, value] : store.replica().Settings(kPrefix))
    if (const auto action = model::Uuid::FromText(std::string_view(key).substr(kPrefix.size())))
      actions_.insert(*action);
}

void PastImports::DropCorrected(
    const model::EntityType& type, const model::Uuid& id,
    std::vector<std::pair<const model::FieldInfo*, model::Value>>& values) {
  if (actions_.empty() || values.empty()) return;
  const auto history = store_.History({std::string(type.name()), id});
  if (!history) return;
  std::erase_if(values, [&](const auto& one) {
    const auto& [field, value] = one;
    const sync::HistoryItem* imported = nullptr;
    const sync::HistoryItem* last = nullptr;
    for (const sync::HistoryItem& item : *history) {
      const bool holds = item.what == sync::HistoryItem::What::kCreated ||
                         item.what == sync::HistoryItem::What::kWritten;
      if (!holds || item.cell != field->cell()) continue;
      last = &item;
      if (actions_.contains(item.action)) imported = &item;
    }
    if (imported == nullptr || imported == last) return false;
    const model::Cell& cell = type.CellOf(*field);
    const auto members = sync::CellMembers(cell, imported->after);
    if (!members) return false;
    for (size_t i = 0; i < cell.fields.size(); ++i)
      if (cell.fields[i] == field) return (*members)[i] == value;
    return false;
  });
}

model::Result<ImportResult> RunImport(sync::Store& store, const ImportPlan& plan,
                                      const sync::WriteOptions& options) {
  ImportResult result;
  if (plan.restores.empty() && plan.writes.empty()) return result;
  sync::WriteOptions action = options;
  if (!action.action) action.action = sync::RandomUuid(store.replica().environment());
  result.action = *action.action;
  action.settings.emplace_back(PastImports::Mark(result.action), "1");
  // A row must be back before anything can be written to it.
  for (const auto* writes : {&plan.restores, &plan.writes}) {
    if (writes->empty()) continue;
    const auto written = store.Write(*writes, action);
    if (!written) return written.error();
    result.rows.insert(result.rows.end(), written->rows.begin(), written->rows.end());
  }
  return result;
}

}  // namespace kruzhok::client
