// SPDX-License-Identifier: MIT
// Keying a blank, key by key, and keying one twice.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "assets/assets.h"
#include "client/desktop/keying_state.h"
#include "client/surveys/survey_results.h"
#include "model/entities/survey_answer.h"
#include "tests/client/desk_rig.h"

namespace {

using client::BlankKeying;
using client::KeyingWrong;
using model::Question;
using model::QuestionKind;
using model::Questions;

std::string QuestionsOf(const char* name) {
  const auto json = nlohmann::json::parse(assets::Find(std::string("surveys/") + name + ".json"));
  return json.at("questions").dump();
}

Questions Template(const char* name) {
  auto questions = model::ReadQuestions({QuestionsOf(name)});
  REQUIRE(questions);
  return *questions;
}

Question Scale(const char* id, int64_t min, int64_t max) {
  Question question;
  question.id = id;
  question.kind = QuestionKind::kScale;
  question.min = min;
  question.max = max;
  question.required = true;
  return question;
}

Question Options(const char* id, QuestionKind kind, int count) {
  Question question;
  question.id = id;
  question.kind = kind;
  for (int i = 1; i <= count; ++i)
    question.options.push_back({std::to_string(i), "Ответ " + std::to_string(i), false});
  return question;
}

// Digits and letters as they are, "\n" Enter, "<" Backspace.
struct Keys {
  explicit Keys(Questions all) : questions(std::move(all)), blank(client::NewBlank(questions)) {}

  bool Press(std::u32string_view keys) {
    bool saved = false;
    for (const char32_t key : keys) {
      ++pressed;
      if (key == '\n')
        saved = PressEnter(questions, blank);
      else if (key == '<')
        PressBack(questions, blank);
      else
        TypeCharacter(questions, blank, key);
    }
    return saved;
  }
  std::string Json() { return model::WriteAnswers(OnlyAsked(questions, blank.answers)).text; }

  Questions questions;
  BlankKeying blank;
  size_t pressed = 0;
};

}  // namespace

TEST_CASE("Keying: a questionnaire of twelve questions takes fifteen keys, the save among them") {
  Keys keys(Template("satisfaction"));
  REQUIRE(keys.questions.size() == 12);
  CHECK(keys.Press(U"2545435514\n1\n"));
  CHECK(keys.pressed <= 15);
  CHECK(keys.pressed == 13);
  CHECK(keys.Json() ==
        R"({"q1":"2","q10":["4"],"q11":"1","q2":5,"q3":4,"q4":5,"q5":4,"q6":3,"q7":5,"q8":5,)"
        R"("q9":"1"})");
}

TEST_CASE("Keying: questions that are not asked are passed over, a matrix takes a key per row") {
  Keys keys(Template("needs"));
  // Attends already: no reasons are asked. No special conditions: nor which.
  CHECK(keys.Press(U"123\n\n4\n21\n3155443\n"));
  CHECK(keys.pressed == 18);
  CHECK(keys.blank.answers.contains("q11"));
  CHECK_FALSE(keys.blank.answers.contains("q2"));
  CHECK_FALSE(keys.blank.answers.contains("q10"));
}

TEST_CASE("Keying: a digit that is no option is told, and nothing changes") {
  Keys keys({Options("q1", QuestionKind::kSingle, 4), Scale("q2", 1, 5)});
  keys.Press(U"7");
  CHECK(keys.blank.wrong == KeyingWrong::kNoOption);
  CHECK(keys.blank.question == 0);
  keys.Press(U"26");
  CHECK(keys.blank.wrong == KeyingWrong::kNoPoint);
  CHECK(keys.blank.question == 1);
  keys.Press(U"5");
  CHECK_FALSE(keys.blank.wrong);
  CHECK(keys.blank.question == 2);
  keys.Press(U"5");
  CHECK(keys.blank.wrong == KeyingWrong::kAtEnd);
  CHECK(keys.Press(U"\n"));
  CHECK(keys.Json() == R"({"q1":"2","q2":5})");
}

TEST_CASE("Keying: zero is ten, and of more than ten a number is as long as it must be") {
  Keys ten({Scale("q1", 1, 10), Options("q2", QuestionKind::kSingle, 10)});
  CHECK(ten.Press(U"00\n"));
  CHECK(ten.Json() == R"({"q1":10,"q2":"10"})");
  Keys eleven({Scale("q1", 0, 10), Scale("q2", 0, 10), Scale("q3", 0, 10)});
  CHECK(eleven.Press(U"0101\n\n"));
  CHECK(eleven.Json() == R"({"q1":0,"q2":10,"q3":1})");
  Keys many({Options("q1", QuestionKind::kSingle, 15), Options("q2", QuestionKind::kMultiple, 15)});
  CHECK(many.Press(U"121\n132\n\n"));
  CHECK(many.Json() == R"({"q1":"12","q2":["1","2","13"]})");
}

