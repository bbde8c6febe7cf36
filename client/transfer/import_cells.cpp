// SPDX-License-Identifier: MIT
#include "client/transfer/import_cells.h"

#include <algorithm>
#include <set>

#include "client/app/search_text.h"
#include "client/app/typed_value.h"
#include "client/transfer/identity.h"
#include "model/age_range.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

// Columns that an import's report has set before the list's own.
bool IsOfReport(const std::string& words) {
  static const std::set<std::string> names = [] {
    std::set<std::string> all;
    for (const Language language : {Language::kRussian, Language::kEnglish})
      for (const char* key : {"import.report.fate", "import.report.line", "import.report.reason"})
        all.insert(HeadingWords(Translator(language).Text(key)));
    return all;
  }();
  return names.contains(words);
}

model::Error Unreadable(const std::string& text, std::string_view target) {
  return {"bad_value", text, std::string(target), "unreadable"};
}

// Letters, hyphens, apostrophes, blanks and the points of initials: what has other signs is a
// remark, a sum or a heading, and must not become a child.
bool IsPersonName(const std::string& text) {
  return text.find_first_of("0123456789:;,()/\\!?*=+_#<>\"") == text.npos;
}

bool IsNameOfChild(const model::FieldInfo& field) {
  return &field == &model::child.last_name || &field == &model::child.first_name ||
         &field == &model::child.middle_name;
}

// What people and programs write where there is nothing.
bool SaysNothing(const std::string& text) {
  static const std::set<std::string> words = {"нет", "не указано", "б н", "no", "none"};
  if (text.starts_with('#'))
    for (const std::string_view error : {"#Н/Д", "#N/A", "#ССЫЛКА!", "#REF!", "#ЗНАЧ!", "#VALUE!",
                                         "#ИМЯ?", "#NAME?", "#ДЕЛ/0!", "#DIV/0!"})
      if (text == error) return true;
  const std::string folded = FoldedWords(text);
  return folded.empty() || words.contains(folded);
}

}  // namespace

const model::FieldInfo* NameField(const model::EntityType& type) {
  const model::FieldInfo* name = nullptr;
  for (const model::FieldInfo* field : type.fields()) {
    if (!field->options().required) continue;
    if (name != nullptr || field->kind() != model::Kind::kText) return nullptr;
    name = field;
  }
  return name;
}

CellReader::CellReader(References& references, const Sheet& sheet, const ImportOptions& options,
                       const model::Uuid& owner)
    : references_(references),
      sheet_(sheet),
      options_(options),
      type_(*options.type),
      owner_(owner) {
  const ColumnMap& columns = options.columns;
  has_keys_ = std::ranges::find(columns.key, true) != columns.key.end();
  for (size_t column = 0; column < columns.targets.size(); ++column) {
    const std::string& target = columns.targets[column];
    const std::string words = HeadingWords(columns.headings[column]);
    heading_words_.push_back(words);
    if (target == kBase) base_column_ = column;
    if (!target.empty() && target != kBase) columns_of_[target].push_back(column);
    tells_.push_back(target != kBase && !columns.running_number[column] && !IsOfReport(words));
  }
}

std::string CellReader::IdentityOf(const TableRow& cells, bool with_base) const {
  const auto text_of = [&](size_t column) {
    return column < cells.size() ? model::Normalize(cells[column]) : std::string();
  };
  // A row without the whole of its key is told by all that it has.
  bool by_key = has_keys_;
  for (size_t column = 0; column < options_.columns.key.size(); ++column)
    if (options_.columns.key[column] && text_of(column).empty()) by_key = false;
  std::vector<std::string> parts;
  for (size_t column = 0; column < tells_.size(); ++column) {
    if (by_key ? !options_.columns.key[column] : !tells_[column]) continue;
    std::string text = text_of(column);
    if (text.empty()) continue;
    const std::string& target = options_.columns.targets[column];
    const model::FieldInfo* field = type_.FindField(target);
    if (by_key && field != nullptr && field->kind() != model::Kind::kReference)
      if (const auto value = ReadTyped(type_, *field, text)) text = model::FormatValue(*value);
    const std::string& name = by_key && !target.empty() ? target : heading_words_[column];
    parts.push_back(name + '\x1f' + std::move(text));
  }
  std::ranges::sort(parts);
  std::string identity;
  for (const std::string& part : parts) identity += part + '\x1e';
  if (with_base && base_column_ && *base_column_ < cells.size()) identity += cells[*base_column_];
  return identity;
}

ReadCells CellReader::Read(size_t row, bool as_new) {
  const TableRow& cells = sheet_.rows[row];
  ReadCells read;
  const std::string base = base_column_ && *base_column_ < cells.size()
                               ? model::Normalize(cells[*base_column_])
                               : std::string();
  if (!base.empty() && !as_new) {
    read.base = DecodeBase(base);
    if (!read.base) {
      const Cell cell{*base_column_, base};
      Note(read, cell, true, {"bad_rev", std::string(kBase), std::string(kBase)});
    }
  }
  read.identity = IdentityOf(cells, !as_new);
  for (const auto& [target, columns] : columns_of_) {
    std::vector<Cell> filled;
    for (const size_t column : columns)
      filled.push_back(
          {column, column < cells.size() ? model::Normalize(cells[column]) : std::string()});
    ReadTarget(target, filled, read);
  }
  return read;
}

void CellReader::Note(ReadCells& read, const Cell& cell, bool rejects, model::Error error) const {
  read.notes.push_back({0, rejects, cell.column, std::move(error)});
}

