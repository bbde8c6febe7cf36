// SPDX-License-Identifier: MIT
// get, list, count, history.
#include "client/app/json_text.h"
#include "client/app/masked_name.h"
#include "client/app/row_json.h"
#include "client/app/value_text.h"
#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

std::string StateText(const Translator& texts, std::string_view state) {
  return texts.Text("cli.state." + std::string(state));
}

bool Contains(const std::vector<const model::FieldInfo*>& fields, const model::FieldInfo* field) {
  for (const model::FieldInfo* one : fields)
    if (one == field) return true;
  return false;
}

std::string ShownState(const Translator& texts, const sync::RowView& row) {
  std::string text = StateText(texts, sync::Name(row.condition));
  if (row.deleted) text += ", " + texts.Text("cli.state.deleted");
  if (row.revived) text += ", " + texts.Text("cli.state.revived");
  return text;
}

void PrintRow(Session& session, sync::Store& store, const sync::RowView& row) {
  const Translator& texts = session.texts();
  ValueText values(texts, store);
  Table head;
  head.Add({texts.EntityLabel(*row.type), row.id.Text()});
  head.Add({texts.Text("cli.column.state"), ShownState(texts, row)});
  head.Add({texts.Text("cli.column.owner"), sync::StreamName(row.owner)});
  if (!row.rev.empty()) head.Add({"rev", row.rev});
  if (row.changed_at_ms != 0)
    head.Add(
        {texts.Text("cli.column.changed"), LocalTime(row.changed_at_ms) + ' ' + row.changed_by});
  session.out() << head.Format() << '\n';
  Table table({texts.Text("cli.column.name"), texts.Text("cli.column.label"),
               texts.Text("cli.column.value"), ""});
  for (const model::FieldInfo* field : row.type->fields()) {
    const bool outside = Contains(row.outside_fields, field);
    const bool disputed = Contains(row.disputed, field);
    const std::string value = values.Of(*row.type, *field, row.record.value(*field));
    if (value.empty() && !outside && !disputed) continue;
    std::string mark = disputed ? texts.Text("cli.state.disputed") : "";
    if (outside)
      mark = texts.Text("cli.not_accepted",
                        {{"value", values.Of(*row.type, *field, row.outside.value(*field))}});
    table.Add(
        {std::string(field->name()), texts.FieldLabel(*row.type, field->name()), value, mark});
  }
  session.out() << table.Format();
  if (!row.unknown.empty())
    session.out() << texts.Text("cli.unknown_fields", {{"json", row.unknown}}) << '\n';
}

class RowTable {
 public:
  RowTable(Session& session, sync::Store& store, const model::EntityType& type)
      : texts_(session.texts()), values_(session.texts(), store), table_(Headings(type)) {}

  void Add(const sync::RowView& row) {
    std::vector<std::string> cells{row.id.Text()};
    for (const model::FieldInfo* field : columns_)
      cells.push_back(values_.Of(*row.type, *field, row.record.value(*field)));
    cells.push_back(ShownState(texts_, row));
    table_.Add(std::move(cells));
  }
  const Table& table() const { return table_; }

 private:
  std::vector<std::string> Headings(const model::EntityType& type) {
    std::vector<std::string> headings{texts_.Text("cli.column.id")};
    for (const model::FieldInfo* field : type.fields()) {
      if (!field->options().in_list || field->options().retired) continue;
      columns_.push_back(field);
      headings.push_back(texts_.FieldLabel(type, field->name()));
    }
    headings.push_back(texts_.Text("cli.column.state"));
    return headings;
  }

  const Translator& texts_;
  ValueText values_;
  std::vector<const model::FieldInfo*> columns_;
  Table table_;
};

// As it may be shown to people; scripts are given what is stored, because they hand it in again.
sync::RowView Shown(sync::Store& store, sync::RowView row) {
  row.record = ShownRecord(store.replica().membership(), row.owner, row.record);
  return row;
}

}  // namespace

Outcome RunGet(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const auto store = session.Store();
  if (!store) return store.error();
  auto row = (*store)->Get(**type, *id);
  if (!row) return row.error();
  HideSpecial(session.Role(**store), row->record);
  if (IsPersonal(**type))
    session.Note(**store, AccessTo(Access::kViewed, **type, *id, row->record));
  if (session.json())
    session.out() << RowJson(*row) << '\n';
  else
    PrintRow(session, **store, Shown(**store, *row));
  return model::Exit::kDone;
}

Outcome RunList(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  sync::ListOptions options;
  options.with_deleted = session.arguments().Has("--deleted");
  auto where = session.Where(**type);
  if (!where) return where.error();
  options.where = *std::move(where);
  if (session.arguments().Has("--limit")) {
    const auto limit = session.Number("--limit", 0, INT64_MAX);
    if (!limit) return limit.error();
    options.limit = *limit;
  }
  const auto store = session.Store();
  if (!store) return store.error();
  RowTable rows(session, **store, **type);
  int64_t count = 0;
  const PersonRole role = session.Role(**store);
  (*store)->List(**type, options, [&](const sync::RowView& full) {
    ++count;
    sync::RowView row = full;
    HideSpecial(role, row.record);
    session.json() ? void(session.out() << RowJson(row) << '\n')
                   : rows.Add(Shown(**store, std::move(row)));
    return bool{session.out()};
  });
  if (IsPersonal(**type))
    session.Note(**store,
                 {.what = Access::kListed, .entity = std::string((*type)->name()), .count = count});
  if (session.json()) return model::Exit::kDone;
  if (count > 0) session.out() << rows.table().Format(session.max_cell());
  session.Say(session.texts().Count("cli.rows", count));
  return model::Exit::kDone;
}

Outcome RunCount(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const int64_t count = (*store)->Count(**type);
  if (session.json())
    session.out() << JsonObject().Text("entity", (*type)->name()).Number("count", count).str();
  else
    session.out() << count;
  session.out() << '\n';
  return model::Exit::kDone;
}

Outcome RunHistory(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::RowKey key{std::string((*type)->name()), *id};
  const auto items = (*store)->History(key);
  if (!items) return items.error();
  const PersonRole role = session.Role(**store);
  if (IsPersonal(**type))
    session.Note(**store, AccessTo(Access::kViewed, **type, *id, model::Record(**type)));
  const Translator& texts = session.texts();
  ValueText values(texts, **store);
  Table table({texts.Text("cli.column.time"), texts.Text("cli.column.by"),
               texts.Text("cli.column.what"), texts.Text("cli.column.field"),
               texts.Text("cli.column.old"), texts.Text("cli.column.new"),
               texts.Text("cli.column.state"), texts.Text("cli.column.note"),
               texts.Text("cli.column.action")});
  for (const sync::HistoryItem& item : *items) {
    if (!MaySee(role, key.entity, item.cell)) continue;
    if (session.json())
      session.out() << HistoryJson(key, item) << '\n';
    else
      table.Add({LocalTime(item.at_ms), item.by,
                 texts.Text("cli.history." + std::string(HistoryWord(item))),
                 item.cell.empty() ? "" : texts.FieldLabel(**type, item.cell),
                 values.OfCell(*type, item.cell, item.before),
                 values.OfCell(*type, item.cell, item.after), StateText(texts, CommitWord(item)),
                 item.note, item.action.Text()});
  }
  if (!session.json()) session.out() << table.Format(session.max_cell());
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
