// SPDX-License-Identifier: MIT
// Blanks from paper at the window: with the keyboard alone, and counted keys.
#include <tuple>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "assets/assets.h"
#include "client/surveys/survey_results.h"
#include "model/entities/child.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_wave.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::kControl;
using client::Key;
using client::SurveyView;

// A wave at the window, its keying opened.
struct Paper {
  explicit Paper(const WindowUserOptions& options = {}, const char* name = "satisfaction",
                 const char* slice = "class")
      : user(options) {
    const auto json = nlohmann::json::parse(assets::Find(std::string("surveys/") + name + ".json"));
    survey = user.Put(model::survey, {{"title", json.at("title").get<std::string>()},
                                      {"respondents", "parents,pupils"},
                                      {"questions", json.at("questions").dump()}});
    wave = user.Put(model::survey_wave, {{"survey", survey.Text()},
                                         {"title", "Осень 2026"},
                                         {"code", "К7М2"},
                                         {"slice", slice},
                                         {"state", "open"}});
    Open();
  }
  void Open() {
    user.Frames(3);
    user.desk().Run({client::ShowSurveys{SurveyView::kKeying, wave}});
    user.Frames(3);
  }
  void ChooseClass(std::string_view school_class) {
    user.Press(Key::kF3);
    user.Type(school_class);
    user.Press(Key::kEnter);
  }
  // Of the satisfaction survey; returns the keys that it took.
  size_t KeyBlank(int i) {
    const size_t before = user.keys();
    user.Type(std::to_string(1 + i % 3) + std::string(7, static_cast<char>('1' + i % 5)) +
              std::to_string(1 + i % 4) + std::to_string(1 + i % 7));
    user.Press(Key::kEnter);
    user.Type("1");
    user.Press(Key::kEnter);
    return user.keys() - before;
  }
  client::WaveProgress Progress() { return user.desk().data().surveys.ProgressOfAll(wave); }
  std::string Place() { return user.Value("surveys/keying/blank"); }
  std::vector<sync::RowView> Rows() {
    std::vector<sync::RowView> rows;
    user.store().List(model::survey_answer, {}, [&](const sync::RowView& row) {
      rows.push_back(row);
      return true;
    });
    return rows;
  }

  WindowUser user;
  model::Uuid survey, wave;
};

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace

