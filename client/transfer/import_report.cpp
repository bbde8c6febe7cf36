// SPDX-License-Identifier: MIT
#include <map>

#include "client/app/value_text.h"
#include "client/tables/table_writer.h"
#include "client/transfer/import_plan.h"

namespace kruzhok::client {

std::string NoteText(const Translator& texts, const model::EntityType& type,
                     const ImportNote& note) {
  const model::Error& error = note.error;
  const std::string label =
      error.field.empty() ? std::string() : TargetLabel(texts, type, error.field);
  // Beside the name of the field the usual sentence would say it twice.
  std::string message;
  if (error.code == model::ErrorCode("bad_rev")) return texts.Text("import.unknown_state");
  if (error.code == model::ErrorCode("bad_value") && !error.reason.empty())
    message = texts.Text("reason." + std::string(error.reason),
                         {{"detail", DetailText(texts, type, error)}});
  else if (error.code == model::ErrorCode("not_found") && !label.empty())
    message = texts.Text("import.nobody", {{"detail", error.detail}});
  else
    return Describe(texts, error, label).message;
  return label.empty() ? message
                       : texts.Text("import.note", {{"field", label}, {"message", message}});
}

model::Result<void> WriteImportReport(const Workbook& workbook, const ImportOptions& options,
                                      const ImportPlan& plan, const Translator& texts,
                                      const std::filesystem::path& file) {
  std::map<size_t, std::string> reasons;
  for (const ImportNote& note : plan.notes) {
    std::string& reason = reasons[note.line];
    if (!reason.empty()) reason += "; ";
    reason += NoteText(texts, *plan.type, note);
  }
  std::vector<TableColumn> columns = {
      {texts.Text("import.report.fate"), TableColumn::Kind::kText, 16},
      {texts.Text("import.report.line"), TableColumn::Kind::kInteger, 10},
      {texts.Text("import.report.reason"), TableColumn::Kind::kText, 50}};
  for (size_t column = 0; column < options.columns.headings.size(); ++column) {
    const bool is_base = options.columns.targets[column] == kBase;
    columns.push_back({options.columns.headings[column], TableColumn::Kind::kText, 20, is_base});
  }
  auto writer = TableWriter::Open(file, texts.EntityLabel(*plan.type), columns);
  if (!writer) return writer.error();
  const Sheet& sheet = workbook.sheets[options.sheet];
  for (const PlannedRow& row : plan.rows) {
    const auto reason = reasons.find(row.line);
    const bool is_repeated = row.fate == Fate::kRepeated;
    if (reason == reasons.end() && !is_repeated) continue;
    std::vector<std::string> cells = {
        texts.Text("import.fate." + std::string(Name(row.fate))), std::to_string(row.line),
        is_repeated ? texts.Text("import.repeats", {{"line", std::to_string(row.first_line)}})
                    : reason->second};
    cells.insert(cells.end(), sheet.rows[row.line - 1].begin(), sheet.rows[row.line - 1].end());
    cells.resize(columns.size());
    (*writer)->Add(cells);
  }
  return (*writer)->Finish();
}

}  // namespace kruzhok::client
