// SPDX-License-Identifier: MIT
// Writes tables, mostly one, into a file that Excel and LibreOffice of a Russian Windows open
// right: XLSX, or CSV in UTF-8 with a mark and semicolons.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "model/result.h"

namespace kruzhok::client {

struct TableColumn {
  enum class Kind { kText, kInteger, kDate };
  std::string heading;
  Kind kind = Kind::kText;
  size_t width = 20;    // In letters.
  bool hidden = false;  // In XLSX; a CSV has no hidden columns.
};

// By the file's ending: .xlsx, .csv (and .tsv, with tabs). The file appears when Finish has
// returned; until then what was there before stays. One thread.
class TableWriter {
 public:
  // file_unwritable (reason table_ending: another ending); storage_full.
  static model::Result<std::unique_ptr<TableWriter>> Open(const std::filesystem::path& file,
                                                          const std::string& sheet,
                                                          const std::vector<TableColumn>& columns);
  virtual ~TableWriter() = default;

  // One cell per column; what is no integer or no ISO date in a column of such is written as text.
  // In CSV dates are ISO 8601, and a text that Excel would take for a number, a date or a formula
  // (+7 900…, 0012, 1-2, =A1) stands as ="…", which ReadWorkbook reads back.
  virtual void Add(const std::vector<std::string>& cells) = 0;
  // What is added from here on stands under other headings: in a sheet of its own, in CSV after an
  // empty line.
  virtual void NextSheet(const std::string& sheet, const std::vector<TableColumn>& columns) = 0;
  // file_unwritable; storage_full; too_large (reason table_rows, table_text): more rows or more
  // letters in a cell than XLSX can hold. To be called once, and then no Add.
  virtual model::Result<void> Finish() = 0;
};

}  // namespace kruzhok::client
