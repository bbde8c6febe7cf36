// SPDX-License-Identifier: MIT
#include "client/surveys/survey_words.h"

#include <algorithm>
#include <cmath>

#include "client/app/value_text.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

using Option = model::Question::Option;

std::string TextOfCode(const std::vector<Option>& options, const std::string& code) {
  const auto found = std::ranges::find(options, code, &Option::code);
  return found == options.end() ? code : found->text;
}

}  // namespace

std::vector<SurveyLine> LinesOf(const model::Questions& questions) {
  std::vector<SurveyLine> lines;
  for (size_t place = 0; place < questions.size(); ++place) {
    const model::Question& question = questions[place];
    const std::string number = std::to_string(place + 1);
    if (question.kind != model::QuestionKind::kMatrix) {
      lines.push_back({place, 0, number, question.text});
      continue;
    }
    for (size_t row = 0; row < question.rows.size(); ++row)
      lines.push_back({place, row, number + '.' + std::to_string(row + 1),
                       question.text + ' ' + question.rows[row].text});
  }
  return lines;
}

std::vector<std::string> CountNames(const model::Question& question) {
  std::vector<std::string> names;
  if (question.chooses())
    for (const Option& option : question.options) names.push_back(option.text);
  if (!question.has_points()) return names;
  const int64_t last = std::min(question.max, question.min + model::kMaxPoints - 1);
  for (int64_t point = question.min; point <= last; ++point) {
    names.push_back(std::to_string(point));
    const std::string& label = point == question.min   ? question.min_label
                               : point == question.max ? question.max_label
                                                       : std::string();
    if (!label.empty()) names.back() += " (" + label + ')';
  }
  return names;
}

std::string AnswerText(const model::Question& question, const SurveyLine& line,
                       const model::Answers& answers) {
  const model::Answer* answer = model::AnswerTo(question, answers);
  if (!answer) return {};
  if (const auto* text = std::get_if<std::string>(answer))
    return question.chooses() ? TextOfCode(question.options, *text) : *text;
  if (const auto* number = std::get_if<int64_t>(answer)) return std::to_string(*number);
  if (const auto* points = std::get_if<std::map<std::string, int64_t>>(answer)) {
    const auto found = points->find(question.rows[line.row].code);
    return found == points->end() ? "" : std::to_string(found->second);
  }
  std::string words;
  // In the order of the blank, whatever that of keying was.
  const auto& codes = std::get<std::vector<std::string>>(*answer);
  for (const Option& option : question.options)
    if (std::ranges::find(codes, option.code) != codes.end())
      words += (words.empty() ? "" : "; ") + option.text;
  return words;
}

std::string SliceWords::Title(const model::EntityType& type, const std::string& id) {
  const auto [known, is_new] = titles_.try_emplace(id);
  if (!is_new) return known->second;
  if (const auto row = model::Uuid::FromText(id)) known->second = StoredTitle(store_, type, *row);
  if (known->second.empty()) known->second = texts_.Text("list.missing");
  return known->second;
}

std::string SliceWords::Of(const Wave& wave, const std::string& slice) {
  if (slice.empty()) return texts_.Text("survey.slice.none");
  return wave.slice == Wave::Slice::kClass ? slice : Title(model::programme, slice);
}

std::string SliceWords::Organisation(const model::Uuid& id) {
  return Title(model::organisation, id.Text());
}

std::string SliceWords::Of(model::Dimension dimension, const Wave& wave, const model::Part& part) {
  if (!part.value)
    return texts_.Text(dimension == model::Dimension::kRespondents ? "survey.together"
                                                                   : "survey.others");
  switch (dimension) {
    case model::Dimension::kOrganisation:
      return Title(model::organisation, *part.value);
    case model::Dimension::kSlice:
      return Of(wave, *part.value);
    case model::Dimension::kRespondents:
      return part.value->empty() ? texts_.Text("survey.slice.none")
                                 : texts_.Text("choice.survey.respondents." + *part.value);
  }
  ASSERT(!"a dimension");
  return {};
}

std::string ShareText(const std::optional<double>& share) {
  return share ? std::to_string(std::lround(*share * 100)) + " %" : "—";
}

std::string MeanText(Language language, const std::optional<double>& mean) {
  if (!mean) return "—";
  const long tenths = std::lround(*mean * 10);
  const char point = language == Language::kRussian ? ',' : '.';
  return (tenths < 0 ? "−" : "") + std::to_string(std::labs(tenths) / 10) + point +
         std::to_string(std::labs(tenths) % 10);
}

}  // namespace kruzhok::client
