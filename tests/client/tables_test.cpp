// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/tables/workbook.h"
#include "sync/namespace.h"
#include "tests/fuzz/table_package.h"
#include "tests/support/temp_folder.h"

using client::ParseWorkbook;
using client::ReadWorkbook;
using client::TableLimits;
using client::TableRow;
using client::Workbook;
using Rows = std::vector<TableRow>;
using tests::OdsOf;
using tests::XlsxOf;
using tests::XlsxOfRows;
using tests::ZipOf;

namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = KRUZHOK_SOURCE_DIR "/tests/data/tables";

std::string BytesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Workbook BookOf(std::string_view bytes, const TableLimits& limits = {}) {
  auto book = ParseWorkbook(bytes, limits);
  if (!book)
    FAIL(book.error().code.name() << ' ' << book.error().reason << ' ' << book.error().detail);
  return *std::move(book);
}

Rows RowsOf(std::string_view bytes) {
  return BookOf(bytes).sheets.at(0).rows;
}

// "bad_table table_empty", or "" where it could be read.
std::string Refusal(std::string_view bytes, const TableLimits& limits = {}) {
  const auto book = ParseWorkbook(bytes, limits);
  if (book) return "";
  return std::string(book.error().code.name()) + ' ' + std::string(book.error().reason);
}

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

// The text of a cell of an XLSX with these attributes and content.
std::string CellOf(const std::string& attributes, const std::string& content) {
  const Rows rows =
      RowsOf(XlsxOfRows("<row><c " + attributes + ">" + content +
                        "</c><c r=\"Z1\" t=\"inlineStr\"><is><t>.</t></is></c></row>"));
  return rows.at(0).at(0);
}

std::string NumberCell(const std::string& style, const std::string& value) {
  return CellOf("s=\"" + style + "\"", "<v>" + value + "</v>");
}

constexpr const char* kDamaged = "bad_table table_damaged";
constexpr const char* kUnknown = "bad_table table_unknown";

}  // namespace

TEST_CASE("CSV: quotes hold separators, line ends and doubled quotes") {
  CHECK(RowsOf("a,b\n\"1,2\",\"x\r\ny\"\n\"он \"\"сам\"\"\",\n") ==
        Rows{{"a", "b"}, {"1,2", "x\ny"}, {"он \"сам\""}});
  CHECK(RowsOf("a;b\n5\" труба;\"в\" конце\n") == Rows{{"a", "b"}, {"5\" труба", "в конце"}});
  CHECK(RowsOf("a;b\n \"x\";\"\"\n") == Rows{{"a", "b"}, {" \"x\""}});
}

TEST_CASE(
    "CSV: all line ends, blank lines and a missing last line end are read as people see them") {
  for (const char* text : {"a;b\n\n1;2\n", "a;b\r\n\r\n1;2\r\n", "a;b\r\r1;2\r", "a;b\n\n1;2",
                           "a;b\n;\n1;2\n;;\n\n\n"})
    CHECK(RowsOf(text) == Rows{{"a", "b"}, {}, {"1", "2"}});
  CHECK(RowsOf("одна\nколонка") == Rows{{"одна"}, {"колонка"}});
}

TEST_CASE("CSV: the separator is the one that the first rows agree on") {
  CHECK(BookOf("ФИО;Вес\nИванов, Иван;5,5\nПетров, Пётр;6,5\n").separator == ';');
  CHECK(BookOf("Вес, кг;Рост, см;Охват, см\n5,5;6,5;7,5\n").separator == ';');
  CHECK(BookOf("Вес, кг\tРост, см\n5,5\t6,5\n").separator == '\t');
  CHECK(BookOf("a,b,c\n1,2,3\n").separator == ',');
  CHECK(BookOf("a\tb\n1;2\t3\n").separator == '\t');
  CHECK(BookOf("a|b|c\n1|2|3\n").separator == '|');
  CHECK(BookOf("Список кружков\n\nназвание;часы\nшахматы;72\n").separator == ';');
  CHECK(RowsOf("ФИО\nИванов, Иван\nПетров, Пётр\n") ==
        Rows{{"ФИО"}, {"Иванов, Иван"}, {"Петров, Пётр"}});
  CHECK(BookOf("\"a;b\",\"c;d\"\n\"e;f\",\"g;h\"\n").separator == ',');
}

