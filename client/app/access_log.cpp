// SPDX-License-Identifier: MIT
#include "client/app/access_log.h"

#include <algorithm>
#include <cstdlib>

#include "client/app/value_text.h"
#include "model/catalog.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

constexpr int64_t kOneViewMs = 10 * 60'000;
constexpr int64_t kLeastLines = 100'000;
constexpr int64_t kYearsMs = int64_t{3} * 366 * 24 * 3'600'000;
constexpr int64_t kTrimEvery = 1'000;  // Lines.

constexpr std::string_view kTable = R"(
CREATE TABLE IF NOT EXISTS access(
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
  entity TEXT NOT NULL, id BLOB NOT NULL, child BLOB NOT NULL, count INTEGER NOT NULL,
  scope TEXT NOT NULL, file TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS access_id ON access(id) WHERE id<>x'';
CREATE INDEX IF NOT EXISTS access_child ON access(child) WHERE child<>x'';
)";

constexpr std::pair<Access, std::string_view> kNames[] = {
    {Access::kViewed, "viewed"},   {Access::kListed, "listed"},     {Access::kSearched, "searched"},
    {Access::kPrinted, "printed"}, {Access::kExported, "exported"}, {Access::kErased, "erased"}};

std::string_view BytesOf(const model::Uuid& id) {
  return id.is_nil() ? std::string_view("") : id.view();  // Without a pointer it would be NULL.
}

model::Uuid IdOf(std::string_view bytes) {
  return bytes.empty() ? model::Uuid() : model::Uuid::FromBytes(bytes);
}

Access AccessOf(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &std::pair<Access, std::string_view>::second);
  return found == std::end(kNames) ? Access::kViewed : found->first;
}

bool IsToldAlready(sync::Database& database, const AccessLine& line) {
  if (line.what != Access::kViewed || line.row.is_nil()) return false;
  sync::Statement& select = database.Cached(
      "SELECT at FROM access WHERE id=? AND id<>x'' AND who=? AND what='viewed' "
      "ORDER BY number DESC LIMIT 1");
  select.Bind(1, sync::BlobView{line.row.view()});
  select.Bind(2, line.who);
  const sync::ResetAtEnd reset(select);
  // A clock that was set back has not seen the card for long, either.
  return select.Step() && std::abs(line.at_ms - select.Int(0)) < kOneViewMs;
}

void Trim(sync::Database& database, int64_t now_ms) {
  database.Cached("DELETE FROM access WHERE number<=(SELECT max(number) FROM access)-? AND at<?")
      .Run(kLeastLines, now_ms - kYearsMs);
}

}  // namespace

std::string_view Name(Access what) {
  return std::ranges::find(kNames, what, &std::pair<Access, std::string_view>::first)->second;
}

bool IsPersonal(const model::EntityType& type) {
  return type.audience() == model::Audience::kOwner;
}

AccessLine AccessTo(Access what, const model::EntityType& type, const model::Uuid& id,
                    const model::Record& record) {
  AccessLine line;
  line.what = what;
  line.entity = type.name();
  line.row = id;
  if (&type == &model::child) line.child = id;
  for (const model::FieldInfo* field : type.fields()) {
    const auto* named = std::get_if<model::Uuid>(&record.value(*field));
    if (named != nullptr && field->options().target == model::child.name()) line.child = *named;
  }
  return line;
}

void WriteAccess(sync::Database& database, const AccessLine& line) {
  if (!database.HasTable("access")) database.Execute(kTable);
  if (IsToldAlready(database, line)) return;
  database.Cached("INSERT INTO access VALUES(NULL,?,?,?,?,?,?,?,?,?)")
      .Run(line.at_ms, line.who, Name(line.what), line.entity, sync::BlobView{BytesOf(line.row)},
           sync::BlobView{BytesOf(line.child)}, line.count, line.scope, line.file);
  if (database.last_insert_rowid() % kTrimEvery == 0) Trim(database, line.at_ms);
}

std::vector<AccessLine> ReadAccess(sync::Database& database, const AccessFilter& filter) {
  std::vector<AccessLine> lines;
  if (!database.HasTable("access")) return lines;
  std::string sql =
      "SELECT number, at, who, what, entity, id, child, count, scope, file FROM access "
      "WHERE at>=?1";
  if (filter.who) sql += " AND who=?2";
  if (filter.what) sql += " AND what=?3";
  if (filter.child) sql += " AND child=?4 AND child<>x''";
  sql += " ORDER BY number DESC LIMIT ?5";
  sync::Statement select = database.Prepare(sql);
  select.Bind(1, filter.since_ms);
  if (filter.who) select.Bind(2, *filter.who);
  if (filter.what) select.Bind(3, Name(*filter.what));
  if (filter.child) select.Bind(4, sync::BlobView{filter.child->view()});
  select.Bind(5, filter.most);
  while (select.Step())
    lines.push_back({select.Int(0), select.Int(1), std::string(select.Text(2)),
                     AccessOf(select.Text(3)), std::string(select.Text(4)), IdOf(select.Blob(5)),
                     IdOf(select.Blob(6)), select.Int(7), std::string(select.Text(8)),
                     std::string(select.Text(9))});
  return lines;
}

std::vector<std::string> PeopleOfAccess(sync::Database& database) {
  std::vector<std::string> people;
  if (!database.HasTable("access")) return people;
  sync::Statement select =
      database.Prepare("SELECT DISTINCT who FROM access WHERE who<>'' ORDER BY who");
  while (select.Step()) people.emplace_back(select.Text(0));
  return people;
}

std::string WhomText(sync::Store& store, const Translator& texts, const AccessLine& line) {
  if (line.entity == kAccessLogItself) return texts.Text("privacy.title");
  const model::EntityType* type = model::FindEntity(line.entity);
  const std::string many = std::to_string(line.count);
  if (line.row.is_nil()) {
    std::string what = type == nullptr ? texts.Text("privacy.several")
                                       : texts.Text("entity." + line.entity + ".plural");
    if (!line.scope.empty()) what += ", " + line.scope;
    return line.count > 0 ? what + ": " + many : what;
  }
  if (type == nullptr) return line.entity;
  std::string title = StoredTitle(store, *type, line.row);
  if (title.empty() && store.replica().IsErased(line.entity, line.row))
    title = texts.Text("list.erased");
  if (title.empty()) title = texts.Text("list.missing");
  if (type != &model::child) title = texts.EntityLabel(*type) + ": " + title;
  return line.count > 0 ? title + ": " + many : title;
}

}  // namespace kruzhok::client
