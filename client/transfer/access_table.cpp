// SPDX-License-Identifier: MIT
#include "client/transfer/access_table.h"

#include "client/tables/table_writer.h"
#include "sync/console/table.h"

namespace kruzhok::client {

model::Result<int64_t> WriteAccessTable(sync::Store& store, const Translator& texts,
                                        const AccessFilter& filter,
                                        const std::filesystem::path& file) {
  const auto heading = [&](std::string_view column) {
    return texts.Text("privacy.column." + std::string(column));
  };
  auto writer = TableWriter::Open(file, texts.Text("privacy.title"),
                                  {{.heading = heading("when"), .width = 18},
                                   {.heading = heading("who"), .width = 30},
                                   {.heading = heading("what"), .width = 22},
                                   {.heading = heading("whom"), .width = 40},
                                   {.heading = heading("file"), .width = 40}});
  if (!writer) return writer.error();
  const auto lines = ReadAccess(store.replica().database(), filter);
  for (const AccessLine& line : lines)
    (*writer)->Add({sync::LocalTime(line.at_ms), line.who,
                    texts.Text("privacy.what." + std::string(Name(line.what))),
                    WhomText(store, texts, line), line.file});
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return std::ssize(lines);
}

}  // namespace kruzhok::client
