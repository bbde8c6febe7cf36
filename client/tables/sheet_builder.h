// SPDX-License-Identifier: MIT
// Grows a sheet from cells in any order, within a budget. One thread.
#pragma once

#include <string>

#include "client/tables/table_budget.h"
#include "client/tables/workbook.h"

namespace kruzhok::client {

// Rows and columns from 0, both ends included.
struct CellRange {
  size_t first_row = 0;
  size_t first_column = 0;
  size_t last_row = 0;
  size_t last_column = 0;
};

class SheetBuilder {
 public:
  // `budget` must outlive the builder.
  explicit SheetBuilder(TableBudget& budget) : budget_(budget) {}

  // What is no UTF-8 becomes U+FFFD, line ends become \n. An empty text is no cell. Does nothing
  // once the budget has failed.
  void Put(size_t row, size_t column, std::string text);
  // Copies the text of the range's first cell to all of it. A range that is longer than the limits
  // of a sheet means "the whole row" or "the whole column", and ends with the last filled cell.
  void Merge(CellRange range);
  // The sheet as it is now; the builder is empty afterwards.
  Sheet Take(std::string name);

 private:
  TableBudget& budget_;
  Sheet sheet_;
  size_t width_ = 0;
};

}  // namespace kruzhok::client