bool CellReader::Untouched(const ReadCells& read, const model::FieldInfo& field,
                           const std::string& text) const {
  return read.base && read.base->stamps.contains(StampOf(field, text));
}

void CellReader::ReadTarget(const std::string& target, const std::vector<Cell>& cells,
                            ReadCells& read) {
  Cell cell = cells.front();
  const model::FieldInfo* field = type_.FindField(target);
  if (cells.size() > 1) {
    // Notes get a line per column, with its heading, other texts a comma.
    cell.text.clear();
    for (const Cell& one : cells) {
      if (one.text.empty()) continue;
      const bool lines = field != nullptr && field->options().multiline;
      if (!cell.text.empty()) cell.text += lines ? "\n" : ", ";
      if (lines) cell.text += options_.columns.headings[one.column] + ": ";
      cell.text += one.text;
    }
  }
  if (cell.text.empty()) {
    // An empty cell says something only where it is known what stood there.
    if (field != nullptr && read.base && !Untouched(read, *field, ""))
      read.values.emplace_back(field, model::Value());
    return;
  }
  if (target == kAges) return ReadAges(cell, read);
  if (target == kFullName) return ReadFullName(cell, read);
  if (field->kind() == model::Kind::kReference) return ReadReference(*field, cell, read);
  ReadField(*field, cell, read);
}

void CellReader::ReadAges(const Cell& cell, ReadCells& read) {
  const auto put = [&](std::string_view name, model::Value value) {
    if (const model::FieldInfo* field = type_.FindField(name))
      read.values.emplace_back(field, std::move(value));
  };
  put("age_text", cell.text);
  const auto ages = model::ParseAges(cell.text);
  if (!ages) return Note(read, cell, false, Unreadable(cell.text, kAges));
  const auto bound = [](const std::optional<int64_t>& years) {
    return years && *years <= 99 ? model::Value(*years) : model::Value();
  };
  put("age_min", bound(ages->from));
  put("age_max", bound(ages->to));
}

void CellReader::ReadFullName(const Cell& cell, ReadCells& read) {
  std::string text = cell.text;
  for (const std::string_view blank : {"\n", "\t", "\u00A0"})
    for (size_t at = text.find(blank); at != text.npos; at = text.find(blank, at))
      text.replace(at, blank.size(), " ");
  // «1. Ёлкина Мария»: a number that somebody put before the name.
  const size_t name = text.find_first_not_of("0123456789.) ");
  text.erase(0, std::min(name, text.size()));
  std::vector<std::string> names;
  std::string_view rest = text;
  while (!rest.empty() && names.size() < 2) {
    const size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (names.size() < 2) return Note(read, cell, true, Unreadable(cell.text, kFullName));
  names.push_back(model::Normalize(rest));
  const model::FieldInfo* fields[] = {&model::child.last_name, &model::child.first_name,
                                      &model::child.middle_name};
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    if (!IsPersonName(names[i])) return Note(read, cell, true, Unreadable(cell.text, kFullName));
    read.values.emplace_back(fields[i], names[i]);
  }
}

void CellReader::ReadField(const model::FieldInfo& field, const Cell& cell, ReadCells& read) {
  if (Untouched(read, field, cell.text)) return;
  auto value = ReadTyped(type_, field, cell.text);
  if (value && IsNameOfChild(field) && !IsPersonName(std::get<std::string>(*value)))
    value = Unreadable(cell.text, field.name());
  if (value) {
    if (!Untouched(read, field, model::FormatValue(*value)))
      read.values.emplace_back(&field, *std::move(value));
    return;
  }
  // Lists from elsewhere have words of their own where we have a choice; what is no date at all
  // should not become a record without it.
  const bool is_choice =
      field.kind() == model::Kind::kChoice || field.kind() == model::Kind::kChoices;
  Note(read, cell, !is_choice || read.base.has_value(), value.error());
}

void CellReader::ReadReference(const model::FieldInfo& field, const Cell& cell, ReadCells& read) {
  if (Untouched(read, field, cell.text)) return;
  if (!read.base && SaysNothing(cell.text)) return;
  const std::vector<model::Uuid> found = references_.Find(field, cell.text);
  if (found.size() == 1) {
    read.values.emplace_back(&field, found.front());
    return;
  }
  const bool rejects = field.options().required || read.base.has_value();
  const std::string name(field.name());
  if (found.size() > 1) return Note(read, cell, rejects, {"ambiguous", cell.text, name});
  if (const auto created = Create(field, cell.text))
    read.values.emplace_back(&field, *created);
  else
    Note(read, cell, rejects, {"not_found", cell.text, name});
}

std::optional<model::Uuid> CellReader::Create(const model::FieldInfo& field,
                                              const std::string& words) {
  const model::EntityType* type = model::FindEntity(field.options().target);
  if (type == nullptr || type == &type_ || NameField(*type) == nullptr) return std::nullopt;
  if (model::CheckValue(*NameField(*type), model::Value(words))) return std::nullopt;
  const std::string folded = FoldedWords(words);
  const auto [place, is_new] =
      missing_places_.emplace(std::string(type->name()) + '\n' + folded, missing_.size());
  if (is_new) missing_.push_back({type, words, DerivedId(*type, owner_, "name\n" + folded)});
  if (!options_.create_missing) return std::nullopt;
  return missing_[place->second].id;
}

}  // namespace kruzhok::client
