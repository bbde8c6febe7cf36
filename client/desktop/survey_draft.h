// SPDX-License-Identifier: MIT
// A survey as it is built: its own fields and its questions, with a way back.
#pragma once

#include <string>
#include <vector>

#include "client/desktop/form_state.h"
#include "model/questionnaire.h"

namespace kruzhok::client {

struct SurveyDraft {
  // Its field `questions` follows the questions below, so that a draft of the form holds all.
  FormState form;
  model::Questions questions;
  size_t at = 0;  // The question that is open; as many as there are: the survey's own fields.
  model::Questions taken;  // Of this and earlier versions: their ids and codes are not given again.
  bool asking = false;     // Whether to leave without saving.
  bool preview = false;
  bool fixed = false;                    // It has answers: saving makes a new version.
  bool read_only = false;                // The district's, at a school.
  std::vector<model::Questions> before;  // The last steps, the last one last.

  bool dirty() const { return form.dirty(); }
};

// --- Steps; each can be taken back ---
void AddQuestion(SurveyDraft& draft, model::QuestionKind kind);  // After the one that is open.
void CopyQuestion(SurveyDraft& draft);
void RemoveQuestion(SurveyDraft& draft);
// By one place; conditions that would name a later question are the person's to mend.
void MoveQuestion(SurveyDraft& draft, int by);
void SetKind(SurveyDraft& draft, model::QuestionKind kind);
void AddOption(SurveyDraft& draft);  // Of the open question; of a matrix, a row.
void RemoveOption(SurveyDraft& draft, size_t option);
bool TakeBack(SurveyDraft& draft);  // False: there is nothing to.

// Reads the questions of the form; and writes them there, as a person leaves them.
model::Result<void> OpenQuestions(SurveyDraft& draft);
void SettleQuestions(SurveyDraft& draft);
// Questions that a condition of the open one may name: earlier ones that have values to choose.
std::vector<size_t> ConditionTargets(const SurveyDraft& draft);

}  // namespace kruzhok::client
