// SPDX-License-Identifier: MIT
#include "client/tables/xlsx_writer.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>
#include <xlsxwriter.h>

#include "client/tables/column_cells.h"
#include "client/tables/part_file.h"
#include "client/tables/text_encoding.h"
#include "model/assert.h"
#include "model/date.h"

namespace kruzhok::client {
namespace {

using model::Date;

constexpr size_t kMaxNameUnits = 31;
constexpr size_t kMaxLetters = 32'767;      // In a cell, as Excel has it.
constexpr Date kFirstSafeDate{1900, 3, 1};  // Excel's February of that year has 29 days.

// How many units of UTF-16 the character takes whose first byte that is.
size_t UnitsOf(char first_byte) {
  const auto byte = static_cast<unsigned char>(first_byte);
  return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
}

// A name that Excel takes: 31 units, no []:*?/\ and no apostrophe at the ends.
std::string SheetName(std::string name) {
  CleanText(name);
  size_t units = 0;
  size_t end = 0;
  while (end < name.size() && units + UnitsOf(name[end]) <= kMaxNameUnits)
    units += UnitsOf(name[end++]);
  name.resize(end);
  for (char& c : name)
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos || (c >= 0 && c < ' '))
      c = '_';
  if (name.starts_with('\'')) name.front() = '_';
  if (name.ends_with('\'')) name.back() = '_';
  return name.empty() ? "Sheet1" : name;
}

// A text that looks like the standard's escape of a character, _x0041_, has its underscore escaped.
std::string Escaped(std::string text) {
  constexpr std::string_view kUnderscore = "_x005F";
  for (size_t at = text.find("_x"); at != text.npos; at = text.find("_x", at + 1)) {
    const std::string_view rest = std::string_view(text).substr(at, 7);
    if (rest.size() < 7 || rest.find_first_not_of("0123456789ABCDEFabcdef", 2) != 6) continue;
    if (rest[6] != '_') continue;
    text.insert(at, kUnderscore);
    at += kUnderscore.size();
  }
  return text;
}

class XlsxWriter : public TableWriter {
 public:
  XlsxWriter(const std::filesystem::path& file, std::vector<TableColumn> columns)
      : file_(file), columns_(std::move(columns)) {}
  ~XlsxWriter() override {
    if (book_) lxw_workbook_free(book_);
  }

  model::Result<void> Begin(const std::string& sheet) {
    if (const auto created = file_.Create(); !created) return created.error();
    const std::string part = file_.part().string();
    std::string folder = file_.part().parent_path().string();
    if (folder.empty()) folder = ".";
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();  // The one disk that has to have room.
    book_ = workbook_new_opt(part.c_str(), &options);
    if (book_) {
      MakeFormats();
      sheet_ = workbook_add_worksheet(book_, SheetName(sheet).c_str());
    }
    if (!sheet_) {
      file_.Fail(errno);
      return file_.Commit();
    }
    MakeHeader();
    return {};
  }

  void NextSheet(const std::string& sheet, const std::vector<TableColumn>& columns) override {
    EndSheet();
    // A name that another sheet has is refused; then the library gives one.
    sheet_ = workbook_add_worksheet(book_, SheetName(sheet).c_str());
    if (!sheet_) sheet_ = workbook_add_worksheet(book_, nullptr);
    ASSERT(sheet_ != nullptr);
    columns_ = columns;
    row_ = 0;
    MakeHeader();
  }

  void Add(const std::vector<std::string>& cells) override {
    if (++row_ >= LXW_ROW_MAX) return;
    for (size_t i = 0; i < columns_.size() && i < cells.size(); ++i)
      if (!cells[i].empty()) WriteCell(static_cast<lxw_col_t>(i), cells[i]);
  }

  model::Result<void> Finish() override {
    EndSheet();
    if (too_many_)
      return model::Error{"too_large", std::to_string(LXW_ROW_MAX - 1), "", "table_rows"};
    if (too_long_) return model::Error{"too_large", std::to_string(kMaxLetters), "", "table_text"};
    errno = 0;
    if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR) file_.Fail(errno);
    return file_.Commit();
  }

 private:
  void EndSheet() {
    too_many_ = too_many_ || row_ >= LXW_ROW_MAX;
    worksheet_autofilter(sheet_, 0, 0, std::min<lxw_row_t>(row_, LXW_ROW_MAX - 1),
                         static_cast<lxw_col_t>(columns_.size() - 1));
    errno = 0;
    // The library does not look whether its temporary file took everything.
    if (FILE* rows = sheet_->optimize_tmpfile;
        rows && (std::fflush(rows) != 0 || std::ferror(rows)))
      file_.Fail(errno);
  }

  void MakeFormats() {
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "dd.mm.yyyy");
  }

  void MakeHeader() {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      lxw_row_col_options options{};
      options.hidden = columns_[i].hidden ? LXW_TRUE : LXW_FALSE;
      worksheet_set_column_opt(sheet_, column, column, static_cast<double>(columns_[i].width),
                               nullptr, &options);
      WriteText(column, columns_[i].heading, bold_);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void WriteCell(lxw_col_t column, const std::string& cell) {
    const TableColumn::Kind kind = columns_[column].kind;
    const auto date = kind == TableColumn::Kind::kDate ? Date::FromIso(cell) : std::nullopt;
    if (date && *date >= kFirstSafeDate) {
      lxw_datetime day{date->year, date->month, date->day, 0, 0, 0};
      worksheet_write_datetime(sheet_, row_, column, &day, date_);
    } else if (kind == TableColumn::Kind::kInteger && IsPlainInteger(cell)) {
      double number = 0;
      std::from_chars(cell.data(), cell.data() + cell.size(), number);
      worksheet_write_number(sheet_, row_, column, number, nullptr);
    } else {
      WriteText(column, cell, nullptr);
    }
  }

  void WriteText(lxw_col_t column, std::string text, lxw_format* format) {
    CleanText(text);
    text = Escaped(std::move(text));
    const lxw_error error = worksheet_write_string(sheet_, row_, column, text.c_str(), format);
    too_long_ = too_long_ || error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
  }

  PartFile file_;
  std::vector<TableColumn> columns_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_row_t row_ = 0;
  bool too_many_ = false, too_long_ = false;
};

}  // namespace

model::Result<std::unique_ptr<TableWriter>> OpenXlsx(const std::filesystem::path& file,
                                                     const std::string& sheet,
                                                     const std::vector<TableColumn>& columns) {
  auto writer = std::make_unique<XlsxWriter>(file, columns);
  if (const auto begun = writer->Begin(sheet); !begun) return begun.error();
  return std::unique_ptr<TableWriter>(std::move(writer));
}

}  // namespace kruzhok::client