TEST_CASE("CSV: a first line sep= tells the separator and is no row") {
  for (const char* text : {"sep=|\r\na|b;c\r\n", "SEP=|\na|b;c", "\xEF\xBB\xBFsep=|\ra|b;c"})
    CHECK(RowsOf(text) == Rows{{"a", "b;c"}});
}

TEST_CASE("CSV: a text kept from Excel by =\"…\" is that text") {
  CHECK(RowsOf("a;b\n=\"007\";\"=\"\"a\"\"\"\"b;\"\"\"\n=1+1;=\"x\"y\"\n") ==
        Rows{{"a", "b"}, {"007", "a\"b;"}, {"=1+1", "=\"x\"y\""}});
}

TEST_CASE("CSV: UTF-8, UTF-16 and windows-1251 are told apart") {
  const std::string little("\xFF\xFE\x01\x04;\0\x3D\xD8\x00\xDE\r\0\n\0", 14);
  const std::string big("\xFE\xFF\x04\x01\0;\xD8\x3D\xDE\x00\0\n", 12);
  for (const std::string& text : {little, big}) {
    CHECK(BookOf(text).encoding == "UTF-16");
    CHECK(RowsOf(text) == Rows{{"Ё", "😀"}});
  }
  CHECK(BookOf("\xEF\xBB\xBFЁ;1").encoding == "UTF-8");
  CHECK(RowsOf("\xEF\xBB\xBFЁ;1") == Rows{{"Ё", "1"}});
  CHECK(BookOf("\xA8\xEB\xEA\xE8\xED;\xB9 1 \x97 \xAB\xFF\xBB").encoding == "windows-1251");
  CHECK(RowsOf("\xA8\xEB\xEA\xE8\xED;\xB9 1 \x97 \xAB\xFF\xBB") == Rows{{"Ёлкин", "№ 1 — «я»"}});
}

TEST_CASE("CSV: a text of UTF-8 that was cut within a letter stays readable") {
  const Workbook book = BookOf("Фамилия;Имя\nЁлкин;Пётр\xD0");
  CHECK(book.encoding == "UTF-8");
  CHECK(book.sheets[0].rows[1] == TableRow{"Ёлкин", "Пётр\uFFFD"});
}

TEST_CASE("CSV: a quote that is never closed is told with its row, and swallows nothing") {
  auto book = ParseWorkbook("a;b\n1;\"x\n2;y\n3;z\n");
  REQUIRE(!book);
  CHECK(book.error().reason == "table_open_quote");
  CHECK(book.error().detail == "2");
  CHECK(Refusal("a;b\n1;\"x\n" + Repeat("2;y\n", 600) + "3;\"z\"\n") ==
        "bad_table table_open_quote");
  CHECK(RowsOf("a;b\n1;\"x\n") == Rows{{"a", "b"}, {"1", "x"}});
}

