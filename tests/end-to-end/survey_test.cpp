// SPDX-License-Identifier: MIT
// The district's survey, from paper to the coordinator's figures, and those figures counted again.
#include <fstream>
#include <random>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

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
  for (const Site& school : schools) {
    std::vector<Json> rows;
    for (size_t i = 30 + random() % 60; i > 0; --i) {
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

  const std::string figures = Report(coordinator, "survey_figures", wave, "figures.csv");
  const auto recount = [&](Words files) {
    files.insert(files.begin(), figures);
    return Program(KRUZHOK_RECOUNT, files).Wait();
  };
  Words files;
  for (const Site& school : schools)
    files.push_back(Report(school, "survey_blanks", wave, "blanks.csv"));
  CHECK(recount(files).out == "figures: 66, not as recounted: 0\n");
  CHECK(recount({Report(coordinator, "survey_blanks", wave, "blanks.csv")}).exit == 0);
  files.pop_back();
  CHECK(recount(files).exit == 1);  // It does count.
}
