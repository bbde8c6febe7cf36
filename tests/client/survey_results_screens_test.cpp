// SPDX-License-Identifier: MIT
// What came of a survey, as people look at it.
#include <algorithm>
#include <filesystem>
#include <map>

#include <catch2/catch.hpp>

#include "client/tables/workbook.h"
#include "model/entities/survey_answer.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace {

using client::Key;
using client::ShowSurveys;
using client::SurveyView;
using tests::District;
using tests::Installation;
using tests::WindowUser;
using Tab = client::ResultsState::Tab;

const std::vector<std::string> kNone;
constexpr int64_t kDayMs = 86'400'000;

const char* const kQuestions = R"([
  {"id":"q1","kind":"scale","text":"О занятиях, расписании и записи легко узнать",
   "min_label":"совсем не согласен","max_label":"полностью согласен","satisfied_from":4},
  {"id":"q2","kind":"single","text":"Довольны ли вы дополнительным образованием в целом?",
   "options":[{"code":"1","text":"полностью довольны","satisfied":true},
   {"code":"2","text":"скорее не довольны"},{"code":"3","text":"трудно сказать"}]},
  {"id":"q3","kind":"multiple","text":"Что стоит улучшить в первую очередь?",
   "options":[{"code":"1","text":"расписание"},{"code":"2","text":"помещение и оборудование"},
   {"code":"3","text":"ничего, всё устраивает"}]},
  {"id":"q4","kind":"matrix","text":"Насколько важно при выборе занятий?","min_label":"не важно",
   "max_label":"очень важно","rows":[{"code":"1","text":"близко к дому"},
   {"code":"2","text":"польза для выбора профессии"}]},
  {"id":"q5","kind":"number","text":"Сколько раз в неделю удобно заниматься?","min":1,"max":7},
  {"id":"q6","kind":"text","text":"Что ещё вы хотели бы сказать?"}])";
// The next version: without what to improve, and with a question of its own.
const char* const kNewQuestions = R"([
  {"id":"q1","kind":"scale","text":"О занятиях, расписании и записи легко узнать",
   "min_label":"совсем не согласен","max_label":"полностью согласен","satisfied_from":4},
  {"id":"q7","kind":"single","text":"Посоветуете ли вы эти занятия знакомым?",
   "options":[{"code":"1","text":"да"},{"code":"2","text":"нет"}]}])";

// A district whose schools hold one survey, twice.
struct Held {
  District district;
  Installation& school = district.School("Ёлкинская школа");
  Installation& other = district.School("Школа № 2 имени первого учителя села Большие Ёлки");
  Installation& late = district.School("Школа № 3");
  Installation& coordinator = district.Coordinator();
  model::Uuid survey = coordinator.Put(
      "survey", {{"title", "Качество дополнительного образования"}, {"questions", kQuestions}});
  model::Uuid next = coordinator.Put("survey", {{"title", "Качество дополнительного образования"},
                                                {"version", "2"},
                                                {"previous", survey.Text()},
                                                {"questions", kNewQuestions}});
  model::Uuid wave = Wave(survey, "Осень 2026 года", "2026-10-01");
  model::Uuid before = Wave(survey, "Осень 2025 года", "2025-10-01");
  model::Uuid after = Wave(next, "Весна 2027 года", "2027-03-01");

