// SPDX-License-Identifier: MIT
// XLSX, a row at a time, so that a hundred thousand of them take no memory.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "client/tables/table_writer.h"

namespace kruzhok::client {

model::Result<std::unique_ptr<TableWriter>> OpenXlsx(const std::filesystem::path& file,
                                                     const std::string& sheet,
                                                     const std::vector<TableColumn>& columns);

}  // namespace kruzhok::client
