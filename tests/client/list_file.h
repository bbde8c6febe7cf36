// SPDX-License-Identifier: MIT
// Lists as files, as people have them, and what an import says of them.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/data_folder.h"
#include "client/tables/table_writer.h"
#include "client/tables/workbook.h"
#include "tests/client/command_line.h"

namespace tests {

inline void WriteBytes(const std::string& path, std::string_view bytes) {
  std::ofstream file(kruzhok::client::PathOf(path), std::ios::binary);
  file << bytes;
  REQUIRE(file.flush());
}

// The file's only sheet.
inline kruzhok::client::Sheet ReadList(const std::string& path) {
  auto workbook = kruzhok::client::ReadWorkbook(kruzhok::client::PathOf(path));
  REQUIRE(workbook);
  return workbook->sheets.front();
}

// Writes the sheet as a program for tables would after somebody changed it.
inline void SaveList(const std::string& path, const kruzhok::client::Sheet& sheet) {
  std::vector<kruzhok::client::TableColumn> columns;
  for (const std::string& heading : sheet.rows.front()) columns.push_back({heading});
  auto writer = kruzhok::client::TableWriter::Open(kruzhok::client::PathOf(path), "Лист", columns);
  REQUIRE(writer);
  for (size_t row = 1; row < sheet.rows.size(); ++row) {
    auto cells = sheet.rows[row];
    cells.resize(columns.size());
    (*writer)->Add(cells);
  }
  REQUIRE((*writer)->Finish());
}

// The cell of a row, which is known by what stands in one of its cells, under that heading.
inline std::string& CellOf(kruzhok::client::Sheet& sheet, std::string_view known_by,
                           std::string_view heading) {
  size_t column = 0;
  while (column < sheet.rows.front().size() && sheet.rows.front()[column] != heading) ++column;
  REQUIRE(column < sheet.rows.front().size());
  for (auto& row : sheet.rows)
    for (const std::string& cell : row)
      if (cell == known_by) {
        if (row.size() <= column) row.resize(column + 1);
        return row[column];
      }
  FAIL("no row has " << known_by);
  return sheet.rows.front().front();
}

struct Imported {
  int exit = -1;
  int64_t rows = 0, created = 0, changed = 0, same = 0, repeated = 0, rejected = 0, asked = 0;
  std::string action;
  Json problems;
  Json error;

  bool nothing_new() const { return exit == 0 && created + changed + rejected + asked == 0; }
};

inline Imported Import(const CommandLine& cli, const std::string& entity, const std::string& path,
                       std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"import", entity, path});
  const Ran ran = cli.json(options);
  Imported imported;
  imported.exit = ran.exit;
  imported.error = ran.error();
  INFO(ran.exit << ran.out << ran.err);
  REQUIRE((ran.json().is_object() || imported.error.is_object()));
  const Json json = ran.json();
  if (!json.is_object()) return imported;
  imported.rows = json["rows"];
  imported.created = json["created"];
  imported.changed = json["changed"];
  imported.same = json["same"];
  imported.repeated = json["duplicates"];
  imported.asked = json["asked"];
  imported.rejected = json["rejected"].get<int64_t>() - imported.asked;
  if (json["import_id"].is_string()) imported.action = json["import_id"];
  imported.problems = json["problems"];
  CHECK(imported.created + imported.changed + imported.same + imported.repeated +
            imported.rejected + imported.asked ==
        imported.rows);
  return imported;
}

inline Imported ImportText(const CommandLine& cli, const std::string& entity, std::string_view text,
                           std::vector<std::string> options = {}) {
  const std::string path = cli.File("list.csv");
  WriteBytes(path, text);
  return Import(cli, entity, path, std::move(options));
}

// Fields of the alive row whose last name or title it is; null: there is none, or several.
inline Json Named(const CommandLine& cli, const std::string& entity, const std::string& name) {
  Json found;
  for (const Json& row : cli.json({"list", entity}).lines())
    for (const char* field : {"last_name", "title", "name"})
      if (row["fields"].value(field, "") == name) {
        if (!found.is_null()) return Json();
        found = row["fields"];
        found["id"] = row["id"];
      }
  return found;
}

inline int64_t CountOf(const CommandLine& cli, const std::string& entity) {
  return cli.json({"count", entity}).json()["count"];
}

}  // namespace tests
