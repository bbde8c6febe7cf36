// SPDX-License-Identifier: MIT
#include "tests/bench/survey.h"

#include <stdexcept>

#include "client/app/data_folder.h"
#include "client/desktop/results_state.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_wave.h"
#include "sync/sqlite/database.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/synthetic.h"
#include "tests/support/temp_folder.h"

namespace tests::bench {
namespace {

constexpr int kScales = 8;
constexpr size_t kRowsAtOnce = 1000;

std::string Questions() {
  std::string json = "[";
  for (int i = 1; i <= kScales; ++i)
    json += R"({"id":"q)" + std::to_string(i) +
            R"(","kind":"scale","text":"Оценка","satisfied_from":4},)";
  return json + R"({"id":"q9","kind":"single","text":"В целом?","options":[
    {"code":"1","text":"да","satisfied":true},{"code":"2","text":"нет"}]},
    {"id":"q10","kind":"multiple","text":"Что улучшить?","options":[{"code":"1","text":"зал"},
     {"code":"2","text":"время"},{"code":"3","text":"дорогу"}]},
    {"id":"q11","kind":"matrix","text":"Насколько важно?","rows":[{"code":"1","text":"близко"},
     {"code":"2","text":"полезно"}]},
    {"id":"q12","kind":"text","text":"Пожелания"}])";
}

// In the normal form of JSON, as the store keeps it.
std::string Blank(SyntheticRandom& random) {
  const auto point = [&] { return std::to_string(random.Between(1, 5)); };
  std::string json = R"({"q1":)" + point() + R"(,"q10":["1","3"],"q11":{"1":)" + point() +
                     R"(,"2":)" + point() + '}';
  if (random.Chance(20)) json += R"(,"q12":"Больше занятий по )" + point() + R"( дням")";
  for (int i = 2; i <= kScales; ++i) json += R"(,"q)" + std::to_string(i) + "\":" + point();
  return json + R"(,"q9":")" + std::to_string(random.Between(1, 2)) + "\"}";
}

model::Uuid Put(sync::Store& store, const model::EntityType& type,
                std::vector<std::pair<const model::FieldInfo*, model::Value>> fields) {
  const auto written = store.Write({{.type = &type, .fields = std::move(fields)}}, {});
  if (!written) throw std::runtime_error(written.error().detail);
  return written->rows.front().id;
}

// Writes the blanks into the store, and their answers into a plain table.
model::Uuid MakeWave(sync::Store& store, sync::Database& plain, int64_t blanks) {
  const model::Uuid survey =
      Put(store, model::survey,
          {{&model::survey.title, std::string("Качество")},
           {&model::survey.questions, model::Json{*model::NormalJson(Questions())}}});
  const model::Uuid wave = Put(store, model::survey_wave,
                               {{&model::survey_wave.survey, survey},
                                {&model::survey_wave.title, std::string("Осень")},
                                {&model::survey_wave.slice, std::string("class")}});
  plain.Execute("CREATE TABLE answer(wave TEXT,class TEXT,answers TEXT); BEGIN");
  auto insert = plain.Prepare("INSERT INTO answer VALUES(?1,?2,?3)");
  SyntheticRandom random(6);
  std::vector<sync::RowWrite> writes;
  const auto& answer = model::survey_answer;
  for (int64_t i = 0; i < blanks; ++i) {
    const std::string school_class = std::to_string(random.Between(1, 11)) + "А";
    const std::string json = Blank(random);
    insert.Run(wave.Text(), school_class, json);
    writes.push_back({.type = &answer,
                      .fields = {{&answer.wave, wave},
                                 {&answer.school_class, school_class},
                                 {&answer.answers, model::Json{json}}}});
    if (writes.size() < kRowsAtOnce && i + 1 < blanks) continue;
    if (const auto written = store.Write(writes, {}); !written)
      throw std::runtime_error(written.error().detail);
    writes.clear();
  }
  plain.Execute("COMMIT");
  return wave;
}

// What each question was answered with, by class.
int64_t CountPlainly(sync::Database& plain) {
  auto count = plain.Prepare(
      "SELECT class,j.fullkey,j.atom,count(*) FROM answer,json_tree(answers) j"
      " WHERE j.atom IS NOT NULL GROUP BY 1,2,3");
  int64_t lines = 0;
  while (count.Step()) ++lines;
  return lines;
}

}  // namespace

void MeasureSurvey(int64_t blanks, Report& report) {
  const TempFolder folder;
  auto store = client::OpenStore(client::PathOf(folder.File("data")), sync::RealEnvironment());
  if (!store) throw std::runtime_error(store.error().detail);
  const auto plain = sync::Database::Open({.path = folder.File("plain.db")});
  const model::Uuid wave = MakeWave(**store, *plain, blanks);
  report.Add("survey.blanks", "blanks of a survey", static_cast<double>(blanks), "");
  const client::Translator texts(client::Language::kRussian);
  client::ResultsRequest request;
  request.wave = wave;
  for (int i = 0; i < 3; ++i) {
    const Stopwatch plainly;
    if (CountPlainly(*plain) == 0) throw std::runtime_error("nothing was counted");
    const double limit = plainly.Elapsed().cpu_seconds;
    const Stopwatch watch;
    auto reading = client::ReadForScreen(**store, texts, request);
    if (!reading) throw std::runtime_error(reading.error().detail);
    const Spent read = watch.Elapsed();
    client::ResultsState state;
    const Stopwatch figuring;
    client::TakeReading(state, *std::move(reading));
    client::Refigure(state, texts);
    report.Add("survey.results", "their results, ready to be shown", read.cpu_seconds, "s CPU",
               0.3);
    report.Add("survey.wait", "  until they are there", read.seconds, "s");
    report.Add("survey.ratio", "  to plain SQL that counts the same", read.cpu_seconds / limit,
               "x");
    report.Add("survey.choice", "  another class or question of them",
               figuring.Elapsed().cpu_seconds * 1000, "ms CPU", 4);
  }
}

}  // namespace tests::bench
