// SPDX-License-Identifier: MIT
#include "sync/store/row_store.h"

#include <algorithm>

#include "sync/store/field_codec.h"
#include "sync/store/row_table.h"

namespace kruzhok::sync {
namespace {

StreamId StreamOf(const model::EntityType& type, const model::Uuid& owner) {
  return type.audience() == model::Audience::kDistrict ? kDistrict : owner;
}

int FlagsOf(const RowState& state) {
  int flags = 0;
  if (state.deleted()) flags |= kRowDeleted;
  if (state.disputed()) flags |= kRowDisputed;
  if (state.revived()) flags |= kRowRevived;
  for (const auto& [name, heads] : state.cells)
    if (heads.size() > 1) flags |= kRowSeveral;
  return flags;
}

void AppendExtra(std::string_view cell, const HeldValue& value, std::string& extra) {
  extra += extra.empty() ? '{' : ',';
  AppendJson({.type = WireValue::Type::kText, .text = cell}, extra);
  extra += ':';
  extra += value.Json();
}

}  // namespace

bool RowStore::InsertBirth(const Commit& commit, const RowChange& change, int64_t changed) {
  if (!change.creates || change.deletes || change.restores.count > 0) return false;
  const model::EntityType* type = model::FindEntity(change.entity);
  if (!type) return false;
  Statement& insert = database_.Cached(TableOf(*type).insert_new);
  for (const CellWrite& cell : commit.Cells(change)) {
    const model::Cell* known = type->FindCell(cell.name);
    if (!known || cell.replaces.count > 0 || cell.value.type == WireValue::Type::kNull)
      return false;
    if (known->is_group) {
      const auto members = CellMembers(*known, HeldValue(cell.value));
      if (!members) return false;
      for (size_t i = 0; i < members->size(); ++i)
        BindValue(insert, kFirstField + 1 + static_cast<int>(known->fields[i]->index()),
                  (*members)[i]);
    } else {
      const model::FieldInfo& field = *known->fields.front();
      if (!BindWire(insert, kFirstField + 1 + static_cast<int>(field.index()), field.kind(),
                    cell.value))
        return false;
    }
  }
  std::string clock;
  PackBirth(commit.dot(), log_, clock);
  insert.Bind(1, BlobView{change.id.view()});
  insert.Bind(2, log_.OrdinalOf(commit.owner));
  insert.Bind(3, BlobView{clock});
  insert.Bind(4, 0);
  insert.Bind(5, changed);
  insert.Run();
  return database_.changes() == 1;
}

RowState RowStore::StateOf(const model::EntityType& type, const Statement& row) {
  RowState state;
  state.owner = log_.IdOf(row.Int(1));
  state.stream = StreamOf(type, state.owner);
  RowClock clock = UnpackClock(row.Blob(2), log_);
  const auto several = (row.Int(3) & kRowSeveral) != 0;
  for (const model::Cell& cell : type.cells()) {
    std::vector<model::Value> members;
    bool any = false;
    for (const model::FieldInfo* field : cell.fields) {
      members.push_back(
          ColumnValue(row, kFirstField + static_cast<int>(field->index()), field->kind()));
      any |= !model::IsEmpty(members.back());
    }
    const bool excepted = clock.exceptions.contains(cell.name);
    if (!any && !excepted) continue;
    auto& heads = state.cells[std::string(cell.name)];
    for (const Dot& dot : clock.HeadsOf(cell.name))
      heads.push_back({dot, CellValue(cell, members)});
  }
  if (!row.IsNull(5)) AddExtra(state, clock, row.Text(5));
  // An unknown cell that was cleared has neither column nor extra, only its heads.
  for (const auto& [cell, dots] : clock.exceptions)
    if (!state.cells.contains(cell))
      for (const Dot& dot : dots) state.cells[cell].push_back({dot, HeldValue()});
  const model::Uuid id = model::Uuid::FromBytes(row.Blob(0));
  state.births = std::move(clock.births);
  state.tombstones = std::move(clock.tombstones);
  if (several) LoadSeveral(state, type.name(), id);
  return state;
}

void RowStore::AddExtra(RowState& state, const RowClock& clock, std::string_view extra) {
  HeldValue object;
  object.type = WireValue::Type::kObject;
  object.text = extra;
  for (const auto& [cell, value] : ObjectMembers(object)) {
    auto& heads = state.cells[cell];
    heads.clear();
    for (const Dot& dot : clock.HeadsOf(cell)) heads.push_back({dot, value});
  }
}

void RowStore::LoadSeveral(RowState& state, std::string_view entity, const model::Uuid& id) {
  Statement select =
      database_.Prepare("SELECT cell,site,seq,hash,value FROM head WHERE entity=? AND id=?");
  select.Bind(1, entity);
  select.Bind(2, BlobView{id.view()});
  while (select.Step()) {
    const auto cell = state.cells.find(select.Text(0));
    const Dot dot{log_.IdOf(select.Int(1)), select.Int(2), static_cast<uint64_t>(select.Int(3))};
    auto value = ParseHeldValue(select.Text(4));
    if (cell == state.cells.end() || !value)
      throw model::StorageError("storage_corrupt", "the proposals of a row");
    for (Head& head : cell->second)
      if (head.dot == dot) head.value = *value;
  }
}

std::optional<RowState> RowStore::LoadUnknown(std::string_view entity, const model::Uuid& id) {
  Statement select = database_.Prepare(
      "SELECT stream,owner,clock,flags,extra FROM unknown_row WHERE entity=? AND id=?");
  select.Bind(1, entity);
  select.Bind(2, BlobView{id.view()});
  if (!select.Step()) return std::nullopt;
  RowState state;
  state.stream = log_.IdOf(select.Int(0));
  state.owner = log_.IdOf(select.Int(1));
  RowClock clock = UnpackClock(select.Blob(2), log_);
  AddExtra(state, clock, select.Text(4));
  for (const auto& [cell, dots] : clock.exceptions)
    if (!state.cells.contains(cell))
      for (const Dot& dot : dots) state.cells[cell].push_back({dot, HeldValue()});
  state.births = std::move(clock.births);
  state.tombstones = std::move(clock.tombstones);
  if ((select.Int(3) & kRowSeveral) != 0) LoadSeveral(state, entity, id);
  return state;
}

std::optional<RowState> RowStore::Load(std::string_view entity, const model::Uuid& id) {
  const model::EntityType* type = model::FindEntity(entity);
  if (!type) return LoadUnknown(entity, id);
  Statement& select = database_.Cached(TableOf(*type).select);
  select.Bind(1, BlobView{id.view()});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return StateOf(*type, select);
}

void RowStore::SaveSeveral(const RowKey& key, const RowState& state, bool had_several) {
  if (had_several)
    database_.Cached("DELETE FROM head WHERE entity=? AND id=?")
        .Run(key.entity, BlobView{key.id.view()});
  for (const auto& [cell, heads] : state.cells) {
    if (heads.size() < 2) continue;
    for (const Head& head : heads)
      database_.Cached("INSERT INTO head VALUES(?,?,?,?,?,?,?)")
          .Run(key.entity, BlobView{key.id.view()}, cell, log_.OrdinalOf(head.dot.site),
               head.dot.seq, static_cast<int64_t>(head.dot.hash), head.value.Json());
  }
}

void RowStore::SaveUnknown(const RowKey& key, const RowState& state, int flags, int64_t changed) {
  const NumberOf number_of = [this](const Dot& dot) { return log_.NumberOf(dot); };
  std::string extra;
  for (const auto& [cell, heads] : state.cells) {
    const HeldValue& official = Official(heads, number_of).value;
    if (!official.empty()) AppendExtra(cell, official, extra);
  }
  extra += extra.empty() ? "{}" : "}";
  database_
      .Cached(
          "INSERT OR REPLACE INTO unknown_row(entity,id,stream,owner,clock,flags,changed,extra)"
          " VALUES(?,?,?,?,?,?,?,?)")
      .Run(key.entity, BlobView{key.id.view()}, log_.OrdinalOf(state.stream),
           log_.OrdinalOf(state.owner), BlobView{PackClock(ClockOf(state), log_)}, flags, changed,
           extra);
}

// What people see of a state.
struct RowStore::Columns {
  int flags = 0;
  std::vector<model::Value> values;
  std::string extra;
};

RowStore::Columns RowStore::ColumnsOf(const model::EntityType& type, const RowState& state) {
  const NumberOf number_of = [this](const Dot& dot) { return log_.NumberOf(dot); };
  Columns columns{FlagsOf(state), std::vector<model::Value>(type.fields().size()), {}};
  for (const auto& [name, heads] : state.cells) {
    const HeldValue& official = Official(heads, number_of).value;
    const model::Cell* cell = type.FindCell(name);
    const auto members = cell ? CellMembers(*cell, official) : std::nullopt;
    if (!members) {
      if (!official.empty()) AppendExtra(name, official, columns.extra);
      if (cell) columns.flags |= kRowMisfit;
      continue;
    }
    for (size_t i = 0; i < members->size(); ++i)
      columns.values[cell->fields[i]->index()] = (*members)[i];
  }
  if (!columns.extra.empty()) columns.extra += '}';
  return columns;
}

bool RowStore::Shows(const RowKey& key, const RowState& state) {
  const model::EntityType* type = model::FindEntity(key.entity);
  if (!type) return true;
  const auto summary = Summary(*type, key.id);
  const Columns columns = ColumnsOf(*type, state);
  return summary && summary->flags == columns.flags && summary->extra == columns.extra &&
         std::all_of(type->fields().begin(), type->fields().end(),
                     [&](const model::FieldInfo* field) {
                       return summary->record.value(*field) == columns.values[field->index()];
                     });
}

void RowStore::Save(const RowKey& key, const RowState& state, int64_t changed) {
  SaveSeveral(key, state, true);
  const model::EntityType* type = model::FindEntity(key.entity);
  if (!type) return SaveUnknown(key, state, FlagsOf(state), changed);
  const auto [flags, values, extra] = ColumnsOf(*type, state);
  const std::string clock = PackClock(ClockOf(state), log_);
  Statement& upsert = database_.Cached(TableOf(*type).upsert);
  upsert.Bind(1, BlobView{key.id.view()});
  upsert.Bind(2, log_.OrdinalOf(state.owner));
  upsert.Bind(3, BlobView{clock});
  upsert.Bind(4, flags);
  upsert.Bind(5, changed);
  if (extra.empty())
    upsert.Bind(6, nullptr);
  else
    upsert.Bind(6, extra);
  for (size_t i = 0; i < values.size(); ++i)
    BindValue(upsert, kFirstField + 1 + static_cast<int>(i), values[i]);
  upsert.Run();
}

void RowStore::Erase(const RowKey& key) {
  database_.Cached("DELETE FROM head WHERE entity=? AND id=?")
      .Run(key.entity, BlobView{key.id.view()});
  const bool known = model::FindEntity(key.entity) != nullptr;
  if (known)
    database_.Cached("DELETE FROM " + Quoted(key.entity) + " WHERE id=?")
        .Run(BlobView{key.id.view()});
  else
    database_.Cached("DELETE FROM unknown_row WHERE entity=? AND id=?")
        .Run(key.entity, BlobView{key.id.view()});
}

void RowStore::ForEach(const std::optional<StreamId>& stream,
                       const std::function<void(const RowKey&, const RowState&)>& use) {
  for (const model::EntityType* type : model::Catalog()) {
    const bool in_district = type->audience() == model::Audience::kDistrict;
    if (stream && in_district != (*stream == kDistrict)) continue;
    std::string sql = TableOf(*type).select_all;
    if (stream && !in_district) sql += " WHERE owner=" + std::to_string(log_.OrdinalOf(*stream));
    Statement select = database_.Prepare(sql);
    while (select.Step())
      use({std::string(type->name()), model::Uuid::FromBytes(select.Blob(0))},
          StateOf(*type, select));
  }
  std::vector<RowKey> unknown;
  Statement select = database_.Prepare("SELECT entity,id FROM unknown_row");
  while (select.Step())
    unknown.push_back({std::string(select.Text(0)), model::Uuid::FromBytes(select.Blob(1))});
  for (const RowKey& key : unknown) {
    const auto state = LoadUnknown(key.entity, key.id);
    if (!stream || state->stream == *stream) use(key, *state);
  }
}

RowSummary RowStore::SummaryOf(const model::EntityType& type, const Statement& row) {
  RowSummary summary{model::Uuid::FromBytes(row.Blob(0)),
                     log_.IdOf(row.Int(1)),
                     static_cast<int>(row.Int(3)),
                     row.Int(4),
                     model::Record(type),
                     std::string(row.Text(5))};
  for (const model::FieldInfo* field : type.fields())
    summary.record.SetValue(
        *field, ColumnValue(row, kFirstField + static_cast<int>(field->index()), field->kind()));
  return summary;
}

std::optional<RowSummary> RowStore::Summary(const model::EntityType& type, const model::Uuid& id) {
  Statement& select = database_.Cached(TableOf(type).select);
  select.Bind(1, BlobView{id.view()});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return SummaryOf(type, select);
}

void RowStore::ForEachSummary(const model::EntityType& type, bool with_deleted,
                              const std::function<bool(const RowSummary&)>& use) {
  Statement select = database_.Prepare(TableOf(type).select_all +
                                       (with_deleted ? "" : " WHERE flags&1=0") + " ORDER BY row");
  while (select.Step())
    if (!use(SummaryOf(type, select))) return;
}

int64_t RowStore::Count(const model::EntityType& type) {
  Statement select =
      database_.Prepare("SELECT count(*) FROM " + Quoted(type.name()) + " WHERE flags&1=0");
  return select.Step() ? select.Int(0) : 0;
}

std::vector<RowKey> RowStore::WithFlag(int flag) {
  std::vector<RowKey> keys;
  for (const model::EntityType* type : model::Catalog()) {
    Statement select =
        database_.Prepare("SELECT id FROM " + Quoted(type->name()) + " WHERE flags&" +
                          std::to_string(flag) + "<>0 ORDER BY row");
    while (select.Step())
      keys.push_back({std::string(type->name()), model::Uuid::FromBytes(select.Blob(0))});
  }
  Statement select = database_.Prepare("SELECT entity,id FROM unknown_row WHERE flags&" +
                                       std::to_string(flag) + "<>0");
  while (select.Step())
    keys.push_back({std::string(select.Text(0)), model::Uuid::FromBytes(select.Blob(1))});
  return keys;
}

void RowStore::ForgetLostChanges() {
  for (const model::EntityType* type : model::Catalog())
    database_.Execute("UPDATE " + Quoted(type->name()) +
                      " SET changed=0 WHERE changed NOT IN (SELECT id FROM log)");
}

bool RowStore::HasSeveral() {
  Statement& select = database_.Cached("SELECT 1 FROM head LIMIT 1");
  const ResetAtEnd reset(select);
  return select.Step();
}

void RowStore::RefreshOfficial() {
  for (const RowKey& key : WithFlag(kRowSeveral)) {
    const auto state = Load(key.entity, key.id);
    if (!state) continue;
    const model::EntityType* type = model::FindEntity(key.entity);
    const int64_t changed = type ? Summary(*type, key.id)->changed : 0;
    Save(key, *state, changed);
  }
}

}  // namespace kruzhok::sync
