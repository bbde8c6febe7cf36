// SPDX-License-Identifier: MIT
#include "client/surveys/told_answers.h"

#include "model/entities/survey_answer.h"

namespace kruzhok::client {
namespace {

const auto& kAnswer = model::survey_answer;

model::Json WithoutTexts(const model::Questions& questions, const model::Json& json) {
  model::Answers answers = model::ReadAnswers(questions, json);
  for (const model::Question& question : questions)
    if (question.kind == model::QuestionKind::kText) answers.erase(question.id);
  return model::WriteAnswers(answers);
}

void TellOrMerge(const model::FieldInfo& field, const model::Value& value, bool alone,
                 ToldAnswer& told) {
  if (alone)
    told.record.SetValue(field, value);
  else
    told.merged.insert(&field);
}

}  // namespace

ToldAnswer AnswerTeller::Tell(const model::Uuid& owner, const model::Record& answer) {
  ToldAnswer told{model::Record(kAnswer)};
  for (const model::FieldInfo* field : {static_cast<const model::FieldInfo*>(&kAnswer.wave),
                                        static_cast<const model::FieldInfo*>(&kAnswer.state)})
    told.record.SetValue(*field, answer.value(*field));
  const auto wave = answer.Get(kAnswer.wave);
  if (!wave) return told;
  auto known = waves_.find(*wave);
  if (known == waves_.end()) known = waves_.emplace(*wave, ReadResults(store_, *wave)).first;
  // Of questions that cannot be read nobody knows which are free texts.
  if (!known->second) return told;
  const SurveyResults& results = *known->second;
  if (const auto answers = answer.Get(kAnswer.answers))
    told.record.Set(kAnswer.answers, WithoutTexts(results.survey.questions, *answers));
  if (!IsCounted(results.wave, answer)) return told;
  const ToldCell cell = results.Told(CellOf(results.wave, owner, answer));
  const bool by_class = results.wave.slice == Wave::Slice::kClass;
  const model::FieldInfo& slice =
      by_class ? static_cast<const model::FieldInfo&>(kAnswer.school_class) : kAnswer.programme;
  TellOrMerge(slice, answer.value(slice), cell.slice.has_value(), told);
  TellOrMerge(kAnswer.respondent, answer.value(kAnswer.respondent), cell.respondents.has_value(),
              told);
  return told;
}

}  // namespace kruzhok::client
