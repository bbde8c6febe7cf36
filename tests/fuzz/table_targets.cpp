// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "client/tables/workbook.h"
#include "model/assert.h"
#include "model/text_fold.h"
#include "sync/namespace.h"
#include "tests/fuzz/table_package.h"
#include "tests/fuzz/targets.h"

namespace tests {
namespace {

using client::Sheet;

void CheckSheet(const Sheet& sheet, const client::TableLimits& limits) {
  ASSERT(model::IsUtf8(sheet.name));
  ASSERT(sheet.rows.size() <= limits.rows);
  ASSERT(sheet.rows.empty() || !sheet.rows.back().empty());
  for (const client::TableRow& row : sheet.rows) {
    ASSERT(row.size() <= limits.columns);
    ASSERT(row.empty() || !row.back().empty());
    for (const std::string& cell : row) ASSERT(model::IsUtf8(cell) && cell.find('\r') == cell.npos);
  }
}

void Try(std::string_view bytes) {
  client::TableLimits limits;
  limits.unpacked_bytes = 4 << 20;
  limits.rows = 1'000;
  limits.columns = 100;
  limits.cells = 20'000;
  const auto book = client::ParseWorkbook(bytes, limits);
  if (!book) {
    ASSERT(book.error().code.name() == "bad_table" || book.error().code.name() == "too_large");
    ASSERT(!book.error().reason.empty());
    return;
  }
  ASSERT(!book->sheets.empty());
  ASSERT(std::any_of(book->sheets.begin(), book->sheets.end(),
                     [](const Sheet& sheet) { return !sheet.rows.empty(); }));
  for (const Sheet& sheet : book->sheets) CheckSheet(sheet, limits);
}

}  // namespace

void TryFile(std::string_view bytes) {
  Try(bytes);
}

void TryXlsx(std::string_view bytes) {
  if (bytes.empty()) return;
  Parts parts =
      XlsxParts("<sheetData><row><c s='1'><v>40546</v></c><c t='s'><v>1</v></c></row></sheetData>");
  const size_t part = static_cast<unsigned char>(bytes[0]) % (parts.size() + 1);
  bytes.remove_prefix(1);
  if (part < parts.size())
    parts[part].second = bytes;
  else  // Most of all the sheet, from within.
    parts = XlsxParts("<sheetData>" + std::string(bytes) + "</sheetData>");
  Try(ZipOf(parts));
}

void TryOds(std::string_view bytes) {
  Try(OdsOf(bytes));
}

}  // namespace tests
