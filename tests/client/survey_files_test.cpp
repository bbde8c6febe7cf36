// SPDX-License-Identifier: MIT
// Every file that blanks of a survey leave in, read by somebody who has nothing but the files.
#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "client/surveys/survey_tables.h"
#include "client/tables/workbook.h"
#include "client/transfer/export_rows.h"
#include "client/transfer/import_plan.h"
#include "model/entities/survey_answer.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using client::SurveyTable;
using tests::District;
using tests::Installation;

namespace {

using Line = std::vector<std::string>;
using Lines = std::vector<Line>;
const client::Translator kTexts(client::Language::kRussian);
const auto& kAnswer = model::survey_answer;

const char* const kQuestions = R"([
  {"id":"q1","kind":"single","text":"Довольны?","options":[{"code":"1","text":"да"},
   {"code":"2","text":"нет"}]},
  {"id":"q2","kind":"text","text":"Пожелания"}])";

// A school that keys a wave, and what it gives out.
struct Files {
  District d;
  Installation& school = d.Stranger();
  tests::TempFolder folder;
  std::string survey = school.Put("survey", {{"title", "С"}, {"questions", kQuestions}}).Text();
  model::Uuid wave;
  std::map<std::string, int> sizes;  // What is true: blanks that count, by class.

  Files() { Begin(); }
  void Begin() {
    wave = school.Put("survey_wave", {{"survey", survey}, {"title", "Осень"}, {"slice", "class"}});
    sizes.clear();
  }
  void Key(const std::string& school_class, const char* respondent,
           const tests::Fields& more = {}) {
    tests::Fields fields = {
        {"wave", wave.Text()},      {"class", school_class},
        {"respondent", respondent}, {"blank", std::to_string(++keyed_)},
        {"keyed_on", "2026-11-20"}, {"answers", R"({"q1":"2","q2":"Ёлкин Пётр написал"})"}};
    fields.insert(fields.end(), more.begin(), more.end());
    school.Put("survey_answer", fields);
    if (more.empty()) ++sizes[school_class];
  }
  Lines Read(const std::filesystem::path& file) {
    const auto book = client::ReadWorkbook(file);
    REQUIRE(book);
    Lines lines = book->sheets.front().rows;
    for (Line& line : lines) line.resize(lines.front().size());
    return lines;
  }
  std::filesystem::path file() { return folder.path() / "файл.csv"; }
  Lines Table(SurveyTable table) {
    REQUIRE(WriteSurveyTable(school.store(), kTexts, wave, table, file()));
    return Read(file());
  }
  Lines Export(client::ExportOptions options = {}) {
    options.type = &kAnswer;
    REQUIRE(ExportRows(school.store(), kTexts, options, file()));
    return Read(file());
  }
  client::ImportPlan Import() {
    const auto book = client::ReadWorkbook(file());
    REQUIRE(book);
    client::ImportOptions options;
    options.type = &kAnswer;
    options.columns = RecallColumns(school.store(), kAnswer, book->sheets.front());
    const auto plan = PlanImport(school.store(), kTexts, *book, options);
    REQUIRE(plan);
    return *plan;
  }

 private:
  int keyed_ = 0;
};

size_t Column(const Lines& lines, const std::string& heading) {
  const auto found = std::ranges::find(lines.front(), heading);
  REQUIRE(found != lines.front().end());
  return static_cast<size_t>(found - lines.front().begin());
}

// Whoever has the file may filter it by any value of any of these columns.
using Chosen = std::set<size_t>;
std::vector<Chosen> Filters(const Lines& lines, const std::vector<size_t>& columns) {
  std::vector<Chosen> filters(1);
  for (size_t i = 1; i < lines.size(); ++i) filters.front().insert(i);
  std::map<std::pair<size_t, std::string>, Chosen> by_value;
  for (size_t i = 1; i < lines.size(); ++i)
    for (const size_t column : columns) by_value[{column, lines[i][column]}].insert(i);
  for (const auto& [value, chosen] : by_value) filters.push_back(chosen);
  return filters;
}

// The fewest blanks that two filters and the total single out.
size_t Fewest(const Lines& lines, const std::vector<size_t>& columns) {
  const auto filters = Filters(lines, columns);
  size_t fewest = lines.size();
  const auto look = [&](const Chosen& a, const Chosen& b, auto combine) {
    Chosen out;
    combine(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
    if (!out.empty()) fewest = std::min(fewest, out.size());
    return out;
  };
  using In = Chosen::const_iterator;
  using Out = std::insert_iterator<Chosen>;
  for (const Chosen& a : filters)
    for (const Chosen& b : filters) {
      look(a, b, std::set_intersection<In, In, Out>);
      look(a, b, std::set_difference<In, In, Out>);
      const Chosen either = look(a, b, std::set_union<In, In, Out>);
      look(filters.front(), either, std::set_difference<In, In, Out>);
    }
  return fewest;
}

}  // namespace

