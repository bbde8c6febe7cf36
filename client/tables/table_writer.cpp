// SPDX-License-Identifier: MIT
#include "client/tables/table_writer.h"

namespace kruzhok::client {

model::Result<std::unique_ptr<TableWriter>> TableWriter::Open(const std::filesystem::path& file,
                                                              const std::string&,
                                                              const std::vector<TableColumn>&) {
  return model::Error{"file_unwritable", file.string()};
}

}  // namespace kruzhok::client
