// SPDX-License-Identifier: MIT
#include "client/tables/table_writer.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "client/tables/csv_writer.h"
#include "client/tables/workbook.h"
#include "sync/namespace.h"
#include "tests/support/temp_folder.h"

using client::TableColumn;
using client::TableRow;
using client::TableWriter;
using client::Workbook;
using Kind = TableColumn::Kind;
using Rows = std::vector<TableRow>;

namespace {

namespace fs = std::filesystem;

std::string BytesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

model::Result<void> Write(const fs::path& file, const std::vector<TableColumn>& columns,
                          const Rows& rows, const std::string& sheet = "Дети") {
  auto writer = TableWriter::Open(file, sheet, columns);
  if (!writer) return writer.error();
  for (const TableRow& row : rows) (*writer)->Add(row);
  return (*writer)->Finish();
}

// What the reader makes of a table of texts that was written into a file of that ending.
Workbook Returned(const std::string& ending, const std::vector<TableColumn>& columns,
                  const Rows& rows, const std::string& sheet = "Дети") {
  const tests::TempFolder folder;
  REQUIRE(Write(folder.path() / ("list" + ending), columns, rows, sheet));
  CHECK(!fs::exists(folder.path() / ("list" + ending + ".part")));
  auto book = client::ReadWorkbook(folder.path() / ("list" + ending));
  REQUIRE(book);
  return *std::move(book);
}

std::string CodeOf(const model::Result<void>& result) {
  return result ? "" : std::string(result.error().code.name());
}

constexpr const char* kEndings[] = {".xlsx", ".csv", ".tsv", ".XLSX"};

}  // namespace

