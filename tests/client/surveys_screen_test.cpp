// SPDX-License-Identifier: MIT
// Surveys and waves, as people make them at the window.
#include <algorithm>
#include <tuple>

#include <catch2/catch.hpp>

#include "client/surveys/survey_templates.h"
#include "model/entities/child.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::kControl;
using client::Key;
using client::Screen;
using client::SurveyView;

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}, std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

const client::SurveyBook& Book(WindowUser& user) {
  return user.desk().data().surveys;
}
client::SurveysState& State(WindowUser& user) {
  return user.desk().state().surveys;
}

void PutChildren(WindowUser& user) {
  for (int i = 0; i < 3; ++i)
    user.Put(model::child, {{"last_name", "Ёлкин"},
                            {"first_name", "А" + std::to_string(i)},
                            {"class", i < 2 ? "5А" : "6Б"}});
}

model::Uuid PutWave(WindowUser& user, const model::Uuid& survey, const char* due = "20.12.2026") {
  return user.Put(model::survey_wave, {{"survey", survey.Text()},
                                       {"title", "Осень"},
                                       {"code", "К7Ж2"},
                                       {"slice", "class"},
                                       {"state", "open"},
                                       {"due", due}});
}

model::Uuid PutSurvey(WindowUser& user) {
  const client::Survey& one = client::SurveyTemplates().front().survey;
  return user.Put(model::survey, {{"title", one.title},
                                  {"state", "ready"},
                                  {"respondents", "parents,pupils"},
                                  {"questions", model::WriteQuestions(one.questions).text}});
}

// The page takes its height when it has been drawn once.
void Open(WindowUser& user, const model::Uuid& wave) {
  user.Click("surveys/home/wave-" + wave.Text() + "/open");
  user.Frames(4);
}

}  // namespace

TEST_CASE("Surveys: a school without any takes a ready one and says who is invited") {
  WindowUser user;
  PutChildren(user);
  user.Go(Screen::kSurveys);
  CHECK(user.Sees("Готовые анкеты"));
  user.Click("surveys/home/template-satisfaction/hold");
  REQUIRE(State(user).view == SurveyView::kWaveForm);
  CHECK(user.Value("surveys/form/invited/0/count") == "2");
  CHECK(user.Value("surveys/form/invited/1/count") == "1");
  user.TypeInto("surveys/form/invited/1/count", "12");
  user.TypeInto("surveys/form/due", "20.12.26");
  user.Press(Key::kEnter, kControl);
  REQUIRE(State(user).view == SurveyView::kWave);
  REQUIRE(Book(user).waves.size() == 1);
  const client::Wave& wave = Book(user).waves.front();
  CHECK(wave.due == model::Date{2026, 12, 20});
  CHECK(wave.code.size() > 4);
  CHECK(user.store().Count(model::survey_invitation) == 2);
  CHECK(client::ReadProgress(user.store(), Book(user).waves).at(wave.id).begin()->second.invited ==
        14);
}

TEST_CASE("Surveys: a class that nobody counts any more leaves the wave, a typed one joins") {
  WindowUser user;
  PutChildren(user);
  const auto wave = PutWave(user, PutSurvey(user));
  user.Put(model::survey_invitation, {{"wave", wave.Text()}, {"class", "5А"}, {"invited", "20"}});
  user.Go(Screen::kSurveys);
  Open(user, wave);
  user.Click("surveys/wave/edit");
  user.Frames(4);
  REQUIRE(user.Value("surveys/form/invited/0/count") == "20");
  user.TypeInto("surveys/form/invited/0/count", "");
  user.TypeInto("surveys/form/invited/more", "9В");
  user.Press(Key::kEnter);
  user.TypeInto("surveys/form/invited/2/count", "7");
  user.Click("surveys/form/save");
  const auto& slices =
      Book(user).ProgressOf(wave, user.desk().data().status.membership.organisation).slices;
  REQUIRE(slices.size() == 1);
  CHECK(slices.at("9В").invited == 7);
}

TEST_CASE("Surveys: what is keyed of what was invited is seen, and an overdue wave is told") {
  WindowUser user;
  const auto wave = PutWave(user, PutSurvey(user), "01.11.2026");
  user.Put(model::survey_invitation, {{"wave", wave.Text()}, {"class", "5А"}, {"invited", "20"}});
  for (int i = 0; i < 3; ++i)
    user.Put(model::survey_answer, {{"wave", wave.Text()}, {"class", "5А"}});
  user.Go(Screen::kOverview);
  CHECK(user.Sees("Осень"));
  user.Go(Screen::kSurveys);
  CHECK(user.Sees("Введено 3 из 20"));
  Open(user, wave);
  CHECK(user.Sees("3 из 20"));
  CHECK_FALSE(user.Has("surveys/wave/delete"));
}

