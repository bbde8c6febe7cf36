// SPDX-License-Identifier: MIT
#include "client/surveys/survey_results.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "client/app/row_scan.h"
#include "model/entities/survey_answer.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

const auto& kAnswer = model::survey_answer;

std::vector<std::string> TagsOf(const model::Record& record, const std::string& question) {
  const auto json = record.Get(kAnswer.tags);
  const auto all = json ? nlohmann::json::parse(json->text, nullptr, false) : nlohmann::json();
  std::vector<std::string> tags;
  if (!all.is_object()) return tags;
  if (const auto found = all.find(question); found != all.end() && found->is_array())
    for (const auto& tag : *found)
      if (tag.is_string()) tags.push_back(tag);
  return tags;
}

void AddTexts(const sync::RowView& row, const model::Questions& questions,
              const model::Answers& answers, std::vector<FreeText>& texts) {
  for (const model::Question& question : questions) {
    if (question.kind != model::QuestionKind::kText) continue;
    if (const model::Answer* answer = model::AnswerTo(question, answers))
      texts.push_back(
          {row.id, question.id, std::get<std::string>(*answer), TagsOf(row.record, question.id)});
  }
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
    if (row.record.Get(kAnswer.wave) != wave.id || !IsCounted(wave, row.record)) return;
    use(row, CellOf(wave, row.owner, row.record),
        model::OnlyAsked(questions,
                         model::ReadAnswers(
                             questions, row.record.Get(kAnswer.answers).value_or(model::Json()))));
  });
}

model::Result<SurveyResults> ReadResults(sync::Store& store, const model::Uuid& id) {
  auto wave = ReadWave(store, id);
  if (!wave) return wave.error();
  auto survey = ReadSurvey(store, wave->survey);
  if (!survey) return survey.error();
  SurveyResults results{std::move(*wave), std::move(*survey), {}, {}, {}};
  results.progress = ReadProgress(store, {results.wave})[id];
  const model::Questions& questions = results.survey.questions;
  model::Cells cells;
  ForEachCounted(
      store, results.wave, questions,
      [&](const sync::RowView& row, const model::CellKey& key, const model::Answers& answers) {
        cells.try_emplace(key, questions).first->second.Add(questions, answers);
        AddTexts(row, questions, answers, results.texts);
      });
  results.blocks = model::MakeBlocks(cells);
  std::ranges::sort(results.texts, {}, [](const FreeText& text) {
    return std::pair(text.question, model::SortKey(text.text));
  });
  return results;
}

}  // namespace kruzhok::client