TEST_CASE("CSV: what is no text is no table") {
  using namespace std::string_literals;
  CHECK(Refusal("a;b\0c"s) == kUnknown);
  CHECK(Refusal("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s) == kUnknown);
  CHECK(Refusal("%PDF-1.4\n…") == kUnknown);
  CHECK(Refusal(" <!DOCTYPE html><table><tr><td>x") == kUnknown);
  CHECK(Refusal("\xEF\xBB\xBF<?xml version='1.0'?><Workbook/>") == kUnknown);
  for (const char* text : {"", "\n\n", ";;;\n;;", "\xEF\xBB\xBF"})
    CHECK(Refusal(text) == "bad_table table_empty");
}

TEST_CASE("CSV: the public collection of odd files is read as its answers say") {
  const char* folder = std::getenv("KRUZHOK_REAL_DATA");
  if (!folder) {
    std::cout << "skipped: KRUZHOK_REAL_DATA does not name a folder with the open data\n";
    return;
  }
  size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "csv-spectrum" / "csvs")) {
    const fs::path answer = entry.path().parent_path().parent_path() / "json" /
                            entry.path().filename().replace_extension(".json");
    nlohmann::json rows = nlohmann::json::array();
    const Rows table = RowsOf(BytesOf(entry.path()));
    for (size_t i = 1; i < table.size(); ++i) {
      nlohmann::json row;
      for (size_t column = 0; column < table[0].size(); ++column)
        row[table[0][column]] = column < table[i].size() ? table[i][column] : "";
      rows.push_back(row);
    }
    std::string expected = nlohmann::json::parse(BytesOf(answer)).dump();
    for (size_t at; (at = expected.find("\\r\\n")) != expected.npos;) expected.erase(at, 2);
    INFO(entry.path());
    CHECK(rows.dump() == expected);
    ++count;
  }
  CHECK(count >= 11);
}

TEST_CASE("Tables: what LibreOffice makes of one list is the same in XLSX and ODS") {
  const Rows club = {{"Фамилия", "Дата рождения", "Вес", "Место", "Согласие", "Когда", "Код"},
                     {"Ёлкин", "2011-01-03", "5.5", "7", "true", "2024-01-03 14:05", "007"},
                     {"Щукина-Ғафур", "2012-02-29", "0.1", "12", "false", "2024-01-04", "1-2"},
                     {"Иванов \"Ваня\"\nПетров", "", "", "", "", "", "+7 900"}};
  for (const char* name : {"libreoffice_club.xlsx", "libreoffice_club.ods"}) {
    const auto book = ReadWorkbook(kFixtures / name);
    REQUIRE(book);
    CHECK(book->sheets.at(0).rows == club);
    CHECK(book->sheets.at(0).name == "club");
  }
}

TEST_CASE("ODS: merged, repeated and heading cells, spans, notes and hidden sheets") {
  const Workbook book = BookOf(BytesOf(kFixtures / "libreoffice_merged.ods"));
  const std::string title = "Список кружков";
  CHECK(book.format == Workbook::Format::kOds);
  REQUIRE(book.sheets.size() == 2);
  CHECK(book.sheets[0].name == "Кружки");
  CHECK(book.sheets[0].rows == Rows{{title, title, title, "первая   строка\nвторая с ссылкой"},
                                    {title, title, title},
                                    {"5.5", "0.15", "1200", "14:05"},
                                    {"5.5", "0.15", "1200", "14:05"},
                                    {"да", "да", "да"}});
  CHECK(book.sheets[1].name == "Черновик");
}

TEST_CASE("XLSX: dates from 1904, durations, merged cells and hidden sheets") {
  const Workbook book = BookOf(BytesOf(kFixtures / "openpyxl_1904.xlsx"));
  CHECK(book.format == Workbook::Format::kXlsx);
  REQUIRE(book.sheets.size() == 2);
  CHECK(book.sheets[0].name == "Дети 1904");
  const TableRow merged = {"Группа", "Группа"};
  CHECK(book.sheets[0].rows == Rows{{"ФИО", "Дата", "Время", "Формат", "Длительность"},
                                    {"Ёлкин", "2011-01-03", "14:05", "2024-02-29 08:30", "26:30"},
                                    {},
                                    merged,
                                    merged,
                                    merged});
  CHECK(book.sheets[1].name == "Скрытый");
}

