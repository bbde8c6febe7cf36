// SPDX-License-Identifier: MIT
#include "client/transfer/import_plan.h"

namespace kruzhok::client {

model::Result<ImportResult> RunImport(sync::Store& store, const ImportPlan& plan,
                                      const sync::WriteOptions& options) {
  ImportResult result;
  if (plan.restores.empty() && plan.writes.empty()) return result;
  sync::WriteOptions action = options;
  action.note = plan.note;
  if (!action.action) action.action = store.replica().NewAction();
  result.action = *action.action;
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
