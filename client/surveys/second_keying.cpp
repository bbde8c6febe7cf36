// SPDX-License-Identifier: MIT
#include "client/surveys/second_keying.h"

#include <algorithm>

#include "model/assert.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::Question;
using model::QuestionKind;
using Points = std::map<std::string, int64_t>;

// The answer to one line, as it is compared.
std::string Told(const Question& question, const SurveyLine& line, const model::Answers& answers) {
  const std::string words = AnswerText(question, line, answers);
  return question.kind == QuestionKind::kText ? model::Fold(words) : words;
}

void TakeLine(const Question& question, const SurveyLine& line, const model::Answers& from,
              model::Answers& to) {
  const model::Answer* answer = model::AnswerTo(question, from);
  if (question.kind != QuestionKind::kMatrix) {
    if (answer)
      to[question.id] = *answer;
    else
      to.erase(question.id);
    return;
  }
  const std::string& row = question.rows[line.row].code;
  model::Answer& there = to[question.id];
  if (!std::holds_alternative<Points>(there)) there = Points();
  auto& points = std::get<Points>(there);
  const auto* source = answer ? std::get_if<Points>(answer) : nullptr;
  if (source && source->contains(row))
    points[row] = source->at(row);
  else
    points.erase(row);
  if (points.empty()) to.erase(question.id);
}

}  // namespace

bool KeyedTwice::decided() const {
  return std::ranges::none_of(differences,
                              [](const auto& one) { return one.choice == Choice::kNone; });
}

KeyedTwice Compare(const model::Questions& questions, model::Answers first, model::Answers second) {
  KeyedTwice twice;
  twice.first = model::OnlyAsked(questions, std::move(first));
  twice.second = model::OnlyAsked(questions, std::move(second));
  for (const SurveyLine& line : LinesOf(questions)) {
    if (!model::IsAsked(questions, line.question, twice.first) &&
        !model::IsAsked(questions, line.question, twice.second))
      continue;
    ++twice.compared;
    const Question& question = questions[line.question];
    if (Told(question, line, twice.first) != Told(question, line, twice.second))
      twice.differences.push_back({line});
  }
  return twice;
}

model::Answers Chosen(const model::Questions& questions, const KeyedTwice& twice) {
  ASSERT(twice.decided());
  model::Answers answers = twice.first;
  for (const KeyedTwice::Difference& one : twice.differences)
    if (one.choice == KeyedTwice::Choice::kSecond)
      TakeLine(questions[one.line.question], one.line, twice.second, answers);
  return model::OnlyAsked(questions, std::move(answers));
}

}  // namespace kruzhok::client
