// SPDX-License-Identifier: MIT
// What is typed of waves and surveys, and the book of surveys in the snapshot.
#include <catch2/catch.hpp>

#include "client/desktop/survey_book.h"
#include "client/desktop/survey_draft.h"
#include "client/desktop/wave_form.h"
#include "model/entities/survey.h"
#include "model/entities/survey_wave.h"
#include "tests/client/desk_rig.h"

using namespace kruzhok;
using client::SurveyDraft;
using client::WaveForm;
using model::QuestionKind;

namespace {

SurveyDraft Draft() {
  SurveyDraft draft;
  draft.form = client::NewForm(model::survey, model::Uuid());
  return draft;
}

WaveForm Form(bool is_new, const char* slice = "class") {
  WaveForm wave;
  wave.form = client::NewForm(model::survey_wave, model::Uuid(),
                              {{&model::survey_wave.slice, slice}});
  wave.form.is_new = is_new;
  return wave;
}

}  // namespace

TEST_CASE("Survey draft: ids and codes of earlier versions are not given again") {
  SurveyDraft draft = Draft();
  AddQuestion(draft, QuestionKind::kSingle);
  AddQuestion(draft, QuestionKind::kText);
  draft.taken = draft.questions;
  RemoveQuestion(draft);
  AddQuestion(draft, QuestionKind::kText);
  CHECK(draft.questions[1].id == "q3");
  draft.at = 0;
  RemoveOption(draft, 1);
  AddOption(draft);
  CHECK(draft.questions[0].options[1].code == "3");
}

TEST_CASE("Survey draft: every step is taken back, and the form follows") {
  SurveyDraft draft = Draft();
  AddQuestion(draft, QuestionKind::kSingle);
  AddQuestion(draft, QuestionKind::kScale);
  MoveQuestion(draft, -1);
  CHECK(draft.questions[0].kind == QuestionKind::kScale);
  CHECK(draft.dirty());
  SetKind(draft, QuestionKind::kMatrix);
  CHECK(draft.questions[0].rows.size() == 1);
  for (int i = 0; i < 4; ++i) CHECK(TakeBack(draft));
  CHECK(draft.questions.empty());
  CHECK_FALSE(draft.dirty());
  CHECK_FALSE(TakeBack(draft));
}

TEST_CASE("Survey draft: a condition may name earlier questions that have values only") {
  SurveyDraft draft = Draft();
  for (const QuestionKind kind : {QuestionKind::kSingle, QuestionKind::kText, QuestionKind::kScale,
                                  QuestionKind::kNumber})
    AddQuestion(draft, kind);
  CHECK(ConditionTargets(draft) == std::vector<size_t>{0, 2});
}

TEST_CASE("Wave form: a new wave is proposed who is here, one that is known keeps what was told") {
  client::SurveyBook book;
  book.classes = {{"5А", 20}, {"10Б", 12}};
  const client::SearchIndex titles;
  WaveForm fresh = Form(true);
  ProposeInvited(fresh, book, titles, {});
  REQUIRE(fresh.invited.size() == 2);
  CHECK(fresh.invited[0].slice == "5А");
  CHECK(SumInvited(fresh) == 32);
  WaveForm known = Form(false);
  ProposeInvited(known, book, titles, {{"9В", {.invited = 7, .counted = 0}}});
  CHECK(known.invited.size() == 3);
  CHECK(SumInvited(known) == 7);
  AddSlice(known, "9В", "9В");
  CHECK(known.invited.size() == 3);
  known.invited[0].count = "много";
  SumInvited(known);
  CHECK(known.invited[0].wrong);
}

TEST_CASE("Survey book: waves that are due and not complete are counted, of others' none") {
  tests::District d;
  auto& a = d.School("А");
  auto& b = d.School("Б");
  auto& coordinator = d.Coordinator();
  const auto survey = coordinator.Put("survey", {{"title", "Качество"}});
  const auto wave = coordinator.Put(
      "survey_wave", {{"survey", survey.Text()}, {"title", "Все"}, {"due", "2026-12-01"}});
  b.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Своя"}, {"due", "2026-12-01"}});
  d.SyncAll();
  d.SyncAll();
  a.Put("survey_invitation", {{"wave", wave.Text()}, {"class", "5А"}, {"invited", "1"}});
  const auto to_key = [](tests::Installation& site) {
    tests::DeskRig desk(site);
    return desk->data().surveys.ToKey(desk->data().status.membership);
  };
  CHECK(to_key(a) == 1);
  CHECK(to_key(b) == 2);
  CHECK(to_key(coordinator) == 0);
  a.Put("survey_answer", {{"wave", wave.Text()}, {"class", "5А"}});
  CHECK(to_key(a) == 0);
}

TEST_CASE("Survey book: nobody finds a blank by itself") {
  tests::District d;
  auto& a = d.School("А");
  const auto survey = a.Put("survey", {{"title", "Качество"}});
  const auto wave = a.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Осень"}});
  for (int i = 0; i < 3; ++i) a.Put("survey_answer", {{"wave", wave.Text()}, {"class", "5А"}});
  tests::DeskRig desk(a);
  CHECK(desk->data().search->Find("осень", 10).size() == 1);
  CHECK(desk->data().surveys.ProgressOfAll(wave).counted == 3);
}
