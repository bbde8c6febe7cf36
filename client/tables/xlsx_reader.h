// SPDX-License-Identifier: MIT
// Reads XLSX, both of the ways that ISO 29500 has.
#pragma once

#include <string>

#include "client/tables/table_budget.h"
#include "client/tables/workbook.h"
#include "client/tables/zip_package.h"

namespace kruzhok::client {

// The part of the package that is the workbook; empty where the package holds none (DOCX, XLSB).
std::string FindXlsxWorkbook(ZipPackage& package, TableBudget& budget);

// REQUIRES: `part` is what FindXlsxWorkbook has found. Where the budget has failed, what was read
// is of no use.
Workbook ReadXlsx(ZipPackage& package, const std::string& part, TableBudget& budget);

}  // namespace kruzhok::client