TEST_CASE("Keying: ticks come and go, and stand in the order of the blank") {
  Keys keys({Options("q1", QuestionKind::kMultiple, 7)});
  CHECK(keys.Press(U"71321\n"));
  CHECK(keys.Json() == R"({"q1":["2","3","7"]})");
}

TEST_CASE("Keying: Backspace goes back to the answer before, and a digit takes its place") {
  Keys keys({Options("q1", QuestionKind::kSingle, 4), Scale("q2", 1, 5), Scale("q3", 1, 5)});
  keys.Press(U"12<");
  CHECK(keys.blank.question == 1);
  CHECK(ChosenNumber(keys.questions[1], keys.blank) == 2);
  keys.Press(U"45<<<<");
  CHECK(keys.blank.question == 0);
  CHECK(keys.Press(U"\n\n\n"));
  CHECK(keys.Json() == R"({"q1":"1","q2":4,"q3":5})");
}

TEST_CASE("Keying: what is left empty on paper may be left empty, and is marked") {
  Keys keys({Scale("q1", 1, 5), Scale("q2", 1, 5), Scale("q3", 1, 5)});
  keys.Press(U"4\n5");
  CHECK(LeftEmpty(keys.questions, keys.blank) == std::vector<size_t>{1});
  CHECK(keys.Press(U"\n"));
  CHECK(keys.Json() == R"({"q1":4,"q3":5})");
}

TEST_CASE("Keying: a blank without any answer is not saved") {
  Keys keys({Scale("q1", 1, 5), Scale("q2", 1, 5)});
  CHECK_FALSE(keys.Press(U"\n\n\n"));
  CHECK(keys.blank.wrong == KeyingWrong::kEmpty);
}

TEST_CASE("Keying: a number is taken when no digit can follow, else by Enter; texts as typed") {
  Question age;
  age.id = "q1";
  age.kind = QuestionKind::kNumber;
  age.min = 7;
  age.max = 18;
  Question wish;
  wish.id = "q2";
  wish.kind = QuestionKind::kText;
  Keys keys({age, age, wish});
  keys.questions[1].id = "q3";
  keys.Press(U"1\n");
  CHECK(keys.blank.wrong == KeyingWrong::kUnready);
  keys.Press(U"<9 Шахматы");
  CHECK(keys.blank.wrong == std::nullopt);
  CHECK(keys.blank.question == 1);
  CHECK(keys.Press(U"12Ещё 5 кружков\n"));
  CHECK(keys.Json() == R"({"q1":9,"q2":"Ещё 5 кружков","q3":12})");
}

TEST_CASE("Keying: a condition that no longer holds takes the answer away that rested on it") {
  Questions questions = {Options("q1", QuestionKind::kSingle, 2), Scale("q2", 1, 5),
                         Scale("q3", 1, 5)};
  questions[1].show_if = {"q1", {"1"}};
  Keys keys(questions);
  keys.Press(U"135<<<2");
  CHECK(keys.blank.question == 2);
  CHECK(keys.Press(U"\n"));
  CHECK(keys.Json() == R"({"q1":"2","q3":5})");
}

TEST_CASE("Keying: a malformed questionnaire of a peer is passed through, and takes no digit") {
  Question matrix = Scale("q2", 1, 5);
  matrix.kind = QuestionKind::kMatrix;
  Keys keys({Options("q1", QuestionKind::kSingle, 0), matrix, Scale("q3", 1, 5)});
  keys.Press(U"1\n3\n4");
  CHECK(keys.Press(U"\n"));
  CHECK(keys.Json() == R"({"q3":4})");
}

TEST_CASE("Keying: a half-keyed blank and a half-made correction come back as they were") {
  client::KeyingState keying;
  keying.survey.questions = Template("satisfaction");
  Keys keys(keying.questions());
  keys.Press(U"254543551");
  keying.blank = keys.blank;
  keying.who = {"5А", "parents", ""};
  client::KeyingState again;
  again.survey = keying.survey;
  REQUIRE(DecodeKeying(EncodeKeying(keying), again));
  CHECK(again.blank == keying.blank);
  CHECK(again.who == keying.who);
  CHECK_FALSE(DecodeKeying("{}", again));
}