TEST_CASE("XLSX: rich text, what formulas gave, and the days around a day that never was") {
  const std::string control("_x000D_ и \x01");
  CHECK(RowsOf(BytesOf(kFixtures / "xlsxwriter_rich.xlsx")) ==
        Rows{{"Секция шахмат для всех", "", "2011-01-03"},
             {"2", "", "1900-02-28"},
             {"аб", "", "1900-03-01"},
             {"", "", "14:04:51"},
             {"true", "", "0.3"},
             {"true", "", "79001234567"},
             {"  с краями  "},
             {control},
             {"a\nb"},
             {"вместе", "вместе"},
             {"вместе", "вместе"}});
}

TEST_CASE("XLSX: cells of every type are the text that a person would type") {
  CHECK(CellOf("t=\"s\"", "<v>1</v>") == "один");
  CHECK(CellOf("t=\"s\"", "<v>2</v>") == "");
  CHECK(CellOf("t=\"inlineStr\"", "<is><r><t>a</t></r><rPh><t>z</t></rPh><r><t> b </t></r></is>") ==
        "ab");
  CHECK(CellOf("t=\"str\"", "<f>A1&amp;\"\"</f><v>x &lt; y &#1025;_x000D_\n</v>") == "x < y Ё\n");
  CHECK(CellOf("t=\"b\"", "<v>0</v>") == "false");
  CHECK(CellOf("t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>") == "");
  CHECK(CellOf("t=\"d\"", "<v>2011-01-03T14:05:00</v>") == "2011-01-03 14:05");
  CHECK(CellOf("t=\"inlineStr\"", "<is><t xml:space=\"preserve\"> a </t></is>") == " a ");
  CHECK(CellOf("t=\"inlineStr\"", "<is><t><![CDATA[<&>]]><!-- x -->.</t></is>") == "<&>.");
}

TEST_CASE("XLSX: numbers are short, dates and times are what their format shows") {
  CHECK(NumberCell("0", "0.30000000000000004") == "0.3");
  CHECK(NumberCell("0", "1.2345E+3") == "1234.5");
  CHECK(NumberCell("0", "-0") == "0");
  CHECK(NumberCell("0", "1234567890123456789") == "1234567890123460000");
  CHECK(NumberCell("0", "1E+300") == "1e+300");
  CHECK(NumberCell("0", "сто") == "сто");
  CHECK(NumberCell("1", "40546") == "2011-01-03");
  CHECK(NumberCell("1", "40546.9999") == "2011-01-03");
  CHECK(NumberCell("1", "-5") == "-5");
  CHECK(NumberCell("1", "60") == "1900-02-28");
  CHECK(NumberCell("1", "1") == "1900-01-01");
  CHECK(NumberCell("1", "2958465") == "9999-12-31");
  CHECK(NumberCell("1", "2958466") == "2958466");
  CHECK(NumberCell("2", "40546.58680555555") == "2011-01-03 14:05");
  CHECK(NumberCell("2", "40546") == "2011-01-03");
  CHECK(NumberCell("2", "40545.99999999") == "2011-01-03");
  CHECK(NumberCell("3", "40546.58680555555") == "14:05");
  CHECK(NumberCell("77", "5") == "5");
}

TEST_CASE("XLSX: rows and cells may be sparse, and may not say where they are") {
  CHECK(
      RowsOf(XlsxOfRows("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c></row>"
                        "<row><c><v>3</v></c></row><row r=\"1\"><c r=\"A1\"><v>4</v></c></row>")) ==
      Rows{{"4"}, {}, {"", "1", "2"}, {"3"}});
  CHECK(
      RowsOf(XlsxOf("<x:sheetData><x:row><x:c r='A2'><x:v>5</x:v></x:c></x:row></x:sheetData>")) ==
      Rows{{}, {"5"}});
}

TEST_CASE("XLSX: a row merged to the sheet's end is filled as far as there are cells") {
  CHECK(RowsOf(XlsxOf("<sheetData><row r='1'><c><v>1</v></c></row><row r='2'><c r='C2'><v>2</v></c>"
                      "</row></sheetData><mergeCells><mergeCell ref='A1:XFD1'/>"
                      "<mergeCell ref='C2:C3'/><mergeCell ref='B2:B9'/></mergeCells>")) ==
        Rows{{"1", "1", "1"}, {"", "", "2"}, {"", "", "2"}});
}

