// SPDX-License-Identifier: MIT
#include "client/tables/workbook.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "client/tables/csv_reader.h"
#include "client/tables/ods_reader.h"
#include "client/tables/table_budget.h"
#include "client/tables/xlsx_reader.h"
#include "client/tables/zip_package.h"

namespace kruzhok::client {
namespace {

using model::Error;

Error BadTable(std::string_view reason) {
  return {"bad_table", "", "", reason};
}

// A file of the kind that Excel 97, Word 97 and the encryption of both have in common, by the names
// of what lies in it, which are UTF-16.
Error OfCompound(std::string_view bytes) {
  const auto holds = [&](std::string_view name) {
    std::string wide;
    for (const char c : name) wide.append({c, 0});
    wide.append(2, '\0');  // The whole name.
    return bytes.find(wide) != bytes.npos;
  };
  if (holds("EncryptedPackage")) return BadTable("table_locked");
  return BadTable(holds("Workbook") || holds("Book") ? "table_old_excel" : "table_unknown");
}

Workbook ReadPackage(std::string_view bytes, TableBudget& budget) {
  ZipPackage package(bytes, budget);
  if (budget.failed()) return {};
  const std::string kind = package.Has("mimetype") ? package.Start("mimetype", 100) : "";
  const bool spreadsheet = kind.starts_with("application/vnd.oasis.opendocument.spreadsheet");
  if (spreadsheet || (kind.empty() && package.Has("content.xml"))) return ReadOds(package, budget);
  const std::string book = kind.empty() ? FindXlsxWorkbook(package, budget) : "";
  if (!book.empty()) return ReadXlsx(package, book, budget);
  budget.Fail(BadTable("table_unknown"));
  return {};
}

bool IsPicture(std::string_view bytes) {
  for (const char* known : {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "BM", "II*", "MM", "RIFF"})
    if (bytes.starts_with(known)) return bytes.substr(0, 64).find('\0') != bytes.npos;
  return false;
}

std::string NameOf(const std::filesystem::path& file) {
  const std::u8string name = file.u8string();
  return {name.begin(), name.end()};
}

}  // namespace

model::Result<Workbook> ReadWorkbook(const std::filesystem::path& file, const TableLimits& limits) {
  const Error unreadable{"file_unreadable", NameOf(file)};
  std::error_code failure;
  if (!std::filesystem::is_regular_file(file, failure)) return unreadable;
  const auto size = std::filesystem::file_size(file, failure);
  if (failure) return unreadable;
  if (size > limits.file_bytes)
    return Error{"too_large", std::to_string(limits.file_bytes >> 20), "", "table_file"};
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<size_t>(size), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return unreadable;
  return ParseWorkbook(bytes, limits);
}

model::Result<Workbook> ParseWorkbook(std::string_view bytes, const TableLimits& limits) {
  if (bytes.size() > limits.file_bytes)
    return Error{"too_large", std::to_string(limits.file_bytes >> 20), "", "table_file"};
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return OfCompound(bytes);
  if (bytes.starts_with("%PDF") || IsPicture(bytes)) return BadTable("table_unknown");
  TableBudget budget(limits);
  Workbook book =
      bytes.starts_with("PK\x03\x04") ? ReadPackage(bytes, budget) : ReadCsv(bytes, budget);
  if (budget.failed()) return budget.error();
  const bool empty = std::all_of(book.sheets.begin(), book.sheets.end(),
                                 [](const Sheet& sheet) { return sheet.rows.empty(); });
  if (empty) return BadTable("table_empty");
  return book;
}

}  // namespace kruzhok::client
