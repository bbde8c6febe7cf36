// SPDX-License-Identifier: MIT
// Counts again what a report tells of a survey, from the files of its blanks alone: it shares no
// line with the program that it checks.
//
//   survey_recount FIGURES.csv BLANKS.csv…   of one wave; the blanks of several files are one pile
//
// Says each figure of all schools together that is not what the blanks give, and then ends with 1.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
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

// What the blanks give: by question, how many answered, and by answer.
struct Question {
  long answered = 0;
  std::map<std::string, long> answers;
};
struct Pile {
  long blanks = 0;
  std::map<std::string, Question> questions;

  void Add(const std::vector<Row>& rows) {
    for (size_t i = 1; i < rows.size(); ++i, ++blanks)
      for (size_t column = kFirstQuestion; column < rows[0].size(); ++column) {
        Question& question = questions[rows[0][column]];
        std::string rest = column < rows[i].size() ? rows[i][column] : "";
        question.answered += rest.empty() ? 0 : 1;
        // Several answers to one question stand in one cell.
        while (!rest.empty()) {
          const size_t end = rest.find("; ");
          ++question.answers[rest.substr(0, end)];
          rest = end == rest.npos ? "" : rest.substr(end + 2);
        }
      }
  }
};

long compared = 0, wrong = 0;
void Compare(const std::string& what, const std::string& told, long counted) {
  ++compared;
  if (told == std::to_string(counted)) return;
  ++wrong;
  std::cout << what << ": " << told << ", recounted " << counted << '\n';
}

// A line: question, answer, total. The first is of the blanks, and the first of a question of those
// who answered it. A share or a mean is no whole number: it is passed over, and so are free texts,
// which blanks do not hold.
void Check(const std::vector<Row>& figures, Pile pile) {
  std::string last;
  for (size_t i = 1; i < figures.size(); ++i) {
    const std::string &question = figures[i][0], &total = figures[i][2];
    // A point of a scale may be told with what it means.
    const std::string answer = figures[i][1].substr(0, figures[i][1].find(" ("));
    if (i == 1) Compare(question, total, pile.blanks);
    const auto found = pile.questions.find(question);
    if (found == pile.questions.end()) continue;
    if (question != last)
      Compare(question, total, found->second.answered);
    else if (total.find_first_not_of("0123456789") == total.npos)
      Compare(question + ' ' + answer, total, std::exchange(found->second.answers[answer], 0));
    last = question;
  }
  // What no line of the figures has told.
  for (const auto& [question, of] : pile.questions)
    for (const auto& [answer, count] : of.answers)
      if (count != 0) Compare(question + ' ' + answer, "nothing", count);
}

}  // namespace

int main(int count, char** words) {
  Pile pile;
  for (int file = 2; file < count; ++file) pile.Add(ReadCsv(words[file]));
  Check(ReadCsv(words[1]), pile);
  std::cout << "figures: " << compared << ", not as recounted: " << wrong << '\n';
  return wrong == 0 ? 0 : 1;
}
