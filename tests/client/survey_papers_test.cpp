// SPDX-License-Identifier: MIT
// The papers of a survey: the blank that is given out, and what came of it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/print/documents.h"
#include "tests/client/pdf_text.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using tests::District;
using tests::Holds;
using tests::Installation;
using What = client::DocumentRequest::What;

namespace {

const model::Date kToday{2026, 11, 22};

nlohmann::json Template(const std::string& name) {
  return nlohmann::json::parse(
      tests::ReadFile(std::string(KRUZHOK_SOURCE_DIR) + "/assets/surveys/" + name + ".json"));
}

struct Paper {
  District d;
  Installation& school = d.School("Русскопотамская СОШ");
  tests::TempFolder folder;
  model::Uuid wave;

  explicit Paper(const std::string& questions, const tests::Fields& more = {}) {
    tests::Fields fields = {{"title", "Качество"}, {"questions", questions}};
    fields.insert(fields.end(), more.begin(), more.end());
    wave = school.Put("survey_wave", {{"survey", school.Put("survey", fields).Text()},
                                      {"title", "Осень 2026"},
                                      {"code", "К7Ж2"},
                                      {"slice", "class"}});
    d.SyncAll();  // The organisation's name comes from the hub.
  }
  void Key(int count, const char* school_class, const char* answers) {
    for (int i = 0; i < count; ++i)
      school.Put("survey_answer",
                 {{"wave", wave.Text()}, {"class", school_class}, {"answers", answers}});
  }
  // Nothing where the tool that reads papers is not installed.
  std::optional<std::vector<std::string>> Print(What what) {
    const auto file = folder.path() / "paper.pdf";
    client::DocumentRequest request;
    request.what = what;
    request.id = wave;
    REQUIRE(WriteDocument(school.store(), request, kToday, file));
    return tests::PagesOf(file.string());
  }
};

const char* const kBranching = R"([
  {"id":"q1","kind":"single","text":"Ходите?","options":[{"code":"3","text":"да"},
   {"code":"7","text":"нет"}]},
  {"id":"q2","kind":"text","text":"Почему?","show_if":{"question":"q1","any":["7"]}},
  {"id":"q3","kind":"scale","text":"Оценка","min_label":"плохо","max_label":"хорошо",
   "satisfied_from":4,"page":true},
  {"id":"q4","kind":"matrix","text":"Важно?","rows":[{"code":"1","text":"рядом"},
   {"code":"2","text":"бесплатно"}]},
  {"id":"q5","kind":"number","text":"Сколько раз?","max":7}])";

}  // namespace

TEST_CASE("Survey blank: every page has the wave's code and a place for the sheet's number") {
  Paper paper(kBranching);
  const auto pages = paper.Print(What::kSurveyBlank);
  if (!pages) return;
  REQUIRE(pages->size() == 2);
  for (const std::string& page : *pages) {
    CHECK(Holds(page, "К7Ж2"));
    CHECK(Holds(page, "Бланк № __"));
  }
  CHECK(Holds(pages->front(), "1 из 2"));
  CHECK(Holds(pages->front(), "Русскопотамская СОШ"));
  CHECK(Holds(pages->front(), "Анкета анонимная. Не пишите имя."));
  CHECK(Holds(pages->front(), "Класс: __"));
}

TEST_CASE("Survey blank: answers bear the digit that is keyed, and conditions are told in words") {
  Paper paper(kBranching);
  const auto pages = paper.Print(What::kSurveyBlank);
  if (!pages) return;
  CHECK(Holds(pages->front(), "1 да 2 нет"));
  CHECK(Holds(pages->front(), "только если в вопросе 1 отмечено 2 («нет»)"));
  CHECK_FALSE(Holds(pages->front(), "Оценка"));  // Begins a page.
  CHECK(Holds(pages->back(), "плохо 1 2 3 4 5 хорошо"));
  CHECK(Holds(pages->back(), "4.2 бесплатно 1 2 3 4 5"));
  CHECK(Holds(pages->back(), "число от 1 до 7"));
}

TEST_CASE("Survey blank: what was invited is ticked, and who answers") {
  Paper paper(kBranching, {{"respondents", "pupils,parents"}});
  for (const char* school_class : {"10", "5А"})
    paper.school.Put("survey_invitation",
                     {{"wave", paper.wave.Text()}, {"class", school_class}, {"invited", "20"}});
  const auto pages = paper.Print(What::kSurveyBlank);
  if (!pages) return;
  CHECK(Holds(pages->front(), "Класс 5А 10"));
  CHECK(Holds(pages->front(), "обучающийся родитель (законный представитель)"));
}

TEST_CASE("Survey blank: each template that comes with the program fits on two sides of a sheet") {
  for (const char* name : {"satisfaction", "needs"}) {
    const auto survey = Template(name);
    Paper paper(survey["questions"].dump(),
                {{"intro", survey["intro"].get<std::string>()}, {"respondents", "pupils,parents"}});
    if (const auto pages = paper.Print(What::kSurveyBlank)) CHECK(pages->size() <= 2);
  }
}