TEST_CASE("Surveys: a wave is closed, opened again, and goes only while nothing is keyed") {
  WindowUser user;
  const auto wave = PutWave(user, PutSurvey(user));
  user.Go(Screen::kSurveys);
  Open(user, wave);
  user.Click("surveys/wave/close");
  REQUIRE(Book(user).FindWave(wave)->is_closed());
  CHECK(Book(user).FindWave(wave)->closed_on == user.desk().today());
  user.Click("surveys/wave/reopen");
  CHECK_FALSE(Book(user).FindWave(wave)->is_closed());
  CHECK_FALSE(Book(user).FindWave(wave)->closed_on);
  user.Click("surveys/wave/delete");
  user.Click("delete-wave/delete");
  CHECK(Book(user).FindWave(wave) == nullptr);
  CHECK(State(user).view == SurveyView::kHome);
}

TEST_CASE("Builder: a survey is built by keyboard, and can be held when nothing is missing") {
  WindowUser user;
  user.Go(Screen::kSurveys);
  user.Click("surveys/home/build");
  user.TypeInto("surveys/builder/question/about/title", "О школьном театре");
  user.Click("surveys/builder/add/single");
  user.Frames(3);
  CHECK(user.Focus() == "surveys/builder/question/text");
  user.Type("Нравится ли театр?");
  CHECK(user.Sees("Есть вариант без текста"));
  user.TypeInto("surveys/builder/question/option/0/text", "да");
  user.Press(Key::kEnter);
  user.Type("нет");
  user.Press(Key::kEnter);
  user.Frames(3);
  user.Type("не знаю");
  user.Click("surveys/builder/question/option/0/satisfied");
  CHECK_FALSE(user.Sees("Есть вариант без текста"));
  user.Press(Key::kEnter, kControl);
  REQUIRE(Book(user).surveys.size() == 1);
  const client::Survey& survey = Book(user).surveys.front();
  CHECK(survey.state == "ready");
  REQUIRE(survey.questions.size() == 1);
  CHECK(survey.questions[0].options.size() == 3);
  CHECK(survey.questions[0].options[0].satisfied);
  CHECK(user.Item("surveys/home/survey-" + survey.id.Text() + "/hold").enabled);
}

TEST_CASE("Builder: a survey that has answers becomes another version, and its waves stay") {
  WindowUser user;
  const auto survey = PutSurvey(user);
  const auto wave = PutWave(user, survey);
  user.Put(model::survey_answer, {{"wave", wave.Text()}, {"class", "5А"}});
  user.Go(Screen::kSurveys);
  user.Click("surveys/home/survey-" + survey.Text() + "/change");
  CHECK(user.Sees("Сохранится новая версия"));
  user.Click("surveys/builder/question/remove");
  user.Click("surveys/builder/add/text");
  user.Frames(3);
  user.Type("Что изменить?");
  user.Press(Key::kEnter, kControl);
  REQUIRE(Book(user).surveys.size() == 2);
  CHECK(Book(user).FindSurvey(survey)->state == "archive");
  CHECK(Book(user).FindWave(wave)->survey == survey);
  for (const client::Survey& one : Book(user).surveys) {
    if (one.id == survey) continue;
    CHECK(one.version == 2);
    CHECK(one.previous == survey);
    CHECK(Book(user).FindSurvey(survey)->questions.size() == one.questions.size());
    const auto added = std::ranges::find(one.questions, "Что изменить?", &model::Question::text);
    REQUIRE(added != one.questions.end());
    for (const model::Question& question : Book(user).FindSurvey(survey)->questions)
      CHECK(question.id != added->id);
  }
}

TEST_CASE("Builder: an exchange that brings answers while it is open makes a version of it") {
  WindowUser user;
  const auto survey = PutSurvey(user);
  const auto wave = PutWave(user, survey);
  user.Go(Screen::kSurveys);
  user.Click("surveys/home/survey-" + survey.Text() + "/change");
  CHECK_FALSE(user.Sees("Сохранится новая версия"));
  user.TypeInto("surveys/builder/question/text", "Другой вопрос");
  user.Put(model::survey_answer, {{"wave", wave.Text()}, {"class", "5А"}});
  user.Press(Key::kEnter, kControl);
  CHECK(Book(user).surveys.size() == 2);
}

TEST_CASE("Builder: leaving asks, steps are taken back, and a killed program loses nothing") {
  WindowUser user;
  const auto survey = PutSurvey(user);
  user.Go(Screen::kSurveys);
  user.Click("surveys/home/survey-" + survey.Text() + "/change");
  const size_t questions = State(user).draft->questions.size();
  user.Click("surveys/builder/question/remove");
  CHECK(State(user).draft->questions.size() == questions - 1);
  user.Press(Key::kZ, kControl);
  CHECK(State(user).draft->questions.size() == questions);
  user.TypeInto("surveys/builder/question/text", "Другой вопрос");
  user.Click("surveys/builder/cancel");
  REQUIRE(State(user).draft->asking);
  user.Click("leave-survey/stay");
  user.time().now_ms += 5'000;
  user.Frames(2);
  user.KillAndStart();
  user.Go(Screen::kSurveys);
  CHECK(user.Sees("Не дописана анкета"));
  user.Click("surveys/home/drafts/" + survey.Text());
  CHECK(user.Value("surveys/builder/question/text") == "Другой вопрос");
  user.Click("surveys/builder/cancel");
  user.Click("leave-survey/drop");
  CHECK(State(user).view == SurveyView::kHome);
  CHECK_FALSE(user.Sees("Не дописана анкета"));
}

