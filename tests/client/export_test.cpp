// SPDX-License-Identifier: MIT
// Lists that go out and come back.
#include "model/catalog.h"
#include "tests/client/list_file.h"
#include "tests/support/synthetic.h"

using namespace tests;
using namespace kruzhok;

namespace {

std::string ExportList(const CommandLine& cli, const std::string& entity, const std::string& name) {
  const std::string path = cli.File(name);
  const Ran ran = cli.json({"export", entity, path});
  INFO(ran.err);
  REQUIRE(ran.exit == 0);
  return path;
}

// One record of every entity that has only what it must have, and one that has every field filled.
void FillEverything(const CommandLine& cli) {
  std::map<std::string, std::string> ids;
  for (const model::EntityType* type : model::Catalog()) {
    const std::string entity(type->name());
    for (const bool everything : {false, true}) {
      Json fields = Json::object();
      for (const model::FieldInfo* field : type->fields()) {
        const model::FieldOptions& options = field->options();
        if (options.retired || (!everything && !options.required)) continue;
        Json& value = fields[std::string(field->name())];
        switch (field->kind()) {
          case model::Kind::kText:
            value =
                "=1+1; \"Ёлкина\", +7" + std::string(options.multiline ? "\nвторая\tстрока" : "");
            if (options.max_length < 30) value = "+7";
            if (options.format == model::TextFormat::kSnils) value = "112-233-445 95";
            if (options.format == model::TextFormat::kTime) value = "15:30";
            if (options.format == model::TextFormat::kDecimal) value = "78.5";
            break;
          case model::Kind::kInteger:
            value = std::max<int64_t>(options.min, 7);
            break;
          case model::Kind::kBoolean:
            value = false;
            break;
          case model::Kind::kDate:
            value = "2012-02-29";
            break;
          case model::Kind::kChoice:
            value = options.choices.back();
            break;
          case model::Kind::kChoices:
            value = options.choices;
            break;
          case model::Kind::kReference:
            value = ids.at(std::string(options.target));
            break;
          case model::Kind::kJson:
            value = Json{{"a", {1, 2}}};
            break;
        }
      }
      const std::string own = cli.json({"status"}).json()["organisation"];
      const Ran ran = cli.json({"put", entity, "--file", "-", "--owner", own},
                               Json{{"fields", fields}}.dump() + "\n");
      INFO(entity << ' ' << ran.err);
      REQUIRE(ran.exit == 0);
      ids[entity] = ran.json()["id"];
    }
  }
}

}  // namespace

TEST_CASE(
    "What is exported imports again as no change: every entity, every field, every kind of file") {
  const CommandLine cli;
  FillEverything(cli);
  for (const model::EntityType* type : model::Catalog())
    for (const char* ending : {".xlsx", ".csv", ".tsv"}) {
      const std::string entity(type->name());
      INFO(entity << ending);
      const std::string path = ExportList(cli, entity, entity + ending);
      const Imported imported = Import(cli, entity, path);
      INFO(imported.problems.dump());
      CHECK(imported.nothing_new());
      CHECK(imported.rows == CountOf(cli, entity));
      CHECK(imported.same == imported.rows);
    }
}

TEST_CASE("A school's year of records goes out and comes back as no change") {
  const CommandLine cli;
  SyntheticSchool school(3);
  for (const char* entity : {"programme", "group", "child", "enrolment"}) {
    std::string lines;
    for (const SyntheticRow& row : SyntheticSchool(3).Rows()) {
      if (row.type->name() != entity) continue;
      Json fields = Json::object();
      for (const auto& [field, value] : row.fields) {
        const bool is_owner = field->options().target == "organisation";
        if (!is_owner) fields[std::string(field->name())] = model::FormatValue(value);
      }
      lines += Json{{"id", row.id.Text()}, {"fields", fields}}.dump() + "\n";
    }
    const Ran put = cli.json({"put", entity, "--file", "-"}, lines);
    INFO(put.err);
    REQUIRE(put.exit == 0);
  }
  for (const char* entity : {"programme", "group", "child", "enrolment"}) {
    const Imported imported = Import(cli, entity, ExportList(cli, entity, "list.xlsx"));
    INFO(entity << imported.problems.dump());
    CHECK(imported.nothing_new());
  }
}