TEST_CASE("Survey blank: no question is broken over two pages") {
  nlohmann::json questions = nlohmann::json::array();
  for (int i = 0; i < 40; ++i) {
    auto& question = questions.emplace_back();
    question = {{"id", "q" + std::to_string(i)}, {"kind", "single"}, {"text", "Вопрос"}};
    for (int option = 1; option <= 3; ++option)
      question["options"].push_back(
          {{"code", std::to_string(option)}, {"text", "вариант " + std::string(90 + i, 'x')}});
  }
  Paper paper(questions.dump());
  const auto pages = paper.Print(What::kSurveyBlank);
  if (!pages) return;
  const auto count = [](const std::string& page, std::string_view part) {
    size_t found = 0;
    for (size_t at = page.find(part); at != page.npos; at = page.find(part, at + 1)) ++found;
    return found;
  };
  REQUIRE(pages->size() > 1);
  for (const std::string& page : *pages) CHECK(count(page, "вариант") == 3 * count(page, "Вопрос"));
}

TEST_CASE("Survey results on paper: the total, what is asked and the classes, none under five") {
  Paper paper(kBranching);
  paper.Key(8, "5А", R"({"q1":"3","q3":5,"q5":2})");
  paper.Key(6, "5Б", R"({"q1":"3","q3":2})");
  paper.Key(2, "6А", R"({"q1":"7","q2":"Далеко живу","q3":4})");
  const auto pages = paper.Print(What::kSurveyResults);
  if (!pages) return;
  REQUIRE(pages->size() == 1);
  const std::string& page = pages->front();
  CHECK(Holds(page, "Итоги опроса: Осень 2026"));
  CHECK(Holds(page, "16 — 63 %"));  // Answered of nobody knows how many; satisfied.
  CHECK(Holds(page, "да 14 · 88 %"));
  CHECK(Holds(page, "ответили 2 из 2"));
  CHECK(Holds(page, "среднее 3,8 · довольны 63 %"));
  CHECK(Holds(page, "Класс Ответили Довольны 5А 8"));
  CHECK(Holds(page, "прочие 8"));
  CHECK(Holds(page, "версия 1"));
  CHECK(Holds(page, "Напечатано 22.11.2026"));
  for (const char* told : {"5Б", "6А", "Далеко"}) CHECK_FALSE(Holds(page, told));
}

TEST_CASE(
    "Survey results on paper: the template's are one page, a long survey's go on and say so") {
  const auto survey = Template("satisfaction");
  Paper paper(survey["questions"].dump());
  for (const char* school_class : {"5А", "5Б", "6А", "6Б", "7А", "7Б"})
    paper.Key(5, school_class, R"({"q1":"1","q2":5,"q9":"2"})");
  if (const auto pages = paper.Print(What::kSurveyResults)) CHECK(pages->size() == 1);
  Paper longer(Template("needs")["questions"].dump());
  longer.Key(5, "5А", R"({"q1":"1"})");
  const auto pages = longer.Print(What::kSurveyResults);
  if (!pages) return;
  REQUIRE(pages->size() == 2);
  CHECK(Holds(pages->front(), "Страница 1 из 2, продолжение на следующей"));
}

TEST_CASE("Survey papers: a coordinator prints all schools of the district's survey, or one") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& a = d.School("Альфа");
  auto& b = d.School("Бета");
  const auto survey = coordinator.Put("survey", {{"title", "Качество"}, {"questions", kBranching}});
  const auto wave = coordinator.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Все"}});
  d.SyncAll();
  for (auto* school : {&a, &b})
    for (int i = 0; i < (school == &a ? 6 : 9); ++i)
      school->Put("survey_answer",
                  {{"wave", wave.Text()}, {"class", "5А"}, {"answers", R"({"q3":5})"}});
  d.SyncAll();
  tests::TempFolder folder;
  const auto print = [&](What what, const std::optional<model::Uuid>& owner) {
    client::DocumentRequest request;
    request.what = what;
    request.id = wave;
    request.owner = owner;
    REQUIRE(WriteDocument(coordinator.store(), request, kToday, folder.path() / "paper.pdf"));
    const auto pages = tests::PagesOf((folder.path() / "paper.pdf").string());
    return pages ? std::optional(pages->front()) : std::nullopt;
  };
  const auto all = print(What::kSurveyResults, std::nullopt);
  if (!all) return;
  CHECK(Holds(*all, "Организация Ответили Довольны Альфа 6 100 % Бета 9 100 %"));
  const auto one = print(What::kSurveyResults, b.organisation());
  CHECK(Holds(*one, "Бета"));
  CHECK_FALSE(Holds(*one, "Альфа"));
  CHECK(Holds(*one, "ответили 9"));
  CHECK(Holds(*print(What::kSurveyBlank, std::nullopt), "Организация: ___"));
  CHECK(Holds(*print(What::kSurveyBlank, b.organisation()), "Бета"));
}