TEST_CASE("Surveys: a wave that is half typed outlives a killed program, with who is invited") {
  for (const bool is_new : {true, false}) {
    WindowUser user;
    PutChildren(user);
    const auto survey = PutSurvey(user);
    model::Uuid wave;
    if (is_new) {
      user.Go(Screen::kSurveys);
      user.Click("surveys/home/survey-" + survey.Text() + "/hold");
    } else {
      wave = PutWave(user, survey);
      user.Frames(2);
      user.desk().Run({client::EditWave{wave}});
      user.Frames(2);
    }
    user.TypeInto("surveys/form/due", "24.12.2026");
    user.TypeInto("surveys/form/invited/0/count", "17");
    user.time().now_ms += 5'000;
    user.Frames(2);
    wave = State(user).form->form.id;
    user.KillAndStart();
    user.Go(Screen::kSurveys);
    CHECK(user.Sees("Не сохранён опрос"));
    user.Click("surveys/home/drafts/" + wave.Text());
    CHECK(user.Value("surveys/form/due") == "24.12.2026");
    CHECK(user.Value("surveys/form/invited/0/count") == "17");
    user.Click("surveys/form/save");
    REQUIRE(Book(user).FindWave(wave) != nullptr);
    CHECK(Book(user).FindWave(wave)->due->Iso() == "2026-12-24");
    user.Go(Screen::kSurveys);
    CHECK_FALSE(user.Sees("Не сохранён опрос"));
  }
}

TEST_CASE("Surveys: a wave's form that is left by its button is given up") {
  WindowUser user;
  const auto survey = PutSurvey(user);
  user.Go(Screen::kSurveys);
  user.Click("surveys/home/survey-" + survey.Text() + "/hold");
  user.TypeInto("surveys/form/due", "24.12.2026");
  user.time().now_ms += 5'000;
  user.Frames(2);
  user.Click("surveys/form/cancel");
  CHECK(State(user).view == SurveyView::kHome);
  CHECK_FALSE(user.Sees("Не сохранён опрос"));
  CHECK(Book(user).waves.empty());
}

TEST_CASE(
    "Surveys: the district's reaches a school, which says who is invited and changes nothing") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& school = d.School("А");
  model::Uuid wave;
  {
    WindowUser user(coordinator.store());
    user.Go(Screen::kSurveys);
    user.Click("surveys/home/template-needs/hold");
    user.TypeInto("surveys/form/due", "20.12.2026");
    user.Click("surveys/form/save");
    REQUIRE(Book(user).waves.size() == 1);
    wave = Book(user).waves.front().id;
    CHECK(Book(user).waves.front().is_district());
    CHECK_FALSE(user.Has("surveys/wave/key"));
  }
  d.SyncAll();
  WindowUser user(school.store());
  CHECK(user.Has("overview/waits/survey-" + wave.Text() + "/act"));
  user.Go(Screen::kSurveys);
  CHECK(user.Sees("Опрос района"));
  Open(user, wave);
  CHECK_FALSE(user.Has("surveys/wave/close"));
  user.Click("surveys/wave/edit");
  user.Frames(4);
  CHECK_FALSE(user.Has("surveys/form/title"));
  user.TypeInto("surveys/form/invited/more", "5А");
  user.Press(Key::kEnter);
  user.TypeInto("surveys/form/invited/0/count", "30");
  user.Click("surveys/form/save");
  CHECK(user.Sees("0 из 30"));
}

TEST_CASE("Surveys: every view is whole in both languages and every size") {
  for (const WindowUserOptions& options : Sizes()) {
    WindowUser user(options);
    PutChildren(user);
    const auto look = [&](const std::string& what) {
      user.Frames(4);
      INFO(what << " " << options.width << " x " << options.scale
                << (options.language == client::Language::kRussian ? " ru" : " en"));
      CHECK(Joined(user.Problems()) == "");
    };
    user.Go(Screen::kSurveys);
    look("empty");
    const auto survey = PutSurvey(user);
    const auto wave = PutWave(user, survey);
    user.Put(model::survey_invitation, {{"wave", wave.Text()}, {"class", "5А"}, {"invited", "9"}});
    user.Put(model::survey_answer, {{"wave", wave.Text()}, {"class", "5А"}});
    look("home");
    user.desk().Run({client::ShowSurveys{SurveyView::kWave, wave}});
    look("wave");
    user.desk().Run({client::EditWave{wave}});
    look("form");
    user.desk().Run({client::BuildSurvey{survey}});
    for (size_t i = 0; i <= State(user).draft->questions.size(); ++i) {
      State(user).draft->at = i;
      look("question " + std::to_string(i));
    }
    State(user).draft->preview = true;
    look("preview");
  }
}

}  // namespace tests
