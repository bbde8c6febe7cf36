// SPDX-License-Identifier: MIT
#include "client/surveys/survey_results.h"

#include <algorithm>

#include "client/app/row_scan.h"
#include "client/surveys/survey_tags.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

const auto& kAnswer = model::survey_answer;

void AddTexts(const sync::RowView& row, const model::Questions& questions,
              const model::Answers& answers, std::vector<FreeText>& texts) {
  for (const model::Question& question : questions) {
    if (question.kind != model::QuestionKind::kText) continue;
    if (const model::Answer* answer = model::AnswerTo(question, answers))
      texts.push_back({row.id, question.id, std::get<std::string>(*answer),
                       TagsOf(row.record.Get(kAnswer.tags), question.id)});
  }
}

model::Answers AnswersOf(const model::Questions& questions, const model::Record& blank) {
  return model::OnlyAsked(
      questions, model::ReadAnswers(questions, blank.Get(kAnswer.answers).value_or(model::Json())));
}

// One wave while its blanks are gone through.
struct Reading {
  SurveyResults* results;
  model::Cells cells;

  void Add(const sync::RowView& row) {
    if (!IsCounted(results->wave, row.record)) return;
    const model::Questions& questions = results->survey.questions;
    const model::Answers answers = AnswersOf(questions, row.record);
    const model::CellKey cell = CellOf(results->wave, row.owner, row.record);
    cells.try_emplace(cell, questions).first->second.Add(questions, answers);
    AddTexts(row, questions, answers, results->texts);
  }
  void Finish() {
    results->blocks = model::MakeBlocks(cells);
    std::vector<std::tuple<std::string, std::string, FreeText*>> keys;
    for (FreeText& text : results->texts)
      keys.emplace_back(text.question, model::SortKey(text.text), &text);
    std::ranges::sort(keys);
    std::vector<FreeText> sorted;
    for (const auto& [question, key, text] : keys) sorted.push_back(std::move(*text));
    results->texts = std::move(sorted);
  }
};

model::Result<SurveyResults> Begin(sync::Store& store, const model::Uuid& id) {
  auto wave = ReadWave(store, id);
  if (!wave) return wave.error();
  auto survey = ReadSurvey(store, wave->survey);
  if (!survey) return survey.error();
  return SurveyResults{std::move(*wave), std::move(*survey), {}, {}, {}};
}

}  // namespace

model::Tally SurveyResults::Total(const model::BlockFilter& filter) const {
  model::Tally total(survey.questions);
  for (const model::Block& block : blocks)
    if (filter.Passes(block)) total += block.tally;
  return total;
}

int64_t SurveyResults::Invited(model::Dimension dimension, const model::Part& part,
                               const model::BlockFilter& filter) const {
  int64_t invited = 0;
  for (const auto& [organisation, of_one] : progress) {
    if (filter.organisation && organisation != *filter.organisation) continue;
    if (dimension == model::Dimension::kOrganisation) {
      if (part.values.contains(organisation.Text())) invited += of_one.invited;
      continue;
    }
    // A slice of one organisation may stand by itself, and that of another with the others.
    std::set<std::string> slices;
    for (const model::Block& block : blocks)
      if (block.organisation == organisation && filter.Passes(block) &&
          (part.value ? block.slices == std::set{*part.value} : block.slices.size() > 1))
        slices.insert(block.slices.begin(), block.slices.end());
    for (const std::string& slice : slices)
      if (const auto found = of_one.slices.find(slice); found != of_one.slices.end())
        invited += found->second.invited;
  }
  return invited;
}

ToldCell SurveyResults::Told(const model::CellKey& key) const {
  const auto block = std::ranges::find_if(blocks, [&](const model::Block& one) {
    return one.organisation == key.organisation && one.slices.contains(key.slice) &&
           one.respondents.contains(key.respondents);
  });
  ASSERT(block != blocks.end());
  ToldCell told;
  if (block->slices.size() == 1) told.slice = key.slice;
  if (block->respondents.size() == 1) told.respondents = key.respondents;
  return told;
}

bool IsCounted(const Wave& wave, const model::Record& answer) {
  return answer.Get(kAnswer.state) != "spoiled" && wave.Counts(answer.Get(kAnswer.keyed_on));
}

model::CellKey CellOf(const Wave& wave, const model::Uuid& owner, const model::Record& answer) {
  return {owner, SliceOf(wave, answer), answer.Get(kAnswer.respondent).value_or("")};
}

void ForEachCounted(sync::Store& store, const Wave& wave, const model::Questions& questions,
                    const std::function<void(const sync::RowView&, const model::CellKey&,
                                             const model::Answers&)>& use) {
  RowScan(store).ForEach(kAnswer, [&](const sync::RowView& row) {
    if (row.record.Get(kAnswer.wave) == wave.id && IsCounted(wave, row.record))
      use(row, CellOf(wave, row.owner, row.record), AnswersOf(questions, row.record));
  });
}

std::vector<model::Result<SurveyResults>> ReadResults(sync::Store& store,
                                                      const std::vector<model::Uuid>& waves) {
  std::vector<model::Result<SurveyResults>> all;
  std::vector<Wave> found;
  for (const model::Uuid& id : waves) {
    all.push_back(Begin(store, id));
    if (all.back()) found.push_back(all.back()->wave);
  }
  std::map<model::Uuid, Reading> readings;
  for (auto& results : all)
    if (results) readings.emplace(results->wave.id, Reading{&*results, {}});
  ProgressCounter counter(found);
  RowScan scan(store, RowScan::Conditions::kLeftOut);
  scan.ForEach(model::survey_invitation, [&](const sync::RowView& row) { counter.Add(row); });
  scan.ForEach(kAnswer, [&](const sync::RowView& row) {
    counter.Add(row);
    const auto reading = readings.find(row.record.Get(kAnswer.wave).value_or(model::Uuid()));
    if (reading != readings.end()) reading->second.Add(row);
  });
  Progress progress = counter.Finish();
  for (auto& [id, reading] : readings) {
    reading.results->progress = std::move(progress[id]);
    reading.Finish();
  }
  return all;
}

model::Result<SurveyResults> ReadResults(sync::Store& store, const model::Uuid& wave) {
  return std::move(ReadResults(store, std::vector{wave}).front());
}

}  // namespace kruzhok::client