TEST_CASE(
    "Exported on Monday, changed elsewhere, edited and imported on Friday: nothing is reverted") {
  const CommandLine cli;
  for (const char* name : {"Ёлкина", "Щукин", "Цой"})
    REQUIRE(cli({"put", "child", std::string("last_name=") + name, "first_name=Анна", "class=6А",
                 "phone=1", "address=Лесная"})
                .exit == 0);
  for (const char* ending : {"list.xlsx", "list.csv"}) {
    const std::string path = ExportList(cli, "child", ending);
    // Elsewhere, after Monday.
    const std::string first = Named(cli, "child", "Ёлкина")["id"];
    const std::string second = Named(cli, "child", "Щукин")["id"];
    const std::string elsewhere = std::string("elsewhere ") + ending;
    REQUIRE(cli({"put", "child", "--id", first, "phone=" + elsewhere}).exit == 0);
    REQUIRE(cli({"put", "child", "--id", second, "class=" + elsewhere}).exit == 0);
    // In the file: another field of the first child, the same one of the second.
    auto sheet = ReadList(path);
    const std::string in_file = std::string("in the file ") + ending;
    CellOf(sheet, "Ёлкина", "Address") = in_file;
    CellOf(sheet, "Щукин", "Class") = in_file;
    SaveList(path, sheet);
    const Imported imported = Import(cli, "child", path);
    CHECK(imported.exit == 5);
    CHECK(imported.changed == 2);
    CHECK(imported.same == 1);
    CHECK(cli.Get("child", first)["fields"]["phone"] == elsewhere);
    CHECK(cli.Get("child", first)["fields"]["address"] == in_file);
    CHECK(cli.Get("child", first)["disputed"].empty());
    CHECK(cli.Get("child", second)["disputed"] == Json({"class"}));
    const Json dispute = cli.json({"disputes"}).json();
    CHECK(dispute["proposals"].size() == 1);
    REQUIRE(cli({"resolve", "child", second, "class", "--value", "6А"}).exit == 0);
  }
}

TEST_CASE(
    "In an exported list an emptied cell clears, and a row that was taken out deletes nothing") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "phone=1"}).exit == 0);
  REQUIRE(cli({"put", "child", "last_name=Щукин", "first_name=Олег", "phone=2"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.xlsx");
  auto sheet = ReadList(path);
  CellOf(sheet, "Ёлкина", "Phone of the child").clear();
  std::erase_if(sheet.rows, [](const auto& row) { return row.front() == "Щукин"; });
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).changed == 1);
  CHECK_FALSE(Named(cli, "child", "Ёлкина").contains("phone"));
  CHECK(Named(cli, "child", "Щукин")["phone"] == "2");
}

TEST_CASE("Columns of an exported list may be moved and removed, rows sorted") {
  const CommandLine cli;
  REQUIRE(
      cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "phone=1", "class=6А"}).exit ==
      0);
  REQUIRE(cli({"put", "child", "last_name=Щукин", "first_name=Олег", "phone=2"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.csv");
  auto sheet = ReadList(path);
  const size_t width = sheet.rows.front().size();
  for (auto& row : sheet.rows) {
    row.resize(width);
    row.erase(row.begin() + 3);
    std::reverse(row.begin(), row.end());
  }
  std::reverse(sheet.rows.begin() + 1, sheet.rows.end());
  CellOf(sheet, "Ёлкина", "Class") = "7А";
  SaveList(path, sheet);
  const Imported imported = Import(cli, "child", path);
  INFO(imported.error.dump());
  CHECK(imported.changed == 1);
  CHECK(imported.same == 1);
  CHECK(Named(cli, "child", "Ёлкина")["class"] == "7А");
}

TEST_CASE("A row that was copied in an exported list and changed is a new record") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "class=6А"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.xlsx");
  auto sheet = ReadList(path);
  auto copy = sheet.rows[1];
  copy[0] = "Щукина";
  SECTION("below") {
    sheet.rows.push_back(copy);
  }
  SECTION("above") {
    sheet.rows.insert(sheet.rows.begin() + 1, copy);
  }
  SaveList(path, sheet);
  const Imported imported = Import(cli, "child", path);
  CHECK(imported.created == 1);
  CHECK(imported.same == 1);
  CHECK(Named(cli, "child", "Щукина")["class"] == "6А");
  CHECK(Named(cli, "child", "Ёлкина")["class"] == "6А");
  CHECK(Import(cli, "child", path).nothing_new());
}

TEST_CASE("A row that was typed below an exported list is a new record") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.xlsx");
  auto sheet = ReadList(path);
  sheet.rows.push_back({"Щукин", "Олег"});
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).created == 1);
  CHECK(Import(cli, "child", path).nothing_new());
}

