// SPDX-License-Identifier: MIT
// What a file of a table holds, whatever program wrote it: sheets of rows of texts. Import reads
// it, nobody else.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace kruzhok::client {

// A cell is the text that a person would type there: numbers in the shortest form with a point
// ("12", "5.5"), dates as 2011-01-03 (with " 14:05" where there is a time of day), "true", "false",
// a formula's last result. Well-formed UTF-8; line ends are \n. Cells that were merged all have the
// text of the first.
using TableRow = std::vector<std::string>;  // Without empty cells at its end.

struct Sheet {
  std::string name;            // Empty in CSV and TSV.
  std::vector<TableRow> rows;  // The row that people call 7 is rows[6]; blank rows are empty.
};

struct Workbook {
  enum class Format { kCsv, kXlsx, kOds };
  Format format = Format::kCsv;
  std::vector<Sheet> sheets;  // At least one; hidden ones too, after the others.
  // Of CSV and TSV.
  std::string encoding;  // "UTF-8", "UTF-16", "windows-1251"
  char separator = 0;    // ';', ',', '\t' or '|'
};

// A file beyond them is refused whole, before it takes the memory: nobody types such a list.
struct TableLimits {
  size_t file_bytes = 256u << 20;
  size_t unpacked_bytes = 1024u << 20;  // Of all parts of an XLSX or ODS that are read, together.
  size_t rows = 300'000;                // Of a sheet.
  size_t columns = 1'024;
  size_t cells = 20'000'000;  // Of all sheets.
};

// Reads by what the file is, not by its name: CSV and TSV in UTF-8, UTF-16 with a mark,
// windows-1251; XLSX; ODS. file_unreadable; bad_table with a reason (table_damaged: detail is the
// part of the file; table_open_quote: detail is the row; table_empty; table_old_excel: an XLS of
// Excel 97; table_locked: a password; table_unknown: PDF, DOCX, pictures); too_large with a reason
// (table_file, table_unpacked, table_rows, table_columns, table_cells; detail is the limit).
model::Result<Workbook> ReadWorkbook(const std::filesystem::path& file,
                                     const TableLimits& limits = {});
// The same of what such a file holds.
model::Result<Workbook> ParseWorkbook(std::string_view bytes, const TableLimits& limits = {});

}  // namespace kruzhok::client
