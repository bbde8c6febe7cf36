// SPDX-License-Identifier: MIT
#include "client/transfer/column_map.h"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "client/app/row_reading.h"
#include "client/app/typed_value.h"
#include "model/date.h"
#include "model/entities/child.h"
#include "model/text_fold.h"
#include "sync/crypto.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

constexpr size_t kHeadingRows = 30;  // Titles and remarks may stand above a list.
constexpr int kExact = 1'000;        // Of a score; a part of a heading is worth less.

const std::array<Translator, 2>& BothLanguages() {
  static const std::array<Translator, 2> languages = {Translator(Language::kRussian),
                                                      Translator(Language::kEnglish)};
  return languages;
}

bool HasAges(const model::EntityType& type) {
  return type.FindField("age_min") != nullptr && type.FindField("age_max") != nullptr;
}

// How well a heading names a target: exact names before parts, longer parts before shorter ones.
class Names {
 public:
  explicit Names(const model::EntityType& type) : targets_(TargetsOf(type)) {
    exact_.resize(targets_.size());
    parts_.resize(targets_.size());
    for (size_t i = 0; i < targets_.size(); ++i) {
      exact_[i].insert(HeadingWords(targets_[i]));
      for (const Translator& texts : BothLanguages()) {
        exact_[i].insert(HeadingWords(TargetLabel(texts, type, targets_[i])));
        const std::string key =
            "import.alias." + std::string(type.name()) + "." + std::string(targets_[i]);
        for (const std::string& alias : AliasesOf(texts, key)) {
          if (alias.starts_with('~')) parts_[i].push_back(HeadingWords(alias.substr(1)));
          exact_[i].insert(HeadingWords(alias));
        }
      }
    }
  }

  const std::vector<std::string>& targets() const { return targets_; }

  int Score(const std::string& words, size_t target) const {
    if (words.empty()) return 0;
    if (exact_[target].contains(words)) return kExact;
    int best = 0;
    for (const std::string& part : parts_[target])
      if ((' ' + words + ' ').find(' ' + part + ' ') != std::string::npos)
        best = std::max(best, static_cast<int>(model::CountCharacters(part)));
    return best;
  }

 private:
  std::vector<std::string> targets_;
  std::vector<std::set<std::string>> exact_;
  std::vector<std::vector<std::string>> parts_;
};

// What one of these says, the others say too.
bool Excludes(const model::EntityType& type, std::string_view one, std::string_view other) {
  const model::FieldInfo* field = type.FindField(other);
  if (one == kAges) return other == "age_min" || other == "age_max" || other == "age_text";
  if (one != kFullName || field == nullptr) return false;
  return field == &model::child.last_name || field == &model::child.first_name ||
         field == &model::child.middle_name;
}

// Which target each column fills: the best pairs first, a column for one target, and a target for
// one column unless it takes several that name it exactly.
std::vector<std::string> Assign(const model::EntityType& type, const Names& names,
                                const TableRow& headings) {
  struct Pair {
    int score;
    size_t column;
    size_t target;
  };
  std::vector<Pair> pairs;
  for (size_t column = 0; column < headings.size(); ++column) {
    const std::string words = HeadingWords(headings[column]);
    for (size_t target = 0; target < names.targets().size(); ++target)
      if (const int score = names.Score(words, target); score > 0)
        pairs.push_back({score, column, target});
  }
  std::ranges::stable_sort(pairs, std::greater<>(), &Pair::score);
  std::vector<std::string> assigned(headings.size());
  std::vector<int> taken(names.targets().size());
  for (const Pair& pair : pairs) {
    const std::string& target = names.targets()[pair.target];
    if (!assigned[pair.column].empty()) continue;
    const bool one_more = pair.score >= kExact && TakesSeveral(type, target);
    if (taken[pair.target] > 0 && !one_more) continue;
    assigned[pair.column] = target;
    ++taken[pair.target];
  }
  for (size_t column = 0; column < headings.size(); ++column)
    if (model::Normalize(headings[column]) == kBase) assigned[column] = kBase;
  // Columns of their own say more than one for all.
  for (std::string& target : assigned)
    for (const std::string& other : assigned)
      if (Excludes(type, target, other)) {
        target.clear();
        break;
      }
  return assigned;
}

bool IsRunningName(const std::string& words) {
  if (words.empty()) return false;
  for (const Translator& texts : BothLanguages())
    for (const std::string& alias : AliasesOf(texts, "import.running_number"))
      if (HeadingWords(alias) == words) return true;
  return false;
}