TEST_CASE("Survey files: no two filters and the total of any file single out fewer than five") {
  std::mt19937 random(20261122);
  Files files;
  for (int run = 0; run < 12; ++run) {
    files.Begin();
    for (const char* school_class : {"", "5А", "5Б", "6А", "7"})
      for (const char* respondent : {"pupils", "parents"})
        for (auto left = random() % (random() % 3 == 0 ? 14 : 5); left > 0; --left)
          files.Key(school_class, respondent);
    const Lines blanks = files.Table(SurveyTable::kBlanks);
    const Lines exported = files.Export({.where = {{&kAnswer.wave, model::Value(files.wave)}}});
    const Lines figures = files.Table(SurveyTable::kFigures);
    INFO("run " << run << ", blanks " << blanks.size());
    REQUIRE(exported.size() == blanks.size());
    if (blanks.size() <= 5) continue;  // A school of fewer than five in all is told by rule.
    CHECK(Fewest(blanks, {1, 2}) >= 5);
    const size_t school_class = Column(exported, kTexts.FieldLabel(kAnswer, "class"));
    const size_t respondent = Column(exported, kTexts.FieldLabel(kAnswer, "respondent"));
    CHECK(Fewest(exported, {school_class, respondent}) >= 5);
    // The line of blanks of the figures: columns, and each but the total taken from it.
    const auto count = [&](size_t column) { return std::stoi(figures[1][column]); };
    for (size_t column = 3; column < figures[1].size(); ++column) {
      CHECK(count(column) >= 5);
      const int rest = count(2) - count(column);
      CHECK((rest == 0 || rest >= 5));
      // Of whom the file says more, it says the same as the blanks do.
      CHECK(std::ranges::count(blanks, figures[0][column],
                               [](const Line& line) { return line[1]; }) == count(column));
    }
  }
}

TEST_CASE(
    "Survey files: an exported blank has no text, no number, no day, and no order of keying") {
  Files files;
  for (int i = 0; i < 12; ++i) files.Key(i < 6 ? "5А" : "5Б", "pupils");
  const Lines lines = files.Export();
  std::string told;
  std::string classes;
  for (const Line& line : lines) {
    for (const std::string& cell : line) told += cell + '\n';
    classes += line[Column(lines, kTexts.FieldLabel(kAnswer, "class"))];
  }
  for (const char* secret : {"Ёлкин", "2026-11", "20.11.2026"})
    CHECK(told.find(secret) == std::string::npos);
  for (size_t i = 1; i < lines.size(); ++i)
    CHECK(lines[i][Column(lines, kTexts.FieldLabel(kAnswer, "blank"))].empty());
  CHECK(classes.find("5А5А5А5А5А5А5Б") == std::string::npos);
}

TEST_CASE("Survey files: neither a filter nor a choice of rows tells what the file does not") {
  Files files;
  for (int i = 0; i < 9; ++i) files.Key("5А", "pupils");
  for (int i = 0; i < 3; ++i) files.Key("5Б", "pupils");
  for (int i = 0; i < 6; ++i) files.Key("6А", "pupils");
  const auto where = [&](const char* school_class) {
    return files
               .Export(
                   {.where = {{&kAnswer.school_class, model::Value(std::string(school_class))}}})
               .size() -
           1;
  };
  CHECK(where("5А") == 9);
  CHECK(where("5Б") == 0);
  CHECK(where("6А") == 0);  // Stands with 5Б.
  std::vector<model::Uuid> chosen;
  CHECK(files.Export({.rows = chosen}).size() == 19);
}

TEST_CASE("Survey files: what is not counted is exported without its class") {
  Files files;
  for (int i = 0; i < 6; ++i) files.Key("5А", "pupils");
  files.Key("5А", "pupils", {{"state", "spoiled"}});
  files.Key("6А", "pupils", {{"state", "spoiled"}});
  const Lines lines = files.Export();
  const size_t column = Column(lines, kTexts.FieldLabel(kAnswer, "class"));
  CHECK(std::ranges::count(lines, "5А", [&](const Line& line) { return line[column]; }) == 6);
  CHECK(std::ranges::count(lines, "", [&](const Line& line) { return line[column]; }) == 2);
}

TEST_CASE(
    "Survey files: exported blanks import again as no change, and a changed one as a change") {
  Files files;
  for (int i = 0; i < 7; ++i) files.Key("5А", "pupils");
  for (int i = 0; i < 2; ++i) files.Key("5Б", "parents");
  files.Export();
  const auto same = files.Import();
  CHECK(same.counts.rows == 9);
  CHECK(same.counts.same == 9);
  CHECK(same.writes.empty());
  std::string text;
  {
    std::ifstream stream(files.file(), std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(stream), {});
  }
  text.replace(text.find("прочие"), std::string("прочие").size(), "5В");
  std::ofstream(files.file(), std::ios::binary) << text;
  const auto changed = files.Import();
  CHECK(changed.counts.changed == 1);
  CHECK(changed.counts.same == 8);
}
