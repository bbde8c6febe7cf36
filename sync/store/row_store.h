// SPDX-License-Identifier: MIT
// The rows: official values in one typed table per entity, made from the catalogue, with the clock
// of each row in a column; proposals of disputed cells beside them; rows and cells that this
// program does not know yet kept as they came. A view of the log: nobody but the fold writes here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/catalog.h"
#include "model/record.h"
#include "sync/log/change_log.h"
#include "sync/store/row_clock.h"
#include "sync/store/row_state.h"

namespace kruzhok::sync {

// Bits of a row's flags column.
inline constexpr int kRowDeleted = 1;
inline constexpr int kRowDisputed = 2;
inline constexpr int kRowRevived =
    4;  // Deleted by one, edited by another: alive, for a person to see.
inline constexpr int kRowSeveral = 8;  // Some cell has several heads.
inline constexpr int kRowMisfit = 16;  // An official value does not fit its field.

struct RowKey {
  std::string entity;
  model::Uuid id;
  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

// What a list or a form shows of a row.
struct RowSummary {
  model::Uuid id;
  model::Uuid owner;
  int flags = 0;
  int64_t changed = 0;  // The log id of the last commit that was folded into it.
  model::Record record;
  std::string extra;  // JSON object of the cells that have no column; empty: none.
};

class RowStore {
 public:
  // REQUIRES: both outlive the store.
  RowStore(Database& database, ChangeLog& log);
  ~RowStore();
  RowStore(const RowStore&) = delete;
  RowStore& operator=(const RowStore&) = delete;

  // Makes tables and columns that are missing and moves values into them that an older program had
  // to keep aside. Writes no commit. In the caller's transaction.
  void Upgrade();

  std::optional<RowState> Load(std::string_view entity, const model::Uuid& id);
  // Writes the row as that state says. `changed`: see RowSummary.
  void Save(const RowKey& key, const RowState& state, int64_t changed);
  // Whether the columns of a row show what Save would write of that state. True where it has none.
  bool Shows(const RowKey& key, const RowState& state);
  void Erase(const RowKey& key);
  // The fast way for a row's first commit. False, with nothing done: the row is known already, or
  // the change needs the general way.
  bool InsertBirth(const Commit& commit, const RowChange& change, int64_t changed);

  // Every row, entity by entity; a stream or everything.
  void ForEach(const std::optional<StreamId>& stream,
               const std::function<void(const RowKey&, const RowState&)>& use);

  std::optional<RowSummary> Summary(const model::EntityType& type, const model::Uuid& id);
  // Alive rows, or deleted ones too, in the order of creation.
  void ForEachSummary(const model::EntityType& type, bool with_deleted,
                      const std::function<bool(const RowSummary&)>& use);
  int64_t Count(const model::EntityType& type);
  // Every row that has the flag.
  std::vector<RowKey> WithFlag(int flag);

  // Forgets which commit changed a row last where the log has it no longer.
  void ForgetLostChanges();
  // Whether any cell anywhere has several heads.
  bool HasSeveral();
  // Reads the head with the lowest number again in every cell that has several, after numbers
  // changed.
  void RefreshOfficial();

 private:
  struct Table;
  struct Columns;
  Columns ColumnsOf(const model::EntityType& type, const RowState& state);
  Table& TableOf(const model::EntityType& type);
  void CreateTable(const model::EntityType& type);
  void PromoteUnknownRows();
  void PromoteExtra(const model::EntityType& type);
  std::optional<RowState> LoadUnknown(std::string_view entity, const model::Uuid& id);
  RowState StateOf(const model::EntityType& type, const Statement& row);
  void AddExtra(RowState& state, const RowClock& clock, std::string_view extra);
  void LoadSeveral(RowState& state, std::string_view entity, const model::Uuid& id);
  void SaveSeveral(const RowKey& key, const RowState& state, bool had_several);
  void SaveUnknown(const RowKey& key, const RowState& state, int flags, int64_t changed);
  RowSummary SummaryOf(const model::EntityType& type, const Statement& row);

  Database& database_;
  ChangeLog& log_;
  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace kruzhok::sync
