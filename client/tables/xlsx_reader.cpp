// SPDX-License-Identifier: MIT
#include "client/tables/xlsx_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "client/tables/sheet_builder.h"
#include "client/tables/xlsx_parts.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMaxSheets = 1'000;
constexpr size_t kFarAway = 1u << 30;  // Beyond every limit, and safe to add one to.

struct SheetEntry {
  std::string name;
  std::string relation;
  bool hidden = false;
};

struct Book {
  DateSystem dates = DateSystem::k1900;
  std::vector<SheetEntry> sheets;
  std::vector<NumberKind> styles;
  std::vector<std::string> strings;
};

bool IsTrue(std::string_view text) {
  return text == "1" || text == "true";
}

void ReadBook(XmlReader xml, Book& book, TableBudget& budget) {
  while (xml.Next() != XmlReader::Token::kDone) {
    if (xml.IsStart("workbookPr") && IsTrue(xml.Attribute("date1904")))
      book.dates = DateSystem::k1904;
    if (!xml.IsStart("sheet")) continue;
    if (book.sheets.size() == kMaxSheets) budget.FailDamaged("workbook");
    const std::string_view state = xml.Attribute("state");
    // The prefix of the relation's id is the writer's choice; without one it is the id of nothing.
    book.sheets.push_back({xml.DecodedAttribute("name"), xml.DecodedAttribute("id"),
                           state == "hidden" || state == "veryHidden"});
  }
}

// Takes the letters of "BC12" as a column from 0, then the number as a row from 0; false where that
// is no such place.
bool TakePlace(std::string_view& text, size_t& row, size_t& column) {
  size_t letters = 0;
  size_t count = 0;
  while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z')
    count = std::min(count * 26 + static_cast<size_t>(text[letters++] - 'A' + 1), kFarAway);
  size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + letters, end, number);
  if (letters == 0 || error != std::errc() || number == 0) return false;
  row = std::min(number, kFarAway) - 1;
  column = count - 1;
  text.remove_prefix(static_cast<size_t>(stop - text.data()));
  return true;
}

class SheetReader {
 public:
  SheetReader(XmlReader xml, const Book& book, TableBudget& budget)
      : xml_(std::move(xml)), book_(book), budget_(budget), builder_(budget) {}

  Sheet Read(std::string name) {
    std::vector<CellRange> merged;
    while (xml_.Next() != XmlReader::Token::kDone) {
      if (xml_.IsStart("row")) ReadRow();
      if (!xml_.IsStart("mergeCell") || !budget_.TakeCells(1)) continue;
      CellRange range;
      std::string_view place = xml_.Attribute("ref");
      if (!TakePlace(place, range.first_row, range.first_column) || !place.starts_with(':'))
        continue;
      place.remove_prefix(1);
      if (TakePlace(place, range.last_row, range.last_column)) merged.push_back(range);
    }
    for (const CellRange& range : merged) builder_.Merge(range);
    return builder_.Take(std::move(name));
  }

 private:
  void ReadRow() {
    size_t number = 0;
    const std::string_view told = xml_.Attribute("r");
    const auto error = std::from_chars(told.data(), told.data() + told.size(), number).ec;
    const bool placed = error == std::errc() && number > 0;
    row_ = placed ? std::min(number, kFarAway) - 1 : next_row_;
    size_t next_column = 0;
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);) {
      if (!xml_.IsStart("c")) continue;
      size_t row = 0;
      size_t column = next_column;
      std::string_view place = xml_.Attribute("r");
      if (TakePlace(place, row, column) && !placed) row_ = row;
      ReadCell(column);
      next_column = column + 1;
    }
    next_row_ = row_ + 1;
  }

  void ReadCell(size_t column) {
    const std::string type(xml_.Attribute("t"));
    size_t style = 0;
    const std::string_view told = xml_.Attribute("s");
    std::from_chars(told.data(), told.data() + told.size(), style);
    std::string value;
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);) {
      if (xml_.IsStart("v"))
        value = ReadPlainText(xml_);
      else if (xml_.IsStart("is"))
        value = ReadRichText(xml_);
      else if (xml_.token() == XmlReader::Token::kStart)
        xml_.Skip();  // The formula, and what later versions may add.
    }
    if (!value.empty()) builder_.Put(row_, column, CellText(type, style, std::move(value)));
  }

  std::string CellText(const std::string& type, size_t style, std::string value) const {
    if (type == "s") {
      size_t index = 0;
      const char* end = value.data() + value.size();
      const auto error = std::from_chars(value.data(), end, index).ec;
      return error == std::errc() && index < book_.strings.size() ? book_.strings[index] : "";
    }
    if (type == "inlineStr") return value;
    if (type == "str") {
      DecodeEscapes(value);
      return value;
    }
    if (type == "b") return IsTrue(value) ? "true" : "false";
    if (type == "e") return "";
    if (type == "d") return IsoDateText(value);
    const auto kind = style < book_.styles.size() ? book_.styles[style] : NumberKind::kNumber;
    return SerialText(value, kind, book_.dates);
  }

  XmlReader xml_;
  const Book& book_;
  TableBudget& budget_;
  SheetBuilder builder_;
  size_t row_ = 0;
  size_t next_row_ = 0;
};

}  // namespace

std::string FindXlsxWorkbook(ZipPackage& package, TableBudget& budget) {
  std::string part = "xl/workbook.xml";
  for (const XlsxRelation& relation : ReadRelations(package, "", budget))
    if (relation.type == "officeDocument") part = relation.target;
  if (!package.Has(part)) return "";
  XmlReader xml = package.Xml(part);
  while (xml.Next() != XmlReader::Token::kDone)
    if (xml.token() == XmlReader::Token::kStart) return xml.name() == "workbook" ? part : "";
  return "";
}

Workbook ReadXlsx(ZipPackage& package, const std::string& part, TableBudget& budget) {
  Workbook workbook;
  workbook.format = Workbook::Format::kXlsx;
  Book book;
  ReadBook(package.Xml(part), book, budget);
  const std::vector<XlsxRelation> relations = ReadRelations(package, part, budget);
  for (const XlsxRelation& relation : relations) {
    if (budget.failed() || !package.Has(relation.target)) continue;
    if (relation.type == "styles")
      book.styles = ReadXlsxStyles(package.Xml(relation.target), budget);
    if (relation.type == "sharedStrings")
      book.strings = ReadSharedStrings(package.Xml(relation.target), budget);
  }
  std::stable_partition(book.sheets.begin(), book.sheets.end(),
                        [](const SheetEntry& sheet) { return !sheet.hidden; });
  for (const SheetEntry& sheet : book.sheets) {
    const auto found = std::find_if(relations.begin(), relations.end(), [&](const auto& relation) {
      return relation.id == sheet.relation;
    });
    if (budget.failed()) break;
    if (found == relations.end())
      budget.FailDamaged(part);
    else if (found->type == "worksheet")  // Not a sheet that is a chart.
      workbook.sheets.push_back(
          SheetReader(package.Xml(found->target), book, budget).Read(sheet.name));
  }
  return workbook;
}

}  // namespace kruzhok::client
