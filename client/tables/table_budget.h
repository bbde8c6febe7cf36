// SPDX-License-Identifier: MIT
// What the reading of one file may still take, and what ended it. Every step of a reader asks here
// before it takes memory, so that no file, however made, costs more than the limits. One thread.
#pragma once

#include <optional>
#include <string>

#include "client/tables/workbook.h"

namespace kruzhok::client {

class TableBudget {
 public:
  explicit TableBudget(const TableLimits& limits) : limits_(limits) {}
  TableBudget(const TableBudget&) = delete;
  TableBudget& operator=(const TableBudget&) = delete;

  // False, and the reading has failed, where that is more than is left.
  bool TakeUnpacked(size_t bytes);
  bool TakeCells(size_t count);
  bool TakeText(size_t bytes);
  // False, and the reading has failed, where the text of one cell may not be so long.
  bool AllowText(size_t bytes);
  // False, and the reading has failed, where a filled cell may not lie there (counted from 0).
  bool AllowPlace(size_t row, size_t column);

  // The first failure is kept.
  void Fail(model::Error error);
  void FailDamaged(std::string where);
  bool failed() const { return error_.has_value(); }
  // REQUIRES: failed().
  const model::Error& error() const { return *error_; }

  const TableLimits& limits() const { return limits_; }

 private:
  void FailTooLarge(std::string_view reason, size_t limit);

  const TableLimits limits_;
  size_t unpacked_ = 0;
  size_t cells_ = 0;
  size_t text_ = 0;
  std::optional<model::Error> error_;
};

}  // namespace kruzhok::client