TEST_CASE("Keyed twice: differences are told line by line, and a person chooses") {
  Question matrix = Scale("q3", 1, 5);
  matrix.kind = QuestionKind::kMatrix;
  matrix.rows = {{"1", "Зал", false}, {"2", "Двор", false}};
  Question wish;
  wish.id = "q4";
  wish.kind = QuestionKind::kText;
  const Questions questions = {Scale("q1", 1, 5), Scale("q2", 1, 5), matrix, wish};
  using Points = std::map<std::string, int64_t>;
  model::Answers first = {{"q1", int64_t{4}},
                          {"q2", int64_t{2}},
                          {"q3", Points{{"1", 5}, {"2", 1}}},
                          {"q4", std::string("Ещё  кружки")}};
  model::Answers second = {{"q1", int64_t{4}},
                           {"q2", int64_t{3}},
                           {"q3", Points{{"1", 5}}},
                           {"q4", std::string("еще кружки")}};
  auto twice = client::Compare(questions, first, second);
  CHECK(twice.compared == 5);
  REQUIRE(twice.differences.size() == 2);
  CHECK(twice.differences[0].line.number == "2");
  CHECK(twice.differences[1].line.number == "3.2");
  twice.differences[0].choice = client::KeyedTwice::Choice::kSecond;
  CHECK_FALSE(twice.decided());
  twice.differences[1].choice = client::KeyedTwice::Choice::kSecond;
  CHECK(model::WriteAnswers(Chosen(questions, twice)).text ==
        R"({"q1":4,"q2":3,"q3":{"1":5},"q4":"Ещё  кружки"})");
}

TEST_CASE("Keying pace: pauses are not counted, and a new day begins anew") {
  client::KeyingPace pace;
  const model::Date today{2026, 11, 22};
  for (const int64_t second : {0, 20, 44, 1000, 1022}) pace.Count(today, second * 1000);
  CHECK(pace.blanks == 5);
  CHECK(pace.Seconds() == 22);
  pace.Count({2026, 11, 23}, 1'040'000);
  CHECK(pace.blanks == 1);
  CHECK_FALSE(pace.Seconds());
}

namespace {

// A wave that two computers of a school key.
struct WaveRig {
  tests::District district;
  tests::Installation& first = district.School("А");
  model::Uuid survey =
      first.Put("survey", {{"title", "Качество"}, {"questions", QuestionsOf("satisfaction")}});
  model::Uuid wave =
      first.Put("survey_wave", {{"survey", survey.Text()}, {"title", "Осень"}, {"slice", "class"}});
};

void KeyBlanks(tests::DeskRig& desk, const model::Uuid& wave, const char* school_class, int count) {
  desk.Do(client::ShowSurveys{client::SurveyView::kKeying, wave});
  client::KeyingState& keying = desk.state().surveys.keying;
  keying.who = {school_class, "parents", ""};
  for (int i = 0; i < count; ++i) {
    for (const char key : std::string("1") + std::string(7, static_cast<char>('1' + i % 5)) + "1")
      TypeCharacter(keying.questions(), keying.blank, static_cast<char32_t>(key));
    desk.Do(client::SaveBlank{});
    REQUIRE(IsUntouched(keying.blank));
  }
}

}  // namespace

TEST_CASE("Keying: a wave keyed on two computers of a school apart is 240 blanks on both") {
  WaveRig rig;
  auto& second = rig.district.School("А");
  rig.district.SyncAll();
  {
    tests::DeskRig here(rig.first), there(second);
    KeyBlanks(here, rig.wave, "5А", 100);
    KeyBlanks(there, rig.wave, "5А", 50);
    KeyBlanks(there, rig.wave, "5Б", 90);
    CHECK(here.state().surveys.keying.number == 101);
  }
  rig.district.SyncAll();
  const auto here = client::ReadResults(rig.first.store(), rig.wave);
  const auto there = client::ReadResults(second.store(), rig.wave);
  REQUIRE(here);
  REQUIRE(there);
  CHECK(here->Total().answers() == 240);
  CHECK(here->Total() == there->Total());
  // 240 blanks, 48 of each point: the mean is 3.
  CHECK(*Mean(here->Total().questions()[1].lines[0]) == Approx(3));
  CHECK(rig.first.store().Disputes().empty());
}

TEST_CASE("Keying: a row of a blank tells neither a child nor an hour") {
  WaveRig rig;
  tests::DeskRig desk(rig.first);
  KeyBlanks(desk, rig.wave, "5А", 1);
  rig.first.store().List(model::survey_answer, {}, [&](const sync::RowView& row) {
    CHECK(row.record.Get(model::survey_answer.keyed_on) == desk->today());
    CHECK(row.changed_at_ms % 86'400'000 == 0);
    return true;
  });
}
