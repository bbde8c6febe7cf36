// SPDX-License-Identifier: MIT
// CSV and TSV as RFC 4180 has them, and as Excel, 1C and people really write them.
#pragma once

#include <string_view>

#include "client/tables/table_budget.h"
#include "client/tables/workbook.h"

namespace kruzhok::client {

// Fails the budget where the bytes are no text (table_unknown) or a quote is never closed
// (table_open_quote, detail is the row). A workbook of one sheet.
Workbook ReadCsv(std::string_view bytes, TableBudget& budget);

}  // namespace kruzhok::client