  Held() {
    district.SyncAll();
    for (const char* school_class : {"5А", "5Б", "11А"})
      school.Put("survey_invitation",
                 {{"wave", wave.Text()}, {"class", school_class}, {"invited", "12"}});
    KeyClass(school, wave, "5А", 10, 4);
    KeyClass(school, wave, "5Б", 8, 3);
    KeyClass(school, wave, "11А", 3, 5);
    KeyClass(other, wave, "5А", 7, 2);
    KeyClass(school, before, "5А", 10, 2);
    KeyClass(school, after, "5А", 6, 5);
    district.SyncAll();
  }
  model::Uuid Wave(const model::Uuid& of, const char* title, const char* start) {
    return coordinator.Put(
        "survey_wave",
        {{"survey", of.Text()}, {"title", title}, {"slice", "class"}, {"start_date", start}});
  }
  // The first half of the point, the others of the one above.
  void KeyClass(Installation& who, const model::Uuid& of, const char* school_class, int count,
                int point) {
    for (int i = 0; i < count; ++i) {
      const std::string scale = std::to_string(i % 2 ? std::min(point + 1, 5) : point);
      std::string answers = R"({"q1":)" + scale + R"(,"q2":")" + std::to_string(1 + i % 3) +
                            R"(","q3":["1","3"],"q4":{"1":5,"2":)" + scale + R"(},"q5":2,"q7":"1")";
      if (i % 3 == 0) answers += R"(,"q6":"Больше секций, раз )" + std::to_string(i) + '"';
      who.Put("survey_answer", {{"wave", of.Text()},
                                {"class", school_class},
                                {"respondent", i % 2 ? "parents" : "pupils"},
                                {"answers", answers + "}"}});
    }
  }
};

void Open(WindowUser& user, const model::Uuid& wave) {
  user.desk().Run({ShowSurveys{SurveyView::kResults, wave}});
  user.Frames(6);
}

void OpenTab(WindowUser& user, Tab tab) {
  user.desk().state().surveys.results.tab = tab;
  user.Frames(4);
}

client::ResultsState& StateOf(WindowUser& user) {
  return user.desk().state().surveys.results;
}

// Every size, language and theme.
std::vector<tests::WindowUserOptions> Looks() {
  std::vector<tests::WindowUserOptions> all;
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish}) {
    all.push_back({.language = language});
    all.push_back({.language = language, .width = 2732, .height = 1536, .scale = 2});
    all.push_back({.language = language, .theme = client::ThemeChoice::kDark, .scale = 2});
    all.push_back({.language = language, .scale = 0.8F});
  }
  return all;
}

}  // namespace

TEST_CASE("Results: how many have answered of whom, who is satisfied, and what was answered") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  CHECK(user.Sees("21 из 36"));
  CHECK(user.Sees("58,3 % приглашённых"));
  CHECK(user.Sees("1. О занятиях, расписании и записи легко узнать"));
  CHECK(user.Sees("ответили 21 из 21 · среднее 4,2 · довольны 81 %"));
  CHECK_FALSE(user.Sees("среднее 0,0"));  // Words have none.
  CHECK(user.Sees("5 (полностью согласен)"));
  CHECK(user.Sees("8 · 38,1 %"));
  CHECK(user.Sees("польза для выбора профессии"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Results: a class can be looked at by itself; one of three pupils only with others") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  // Of 5Б too few are left beside 11А to be told apart from it.
  REQUIRE(StateOf(user).figures.slices.size() == 1);
  CHECK(StateOf(user).figures.slices.front().second == "5А");
  user.TypeInto("surveys/results/filter/class", "5А");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Sees("10 из 12"));
  user.TypeInto("surveys/results/filter/class", "11А");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(StateOf(user).figures.total.answers() != 3);
}

TEST_CASE("Results: a table of classes says who the others are, and opens a class") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  user.Click("surveys/results/tab/1");
  CHECK(StateOf(user).tab == Tab::kParts);
  CHECK(user.Sees("прочие"));
  CHECK(user.Sees("чтобы никого нельзя было узнать"));
  CHECK(StateOf(user).figures.parts.back().answers == 11);
  CHECK(StateOf(user).figures.parts.back().invited == 24);
  CHECK(user.Problems() == kNone);
  user.Click("surveys/results/parts/open");
  CHECK(StateOf(user).tab == Tab::kFigures);
  CHECK(StateOf(user).figures.total.answers() == 10);
}