TEST_CASE(
    "A row whose _base somebody has changed by hand is left out, and so is one of another "
    "district") {
  const CommandLine cli, stranger;
  stranger.PutChild("Чужой");
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.csv");
  CHECK(Import(stranger, "child", path).rejected == 1);
  auto sheet = ReadList(path);
  CellOf(sheet, "Ёлкина", "_base") += "x";
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).rejected == 1);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("A wrong word in an exported list is told, and not taken for an emptied cell") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "sex=female"}).exit == 0);
  const std::string path = ExportList(cli, "child", "list.csv");
  auto sheet = ReadList(path);
  CellOf(sheet, "Ёлкина", "Sex") = "unknown";
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).rejected == 1);
  CHECK(Named(cli, "child", "Ёлкина")["sex"] == "female");
}

TEST_CASE("A list that was exported in Russian comes back where English is spoken") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Анна", "sex=female", "consent=true"})
              .exit == 0);
  const std::string path = cli.File("list.xlsx");
  std::istringstream in;
  std::ostringstream out, err;
  REQUIRE(client::Run({"export", "child", path, "--lang", "ru", "--data", cli.data()}, in, out,
                      err) == 0);
  auto sheet = ReadList(path);
  CHECK(sheet.rows.front().front() == "Фамилия");
  CellOf(sheet, "Ёлкина", "Класс") = "6А";
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).changed == 1);
  CHECK(Import(cli, "child", path).nothing_new());
}

TEST_CASE("A record that was renamed elsewhere is not renamed back by a list that refers to it") {
  const CommandLine cli;
  const std::string programme = cli.json({"put", "programme", "title=Шахматы"}).json()["id"];
  REQUIRE(cli({"put", "group", "name=Группа 1", "programme=" + programme}).exit == 0);
  const std::string path = ExportList(cli, "group", "list.xlsx");
  REQUIRE(cli({"put", "programme", "--id", programme, "title=Шахматы. Первый разряд"}).exit == 0);
  CHECK(Import(cli, "group", path).nothing_new());
}

TEST_CASE(
    "A deleted record that an exported list has stays deleted, and a change of it is refused") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  const std::string path = ExportList(cli, "child", "list.csv");
  REQUIRE(cli({"delete", "child", id}).exit == 0);
  CHECK(Import(cli, "child", path).nothing_new());
  auto sheet = ReadList(path);
  CellOf(sheet, "Ёлкина", "Class") = "6А";
  SaveList(path, sheet);
  CHECK(Import(cli, "child", path).rejected == 1);
  CHECK(CountOf(cli, "child") == 0);
}

TEST_CASE("Only what is asked for is exported; a file that cannot be written is told") {
  const CommandLine cli;
  cli.PutChild("Ёлкина");
  cli.PutChild("Щукин");
  const std::string path = cli.File("list.csv");
  CHECK(cli.json({"export", "child", path, "--where", "last_name=Ёлкина"}).json()["rows"] == 1);
  CHECK(ReadList(path).rows.size() == 2);
  CHECK(cli.json({"export", "child", cli.File("no/such/list.csv")}).error()["code"] ==
        "file_unwritable");
  CHECK(cli.json({"export", "child", cli.File("list.doc")}).exit == 1);
}
