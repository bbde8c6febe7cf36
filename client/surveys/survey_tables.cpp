// SPDX-License-Identifier: MIT
#include "client/surveys/survey_tables.h"

#include <algorithm>

#include "client/surveys/survey_words.h"
#include "client/tables/table_writer.h"

namespace kruzhok::client {
namespace {

using model::Dimension;
using Cells = std::vector<std::string>;

// A column of figures: everything, and what it is told apart by.
struct Shown {
  std::string name;
  model::Tally tally;
  int64_t invited;
};

std::vector<Shown> ColumnsOf(const SurveyResults& results, const Translator& texts,
                             SliceWords& words) {
  int64_t invited = 0;
  for (const auto& [organisation, progress] : results.progress) invited += progress.invited;
  std::vector<Shown> columns = {{texts.Text("survey.total"), results.Total(), invited}};
  for (const Dimension dimension : {Dimension::kOrganisation, Dimension::kSlice}) {
    const auto parts = model::PartsBy(dimension, results.blocks, {});
    if (dimension == Dimension::kOrganisation && parts.size() < 2) continue;
    for (const model::Part& part : parts)
      columns.push_back({words.Of(dimension, results.wave, part), part.tally,
                         results.Invited(dimension, part, {})});
  }
  return columns;
}

std::optional<double> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// A line of the table: the same figure of every column.
template <typename Figure>
void AddLine(TableWriter& writer, const std::vector<Shown>& columns, std::string first,
             std::string second, Figure figure) {
  Cells cells = {std::move(first), std::move(second)};
  for (const Shown& column : columns) cells.push_back(figure(column));
  writer.Add(cells);
}

void AddFigures(TableWriter& writer, const SurveyResults& results, const Translator& texts,
                const std::vector<Shown>& columns) {
  const auto add = [&](std::string first, std::string second, auto figure) {
    AddLine(writer, columns, std::move(first), std::move(second), figure);
  };
  add(texts.Text("survey.blanks"), "",
      [](const Shown& column) { return std::to_string(column.tally.answers()); });
  add(texts.Text("survey.invited"), "",
      [](const Shown& column) { return std::to_string(column.invited); });
  add(texts.Text("survey.rate"), "",
      [](const Shown& column) { return ShareText(Share(column.tally.answers(), column.invited)); });
  add(texts.Text("survey.satisfied"), "",
      [](const Shown& column) { return ShareText(column.tally.Satisfied()); });
  for (const SurveyLine& line : LinesOf(results.survey.questions)) {
    const model::Question& question = results.survey.questions[line.question];
    const auto of = [&](const Shown& column) -> const model::LineTally& {
      return column.tally.questions()[line.question].lines[line.row];
    };
    const std::string title = line.number + ". " + line.text;
    add(title, texts.Text("survey.answered"),
        [&](const Shown& column) { return std::to_string(of(column).answered); });
    const auto names = CountNames(question);
    for (size_t i = 0; i < names.size(); ++i)
      add(title, names[i],
          [&](const Shown& column) { return std::to_string(of(column).counts[i]); });
    if (question.has_mean())
      add(title, texts.Text("survey.mean"),
          [&](const Shown& column) { return MeanText(texts.language(), model::Mean(of(column))); });
    if (of(columns.front()).rated > 0)
      add(title, texts.Text("survey.satisfied"),
          [&](const Shown& column) { return ShareText(model::Satisfied(of(column))); });
  }
}

std::vector<SurveyLine> ClosedLines(const model::Questions& questions) {
  std::vector<SurveyLine> lines = LinesOf(questions);
  std::erase_if(lines, [&](const SurveyLine& line) {
    return questions[line.question].kind == model::QuestionKind::kText;
  });
  return lines;
}

// Sorted by what stands in them, so that their order tells nothing more.
std::vector<Cells> BlankRows(sync::Store& store, const SurveyResults& results,
                             const std::vector<SurveyLine>& lines, SliceWords& words) {
  std::vector<Cells> rows;
  ForEachCounted(
      store, results.wave, results.survey.questions,
      [&](const sync::RowView&, const model::CellKey& key, const model::Answers& answers) {
        const ToldCell told = results.Told(key);
        Cells cells = {words.Organisation(key.organisation)};
        for (const auto& [dimension, value] :
             {std::pair(Dimension::kSlice, told.slice),
              std::pair(Dimension::kRespondents, told.respondents)})
          cells.push_back(words.Of(dimension, results.wave,
                                   model::Part{value, {}, model::Tally(model::Questions())}));
        for (const SurveyLine& line : lines)
          cells.push_back(AnswerText(results.survey.questions[line.question], line, answers));
        rows.push_back(std::move(cells));
      });
  std::ranges::sort(rows);
  return rows;
}

}  // namespace

model::Result<int64_t> WriteSurveyTable(sync::Store& store, const Translator& texts,
                                        const model::Uuid& wave, SurveyTable table,
                                        const std::filesystem::path& file) {
  const auto results = ReadResults(store, wave);
  if (!results) return results.error();
  SliceWords words(store, texts);
  std::vector<TableColumn> columns;
  const auto shown = ColumnsOf(*results, texts, words);
  const auto lines = ClosedLines(results->survey.questions);
  if (table == SurveyTable::kFigures) {
    columns = {{.heading = texts.Text("survey.question"), .width = 60},
               {.heading = texts.Text("survey.answer"), .width = 30}};
    for (const Shown& column : shown) columns.push_back({.heading = column.name, .width = 16});
  } else {
    const bool by_class = results->wave.slice == Wave::Slice::kClass;
    columns = {{.heading = texts.Text("entity.organisation"), .width = 30},
               {.heading = texts.Text(by_class ? "field.survey_answer.class"
                                               : "field.survey_answer.programme")},
               {.heading = texts.Text("field.survey_answer.respondent")}};
    for (const SurveyLine& line : lines)
      columns.push_back({.heading = line.number + ". " + line.text, .width = 24});
  }
  auto writer = TableWriter::Open(file, results->wave.title, columns);
  if (!writer) return writer.error();
  if (table == SurveyTable::kFigures)
    AddFigures(**writer, *results, texts, shown);
  else
    for (const Cells& cells : BlankRows(store, *results, lines, words)) (*writer)->Add(cells);
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return results->Total().answers();
}

}  // namespace kruzhok::client
