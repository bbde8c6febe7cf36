// SPDX-License-Identifier: MIT
// Makes an ImportPlan, row by row. Only import_plan.cpp and import_decisions.cpp know it.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "client/transfer/identity.h"
#include "client/transfer/import_cells.h"
#include "client/transfer/past_imports.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {

class Planner {
 public:
  Planner(sync::Store& store, const Translator& texts, const Workbook& workbook,
          const ImportOptions& options);

  ImportPlan Plan();
  // After the reading is over: what the store would refuse is rejected.
  void Check(ImportPlan& plan);

 private:
  using Values = std::vector<std::pair<const model::FieldInfo*, model::Value>>;
  struct Row {
    size_t place;  // In Sheet::rows.
    bool is_row = true;
    ReadCells read;
    std::optional<model::Uuid> named;    // By its base.
    std::optional<model::Uuid> derived;  // By its identity.
    bool is_known = false;               // The derived id was written before.
    std::optional<model::Uuid> owner;    // Of a new record.
  };
  void ReadRows();
  void SettleCopies();
  void SetOwner(Row& row);
  void FindRecord(Row& row);
  void Decide(Row& row, PlannedRow& planned);
  void Match(Row& row, PlannedRow& planned, const model::Record& record);
  bool WouldChangeNothing(const Row& row, const model::Uuid& id);
  void MakeNew(Row& row, PlannedRow& planned);
  void PlanNew(Row& row, PlannedRow& planned, const model::Uuid& id);
  enum class Sure { kNo, kYes };  // That the row is the record that it names.
  void PlanChange(Row& row, PlannedRow& planned, const model::Uuid& id, Sure sure);
  void PlanReturn(Row& row, PlannedRow& planned, const sync::RowSummary& here,
                  const sync::RowState& state);
  static bool Contradicts(const Row& row, const model::Record& here);
  bool IsTypedOver(const Values& changed) const;
  bool SameCells(size_t line, size_t other) const;
  void Reject(Row& row, PlannedRow& planned, model::Error error);
  void Ask(Row& row, PlannedRow& planned, const std::vector<model::Uuid>& candidates, bool differs,
           const model::Record& record);
  void AddMissing();
  std::string FirstCell(size_t place) const;
  model::Record RecordOf(const Row& row) const;
  std::string SubtitleText(const model::Uuid& id, const model::Record& record);
  NamesakeQuestion::Candidate CandidateOf(const model::Uuid& id);

  sync::Store& store_;
  const Translator& texts_;
  const ImportOptions& options_;
  const Sheet& sheet_;
  const model::EntityType& type_;
  model::Uuid owner_;
  References references_;
  CellReader cells_;
  IdentityIndex identities_;
  PastImports past_;
  bool has_outside_;
  std::vector<Row> rows_;
  std::unordered_set<model::Uuid> claimed_;            // Records that a row of the list is.
  std::unordered_map<std::string, size_t> lines_;      // Identity → the first line with it.
  std::unordered_map<model::Uuid, const Row*> added_;  // New records of the list.
  std::map<size_t, size_t> write_rows_;                // Place in plan_.writes → in plan_.rows.
  std::vector<size_t> restore_rows_;                   // Of each of plan_.restores.
  ImportPlan plan_;
};

}  // namespace kruzhok::client
