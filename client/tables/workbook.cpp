// SPDX-License-Identifier: MIT
#include "client/tables/workbook.h"

namespace kruzhok::client {

model::Result<Workbook> ReadWorkbook(const std::filesystem::path& file, const TableLimits&) {
  return model::Error{"file_unreadable", file.string()};
}

model::Result<Workbook> ReadWorkbook(std::string_view, const TableLimits&) {
  return model::Error{"bad_table", "", "", "table_unknown"};
}

}  // namespace kruzhok::client
