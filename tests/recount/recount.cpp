// SPDX-License-Identifier: MIT
// Counts again what a report tells of a survey, from the files of its blanks alone: it shares no
// line with the program that it checks.
//
//   survey_recount BLANKS.csv…    prints  question <TAB> answer <TAB> blanks, the sum of all files
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

using Row = std::vector<std::string>;
constexpr size_t kFirstQuestion = 3;  // After the organisation, the slice and who answered.

// RFC 4180, with commas or semicolons.
std::vector<Row> ReadCsv(const char* file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const std::string first = text.substr(0, text.find('\n'));
  const char separator = first.find(';') == first.npos ? ',' : ';';
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool doubled = quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"';
    if (doubled)
      rows.back().back() += text[++i];
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && text[i] == separator)
      rows.back().emplace_back();
    else if (!quoted && text[i] == '\n')
      rows.emplace_back(1);
    else if (quoted || text[i] != '\r')
      rows.back().back() += text[i];
  }
  if (rows.back().size() == 1 && rows.back().front().empty()) rows.pop_back();
  return rows;
}

}  // namespace

int main(int count, char** words) {
  std::map<std::pair<std::string, std::string>, long> counts;
  long blanks = 0;
  for (int file = 1; file < count; ++file) {
    const std::vector<Row> rows = ReadCsv(words[file]);
    for (size_t i = 1; i < rows.size(); ++i, ++blanks)
      for (size_t column = kFirstQuestion; column < rows[i].size(); ++column) {
        // Several answers to one question stand in one cell.
        std::string rest = rows[i][column];
        while (!rest.empty()) {
          const size_t end = rest.find("; ");
          ++counts[{rows[0][column], rest.substr(0, end)}];
          rest = end == rest.npos ? "" : rest.substr(end + 2);
        }
      }
  }
  std::cout << "\t\t" << blanks << '\n';
  for (const auto& [what, number] : counts)
    std::cout << what.first << '\t' << what.second << '\t' << number << '\n';
}