TEST_CASE("XLSX: parts are found where the relations say") {
  auto parts = tests::XlsxParts("<sheetData><row><c><v>1</v></c></row></sheetData>");
  parts[1].second =
      "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='/B/w.xml'/>"
      "</Relationships>";
  parts[2].first = "b\\W.xml";
  parts[3] = {"b/_rels/w.xml.rels",
              "<Relationships><Relationship Id='rId1' Type='x/worksheet' "
              "Target='../xl/./sheets/../worksheets/sheet1.xml'/></Relationships>"};
  CHECK(RowsOf(ZipOf(parts)) == Rows{{"1"}});
  parts[3].second =
      "<Relationships><Relationship Id='rId1' Type='x/worksheet' "
      "Target='../../../../etc/passwd'/></Relationships>";
  CHECK(Refusal(ZipOf(parts)) == kDamaged);
}

TEST_CASE("Tables: a package of another kind is no table, a locked one is told as such") {
  CHECK(Refusal(ZipOf({{"word/document.xml", "<w:document/>"}})) == kUnknown);
  CHECK(Refusal(ZipOf({{"mimetype", "application/vnd.oasis.opendocument.text"},
                       {"content.xml", "<a/>"}})) == kUnknown);
  CHECK(Refusal(ZipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                       {"META-INF/manifest.xml", "<m:a><m:encryption-data/></m:a>"},
                       {"content.xml", "\x01\x02"}})) == "bad_table table_locked");
  const auto compound = [](std::string name) {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
    for (const char c : name + '\0') bytes.append({c, '\0'});
    return bytes;
  };
  CHECK(Refusal(compound("Workbook")) == "bad_table table_old_excel");
  CHECK(Refusal(compound("EncryptedPackage")) == "bad_table table_locked");
  CHECK(Refusal(compound("WordDocument")) == kUnknown);
}

TEST_CASE("Tables: a file cut anywhere is refused or read, and never harms") {
  for (const auto& entry : fs::directory_iterator(kFixtures)) {
    if (entry.path().extension() == ".md") continue;
    const std::string bytes = BytesOf(entry.path());
    for (size_t length = 4; length < bytes.size(); length += 97)
      CHECK(!ParseWorkbook(std::string_view(bytes).substr(0, length)));
  }
}

TEST_CASE("Tables: a file with bytes changed anywhere is refused or read, and never harms") {
  for (const auto& entry : fs::directory_iterator(kFixtures)) {
    if (entry.path().extension() == ".md") continue;
    std::string bytes = BytesOf(entry.path());
    for (size_t at = 0; at < bytes.size(); at += 31) {
      const char kept = bytes[at];
      bytes[at] = static_cast<char>(kept ^ 0xFF);
      static_cast<void>(ParseWorkbook(bytes));
      bytes[at] = kept;
    }
  }
}

TEST_CASE("Tables: XML that is broken, declares entities or nests without end is no danger") {
  for (const char* broken : {"<row><c></row>", "<row", "</a></a></a></a>", "<row r='1", "<!-- x",
                             "<a b='<'/>", "<![CDATA[x", "<>", "</>", "<?x", "\xFF\xFE<a/>"})
    CHECK(Refusal(XlsxOf(broken)) != "");
  auto parts = tests::XlsxParts("");
  parts.back().second = "<!DOCTYPE a [<!ENTITY b \"bb\">]><worksheet>&b;</worksheet>";
  CHECK(Refusal(ZipOf(parts)) == kDamaged);
  const std::string deep = Repeat("<a>", 1'000'000) + Repeat("</a>", 1'000'000);
  CHECK(Refusal(XlsxOfRows("<row><c><v>1</v></c></row>" + deep)) == "");
  CHECK(Refusal(OdsOf(deep)) == "bad_table table_empty");
}

