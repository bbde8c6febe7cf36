// SPDX-License-Identifier: MIT
// Reads spreadsheets of the OpenDocument format.
#pragma once

#include "client/tables/table_budget.h"
#include "client/tables/workbook.h"
#include "client/tables/zip_package.h"

namespace kruzhok::client {

// A package that holds no spreadsheet, or one behind a password, fails the budget.
Workbook ReadOds(ZipPackage& package, TableBudget& budget);

}  // namespace kruzhok::client
