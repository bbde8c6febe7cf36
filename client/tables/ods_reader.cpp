// SPDX-License-Identifier: MIT
#include "client/tables/ods_reader.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/tables/cell_value.h"
#include "client/tables/sheet_builder.h"

namespace kruzhok::client {
namespace {

using Token = XmlReader::Token;

constexpr size_t kMaxSheets = 1'000;
constexpr size_t kMaxRepeats = 1u << 24;  // More than a sheet of any program has of rows.
constexpr size_t kFarAway = 1u << 30;

bool IsLocked(ZipPackage& package) {
  if (!package.Has("META-INF/manifest.xml")) return false;
  XmlReader xml = package.Xml("META-INF/manifest.xml");
  while (xml.Next() != Token::kDone)
    if (xml.IsStart("encryption-data")) return true;
  return false;
}

// A paragraph's text as it is seen. By the standard blanks in a row are one; but LibreOffice writes
// those of a cell with several paragraphs as they are, so only line ends and indents, which come
// from a program that made the file pretty, run together.
class ParagraphReader {
 public:
  ParagraphReader(XmlReader& xml, TableBudget& budget) : xml_(xml), budget_(budget) {}

  std::string Read() {
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);) {
      if (xml_.token() == Token::kText && budget_.AllowText(text_.size() + xml_.text().size()))
        AddText(xml_.text());
      if (xml_.token() == Token::kStart) AddElement();
    }
    if (broken_ && text_.ends_with(' ')) text_.pop_back();
    return std::move(text_);
  }

 private:
  void AddText(std::string_view text) {
    for (const char c : text) {
      const bool line_end = c == '\t' || c == '\n' || c == '\r';
      if (line_end && !broken_ && !text_.empty() && !text_.ends_with(' ')) text_ += ' ';
      if (!line_end && !(broken_ && c == ' ')) text_ += c;
      broken_ = line_end || (broken_ && c == ' ');
    }
  }

  // What stands within a span or a link is text of the paragraph; the loop of Read meets it.
  void AddElement() {
    constexpr size_t kMaxBlanks = 1'000;
    const std::string_view name = xml_.name();
    if (name == "s")
      xml_.Append(std::string(xml_.CountAttribute("text:c", kMaxBlanks), ' '), text_);
    else if (name == "tab")
      text_ += '\t';
    else if (name == "line-break")
      text_ += '\n';
    else if (name == "annotation" || name == "note" || name == "ruby-text")
      return xml_.Skip();
    else
      return;
    broken_ = false;
  }

  XmlReader& xml_;
  TableBudget& budget_;
  std::string text_;
  bool broken_ = false;  // At a line end, or in the indent after it.
};

class TableReader {
 public:
  TableReader(XmlReader& xml, TableBudget& budget) : xml_(xml), budget_(budget), builder_(budget) {}

