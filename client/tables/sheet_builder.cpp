// SPDX-License-Identifier: MIT
#include "client/tables/sheet_builder.h"

#include <algorithm>
#include <utility>

#include "client/tables/text_encoding.h"

namespace kruzhok::client {

void SheetBuilder::Put(size_t row, size_t column, std::string text) {
  if (text.empty() || !budget_.AllowPlace(row, column)) return;
  CleanText(text);
  const size_t rows = sheet_.rows.size();
  const size_t cells = row < rows ? sheet_.rows[row].size() : 0;
  const size_t new_cells = column < cells ? 0 : column + 1 - cells;
  const size_t new_rows = row < rows ? 0 : row + 1 - rows;  // A blank row takes memory as well.
  if (!budget_.TakeCells(new_rows + new_cells) || !budget_.TakeText(text.size())) return;
  if (new_rows > 0) sheet_.rows.resize(row + 1);
  if (new_cells > 0) sheet_.rows[row].resize(column + 1);
  sheet_.rows[row][column] = std::move(text);
  width_ = std::max(width_, column + 1);
}

void SheetBuilder::Merge(CellRange range) {
  if (range.first_row >= sheet_.rows.size() || range.last_row < range.first_row) return;
  if (range.last_column < range.first_column) return;
  const TableRow& first_row = sheet_.rows[range.first_row];
  if (range.first_column >= first_row.size()) return;
  const std::string text = first_row[range.first_column];
  if (text.empty()) return;
  if (range.last_row - range.first_row >= budget_.limits().rows)
    range.last_row = sheet_.rows.size() - 1;
  if (range.last_column - range.first_column >= budget_.limits().columns)
    range.last_column = width_ - 1;
  // Ranges may lie over one another without end: each costs what it covers.
  const size_t height = range.last_row - range.first_row + 1;
  if (!budget_.TakeCells(height * (range.last_column - range.first_column + 1))) return;
  for (size_t row = range.first_row; row <= range.last_row && !budget_.failed(); ++row)
    for (size_t column = range.first_column; column <= range.last_column; ++column)
      if (row != range.first_row || column != range.first_column) Put(row, column, text);
}

Sheet SheetBuilder::Take(std::string name) {
  CleanText(name);
  sheet_.name = std::move(name);
  width_ = 0;
  return std::exchange(sheet_, {});
}

}  // namespace kruzhok::client