// 1, 2, 3 … from the first row to the last, or a heading that says so.
bool IsRunningNumber(const Sheet& sheet, const ColumnMap& columns, size_t column) {
  if (!columns.targets[column].empty()) return false;
  int64_t expected = 1;
  bool runs = true;
  for (size_t row = columns.header + 1; row < sheet.rows.size() && runs; ++row) {
    const TableRow& cells = sheet.rows[row];
    if (cells.empty()) continue;
    runs = column < cells.size() && cells[column] == std::to_string(expected++);
  }
  return (runs && expected > 2) || IsRunningName(HeadingWords(columns.headings[column]));
}

// The headings' own words: a list with the same ones is mapped in the same way.
std::string SettingOf(const model::EntityType& type, const ColumnMap& columns) {
  std::string words;
  for (const std::string& heading : columns.headings) words += HeadingWords(heading) + '\n';
  std::string key = "import.columns/" + std::string(type.name()) + "/";
  model::AppendBase64Url(sync::View(sync::HashOf(words)).substr(0, 12), key);
  return key;
}

ColumnMap Bare(const Sheet& sheet, size_t header) {
  ColumnMap columns;
  columns.header = header;
  size_t width = 0;
  for (size_t row = header == kNoHeader ? 0 : header; row < sheet.rows.size(); ++row)
    width = std::max(width, sheet.rows[row].size());
  if (header < sheet.rows.size()) columns.headings = sheet.rows[header];
  columns.headings.resize(width);
  // As spreadsheets call them, where they have no names.
  for (size_t column = 0; header == kNoHeader && column < width; ++column)
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
      columns.headings[column].insert(0, 1, static_cast<char>('A' + (rest - 1) % 26));
  columns.targets.resize(width);
  columns.running_number.resize(width);
  columns.key.resize(width);
  return columns;
}

bool HasValues(const TableRow& cells) {
  return std::ranges::any_of(cells, [](const std::string& cell) {
    return model::Date::Parse(cell) ||
           (!cell.empty() && cell.find_first_not_of("0123456789.,-") == cell.npos);
  });
}

}  // namespace

std::vector<std::string> TargetsOf(const model::EntityType& type) {
  std::vector<std::string> targets;
  for (const model::FieldInfo* field : type.fields()) {
    if (field->options().retired) continue;
    if (field == &model::child.last_name) targets.emplace_back(kFullName);
    if (field->name() == "age_min" && HasAges(type)) targets.emplace_back(kAges);
    targets.emplace_back(field->name());
  }
  return targets;
}

std::string TargetLabel(const Translator& texts, const model::EntityType& type,
                        std::string_view target) {
  if (type.FindField(target) == nullptr) return texts.Text("import.target." + std::string(target));
  return texts.FieldLabel(type, target);
}

bool TakesSeveral(const model::EntityType& type, std::string_view target) {
  const model::FieldInfo* field = type.FindField(target);
  return field != nullptr && field->kind() == model::Kind::kText &&
         field->options().format == model::TextFormat::kPlain &&
         field->options().max_length >= 250 && field->options().identity != model::Identity::kName;
}

ColumnMap GuessColumns(const model::EntityType& type, const Sheet& sheet) {
  const Names names(type);
  size_t header = 0;
  ptrdiff_t most = -1;
  std::vector<std::string> best;
  for (size_t row = 0; row < std::min(kHeadingRows, sheet.rows.size()); ++row) {
    const TableRow& cells = sheet.rows[row];
    const std::set<std::string> distinct(cells.begin(), cells.end());
    if (cells.empty() || (most >= 0 && distinct.size() < 2)) continue;
    std::vector<std::string> assigned = Assign(type, names, cells);
    const ptrdiff_t suits =
        static_cast<ptrdiff_t>(assigned.size()) - std::ranges::count(assigned, std::string());
    // A row of one cell is a title; it is the heading only of a list of one column.
    const ptrdiff_t worth = distinct.size() < 2 ? std::min<ptrdiff_t>(suits, 0) : suits;
    if (worth <= most) continue;
    most = worth;
    header = row;
    best = std::move(assigned);
  }
  // A first row that names nothing and holds a date or a number is a row like the others.
  if (most == 0 && HasValues(sheet.rows[header])) header = kNoHeader;
  ColumnMap columns = Bare(sheet, header);
  if (header != kNoHeader) std::ranges::move(best, columns.targets.begin());
  for (size_t column = 0; column < columns.headings.size(); ++column)
    columns.running_number[column] = IsRunningNumber(sheet, columns, column);
  return columns;
}

