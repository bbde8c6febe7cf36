// SPDX-License-Identifier: MIT
#include "model/questionnaire.h"

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

Questions Read(const std::string& text) {
  const auto normal = NormalJson(text);
  REQUIRE(normal);
  const auto questions = ReadQuestions(Json{*normal});
  REQUIRE(questions);
  return *questions;
}

const char* const kFull = R"([
  {"id":"q1","kind":"single","text":"Довольны ли вы?","required":true,
   "options":[{"code":"1","text":"Да","satisfied":true},{"code":"2","text":"Нет"}]},
  {"id":"q2","kind":"multiple","text":"Что мешает?","page":true,
   "options":[{"code":"1","text":"Далеко"},{"code":"2","text":"Дорого"}],
   "show_if":{"question":"q1","any":["2"]}},
  {"id":"q3","kind":"scale","text":"Оценка","min_label":"плохо","max_label":"хорошо",
   "satisfied_from":4},
  {"id":"q4","kind":"matrix","text":"Оцените","max":3,
   "rows":[{"code":"1","text":"Кабинет"},{"code":"2","text":"Занятия"}]},
  {"id":"q5","kind":"number","text":"Сколько вам лет?","min":5,"max":18},
  {"id":"q6","kind":"text","text":"Пожелания"}])";

Answers ReadOf(const Questions& questions, const std::string& text) {
  return ReadAnswers(questions, Json{text});
}

}  // namespace

TEST_CASE("Questionnaire: what is written is read again") {
  const Questions questions = Read(kFull);
  REQUIRE(questions.size() == 6);
  CHECK(questions[0].options[0].satisfied);
  CHECK(questions[1].new_page);
  CHECK(questions[1].show_if->any == std::vector<std::string>{"2"});
  CHECK(questions[3].max == 3);
  CHECK(WriteQuestions(questions).text == *NormalJson(kFull));
  CHECK(Problems(questions).empty());
}

TEST_CASE("Questionnaire: what a newer program has said of a question stays") {
  const std::string newer = R"([{"id":"q1","kind":"text","picture":{"of":1},"text":"Что?"}])";
  CHECK(WriteQuestions(Read(newer)).text == newer);
}

TEST_CASE("Questionnaire: what is none is refused with its place") {
  const auto where = [](const char* text) {
    const auto read = ReadQuestions(Json{text});
    return read ? std::string() : read.error().detail;
  };
  CHECK(where("{}") == "questions");
  CHECK(where("nonsense") == "questions");
  CHECK(where(R"([{"id":"q1","kind":"text"},{"kind":"text"}])") == "questions[2]");
  CHECK(where(R"([{"id":"q1","kind":"guess"}])") == "questions[1]");
  CHECK(where(R"([{"id":"q1","kind":"text"},{"id":"q1","kind":"text"}])") == "questions[2].id");
  CHECK(where(R"([{"id":"q1","kind":"single","options":[{"code":"1"},{"code":"1"}]}])") ==
        "questions[1].options");
  CHECK(where(R"([{"id":"q1","kind":"scale","min":"one"}])") == "questions[1].min");
  CHECK(where("").empty());
}

TEST_CASE("Questionnaire: what keeps it from being asked is told by question") {
  using What = QuestionProblem::What;
  const auto first = [](const std::string& text) {
    const auto problems = Problems(Read(text));
    REQUIRE(problems.size() == 1);
    return problems.front();
  };
  CHECK(first(R"([{"id":"q1","kind":"text"}])").what == What::kNoText);
  CHECK(first(R"([{"id":"q1","kind":"single","text":"?","options":[{"code":"1","text":"Да"}]}])")
            .what == What::kFewOptions);
  CHECK(first(R"([{"id":"q1","kind":"multiple","text":"?",
                   "options":[{"code":"1","text":"Да"},{"code":"2","text":""}]}])")
            .what == What::kNoOptionText);
  CHECK(first(R"([{"id":"q1","kind":"single","text":"?",
                   "options":[{"code":"1","text":"Да"},{"code":"2","text":"Да"}]}])")
            .what == What::kSameText);
  CHECK(first(R"([{"id":"q1","kind":"scale","text":"?","min":5,"max":5}])").what ==
        What::kBadRange);
  const auto late = first(R"([{"id":"q1","kind":"text","text":"?",
      "show_if":{"question":"q2","any":["1"]}},{"id":"q2","kind":"scale","text":"?"}])");
  CHECK(late.what == What::kBadCondition);
  CHECK(late.question == 0);
}

TEST_CASE("Questionnaire: an id and a code are given once") {
  const Questions questions = Read(kFull);
  CHECK(NewQuestionId(questions) == "q7");
  CHECK(NewQuestionId({}) == "q1");
  CHECK(NewCode(questions[0].options) == "3");
}

TEST_CASE("Answers: what is written is read again, and what does not belong is left out") {
  const Questions questions = Read(kFull);
  const std::string all =
      R"({"q1":"2","q2":["1","2"],"q3":5,"q4":{"1":3,"2":1},"q5":12,"q6":"Спасибо"})";
  CHECK(WriteAnswers(ReadOf(questions, all)).text == all);
  CHECK(ReadOf(questions, R"({"q1":"3","q2":["1","1"],"q3":6,"q4":{"9":1},"q5":"12","q6":"",
                             "q99":"1"})")
            .empty());
  CHECK(ReadOf(questions, "nonsense").empty());
  CHECK(ReadOf(questions, "").empty());
}

TEST_CASE("Answers: a question is asked only of whom its condition names") {
  const Questions questions = Read(kFull);
  CHECK_FALSE(IsAsked(questions, 1, ReadOf(questions, R"({"q1":"1"})")));
  CHECK(IsAsked(questions, 1, ReadOf(questions, R"({"q1":"2"})")));
  CHECK_FALSE(IsAsked(questions, 1, {}));
  const Answers kept = OnlyAsked(questions, ReadOf(questions, R"({"q1":"1","q2":["1"],"q3":4})"));
  CHECK(WriteAnswers(kept).text == R"({"q1":"1","q3":4})");
}

TEST_CASE("Answers: a question behind one that is not asked is not asked either") {
  const Questions questions = Read(R"([
    {"id":"q1","kind":"scale","text":"1"},
    {"id":"q2","kind":"single","text":"2","show_if":{"question":"q1","any":["1"]},
     "options":[{"code":"1","text":"a"},{"code":"2","text":"b"}]},
    {"id":"q3","kind":"text","text":"3","show_if":{"question":"q2","any":["1"]}}])");
  CHECK(IsAsked(questions, 2, ReadOf(questions, R"({"q1":1,"q2":"1"})")));
  CHECK_FALSE(IsAsked(questions, 2, ReadOf(questions, R"({"q1":2,"q2":"1"})")));
}

TEST_CASE("Questionnaire: a scale that is too long for a screen takes no answer") {
  const Questions questions =
      Read(R"([{"id":"q1","kind":"scale","text":"?","min":0,"max":1000000}])");
  CHECK(ReadOf(questions, R"({"q1":500})").empty());
  CHECK_FALSE(Problems(questions).empty());
}

}  // namespace kruzhok::model
