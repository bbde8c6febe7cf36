// SPDX-License-Identifier: MIT
#include "client/transfer/list_lines.h"

#include <algorithm>
#include <array>
#include <set>

#include "client/app/search_text.h"
#include "client/app/translator.h"
#include "client/app/typed_value.h"

namespace kruzhok::client {
namespace {

constexpr size_t kFewCells = 3;  // «Директор школы», «___», «А. П. Иванова».

// The columns again, whole or in part, as on the second page or in the second of two heading rows.
bool RepeatsHeadings(const TableRow& cells, const ColumnMap& columns) {
  size_t filled = 0;
  for (size_t column = 0; column < cells.size(); ++column) {
    if (cells[column].empty()) continue;
    ++filled;
    if (column >= columns.headings.size() ||
        HeadingWords(cells[column]) != HeadingWords(columns.headings[column]))
      return false;
  }
  return filled > 0;
}

// 1, 2, 3 … under the headings, as official forms number their columns.
bool NumbersColumns(const TableRow& cells) {
  size_t expected = 1;
  for (const std::string& cell : cells)
    if (!cell.empty() && cell != std::to_string(expected++)) return false;
  return expected > kFewCells;
}

bool IsClosingWord(const std::string& word) {
  static const std::set<std::string> words = [] {
    std::set<std::string> all;
    for (const Language language : {Language::kRussian, Language::kEnglish})
      for (const std::string& alias : AliasesOf(Translator(language), "import.closing_words"))
        all.insert(FoldedWords(alias));
    return all;
  }();
  return words.contains(word);
}

}  // namespace

bool IsNoRow(const Sheet& sheet, const ColumnMap& columns, size_t row) {
  const TableRow& cells = sheet.rows[row];
  std::set<std::string> distinct;
  size_t filled = 0;
  const std::string* first = nullptr;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    if (first == nullptr) first = &cell;
    ++filled;
    distinct.insert(cell);
  }
  if (first == nullptr) return true;
  if (columns.header != kNoHeader &&
      (RepeatsHeadings(cells, columns) || (row == columns.header + 1 && NumbersColumns(cells))))
    return true;
  // A title that was merged over the list: the class that the rows below it are of.
  if (filled > 2 && distinct.size() == 1) return true;
  const std::string words = FoldedWords(*first);
  return filled <= kFewCells && IsClosingWord(words.substr(0, words.find(' ')));
}

}  // namespace kruzhok::client
