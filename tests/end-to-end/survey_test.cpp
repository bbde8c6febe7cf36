// SPDX-License-Identifier: MIT
// The district's survey, from paper to the coordinator's figures, and those figures counted again.
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

// By question and answer. The empty ones: blanks in all.
using Counts = std::map<std::pair<std::string, std::string>, long>;

Counts Recount(const std::vector<std::string>& files) {
  const Ran ran = Program(KRUZHOK_RECOUNT, files).Wait();
  REQUIRE(ran.exit == 0);
  Counts counts;
  std::istringstream lines(ran.out);
  for (std::string question, answer, number; std::getline(lines, question, '\t') &&
                                             std::getline(lines, answer, '\t') &&
                                             std::getline(lines, number);)
    counts[{question, answer}] = std::stol(number);
  return counts;
}

// Of `report survey_figures`, a tab between cells: the column of totals. The first line is that of
// the blanks; shares and means, which no recount tells, are passed over.
Counts Figures(const std::string& file, const Counts& answers) {
  Counts counts;
  std::ifstream stream(file);
  std::string question, answer, total, rest;
  std::getline(stream, rest);
  while (std::getline(stream, question, '\t') && std::getline(stream, answer, '\t') &&
         std::getline(stream, total, '\t') && std::getline(stream, rest)) {
    // A point of a scale may be told with what it means.
    answer = answer.substr(0, answer.find(" ("));
    if (counts.empty()) counts[{"", ""}] = std::stol(total);
    if (answers.contains({question, answer})) counts[{question, answer}] = std::stol(total);
  }
  return counts;
}

Json AnswersOf(const Json& survey, std::mt19937& random) {
  Json answers = Json::object();
  const auto pick = [&](const Json& options) { return options[random() % options.size()]["code"]; };
  for (const Json& question : survey["questions"]) {
    const std::string kind = question["kind"];
    const std::string id = question["id"];
    if (random() % 10 == 0) continue;
    if (kind == "single") answers[id] = pick(question["options"]);
    if (kind == "scale") answers[id] = 1 + random() % 5;
    if (kind == "text") answers[id] = "Спасибо; всё хорошо";
    if (kind != "multiple") continue;
    for (const Json& option : question["options"])
      if (random() % 3 == 0) answers[id].push_back(option["code"]);
  }
  return answers;
}

std::string Report(const Site& site, const std::string& name, const std::string& wave,
                   const std::string& file) {
  const std::string path = (site.folder() / file).string();
  site.Do({"report", name, "--id", wave, "--out", path});
  return path;
}

}  // namespace

TEST_CASE(
    "Survey: the coordinator's totals are what a recount of the three schools' blanks gives") {
  District district;
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  const std::vector<Site> schools = {district.hub.Join("А", "school"),
                                     district.hub.Join("Б", "school"),
                                     district.hub.Join("В", "school")};
  const std::vector<const Site*> all = {&coordinator, &schools[0], &schools[1], &schools[2]};
  std::ifstream stream(std::string(KRUZHOK_SOURCE_DIR) + "/assets/surveys/satisfaction.json");
  const Json survey = Json::parse(stream);
  const std::string wave = coordinator.Put(
      "survey_wave",
      {"survey=" +
           coordinator.Put("survey", {"title=Качество", "questions=" + survey["questions"].dump()}),
       "title=Осень", "slice=class"});
  SyncAll(all);
  std::mt19937 random(6);
  long keyed = 0;
  for (const Site& school : schools) {
    std::vector<Json> rows;
    for (size_t i = 30 + random() % 60; i > 0; --i, ++keyed) {
      rows.push_back({{"fields", Json::object()}});
      Json& fields = rows.back()["fields"];
      fields = {{"wave", wave},
                {"respondent", random() % 2 ? "pupils" : "parents"},
                {"class", std::vector{"5А", "5Б", "6А", "11"}[random() % 19 / 6]},
                {"answers", AnswersOf(survey, random)}};
    }
    school.PutFile("survey_answer", rows);
  }
  SyncAll(all);

  std::vector<std::string> files;
  for (const Site& school : schools)
    files.push_back(Report(school, "survey_blanks", wave, "blanks.csv"));
  const Counts recounted = Recount(files);
  CHECK(recounted.at({"", ""}) == keyed);
  CHECK(recounted.size() > 50);  // Answers of every closed question.
  CHECK(Recount({Report(coordinator, "survey_blanks", wave, "blanks.csv")}) == recounted);
  CHECK(Figures(Report(coordinator, "survey_figures", wave, "figures.tsv"), recounted) ==
        recounted);
}
