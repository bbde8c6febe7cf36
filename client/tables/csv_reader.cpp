// SPDX-License-Identifier: MIT
#include "client/tables/csv_reader.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "client/tables/sheet_builder.h"
#include "client/tables/text_encoding.h"

namespace kruzhok::client {
namespace {

constexpr std::string_view kSeparators = ";\t|,";  // The comma last: it also parts decimals.
constexpr int kRowsLookedAt = 50;
// A quote that is open for longer is one that somebody forgot to close.
constexpr size_t kMaxLinesInQuotes = 500;

class CsvParser {
 public:
  // Of a row only so many cells are kept; `overflowed` when one beyond them is filled.
  CsvParser(std::string_view text, char separator, size_t max_columns)
      : text_(text), separator_(separator), max_columns_(max_columns) {}

  // The next row with all its cells. False at the end, and where a quote is never closed.
  bool Next(TableRow& row) {
    row.clear();
    overflowed_ = false;
    if (at_ == text_.size()) return false;
    for (;;) {
      std::string cell;
      if (at_ == text_.size() || text_[at_] != '"')
        TakePlain(cell);
      else if (!TakeQuoted(cell))
        return false;
      if (row.size() < max_columns_)
        row.push_back(std::move(cell));
      else
        overflowed_ = overflowed_ || !cell.empty();
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      TakeLineEnd();
      return true;
    }
  }

  bool overflowed() const { return overflowed_; }
  // How many cells went on after their closing quote, which speaks against the separator.
  size_t torn() const { return torn_; }
  bool open_quote() const { return open_quote_; }

 private:
  bool IsLineEnd() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

  void TakeLineEnd() {
    if (at_ < text_.size() && text_[at_] == '\r')
      ++at_;
    else if (at_ < text_.size() && text_[at_] == '\n') {
      ++at_;
      return;
    } else
      return;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  // Up to the separator or the line's end, quotes and all.
  void TakePlain(std::string& cell) {
    const size_t from = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && !IsLineEnd()) ++at_;
    cell.append(text_, from, at_ - from);
  }

  bool TakeQuoted(std::string& cell) {
    size_t lines = 0;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          const size_t quoted = cell.size();
          TakePlain(cell);  // Excel, too, appends what follows the closing quote.
          if (cell.size() > quoted) ++torn_;
          return true;
        }
        ++at_;
      } else if (text_[at_] == '\n' || (text_[at_] == '\r' && !NextIs('\n'))) {
        if (++lines > kMaxLinesInQuotes) break;
      }
      cell += text_[at_];
    }
    // On the last line a forgotten quote does no harm; further up it would swallow rows.
    while (cell.ends_with('\n') || cell.ends_with('\r')) cell.pop_back();
    open_quote_ = at_ < text_.size() || cell.find_first_of("\r\n") != cell.npos;
    return !open_quote_;
  }

  bool NextIs(char c) const { return at_ + 1 < text_.size() && text_[at_ + 1] == c; }

  std::string_view text_;
  char separator_;
  size_t max_columns_;
  size_t at_ = 0;
  bool overflowed_ = false;
  bool open_quote_ = false;
  size_t torn_ = 0;
};

struct Agreement {
  bool whole = false;  // All of the first rows have as many columns, and no quoted cell is torn.
  // In the first rows that have as many columns as each other. Not the rows alone: a note that goes
  // on over many lines has many rows of two, where each line has its tab.
  size_t separators = 0;
  ptrdiff_t unbroken = 0;
  size_t columns = 0;
  friend auto operator<=>(const Agreement&, const Agreement&) = default;
};

Agreement AgreementOn(std::string_view text, char separator, size_t max_columns) {
  CsvParser parser(text, separator, max_columns);
  std::map<size_t, size_t> rows_by_width;
  size_t first_width = 0;
  TableRow row;
  for (int i = 0; i < kRowsLookedAt && parser.Next(row); ++i) {
    if (row.size() == 1 && row[0].empty()) continue;
    if (first_width == 0) first_width = row.size();
    ++rows_by_width[row.size()];
  }
  // Under a heading without commas, commas are those of sentences and of decimals.
  if (separator == ',' && first_width < 2) return {};
  Agreement best;
  for (const auto& [width, rows] : rows_by_width)
    if (width > 1)
      best = std::max(best,
                      Agreement{rows_by_width.size() == 1 && parser.torn() == 0, rows * (width - 1),
                                -static_cast<ptrdiff_t>(parser.torn()), width});
  return best;
}

char FindSeparator(std::string_view text, size_t max_columns) {
  char found = kSeparators[0];
  Agreement best;
  for (const char separator : kSeparators)
    if (const Agreement agreement = AgreementOn(text, separator, max_columns); agreement > best) {
      best = agreement;
      found = separator;
      if (best.whole) break;
    }
  return found;
}

// Excel's own first line, which it shows to nobody.
std::optional<char> TakeSeparatorLine(std::string_view& text) {
  if (text.size() < 5 || !(text.starts_with("sep=") || text.starts_with("SEP="))) return {};
  const char separator = text[4];
  if (separator == '"' || separator == '\r' || separator == '\n') return {};
  if (text.size() > 5 && text[5] != '\r' && text[5] != '\n') return {};
  text.remove_prefix(text.substr(5).starts_with("\r\n") ? 7 : std::min<size_t>(6, text.size()));
  return separator;
}

// ="007" is how a text is kept from Excel's guessing.
void Unwrap(std::string& cell) {
  if (cell.size() < 4 || !cell.starts_with("=\"") || !cell.ends_with('"')) return;
  std::string text;
  for (size_t i = 2; i + 1 < cell.size(); ++i) {
    if (cell[i] == '"' && (i + 2 == cell.size() || cell[++i] != '"')) return;
    text += cell[i];
  }
  cell = std::move(text);
}

// Pages and books in XML or HTML that go by the name of a table.
bool IsMarkup(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string start(text.substr(0, 9));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const char* known : {"<?xml", "<html", "<!doctype", "<table", "<meta", "{\\rtf", "%pdf"})
    if (start.starts_with(known)) return true;
  return false;
}

}  // namespace

Workbook ReadCsv(std::string_view bytes, TableBudget& budget) {
  Workbook book;
  const std::optional<DecodedText> decoded = DecodeText(bytes);
  if (!decoded || IsMarkup(decoded->text)) {
    budget.Fail({"bad_table", "", "", "table_unknown"});
    return book;
  }
  std::string_view text = decoded->text;
  book.encoding = decoded->encoding;
  const size_t max_columns = budget.limits().columns;
  const std::optional<char> told = TakeSeparatorLine(text);
  book.separator = told ? *told : FindSeparator(text, max_columns);

  CsvParser parser(text, book.separator, max_columns);
  SheetBuilder builder(budget);
  TableRow row;
  size_t number = 0;
  for (; !budget.failed() && parser.Next(row); ++number) {
    if (parser.overflowed()) budget.AllowPlace(number, max_columns);
    for (size_t column = 0; column < row.size(); ++column) {
      Unwrap(row[column]);
      builder.Put(number, column, std::move(row[column]));
    }
  }
  if (parser.open_quote())
    budget.Fail({"bad_table", std::to_string(number + 1), "", "table_open_quote"});
  book.sheets.push_back(builder.Take(""));
  return book;
}

}  // namespace kruzhok::client
