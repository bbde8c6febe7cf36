// SPDX-License-Identifier: MIT
#include "client/tables/table_budget.h"

#include <utility>

namespace kruzhok::client {
namespace {

bool Take(size_t count, size_t& taken, size_t limit) {
  if (count > limit - taken) return false;
  taken += count;
  return true;
}

}  // namespace

bool TableBudget::TakeUnpacked(size_t bytes) {
  if (failed()) return false;
  if (Take(bytes, unpacked_, limits_.unpacked_bytes)) return true;
  FailTooLarge("table_unpacked", limits_.unpacked_bytes >> 20);
  return false;
}

bool TableBudget::TakeCells(size_t count) {
  if (failed()) return false;
  if (Take(count, cells_, limits_.cells)) return true;
  FailTooLarge("table_cells", limits_.cells);
  return false;
}

bool TableBudget::TakeText(size_t bytes) {
  if (failed()) return false;
  // A text can stand in many cells and in the file once. No table that people made comes near.
  const size_t limit = limits_.unpacked_bytes / 4;
  if (Take(bytes, text_, limit)) return true;
  FailTooLarge("table_unpacked", limit >> 20);
  return false;
}

bool TableBudget::AllowText(size_t bytes) {
  constexpr size_t kMaxTextBytes = 1 << 20;  // Excel has 32,767 letters.
  if (bytes > kMaxTextBytes) FailTooLarge("table_text", kMaxTextBytes);
  return !failed();
}

bool TableBudget::AllowPlace(size_t row, size_t column) {
  if (failed()) return false;
  if (row >= limits_.rows) FailTooLarge("table_rows", limits_.rows);
  if (column >= limits_.columns) FailTooLarge("table_columns", limits_.columns);
  return !failed();
}

void TableBudget::Fail(model::Error error) {
  if (!error_) error_ = std::move(error);
}

void TableBudget::FailDamaged(std::string where) {
  Fail({"bad_table", std::move(where), "", "table_damaged"});
}

void TableBudget::FailTooLarge(std::string_view reason, size_t limit) {
  Fail({"too_large", std::to_string(limit), "", reason});
}

}  // namespace kruzhok::client
