// SPDX-License-Identifier: MIT
// What of a survey leaves the program as a table, counted again by a reader that knows nothing of
// it.
#include "client/surveys/survey_tables.h"

#include <algorithm>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "client/tables/workbook.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using client::SurveyTable;
using tests::District;
using tests::Installation;

namespace {

using Lines = std::vector<std::vector<std::string>>;

const char* const kQuestions = R"([
  {"id":"q1","kind":"single","text":"Довольны?","options":[{"code":"1","text":"да","satisfied":true},
   {"code":"2","text":"нет"}]},
  {"id":"q2","kind":"multiple","text":"Что улучшить?","options":[{"code":"1","text":"зал"},
   {"code":"2","text":"время"}]},
  {"id":"q3","kind":"scale","text":"Оценка"},
  {"id":"q4","kind":"text","text":"Пожелания"}])";

// Three schools that have keyed the district's wave on paper, and their coordinator.
struct SurveyDistrict {
  District d;
  Installation& coordinator = d.Coordinator();
  model::Uuid wave;
  tests::TempFolder folder;

  SurveyDistrict() {
    std::vector<Installation*> schools = {&d.School("А"), &d.School("Б"), &d.School("В")};
    const auto survey =
        coordinator.Put("survey", {{"title", "Качество"}, {"questions", kQuestions}});
    wave = coordinator.Put("survey_wave",
                           {{"survey", survey.Text()}, {"title", "Осень"}, {"slice", "class"}});
    d.SyncAll();
    std::mt19937 random(3);
    for (size_t i = 0; i < 150; ++i) {
      const std::string school_class = std::vector{"5А", "5Б", "6А", "11"}[random() % 11 / 3];
      std::string answers = R"({"q1":")" + std::to_string(1 + random() % 2) + R"(","q3":)" +
                            std::to_string(1 + random() % 5) + R"(,"q4":"Спасибо, Ёлкин Пётр")";
      if (random() % 3 != 0) answers += random() % 2 ? R"(,"q2":["1"])" : R"(,"q2":["1","2"])";
      schools[random() % 3]->Put("survey_answer", {{"wave", wave.Text()},
                                                   {"class", school_class},
                                                   {"respondent", "pupils"},
                                                   {"answers", answers + "}"}});
    }
    d.SyncAll();
  }

  Lines Read(SurveyTable table) {
    const auto file = folder.path() / "опрос.csv";
    const client::Translator texts(client::Language::kRussian);
    const auto written = WriteSurveyTable(coordinator.store(), texts, wave, table, file);
    REQUIRE(written);
    CHECK(*written == 150);
    const auto book = client::ReadWorkbook(file);
    REQUIRE(book);
    Lines lines = book->sheets.front().rows;
    for (auto& line : lines) line.resize(lines.front().size());
    return lines;
  }
};

size_t Column(const Lines& lines, const std::string& heading) {
  const auto found = std::ranges::find(lines.front(), heading);
  REQUIRE(found != lines.front().end());
  return static_cast<size_t>(found - lines.front().begin());
}

}  // namespace

TEST_CASE("Survey tables: the figures of all schools are those that its blanks give when counted") {
  SurveyDistrict rig;
  const Lines blanks = rig.Read(SurveyTable::kBlanks);
  const Lines figures = rig.Read(SurveyTable::kFigures);
  const size_t q1 = Column(blanks, "1. Довольны?"), q2 = Column(blanks, "2. Что улучшить?"),
               q3 = Column(blanks, "3. Оценка");
  const auto expect = [&](const std::string& heading, size_t by) {
    const size_t column = Column(figures, heading);
    const auto counted = [&](size_t question, const std::string& answer) {
      int count = 0;
      for (size_t i = 1; i < blanks.size(); ++i) {
        const bool here =
            by == 0 ? heading == "Всего" || blanks[i][0] == heading : blanks[i][1] == heading;
        const std::string given = "; " + blanks[i][question] + ";";
        count += here && given.find("; " + answer + ";") != std::string::npos ? 1 : 0;
      }
      return std::to_string(count);
    };
    size_t compared = 0;
    for (const auto& line : figures)
      for (const auto& [question, title] :
           {std::pair(q1, "1. Довольны?"), std::pair(q2, "2. Что улучшить?"),
            std::pair(q3, "3. Оценка")})
        if (line[0] == title && line[1] != "Ответили" && line[1] != "Среднее" &&
            line[1] != "Доля довольных") {
          INFO(heading << ' ' << title << ' ' << line[1]);
          CHECK(line[column] == counted(question, line[1]));
          ++compared;
        }
    CHECK(compared == 9);
  };
  for (const char* school : {"Всего", "А", "Б", "В"}) expect(school, 0);
  for (const char* school_class : {"5А", "5Б", "прочие"}) expect(school_class, 1);
}

TEST_CASE("Survey tables: a blank tells no text, and no class of fewer than five in its school") {
  SurveyDistrict rig;
  const Lines blanks = rig.Read(SurveyTable::kBlanks);
  std::map<std::pair<std::string, std::string>, int> sizes;
  bool others = false;
  for (size_t i = 1; i < blanks.size(); ++i) {
    ++sizes[{blanks[i][0], blanks[i][1]}];
    others = others || blanks[i][1] == "прочие";
    for (const auto& cell : blanks[i]) CHECK(cell.find("Ёлкин") == std::string::npos);
  }
  for (const auto& [who, size] : sizes) CHECK(size >= 5);
  CHECK(others);
  CHECK(std::is_sorted(blanks.begin() + 1, blanks.end()));
}
