// SPDX-License-Identifier: MIT
#include "client/transfer/export_rows.h"

#include <algorithm>
#include <tuple>

#include "client/app/data_folder.h"
#include "client/app/masked_name.h"
#include "client/surveys/told_answers.h"
#include "client/tables/table_writer.h"
#include "client/transfer/column_map.h"
#include "client/transfer/identity.h"
#include "client/transfer/references.h"
#include "client/transfer/row_base.h"
#include "model/entities/survey_answer.h"
#include "model/text_fold.h"
#include "sync/sqlite/transaction.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

size_t WidthOf(const model::FieldInfo& field) {
  if (field.kind() == model::Kind::kDate || field.kind() == model::Kind::kInteger) return 12;
  if (field.options().multiline) return 40;
  return field.kind() == model::Kind::kText && field.options().max_length > 120 ? 36 : 20;
}

std::vector<TableColumn> ColumnsOf(const Translator& texts, const model::EntityType& type,
                                   const std::vector<const model::FieldInfo*>& fields) {
  std::vector<TableColumn> columns;
  for (const model::FieldInfo* field : fields) {
    TableColumn& column = columns.emplace_back();
    column.heading = texts.FieldLabel(type, field->name());
    column.width = WidthOf(*field);
    if (field->kind() == model::Kind::kInteger) column.kind = TableColumn::Kind::kInteger;
    if (field->kind() == model::Kind::kDate) column.kind = TableColumn::Kind::kDate;
  }
  columns.push_back({std::string(kBase), TableColumn::Kind::kText, 12, true});
  return columns;
}

// What the file tells of a row.
class Outgoing {
 public:
  Outgoing(sync::Store& store, const model::EntityType& type)
      : membership_(store.replica().membership()) {
    if (&type == &model::survey_answer) teller_.emplace(store);
  }
  bool tells_all() const { return !teller_; }
  ToldAnswer Of(const sync::RowSummary& row) {
    return teller_ ? teller_->Tell(row.owner, row.record)
                   : ToldAnswer{ShownRecord(membership_, row.owner, row.record)};
  }

 private:
  const sync::Membership membership_;
  std::optional<AnswerTeller> teller_;
};

// Ids of the rows, in the Russian order of what they are called.
std::vector<model::Uuid> RowsInOrder(sync::Store& store, References& references, Outgoing& outgoing,
                                     const ExportOptions& options) {
  struct Row {
    std::string key;
    model::Uuid name, id;
  };
  std::vector<Row> rows;
  store.replica().rows().ForEachSummary(*options.type, false, [&](const sync::RowSummary& row) {
    // What a row is called by is told of every row.
    const model::Record& told = options.where.empty() ? row.record : outgoing.Of(row).record;
    for (const auto& [field, value] : options.where)
      if (told.value(*field) != value) return true;
    rows.push_back(
        {model::SortKey(references.TitleOf(told)), NameInFile(*options.type, row.id), row.id});
    return true;
  });
  std::ranges::sort(rows, {}, [](const Row& row) { return std::tie(row.key, row.name, row.id); });
  std::vector<model::Uuid> ids;
  for (const Row& row : rows) ids.push_back(row.id);
  return ids;
}

class RowTexts {
 public:
  RowTexts(const Translator& texts, References& references, const ExportOptions& options,
           const std::vector<const model::FieldInfo*>& fields)
      : texts_(texts), references_(references), type_(*options.type), fields_(fields) {}

  std::vector<std::string> Of(const ToldAnswer& row, RowBase base) {
    std::vector<std::string> cells;
    for (const model::FieldInfo* field : fields_) {
      const model::Value& value = row.record.value(*field);
      const auto* id = std::get_if<model::Uuid>(&value);
      std::string text = id != nullptr ? references_.TextOf(*field, *id) : TextOf(*field, value);
      if (text.empty()) text = MergedText(row, *field);
      base.stamps.insert(StampOf(*field, text));
      if (id == nullptr) base.stamps.insert(StampOf(*field, model::FormatValue(value)));
      cells.push_back(std::move(text));
    }
    cells.push_back(EncodeBase(base));
    return cells;
  }

 private:
  std::string MergedText(const ToldAnswer& row, const model::FieldInfo& field) {
    if (!row.merged.contains(&field)) return {};
    return texts_.Text(&field == &model::survey_answer.respondent ? "survey.together"
                                                                  : "survey.others");
  }
  std::string TextOf(const model::FieldInfo& field, const model::Value& value) {
    if (const auto* yes = std::get_if<bool>(&value))
      return texts_.Text(*yes ? "cli.yes" : "cli.no");
    if (const auto* code = std::get_if<std::string>(&value))
      return field.kind() == model::Kind::kChoice ? texts_.ChoiceLabel(type_, field, *code) : *code;
    const auto* codes = std::get_if<model::Choices>(&value);
    if (codes == nullptr) return model::FormatValue(value);
    std::string text;
    for (const std::string& code : *codes)
      text += (text.empty() ? "" : "; ") + texts_.ChoiceLabel(type_, field, code);
    return text;
  }

  const Translator& texts_;
  References& references_;
  const model::EntityType& type_;
  const std::vector<const model::FieldInfo*>& fields_;
};

}  // namespace

model::Result<int64_t> ExportRows(sync::Store& store, const Translator& texts,
                                  const ExportOptions& options, const std::filesystem::path& file) {
  const model::EntityType& type = *options.type;
  std::vector<const model::FieldInfo*> fields = options.fields;
  if (fields.empty())
    for (const model::FieldInfo* field : type.fields())
      if (!field->options().retired) fields.push_back(field);
  auto writer =
      TableWriter::Open(file, texts.Text("entity." + std::string(type.name()) + ".plural"),
                        ColumnsOf(texts, type, fields));
  if (!writer) return writer.error();
  const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);
  References references(store, texts);
  RowTexts row_texts(texts, references, options, fields);
  int64_t rows = 0;
  Outgoing outgoing(store, type);
  for (const model::Uuid& id : options.rows&& outgoing.tells_all()
                                   ? *options.rows
                                   : RowsInOrder(store, references, outgoing, options)) {
    // Not Store::Get, which looks through everything unsent to say where the row stands.
    const auto row = store.replica().rows().Summary(type, id);
    if (!row || (row->flags & sync::kRowDeleted) != 0) continue;
    RowBase base{NameInFile(type, id), {}, {}};
    // Dots are in the order of writing.
    if (outgoing.tells_all())
      base.rev = sync::FormatRev(sync::ClockOf(*store.replica().rows().Load(type.name(), id)));
    (*writer)->Add(row_texts.Of(outgoing.Of(*row), std::move(base)));
    ++rows;
  }
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return rows;
}

}  // namespace kruzhok::client