TEST_CASE("Results: two waves are compared in points, and a question of one of them is called so") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  OpenTab(user, Tab::kComparison);
  StateOf(user).other = held.before;
  user.Frames(4);
  CHECK(user.Sees("81 % · было 0 %"));
  CHECK(user.Sees("+81 п. п."));
  CHECK(user.Sees("среднее 4,2, было 2,5"));
  CHECK(user.Problems() == kNone);
  StateOf(user).other = held.after;
  user.Frames(4);
  CHECK(user.Sees("Этого вопроса в другом опросе не было."));
  CHECK(user.Text().find("Посоветуете ли вы") != std::string::npos);
}

TEST_CASE("Free texts are read one by one and tagged by keyboard: a word once, then by its digit") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  OpenTab(user, Tab::kTexts);
  REQUIRE(StateOf(user).figures.texts.size() == 8);
  user.Click("surveys/results/texts/list/row-0");
  user.Press(Key::kEnter);
  user.Type("секции");
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(CurrentText(StateOf(user))->tags == std::vector<std::string>{"секции"});
  user.Press(Key::kDown);
  user.Press(Key::k1);
  user.Frames(4);
  CHECK(StateOf(user).text_cursor == 1);
  CHECK(StateOf(user).figures.tags == decltype(StateOf(user).figures.tags){{"секции", 2}});
  CHECK(user.Problems() == kNone);
  const model::Uuid tagged = CurrentText(StateOf(user))->answer;
  StateOf(user).choice.tag = "";
  user.Frames(3);
  CHECK(StateOf(user).figures.texts.size() == 6);
  user.Press(Key::kZ, client::kControl);
  user.Frames(4);
  CHECK(StateOf(user).figures.texts.size() == 7);
  const auto history = held.school.store().History({"survey_answer", tagged});
  REQUIRE(history);
  for (const auto& item : *history) CHECK(item.at_ms % kDayMs == 0);
}

TEST_CASE("What two have tagged apart is together once one of them tags it again") {
  Held held;
  Installation& second = held.district.School("Ёлкинская школа");
  held.district.SyncAll();
  WindowUser user(held.school.store());
  Open(user, held.wave);
  OpenTab(user, Tab::kTexts);
  const model::Uuid answer = CurrentText(StateOf(user))->answer;
  second.Edit(answer, {{"tags", R"({"q6":["дорога"]})"}});
  user.desk().Run({client::TagText{answer, "q6", "секции", true}});
  held.district.SyncAll();
  user.Frames(4);
  user.desk().Run({client::TagText{answer, "q6", "зал", true}});
  user.Frames(4);
  CHECK(CurrentText(StateOf(user))->tags == std::vector<std::string>{"дорога", "зал", "секции"});
}

TEST_CASE("A coordinator sees all schools side by side, first those that have not begun") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user, held.wave);
  CHECK(user.Sees("28 из 36"));
  OpenTab(user, Tab::kSchools);
  CHECK(user.Sees("Не начали: 1"));
  const auto& schools = StateOf(user).read->schools;
  REQUIRE(schools.size() == 3);
  CHECK(schools.front().title == "Школа № 3");
  CHECK(user.Problems() == kNone);
  user.Click("surveys/results/schools/list/row-1");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(StateOf(user).tab == Tab::kFigures);
  CHECK(StateOf(user).figures.total.answers() == schools[1].tally.answers());
}

TEST_CASE("A coordinator sees the schools' own waves of one survey side by side") {
  Held held;
  const auto own = [&](Installation& who, const char* title, int point) {
    const auto wave = who.Put("survey_wave", {{"survey", held.survey.Text()}, {"title", title}});
    held.KeyClass(who, wave, "7А", 6, point);
    return wave;
  };
  const auto first = own(held.school, "Кружки", 4), second = own(held.other, "Секции", 2);
  held.district.SyncAll();
  WindowUser user(held.coordinator.store());
  Open(user, first);
  OpenTab(user, Tab::kSchools);
  REQUIRE(StateOf(user).read->schools.size() == 3);
  CHECK_FALSE(StateOf(user).read->schools.front().wave);
  StateOf(user).school_cursor = 2;
  user.Frames();
  user.Click("surveys/results/schools/open");
  user.Frames(4);
  CHECK(StateOf(user).wave == second);
  CHECK(StateOf(user).figures.total.answers() == 6);
}