TEST_CASE("Tables: a zip bomb is refused while it is being unpacked") {
  TableLimits limits;
  limits.unpacked_bytes = 4 << 20;
  auto parts = tests::XlsxParts(std::string(20 << 20, ' '));
  const std::string bomb = ZipOf(parts, true);
  CHECK(bomb.size() < 100'000);
  CHECK(Refusal(bomb, limits) == "too_large table_unpacked");
  parts = tests::XlsxParts("<sheetData>" + Repeat("<row><c t='s'><v>0</v></c></row>", 2'000) +
                           "</sheetData>");
  parts[5].second = "<sst><si><t>" + std::string(1'000'000, 'x') + "</t></si></sst>";
  CHECK(Refusal(ZipOf(parts, true), limits) == "too_large table_unpacked");
}

TEST_CASE(
    "Tables: rows, columns and cells beyond the limits are refused, empty ones cost nothing") {
  TableLimits limits;
  limits.rows = 100;
  limits.columns = 10;
  limits.cells = 1'000;
  CHECK(Refusal(Repeat("1;2\n", 101), limits) == "too_large table_rows");
  CHECK(Refusal(Repeat(";", 10) + "1\n", limits) == "too_large table_columns");
  CHECK(Refusal("1;2" + Repeat(";", 1'000'000) + Repeat("\n;;", 1'000), limits) == "");
  CHECK(Refusal(XlsxOfRows("<row r='101'><c><v>1</v></c></row>"), limits) ==
        "too_large table_rows");
  CHECK(Refusal(
            XlsxOfRows("<row r='99999999999999999999'><c r='ZZZZZZZZZZZZZZZ99'><v>1</v></c></row>"),
            limits) == "too_large table_columns");
  const auto repeated = [](const std::string& rows, const std::string& columns) {
    return OdsOf("<table:table-row table:number-rows-repeated='" + rows +
                 "'><table:table-cell table:number-columns-repeated='" + columns +
                 "' office:value-type='float' office:value='7'/></table:table-row>"
                 "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
                 "table:number-columns-repeated='16384'/></table:table-row>");
  };
  CHECK(Refusal(repeated("2", "3"), limits) == "");
  CHECK(Refusal(repeated("101", "1"), limits) == "too_large table_rows");
  CHECK(Refusal(repeated("1", "16384"), limits) == "too_large table_columns");
  CHECK(Refusal(repeated("100", "10"), limits) == "too_large table_cells");
  CHECK(Refusal(repeated("99999999999999999999", "99999999999"), limits) ==
        "too_large table_columns");
  const std::string merges = Repeat("<mergeCell ref='A1:J100'/>", 50);
  CHECK(Refusal(XlsxOf("<sheetData><row><c><v>1</v></c></row></sheetData>" + merges), limits) ==
        "too_large table_cells");
}

TEST_CASE("Tables: a file that is not there, or is a folder, is unreadable") {
  const tests::TempFolder folder;
  for (const fs::path& file : {folder.path() / "нет.csv", folder.path()}) {
    const auto book = ReadWorkbook(file);
    REQUIRE(!book);
    CHECK(book.error().code.name() == "file_unreadable");
    CHECK(
        book.error().detail ==
        folder.File(file == folder.path() ? "" : "нет.csv").substr(0, book.error().detail.size()));
  }
  TableLimits limits;
  limits.file_bytes = 2;
  std::ofstream(folder.path() / "a.csv") << "a;b;c";
  const auto book = ReadWorkbook(folder.path() / "a.csv", limits);
  CHECK((!book && book.error().reason == "table_file"));
}

TEST_CASE("ODS: blanks, tabs and line breaks are elements, line ends of a pretty file are none") {
  CHECK(RowsOf(OdsOf("<table:table-row><table:table-cell office:value-type='string'><text:p>\n"
                     "    a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d  e\n    f\n  "
                     "</text:p></table:table-cell></table:table-row>")) ==
        Rows{{"a  b\tc\nd  e f"}});
}