  // Of the table whose start has come.
  Sheet Read() {
    std::string name = xml_.DecodedAttribute("table:name");
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);) {
      if (xml_.token() != Token::kStart) continue;
      const std::string_view element = xml_.name();
      const bool group =
          element == "table-header-rows" || element == "table-rows" || element == "table-row-group";
      if (element == "table-row")
        ReadRow();
      else if (!group)
        xml_.Skip();
    }
    for (const CellRange& range : merged_) builder_.Merge(range);
    return builder_.Take(std::move(name));
  }

 private:
  struct Filled {
    size_t column;
    std::string text;
  };

  void ReadRow() {
    const size_t repeats = xml_.CountAttribute("table:number-rows-repeated", kMaxRepeats);
    std::vector<Filled> cells;
    size_t column = 0;
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);)
      if (xml_.token() == Token::kStart) {
        if (xml_.name() == "table-cell" || xml_.name() == "covered-table-cell")
          ReadCell(column, cells);
        else
          xml_.Skip();
      }
    if (!cells.empty())
      for (size_t i = 0; i < repeats && !budget_.failed(); ++i)
        for (const Filled& cell : cells) builder_.Put(row_ + i, cell.column, cell.text);
    row_ = std::min(row_ + repeats, kFarAway);
  }

  void ReadCell(size_t& column, std::vector<Filled>& cells) {
    const size_t repeats = xml_.CountAttribute("table:number-columns-repeated", kMaxRepeats);
    const size_t width = xml_.CountAttribute("table:number-columns-spanned", kFarAway);
    const size_t height = xml_.CountAttribute("table:number-rows-spanned", kFarAway);
    std::string text = ReadValue();
    if (!text.empty()) {
      if ((width > 1 || height > 1) && budget_.TakeCells(1))
        merged_.push_back({row_, column, row_ + height - 1, column + width - 1});
      for (size_t i = 0; i < repeats && budget_.AllowPlace(row_, column + i); ++i)
        if (budget_.TakeCells(1) && budget_.TakeText(text.size()))
          cells.push_back({column + i, text});
    }
    column = std::min(column + repeats, kFarAway);
  }

  // The value of the cell whose start has come; where it has no other, its paragraphs as lines.
  std::string ReadValue() {
    const std::string type(xml_.Attribute("office:value-type"));
    const bool failed = xml_.Attribute("calcext:value-type") == "error";
    const bool told = xml_.HasAttribute("office:string-value");
    std::string value = StoredValue(type);
    std::string text;
    bool first = true;
    for (const size_t depth = xml_.depth(); xml_.NextInside(depth);) {
      if (xml_.IsStart("p") || xml_.IsStart("h")) {
        if (!first) text += '\n';
        first = false;
        xml_.Append(ParagraphReader(xml_, budget_).Read(), text);
      } else if (xml_.token() == Token::kStart) {
        xml_.Skip();
      }
    }
    if (failed) return "";
    return told || !value.empty() ? value : text;
  }

  std::string StoredValue(const std::string& type) const {
    if (type == "float" || type == "percentage" || type == "currency")
      return NumberText(xml_.Attribute("office:value"));
    if (type == "date") return IsoDateText(xml_.Attribute("office:date-value"));
    if (type == "time") return IsoDurationText(xml_.Attribute("office:time-value"));
    if (type == "boolean") return std::string(xml_.Attribute("office:boolean-value"));
    return xml_.DecodedAttribute("office:string-value");
  }

  XmlReader& xml_;
  TableBudget& budget_;
  SheetBuilder builder_;
  std::vector<CellRange> merged_;
  size_t row_ = 0;
};

// Reads the styles that hide a sheet, as they come before the sheets.
void ReadStyle(XmlReader& xml, std::set<std::string>& hiding) {
  const std::string name = xml.DecodedAttribute("style:name");
  bool hides = false;
  for (const size_t depth = xml.depth(); xml.NextInside(depth);)
    hides = hides || (xml.IsStart("table-properties") && xml.Attribute("table:display") == "false");
  if (hides && hiding.size() < kMaxSheets) hiding.insert(name);
}

}  // namespace

Workbook ReadOds(ZipPackage& package, TableBudget& budget) {
  Workbook book;
  book.format = Workbook::Format::kOds;
  if (IsLocked(package)) {
    budget.Fail({"bad_table", "", "", "table_locked"});
    return book;
  }
  XmlReader xml = package.Xml("content.xml");
  std::set<std::string> hiding;
  std::vector<Sheet> hidden;
  bool spreadsheet = false;
  while (xml.Next() != Token::kDone) {
    if (xml.token() != Token::kStart) continue;
    const std::string_view name = xml.name();
    if (name == "style") {
      ReadStyle(xml, hiding);
    } else if (name == "spreadsheet") {
      spreadsheet = true;
    } else if (name == "table" && spreadsheet) {
      const bool hide = hiding.count(xml.DecodedAttribute("table:style-name")) > 0;
      if (book.sheets.size() + hidden.size() == kMaxSheets) budget.FailDamaged("content.xml");
      (hide ? hidden : book.sheets).push_back(TableReader(xml, budget).Read());
    } else if (name == "tracked-changes") {
      xml.Skip();  // They hold cells of the past.
    }
  }
  if (!spreadsheet) budget.Fail({"bad_table", "", "", "table_unknown"});
  std::move(hidden.begin(), hidden.end(), std::back_inserter(book.sheets));
  return book;
}

}  // namespace kruzhok::client