TEST_CASE("Results go into a table where the person keeps files") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  user.Click("surveys/results/export");
  user.Frames(3);
  CHECK(user.Sees("Ответов словами в файле нет"));
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEnter, client::kControl);
  user.Frames(4);
  CHECK(user.Sees("Итоги опроса выгружены"));
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(user.home() / "Documents")) {
    const auto book = client::ReadWorkbook(entry.path());
    REQUIRE(book);
    CHECK(book->sheets.front().rows.size() > 10);
    ++files;
  }
  CHECK(files == 1);
}

TEST_CASE("Results are printed on paper") {
  Held held;
  WindowUser user(held.school.store());
  Open(user, held.wave);
  user.Click("surveys/results/print");
  user.Frames(4);
  REQUIRE(user.opened().size() == 1);
  CHECK(user.opened().front().ends_with(".pdf"));
}

TEST_CASE("What a coordinator sees of three schools is what the exported blanks give, recounted") {
  Held held;
  held.KeyClass(held.late, held.wave, "6А", 9, 1);
  held.district.SyncAll();
  WindowUser user(held.coordinator.store());
  Open(user, held.wave);
  OpenTab(user, Tab::kSchools);
  StateOf(user).choice.line = "q1";
  user.Click("surveys/results/export");
  user.Click("export/table/1");
  user.desk().state().export_rows.csv = true;
  user.Press(Key::kEnter, client::kControl);
  user.Frames(4);
  const auto files = std::filesystem::directory_iterator(user.home() / "Documents");
  const auto book = client::ReadWorkbook(files->path());
  REQUIRE(book);
  const auto& rows = book->sheets.front().rows;
  const auto column = static_cast<size_t>(
      std::ranges::find(rows.front(), "1. О занятиях, расписании и записи легко узнать") -
      rows.front().begin());
  std::map<std::string, std::pair<int64_t, int64_t>> recounted;
  for (size_t i = 1; i < rows.size(); ++i) {
    auto& [count, sum] = recounted[rows[i][0]];
    ++count;
    sum += std::stoi(rows[i][column]);
  }
  REQUIRE(recounted.size() == 3);
  for (const auto& school : StateOf(user).figures.schools) {
    const auto& [count, sum] = recounted[school.title];
    CHECK(school.answers == count);
    CHECK(*school.mean == Approx(static_cast<double>(sum) / static_cast<double>(count)));
  }
  CHECK(StateOf(user).figures.total.answers() == std::ssize(rows) - 1);
}

TEST_CASE("Results of a wave without an answer lead to keying") {
  Held held;
  const auto empty = held.Wave(held.survey, "Зима", "2027-01-10");
  held.district.SyncAll();
  WindowUser user(held.school.store());
  Open(user, empty);
  CHECK(user.Sees("Ответов пока нет"));
  user.Click("surveys/results/key");
  CHECK(user.desk().state().surveys.view == SurveyView::kKeying);
}

TEST_CASE("Results: nothing is cut or lies over another, in any size, language and theme") {
  Held held;
  for (const bool coordinator : {false, true})
    for (const auto& look : Looks()) {
      WindowUser user((coordinator ? held.coordinator : held.school).store(), look);
      Open(user, held.wave);
      StateOf(user).other = held.before;
      for (const Tab tab :
           {Tab::kFigures, Tab::kParts, Tab::kSchools, Tab::kComparison, Tab::kTexts}) {
        OpenTab(user, tab);
        INFO("tab " << static_cast<int>(tab) << " scale " << look.scale << " language "
                    << static_cast<int>(look.language));
        CHECK(user.Problems() == kNone);
      }
    }
}
