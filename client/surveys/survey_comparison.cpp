// SPDX-License-Identifier: MIT
#include "client/surveys/survey_comparison.h"

#include <algorithm>

#include "client/surveys/survey_words.h"

namespace kruzhok::client {
namespace {

using model::LineTally;
using model::Question;

model::Uuid FirstVersion(const std::vector<Survey>& surveys, model::Uuid survey) {
  // As many steps as there are surveys: damaged ones may name each other in a circle.
  for (size_t i = 0; i < surveys.size(); ++i) {
    const auto found = std::ranges::find(surveys, survey, &Survey::id);
    if (found == surveys.end() || !found->previous) break;
    survey = *found->previous;
  }
  return survey;
}

// One line of one side.
struct Side {
  const Question* question = nullptr;
  const LineTally* line = nullptr;
};

// What an answer is known by through all versions: an option's code, or a point.
std::vector<std::string> CodesOf(const Question& question) {
  std::vector<std::string> codes;
  if (question.chooses())
    for (const Question::Option& option : question.options) codes.push_back(option.code);
  if (!question.has_points()) return codes;
  const auto points = CountNames(question).size();
  for (size_t i = 0; i < points; ++i)
    codes.push_back(std::to_string(question.min + static_cast<int64_t>(i)));
  return codes;
}

std::optional<double> ShareOf(const Side& side, const std::string& code) {
  if (side.question == nullptr || side.line->answered == 0) return std::nullopt;
  const auto codes = CodesOf(*side.question);
  const auto found = std::ranges::find(codes, code);
  if (found == codes.end()) return std::nullopt;
  return static_cast<double>(side.line->counts[static_cast<size_t>(found - codes.begin())]) /
         static_cast<double>(side.line->answered);
}

std::optional<double> MeanOf(const Side& side) {
  if (side.question == nullptr || !side.question->has_mean()) return std::nullopt;
  return model::Mean(*side.line);
}

bool OneScale(const Side& here, const Side& there) {
  if (here.question == nullptr || there.question == nullptr) return true;
  if (!here.question->has_points()) return true;
  return here.question->min == there.question->min && here.question->max == there.question->max;
}

void AddShares(const Side& side, const Side& here, const Side& there, ComparedLine& line) {
  if (side.question == nullptr) return;
  const auto codes = CodesOf(*side.question);
  const auto names = CountNames(*side.question);
  const auto known = &side == &here || here.question == nullptr ? std::vector<std::string>()
                                                                : CodesOf(*here.question);
  for (size_t i = 0; i < codes.size(); ++i)
    if (std::ranges::find(known, codes[i]) == known.end())
      line.shares.push_back({names[i], {ShareOf(here, codes[i]), ShareOf(there, codes[i])}});
}

ComparedLine LineOf(const SurveyLine& words, const Side& here, const Side& there) {
  ComparedLine line;
  line.in = here.question == nullptr    ? ComparedLine::In::kThere
            : there.question == nullptr ? ComparedLine::In::kHere
                                        : ComparedLine::In::kBoth;
  line.number = words.number;
  line.text = words.text;
  if (OneScale(here, there)) line.mean = {MeanOf(here), MeanOf(there)};
  if (here.line != nullptr) line.satisfied.here = model::Satisfied(*here.line);
  if (there.line != nullptr) line.satisfied.there = model::Satisfied(*there.line);
  AddShares(here, here, there, line);
  AddShares(there, here, there, line);
  return line;
}

Side SideOf(const Compared& compared, const SurveyLine& line) {
  return {&compared.questions[line.question],
          &compared.tally.questions()[line.question].lines[line.row]};
}

// The same question on the other blank.
Side Counterpart(const Compared& other, const Question& question, size_t row) {
  const auto found = std::ranges::find(other.questions, question.id, &Question::id);
  if (found == other.questions.end() || found->kind != question.kind) return {};
  const auto place = static_cast<size_t>(found - other.questions.begin());
  const auto& lines = other.tally.questions()[place].lines;
  if (question.kind != model::QuestionKind::kMatrix) return {&*found, &lines.front()};
  const auto same =
      std::ranges::find(found->rows, question.rows[row].code, &Question::Option::code);
  if (same == found->rows.end()) return {};
  return {&*found, &lines[static_cast<size_t>(same - found->rows.begin())]};
}

}  // namespace

std::set<model::Uuid> VersionsOf(const std::vector<Survey>& surveys, const model::Uuid& survey) {
  std::set<model::Uuid> versions = {survey};
  const model::Uuid first = FirstVersion(surveys, survey);
  for (const Survey& other : surveys)
    if (FirstVersion(surveys, other.id) == first) versions.insert(other.id);
  return versions;
}

std::vector<Wave> WavesToCompare(const std::vector<Survey>& surveys, const std::vector<Wave>& waves,
                                 const Wave& wave) {
  const auto versions = VersionsOf(surveys, wave.survey);
  std::vector<Wave> others;
  for (const Wave& other : waves)
    if (other.id != wave.id && versions.contains(other.survey)) others.push_back(other);
  std::ranges::stable_sort(others, std::greater(), [](const Wave& other) {
    return other.start_date.value_or(model::Date());
  });
  return others;
}

std::optional<double> ComparedFigure::Difference() const {
  if (!here || !there) return std::nullopt;
  return *here - *there;
}

std::vector<ComparedLine> Compare(const Compared& here, const Compared& there) {
  std::vector<ComparedLine> lines;
  for (const SurveyLine& line : LinesOf(here.questions)) {
    const Side side = SideOf(here, line);
    if (side.question->kind == model::QuestionKind::kText) continue;
    lines.push_back(LineOf(line, side, Counterpart(there, *side.question, line.row)));
  }
  for (const SurveyLine& line : LinesOf(there.questions)) {
    const Side side = SideOf(there, line);
    if (side.question->kind == model::QuestionKind::kText) continue;
    if (Counterpart(here, *side.question, line.row).question == nullptr)
      lines.push_back(LineOf(line, {}, side));
  }
  return lines;
}

}  // namespace kruzhok::client