TEST_CASE("Keying at the window: 240 blanks without a mouse, thirteen keys each") {
  Paper paper;
  size_t most = 0, keys = 0;
  for (int i = 0; i < 240; ++i) {
    if (i % 24 == 0) paper.ChooseClass(std::to_string(1 + i / 24) + "А");
    if (i == 120) paper.user.Press(Key::kF4);
    paper.user.time().now_ms += 22'000;
    const size_t taken = paper.KeyBlank(i);
    most = std::max(most, taken);
    keys += taken;
  }
  CHECK(most == 13);
  CHECK(keys == 3'120);
  CHECK(paper.user.keys() == 3'162);  // With ten classes, and respondents once.
  CHECK(paper.user.clicks() == 0);
  CHECK(paper.Progress().counted == 240);
  const auto results = client::ReadResults(paper.user.store(), paper.wave);
  REQUIRE(results);
  CHECK(results->Total().answers() == 240);
  CHECK(*Mean(results->Total().questions()[3].lines[0]) == Approx(3));
  CHECK(PartsBy(model::Dimension::kSlice, results->blocks, {}).size() == 10);
  CHECK(paper.user.Sees("Сегодня 240 бланков, 22 секунды на бланк"));
  CHECK(paper.user.Sees("Бланк № 241"));
  CHECK(Joined(paper.user.Problems()) == "");
}

TEST_CASE("Keying at the window: a class that nobody has told of is taken as it is typed") {
  Paper paper;
  for (const char* known : {"10", "5А"})
    paper.user.Put(model::child,
                   {{"last_name", "Белова"}, {"first_name", "Анна"}, {"class", known}});
  paper.user.Frames(3);
  paper.ChooseClass("1");
  CHECK(paper.user.Value("surveys/keying/slice") == "1");
  paper.ChooseClass("5а");
  CHECK(paper.user.Value("surveys/keying/slice") == "5А");
}

TEST_CASE("Keying at the window: a half-keyed blank outlives a kill and is offered again") {
  Paper paper;
  paper.ChooseClass("5А");
  paper.user.Type("25454");
  paper.user.KillAndStart();
  CHECK(paper.user.Sees("Бланк не довведён: Осень 2026"));
  paper.Open();
  CHECK(paper.Place() == "6");
  CHECK(paper.user.Sees("продолжайте"));
  CHECK(paper.user.Value("surveys/keying/slice") == "5А");
  paper.user.Type("35514");
  paper.user.Press(Key::kEnter);
  paper.user.Type("1");
  paper.user.Type("Больше шахмат");
  paper.user.time().now_ms += 3'000;
  paper.user.Frames(2);
  paper.user.KillAndStart();
  paper.Open();
  REQUIRE(paper.user.Sees("Больше шахмат"));
  paper.user.Press(Key::kEnter);
  REQUIRE(paper.Rows().size() == 1);
  CHECK(paper.Rows()[0].record.Get(model::survey_answer.answers)->text ==
        R"({"q1":"2","q10":["4"],"q11":"1","q12":"Больше шахмат","q2":5,"q3":4,"q4":5,"q5":4,)"
        R"("q6":3,"q7":5,"q8":5,"q9":"1"})");
  paper.user.KillAndStart();
  paper.Open();
  CHECK(paper.Place() == "1");
}

TEST_CASE("Keying at the window: a wrong digit is told in place, and Backspace goes back") {
  Paper paper;
  paper.user.Type("7");
  CHECK(paper.user.Sees("Такого ответа нет"));
  CHECK(paper.Place() == "1");
  paper.user.Type("15");
  CHECK_FALSE(paper.user.Sees("Такого ответа нет"));
  CHECK(paper.Place() == "3");
  paper.user.Press(Key::kBackspace);
  CHECK(paper.Place() == "2");
  paper.user.Press(Key::kEnd);
  CHECK(paper.user.Sees("Все вопросы пройдены"));
  CHECK(paper.user.Sees("Без ответа: 3, 4, 5, 6, 7, 8, 9, 11"));
}

TEST_CASE("Keying at the window: a text takes lines, and what is in it stays when Esc leaves") {
  Paper paper;
  paper.user.Type("1444444414");
  paper.user.Press(Key::kEnter);
  paper.user.Type("1");
  paper.user.Type("Первая");
  paper.user.Press(Key::kEnter, kControl);
  paper.user.Type("вторая");
  CHECK(paper.user.Value("surveys/keying/text") == "Первая\nвторая");
  paper.user.Press(Key::kEscape);
  CHECK_FALSE(paper.user.Has("surveys/keying/text"));
  paper.Open();
  CHECK(paper.user.Value("surveys/keying/text") == "Первая\nвторая");
  paper.user.Type("!");
  CHECK(paper.user.Value("surveys/keying/text") == "Первая\nвторая!");
}

TEST_CASE("Keying at the window: a spoiled blank is one key, and can be opened again") {
  Paper paper;
  paper.KeyBlank(0);
  paper.user.Type("25");
  paper.user.Press(Key::kF8);
  CHECK(paper.Progress().spoiled == 1);
  CHECK(paper.Progress().counted == 1);
  paper.user.Type("254");
  paper.user.Press(Key::kZ, kControl);
  CHECK(paper.user.Sees("Бланк № 2 был испорченным"));
  paper.user.Press(Key::kEnter);
  CHECK(paper.Progress().spoiled == 0);
  CHECK(paper.Progress().counted == 2);
  // What was being keyed is there again.
  CHECK(paper.Place() == "4");
  CHECK(paper.user.Sees("Бланк № 3"));
}

TEST_CASE(
    "Keying at the window: the last blank is corrected, and the one before it by asking twice") {
  Paper paper;
  paper.KeyBlank(0);
  paper.KeyBlank(1);
  paper.user.Press(Key::kZ, kControl);
  CHECK(paper.user.Sees("Исправляется бланк № 2"));
  paper.user.Press(Key::kZ, kControl);
  CHECK(paper.user.Sees("Исправляется бланк № 1"));
  paper.user.Press(Key::kHome);
  paper.user.Type("3");
  paper.user.Press(Key::kS, kControl);
  CHECK(paper.Rows()[0].record.Get(model::survey_answer.answers)->text.starts_with(R"({"q1":"3")"));
  CHECK(paper.Rows().size() == 2);
  CHECK(paper.Place() == "1");
  // A correction that changes nothing is left by Esc, and keying goes on.
  paper.user.Press(Key::kZ, kControl);
  paper.user.Press(Key::kEscape);
  CHECK(paper.user.Sees("Бланк № 3"));
}

TEST_CASE("Keying at the window: a blank keyed twice shows what differs, and a person chooses") {
  Paper paper;
  paper.KeyBlank(0);  // 1, seven times 1, 1, 1, 1.
  paper.KeyBlank(1);
  paper.user.Press(Key::kF7);
  paper.user.Type("9");
  paper.user.Press(Key::kEnter);
  CHECK(paper.user.Sees("Бланка № 9 здесь нет"));
  paper.user.Press(Key::kBackspace);
  paper.user.Type("1");
  paper.user.Press(Key::kEnter);
  CHECK(paper.Place() == "1");
  CHECK_FALSE(paper.user.Sees("Последние бланки"));
  paper.user.Type("1151111111");
  paper.user.Press(Key::kEnter);
  paper.user.Type("2");
  paper.user.Press(Key::kEnter);
  CHECK(paper.user.Sees("Отличаются 2 ответа"));
  CHECK(Joined(paper.user.Problems()) == "");
  paper.user.Type("21");
  paper.user.Press(Key::kEnter);
  CHECK(paper.user.Sees("2 расхождения, решены и записаны"));
  CHECK(paper.user.Sees("Сверено ответов: 12, отличались: 2 (16,7 %)"));
  const auto row = paper.Rows()[0].record;
  CHECK(row.Get(model::survey_answer.compared) == 12);
  CHECK(row.Get(model::survey_answer.differed) == 2);
  CHECK(row.Get(model::survey_answer.answers)->text.find(R"("q11":"1")") != std::string::npos);
  CHECK(row.Get(model::survey_answer.answers)->text.find(R"("q3":5)") != std::string::npos);
  paper.user.Press(Key::kEscape);
  CHECK(paper.user.Sees("Бланк № 3"));
}

TEST_CASE(
    "Keying at the window: two computers' blanks of one number are told apart by their class") {
  Paper paper;
  paper.ChooseClass("5А");
  paper.KeyBlank(0);
  paper.user.Put(
      model::survey_answer,
      {{"wave", paper.wave.Text()}, {"class", "7Б"}, {"blank", "1"}, {"answers", R"({"q1":"1"})"}});
  paper.user.Frames(3);
  paper.user.Press(Key::kF7);
  paper.user.Type("1");
  paper.user.Press(Key::kEnter);
  CHECK(paper.user.Sees("на двух компьютерах"));
  CHECK(paper.user.Sees("7Б"));
  CHECK(Joined(paper.user.Problems()) == "");
  paper.user.Type("2");
  CHECK(paper.Place() == "1");
  CHECK(paper.user.desk().state().surveys.keying.second->original.who.slice == "7Б");
}

TEST_CASE("Keying at the window: what is keyed into a closed wave is kept, and said not to count") {
  Paper paper;
  paper.user.Put(model::survey_wave, {{"state", "closed"}, {"closed_on", "2026-01-01"}},
                 paper.wave);
  paper.Open();
  CHECK(paper.user.Sees("в итоги не войдут"));
  paper.KeyBlank(0);
  CHECK(paper.Progress().late == 1);
  CHECK(paper.Progress().counted == 0);
}

TEST_CASE("Keying at the window: the mouse does all of it as well") {
  Paper paper;
  paper.user.Click("surveys/keying/option-2");
  paper.user.Click("surveys/keying/point-5");
  CHECK(paper.Place() == "3");
  paper.user.Click("surveys/keying/place-1");
  CHECK(paper.Place() == "1");
  paper.user.Click("surveys/keying/respondents/0");
  paper.user.Type("3");
  CHECK(paper.Place() == "2");
  paper.user.Click("surveys/keying/spoil");
  CHECK(paper.Progress().spoiled == 1);
  paper.user.Type("1");
  CHECK(paper.Place() == "2");
}

TEST_CASE(
    "Keying at the window: every kind of question is whole at every size, in both languages") {
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}}) {
      Paper paper({.language = language, .width = width, .height = height, .scale = scale}, "needs",
                  "programme");
      for (int question = 0; question < 13; ++question) {
        CAPTURE(question, width, scale);
        CHECK(Joined(paper.user.Problems()) == "");
        paper.user.Press(Key::kPageDown);
      }
      paper.user.Press(Key::kEnter);
      CHECK(Joined(paper.user.Problems()) == "");
    }
}

}  // namespace tests