TEST_CASE("Writer: nasty texts come back as they were, from every kind of file") {
  std::string long_text;
  for (int i = 0; i < 5'000; ++i) long_text += "щ";
  Rows rows = {{"ФИО", "Ёлкин «Ваня»"}};
  for (const char* text : {"он \"сам\"",
                           "a;b,c\td|e",
                           "первая\nвторая\n\nтретья",
                           "  с краями  ",
                           "😀 и ё́",
                           "+7 900",
                           "=1+1",
                           "=\"x\"",
                           "=\"",
                           "\"",
                           "\"\"",
                           "-",
                           "@а",
                           "1-2",
                           "007",
                           "1E5",
                           "1/2/3",
                           "3.1.11",
                           "12:30",
                           "5 мая",
                           "123456789012",
                           "12 000",
                           "5,50",
                           "_x000D_",
                           "_x0041_",
                           "_x000d_x0041_ \x01\x1F _xЖ_",
                           "<a>&amp;</a>",
                           "'апостроф",
                           "sep=;",
                           "true",
                           "#Н/Д",
                           "- раз\n- два",
                           "\ttab"})
    rows.push_back({text, text});
  rows.push_back({"", "пусто слева"});
  rows.push_back({});
  rows.push_back({long_text, "=" + long_text});
  for (const char* ending : kEndings) {
    INFO(ending);
    const Workbook book =
        Returned(ending, {{rows[0][0]}, {rows[0][1]}}, {rows.begin() + 1, rows.end()});
    REQUIRE(book.sheets[0].rows.size() == rows.size());
    for (size_t i = 0; i + 1 < rows.size(); ++i) CHECK(book.sheets[0].rows[i] == rows[i]);
    CHECK((book.sheets[0].rows.back() == rows.back()));  // Nobody wants to see it printed.
  }
}

TEST_CASE("Writer: dates and integers are such in the file, what is none of them is text") {
  const std::vector<TableColumn> columns = {{"Дата", Kind::kDate}, {"Число", Kind::kInteger}};
  const Rows rows = {{"2011-01-03", "12"},
                     {"1900-01-01", "-7"},
                     {"03.01.2011", "007"},
                     {"2011-02-30", "5,5"},
                     {"нет", "=1+1"},
                     {"2199-12-31", "0"},
                     {"+1", "1234567890123456"},
                     {"1999-12-31", "123456789012"}};
  Rows expected = rows;
  expected.insert(expected.begin(), {"Дата", "Число"});
  for (const char* ending : kEndings)
    CHECK(Returned(ending, columns, rows).sheets[0].rows == expected);
}

TEST_CASE("Writer: a CSV is what Excel of a Russian Windows opens") {
  const tests::TempFolder folder;
  const fs::path file = folder.path() / "список.csv";
  const std::vector<TableColumn> columns = {
      {"ФИО"}, {"Дата", Kind::kDate}, {"№", Kind::kInteger}, {"Телефон"}};
  REQUIRE(Write(file, columns, {{"Ёлкин; \"Ваня\"", "2011-01-03", "7", "+7 900"}, {"a"}}));
  CHECK(BytesOf(file) ==
        "\xEF\xBB\xBFФИО;Дата;№;Телефон\r\n"
        "\"Ёлкин; \"\"Ваня\"\"\";2011-01-03;7;\"=\"\"+7 900\"\"\"\r\na;;;\r\n");
}

TEST_CASE("Writer: only what Excel would convert is kept from it") {
  for (const char* text :
       {"=1",    "+7",    "-5",       "@x",    "\tx",        "007",   "123456789012",
        "1-2",   "1/2",   "3.1",      "1E5",   "1e+5",       "12:30", "10%",
        "1 000", "5 мая", "май 2024", "1-Jan", "2011-01-03", "5,50",  "12 ₽"}) {
    INFO(text);
    CHECK(client::ExcelWouldConvert(text));
  }
  for (const char* text :
       {"", "0", "7", "12345678901", "5А", "А-1", "№ 5", "дом 5", "x=1", "1 класс", "шахматы",
        "9-13 лет", "марка 5а из отдела", "ул. 8 Марта, 5"}) {
    INFO(text);
    CHECK(!client::ExcelWouldConvert(text));
  }
}

TEST_CASE("Writer: a sheet has a name that Excel takes") {
  const auto name = [](const std::string& sheet) {
    return Returned(".xlsx", {{"a"}}, {}, sheet).sheets[0].name;
  };
  CHECK(name("Дети «Ёлки»") == "Дети «Ёлки»");
  CHECK(name("[a]:b*c?d/e\\f") == "_a__b_c_d_e_f");
  CHECK(name("'a'") == "_a_");
  CHECK(name("") == "Sheet1");
  CHECK(name("Очень длинное название кружка, которому тут не место").size() == 57);
  CHECK(name("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀") == "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀");
}

TEST_CASE("Writer: until it has finished, the file that was there before stays") {
  for (const char* ending : kEndings) {
    const tests::TempFolder folder;
    const fs::path file = folder.path() / (std::string("list") + ending);
    std::ofstream(file) << "старый";
    {
      auto writer = TableWriter::Open(file, "a", {{"a"}});
      REQUIRE(writer);
      (*writer)->Add({"b"});
      CHECK(BytesOf(file) == "старый");
    }
    CHECK(BytesOf(file) == "старый");
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    REQUIRE(Write(file, {{"a"}}, {{"b"}}));
    CHECK(BytesOf(file) != "старый");
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  }
}

TEST_CASE("Writer: a folder that is missing, or stands in the file's place, is told by its name") {
  const tests::TempFolder folder;
  for (const char* ending : kEndings) {
    const fs::path missing = folder.path() / "нет" / (std::string("a") + ending);
    const auto nowhere = Write(missing, {{"a"}}, {});
    CHECK(CodeOf(nowhere) == "file_unwritable");
    CHECK(nowhere.error().detail == folder.File(std::string("нет/a") + ending));
    const fs::path taken = folder.path() / (std::string("b") + ending);
    fs::create_directories(taken / "x");
    CHECK(CodeOf(Write(taken, {{"a"}}, {})) == "file_unwritable");
    CHECK(!fs::exists(taken.string() + ".part"));
  }
  const auto unknown = TableWriter::Open(folder.path() / "a.doc", "a", {{"a"}});
  REQUIRE(!unknown);
  CHECK(unknown.error().reason == "table_ending");
  CHECK(unknown.error().detail == "a.doc");
}

TEST_CASE("Writer: a full disk is told, and leaves nothing behind") {
  if (!fs::exists("/dev/full")) return;
  for (const char* ending : kEndings) {
    INFO(ending);
    const tests::TempFolder folder;
    const fs::path file = folder.path() / (std::string("list") + ending);
    fs::create_symlink("/dev/full", file.string() + ".part");
    CHECK(CodeOf(Write(file, {{"a"}}, Rows(20'000, {"text"}))) == "storage_full");
    CHECK(fs::is_empty(folder.path()));
  }
}

TEST_CASE("Writer: a text that no cell of XLSX can hold is refused, not cut") {
  const tests::TempFolder folder;
  const auto result = Write(folder.path() / "a.xlsx", {{"a"}}, {{std::string(40'000, 'x')}});
  CHECK(CodeOf(result) == "too_large");
  CHECK(fs::is_empty(folder.path()));
}
