// SPDX-License-Identifier: MIT
// CSV for Excel of a Russian Windows: UTF-8 with a mark, semicolons (or tabs), lines ended by CR
// LF.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "client/tables/table_writer.h"

namespace kruzhok::client {

// Excel would turn the text into a number, a date, a time or a formula, and lose what was typed.
bool ExcelWouldConvert(const std::string& text);

model::Result<std::unique_ptr<TableWriter>> OpenCsv(const std::filesystem::path& file,
                                                    char separator,
                                                    const std::vector<TableColumn>& columns);

}  // namespace kruzhok::client
