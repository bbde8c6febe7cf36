// SPDX-License-Identifier: MIT
// The tables of rows, made and widened from the catalogue.
#include <algorithm>

#include "sync/store/field_codec.h"
#include "sync/store/row_store.h"
#include "sync/store/row_table.h"

namespace kruzhok::sync {
namespace {

constexpr std::string_view kCommonTables = R"(
CREATE TABLE IF NOT EXISTS unknown_row(
  entity TEXT NOT NULL, id BLOB NOT NULL, stream INTEGER NOT NULL, owner INTEGER NOT NULL,
  clock BLOB NOT NULL, flags INTEGER NOT NULL, changed INTEGER NOT NULL, extra TEXT NOT NULL,
  PRIMARY KEY(entity, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS head(
  entity TEXT NOT NULL, id BLOB NOT NULL, cell TEXT NOT NULL, site INTEGER NOT NULL,
  seq INTEGER NOT NULL, hash INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(entity, id, cell, site, seq, hash)) WITHOUT ROWID;
)";

}  // namespace

RowStore::RowStore(Database& database, ChangeLog& log) : database_(database), log_(log) {}
RowStore::~RowStore() = default;

std::string Quoted(std::string_view name) {
  return '"' + std::string(name) + '"';
}

RowStore::Table& RowStore::TableOf(const model::EntityType& type) {
  if (const auto found = tables_.find(type.name()); found != tables_.end()) return found->second;
  Table table;
  const std::string name = Quoted(type.name());
  std::string columns = "owner,clock,flags,changed,extra";
  std::string marks = "?,?,?,?,?,?";
  std::string sets = "owner=?2,clock=?3,flags=?4,changed=?5,extra=?6";
  int index = kFirstField;
  for (const model::FieldInfo* field : type.fields()) {
    columns += ',' + Quoted(field->name());
    marks += ",?";
    sets += ',' + Quoted(field->name()) + "=?" + std::to_string(++index);
  }
  table.select = "SELECT id," + columns + " FROM " + name + " WHERE id=?";
  table.select_all = "SELECT id," + columns + " FROM " + name;
  table.insert_new = "INSERT INTO " + name + "(id," + columns + ") VALUES(" + marks +
                     ") ON CONFLICT(id) DO NOTHING";
  table.upsert = "INSERT INTO " + name + "(id," + columns + ") VALUES(" + marks +
                 ") ON CONFLICT(id) DO UPDATE SET " + sets;
  return tables_.emplace(type.name(), std::move(table)).first->second;
}

void RowStore::CreateTable(const model::EntityType& type) {
  std::string sql =
      "CREATE TABLE " + Quoted(type.name()) +
      "(row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner INTEGER NOT NULL,"
      " clock BLOB NOT NULL, flags INTEGER NOT NULL, changed INTEGER NOT NULL, extra TEXT";
  for (const model::FieldInfo* field : type.fields())
    sql += ',' + Quoted(field->name()) + ' ' + std::string(ColumnTypeName(field->kind()));
  database_.Execute(sql + ')');
}

void RowStore::Upgrade() {
  database_.Execute(kCommonTables);
  for (const model::EntityType* type : model::Catalog()) {
    const auto columns = database_.Columns(type->name());
    if (columns.empty()) {
      CreateTable(*type);
      continue;
    }
    bool added = false;
    for (const model::FieldInfo* field : type->fields()) {
      if (std::find(columns.begin(), columns.end(), field->name()) != columns.end()) continue;
      database_.Execute("ALTER TABLE " + Quoted(type->name()) + " ADD COLUMN " +
                        Quoted(field->name()) + ' ' + std::string(ColumnTypeName(field->kind())));
      added = true;
    }
    if (added) PromoteExtra(*type);
  }
  PromoteUnknownRows();
}

void RowStore::PromoteExtra(const model::EntityType& type) {
  std::vector<std::pair<model::Uuid, int64_t>> rows;
  Statement select = database_.Prepare("SELECT id,changed FROM " + Quoted(type.name()) +
                                       " WHERE extra IS NOT NULL");
  while (select.Step()) rows.emplace_back(model::Uuid::FromBytes(select.Blob(0)), select.Int(1));
  for (const auto& [id, changed] : rows)
    Save({std::string(type.name()), id}, *Load(type.name(), id), changed);
}

void RowStore::PromoteUnknownRows() {
  std::vector<std::pair<RowKey, int64_t>> rows;
  Statement select = database_.Prepare("SELECT entity,id,changed FROM unknown_row");
  while (select.Step())
    if (model::FindEntity(select.Text(0)))
      rows.push_back(
          {{std::string(select.Text(0)), model::Uuid::FromBytes(select.Blob(1))}, select.Int(2)});
  for (const auto& [key, changed] : rows) {
    const auto state = LoadUnknown(key.entity, key.id);
    database_.Cached("DELETE FROM unknown_row WHERE entity=? AND id=?")
        .Run(key.entity, BlobView{key.id.view()});
    Save(key, *state, changed);
  }
}

}  // namespace kruzhok::sync
