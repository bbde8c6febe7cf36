// SPDX-License-Identifier: MIT
#include "client/tables/csv_writer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "client/tables/column_cells.h"
#include "client/tables/part_file.h"
#include "client/tables/text_encoding.h"
#include "model/date.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Quoted are all that a reader could take for a separator, not only ours.
constexpr std::string_view kQuoted = ";,\t|\"\r\n";
constexpr size_t kMaxPlainDigits = 11;  // Longer numbers are shown as 1,23E+11.

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// "5 мая", "март 2024", "1-Jan": a month's first three letters beside a number.
bool LooksLikeMonth(const std::string& text) {
  std::string word;
  bool digits = false;
  for (const char c : model::Fold(text))
    if (IsDigit(c))
      digits = true;
    else if (c != ' ' && c != '.' && c != '-' && c != '/' && c != ',')
      word += c;
  constexpr size_t kLongest = 16;  // "сентября" in bytes.
  if (!digits || word.empty() || word.size() > kLongest) return false;
  for (const char* month :
       {"янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
    if (word.starts_with(month)) return true;
  return false;
}

std::string Doubled(std::string_view text) {
  std::string doubled = "\"";
  for (const char c : text) doubled.append(c == '"' ? 2 : 1, c);
  return doubled + '"';
}

class CsvWriter : public TableWriter {
 public:
  CsvWriter(const std::filesystem::path& file, char separator, std::vector<TableColumn> columns)
      : file_(file), separator_(separator), columns_(std::move(columns)) {}

  model::Result<void> Begin() {
    if (const auto created = file_.Create(); !created) return created.error();
    file_.Write("\xEF\xBB\xBF");
    WriteHeadings();
    return {};
  }

  void NextSheet(const std::string& /*sheet*/, const std::vector<TableColumn>& columns) override {
    file_.Write("\r\n");
    columns_ = columns;
    WriteHeadings();
  }

  void Add(const std::vector<std::string>& cells) override { WriteRow(cells, false); }
  model::Result<void> Finish() override { return file_.Commit(); }

 private:
  void WriteHeadings() {
    std::vector<std::string> headings;
    for (const TableColumn& column : columns_) headings.push_back(column.heading);
    WriteRow(headings, true);
  }

  void WriteRow(const std::vector<std::string>& cells, bool headings) {
    std::string line;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) line += separator_;
      if (i >= cells.size()) continue;
      const TableColumn::Kind kind = headings ? TableColumn::Kind::kText : columns_[i].kind;
      line += CellText(cells[i], kind);
    }
    file_.Write(line += "\r\n");
  }

  static std::string CellText(std::string cell, TableColumn::Kind kind) {
    CleanText(cell);
    const bool plain = (kind == TableColumn::Kind::kInteger && IsPlainInteger(cell)) ||
                       (kind == TableColumn::Kind::kDate && model::Date::FromIso(cell));
    if (!plain && ExcelWouldConvert(cell)) cell = '=' + Doubled(cell);
    return cell.find_first_of(kQuoted) == cell.npos ? cell : Doubled(cell);
  }

  PartFile file_;
  const char separator_;
  std::vector<TableColumn> columns_;
};

}  // namespace

bool ExcelWouldConvert(const std::string& text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos) return true;
  const auto digits = static_cast<size_t>(std::count_if(text.begin(), text.end(), IsDigit));
  if (digits == 0) return false;
  if (digits == text.size()) return digits > kMaxPlainDigits || (text[0] == '0' && text.size() > 1);
  // Blanks, also those of typography, stand between thousands; the rest is of dates and numbers.
  const std::string folded = model::Fold(text);
  if (folded.find_first_not_of("0123456789 .,-/:%$e+") == folded.npos) return true;
  return folded.find_first_not_of("0123456789 .,₽€") == folded.npos || LooksLikeMonth(text);
}

model::Result<std::unique_ptr<TableWriter>> OpenCsv(const std::filesystem::path& file,
                                                    char separator,
                                                    const std::vector<TableColumn>& columns) {
  auto writer = std::make_unique<CsvWriter>(file, separator, columns);
  if (const auto begun = writer->Begin(); !begun) return begun.error();
  return std::unique_ptr<TableWriter>(std::move(writer));
}

}  // namespace kruzhok::client