size_t BestSheet(const Workbook& workbook, std::span<const model::EntityType* const> types) {
  size_t best = 0;
  ptrdiff_t most = -1;
  for (size_t sheet = 0; sheet < workbook.sheets.size(); ++sheet) {
    if (std::ranges::all_of(workbook.sheets[sheet].rows, &TableRow::empty)) continue;
    for (const model::EntityType* type : types) {
      const ColumnMap columns = GuessColumns(*type, workbook.sheets[sheet]);
      const ptrdiff_t fills = static_cast<ptrdiff_t>(columns.targets.size()) -
                              std::ranges::count(columns.targets, std::string());
      if (fills <= most) continue;
      most = fills;
      best = sheet;
    }
  }
  return best;
}

bool Fills(const ColumnMap& columns, std::string_view target) {
  return std::ranges::find(columns.targets, target) != columns.targets.end();
}

std::vector<const model::FieldInfo*> MissingFields(const model::EntityType& type,
                                                   const ColumnMap& columns) {
  std::vector<const model::FieldInfo*> missing;
  if (Fills(columns, kBase)) return missing;
  const bool named = &type == &model::child && Fills(columns, kFullName);
  for (const model::FieldInfo* field : type.fields()) {
    if (!field->options().required || field->options().retired) continue;
    if (Fills(columns, field->name())) continue;
    if (named && (field == &model::child.last_name || field == &model::child.first_name)) continue;
    missing.push_back(field);
  }
  return missing;
}

ColumnMap RecallColumns(sync::Store& store, const model::EntityType& type, const Sheet& sheet) {
  ColumnMap columns = GuessColumns(type, sheet);
  const json kept = json::parse(store.replica().Setting(SettingOf(type, columns)), nullptr, false);
  if (!kept.is_array() || kept.size() != columns.headings.size()) return columns;
  const std::vector<std::string> targets = TargetsOf(type);
  for (size_t column = 0; column < kept.size(); ++column) {
    if (columns.targets[column] == kBase || !kept[column].is_object()) continue;
    const std::string target = kept[column].value("target", "");
    const bool known = std::ranges::find(targets, target) != targets.end();
    columns.targets[column] = known ? target : std::string();
    columns.key[column] = kept[column].value("key", false);
    columns.running_number[column] = columns.running_number[column] && !known;
  }
  return columns;
}

void RememberColumns(sync::Store& store, const model::EntityType& type, const ColumnMap& columns) {
  json kept = json::array();
  for (size_t column = 0; column < columns.headings.size(); ++column)
    kept.push_back(
        {{"target", columns.targets[column]}, {"key", static_cast<bool>(columns.key[column])}});
  const std::string key = SettingOf(type, columns);
  const std::string value = kept.dump();
  if (store.replica().Setting(key) == value) return;
  sync::Replica::Change change(store.replica());
  store.replica().SetSetting(key, value);
  change.Commit();
}

std::optional<size_t> FindColumn(const ColumnMap& columns, std::string_view name) {
  const std::string words = HeadingWords(name);
  for (size_t column = 0; column < columns.headings.size(); ++column)
    if (!words.empty() && HeadingWords(columns.headings[column]) == words) return column;
  if (name.empty() || name.size() > 3) return std::nullopt;
  size_t number = 0;
  for (const char c : name) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') return std::nullopt;
    number = number * 26 + static_cast<size_t>(upper - 'A') + 1;
  }
  return number <= columns.headings.size() ? std::optional(number - 1) : std::nullopt;
}

model::Result<void> MapColumns(const model::EntityType& type, ColumnMap& columns,
                               const std::vector<Assignment>& assignments) {
  const std::vector<std::string> targets = TargetsOf(type);
  for (const auto& [target, column] : assignments)
    for (std::string& guessed : columns.targets)
      if (guessed == target || Excludes(type, target, guessed) || Excludes(type, guessed, target))
        guessed.clear();
  for (const auto& [target, column] : assignments) {
    if (std::ranges::find(targets, target) == targets.end()) {
      const auto field = FindField(type, target);
      if (!field) return field.error();
    }
    const auto place = FindColumn(columns, column);
    if (!place) return model::Error{"unknown_column", column, target};
    // The last word counts, where only one can.
    if (!TakesSeveral(type, target)) std::ranges::replace(columns.targets, target, std::string());
    columns.targets[*place] = target;
    columns.running_number[*place] = false;
  }
  return {};
}

}  // namespace kruzhok::client
