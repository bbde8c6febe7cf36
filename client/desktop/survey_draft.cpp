// SPDX-License-Identifier: MIT
#include "client/desktop/survey_draft.h"

#include <algorithm>

#include "model/entities/survey.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostSteps = 50;

void Remember(SurveyDraft& draft) {
  draft.before.push_back(draft.questions);
  if (draft.before.size() > kMostSteps) draft.before.erase(draft.before.begin());
}

bool IsOpen(const SurveyDraft& draft) {
  return draft.at < draft.questions.size();
}

std::string FreeId(const SurveyDraft& draft) {
  model::Questions all = draft.taken;
  all.insert(all.end(), draft.questions.begin(), draft.questions.end());
  return model::NewQuestionId(all);
}

std::vector<model::Question::Option>& LinesOf(model::Question& question) {
  return question.kind == model::QuestionKind::kMatrix ? question.rows : question.options;
}

std::string FreeCode(const SurveyDraft& draft, model::Question& question) {
  std::vector<model::Question::Option> all = LinesOf(question);
  for (model::Question one : draft.taken)
    if (one.id == question.id && one.kind == question.kind)
      all.insert(all.end(), LinesOf(one).begin(), LinesOf(one).end());
  return model::NewCode(all);
}

// What the kind needs to be asked at all; what was typed for another kind stays.
void Furnish(model::Question& question) {
  auto& lines = LinesOf(question);
  const size_t least = question.kind == model::QuestionKind::kMatrix ? 1 : 2;
  if (question.chooses() || question.kind == model::QuestionKind::kMatrix)
    while (lines.size() < least) lines.push_back({model::NewCode(lines), {}, false});
  if (question.has_points() &&
      (question.max - question.min + 1 > model::kMaxPoints || question.max <= question.min)) {
    question.min = 1;
    question.max = 5;
  }
}

}  // namespace

void AddQuestion(SurveyDraft& draft, model::QuestionKind kind) {
  if (draft.questions.size() >= model::kMaxQuestions) return;
  Remember(draft);
  model::Question question;
  question.id = FreeId(draft);
  question.kind = kind;
  if (kind == model::QuestionKind::kNumber) {
    question.min = 0;
    question.max = 100;
  }
  Furnish(question);
  const size_t place = std::min(draft.at + 1, draft.questions.size());
  draft.questions.insert(draft.questions.begin() + static_cast<ptrdiff_t>(place), question);
  draft.at = place;
  SettleQuestions(draft);
}

void CopyQuestion(SurveyDraft& draft) {
  if (!IsOpen(draft) || draft.questions.size() >= model::kMaxQuestions) return;
  Remember(draft);
  model::Question copy = draft.questions[draft.at];
  copy.id = FreeId(draft);
  ++draft.at;
  draft.questions.insert(draft.questions.begin() + static_cast<ptrdiff_t>(draft.at), copy);
  SettleQuestions(draft);
}

void RemoveQuestion(SurveyDraft& draft) {
  if (!IsOpen(draft)) return;
  Remember(draft);
  draft.questions.erase(draft.questions.begin() + static_cast<ptrdiff_t>(draft.at));
  if (draft.at > 0 && draft.at == draft.questions.size()) --draft.at;
  SettleQuestions(draft);
}

void MoveQuestion(SurveyDraft& draft, int by) {
  if (!IsOpen(draft) || (by < 0 && draft.at == 0)) return;
  const size_t to = by < 0 ? draft.at - 1 : draft.at + 1;
  if (to >= draft.questions.size()) return;
  Remember(draft);
  std::swap(draft.questions[draft.at], draft.questions[to]);
  draft.at = to;
  SettleQuestions(draft);
}

void SetKind(SurveyDraft& draft, model::QuestionKind kind) {
  if (!IsOpen(draft) || draft.questions[draft.at].kind == kind) return;
  Remember(draft);
  draft.questions[draft.at].kind = kind;
  Furnish(draft.questions[draft.at]);
  SettleQuestions(draft);
}

void AddOption(SurveyDraft& draft) {
  if (!IsOpen(draft)) return;
  model::Question& question = draft.questions[draft.at];
  if (LinesOf(question).size() >= model::kMaxOptions) return;
  Remember(draft);
  LinesOf(question).push_back({FreeCode(draft, question), {}, false});
  SettleQuestions(draft);
}

void RemoveOption(SurveyDraft& draft, size_t option) {
  if (!IsOpen(draft) || option >= LinesOf(draft.questions[draft.at]).size()) return;
  Remember(draft);
  auto& lines = LinesOf(draft.questions[draft.at]);
  lines.erase(lines.begin() + static_cast<ptrdiff_t>(option));
  SettleQuestions(draft);
}

bool TakeBack(SurveyDraft& draft) {
  if (draft.before.empty()) return false;
  draft.questions = std::move(draft.before.back());
  draft.before.pop_back();
  draft.at = std::min(draft.at, draft.questions.empty() ? 0 : draft.questions.size() - 1);
  SettleQuestions(draft);
  return true;
}

model::Result<void> OpenQuestions(SurveyDraft& draft) {
  auto questions = model::ReadQuestions({draft.form.Find(model::survey.questions.name())->text});
  if (!questions) return questions.error();
  draft.questions = std::move(*questions);
  draft.at = 0;
  return {};
}

void SettleQuestions(SurveyDraft& draft) {
  draft.form.Find(model::survey.questions.name())->text =
      draft.questions.empty() ? std::string() : model::WriteQuestions(draft.questions).text;
}

std::vector<size_t> ConditionTargets(const SurveyDraft& draft) {
  std::vector<size_t> targets;
  for (size_t i = 0; i < std::min(draft.at, draft.questions.size()); ++i)
    if (draft.questions[i].chooses() || draft.questions[i].kind == model::QuestionKind::kScale)
      targets.push_back(i);
  return targets;
}

}  // namespace kruzhok::client
