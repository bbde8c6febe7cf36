// SPDX-License-Identifier: MIT
#include "client/tables/table_writer.h"

#include "client/tables/csv_writer.h"
#include "client/tables/xlsx_writer.h"

namespace kruzhok::client {

model::Result<std::unique_ptr<TableWriter>> TableWriter::Open(
    const std::filesystem::path& file, const std::string& sheet,
    const std::vector<TableColumn>& columns) {
  std::string ending = file.extension().string();
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  if (ending == ".xlsx") return OpenXlsx(file, sheet, columns);
  if (ending == ".csv") return OpenCsv(file, ';', columns);
  if (ending == ".tsv") return OpenCsv(file, '\t', columns);
  return model::Error{"file_unwritable", file.filename().string(), "", "table_ending"};
}

}  // namespace kruzhok::client
