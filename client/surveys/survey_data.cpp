// SPDX-License-Identifier: MIT
#include "client/surveys/survey_data.h"

#include <algorithm>

#include "client/app/row_scan.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

template <typename Type>
std::string SliceIn(const Wave& wave, const Type& type, const model::Record& record) {
  if (wave.slice == Wave::Slice::kClass) return record.Get(type.school_class).value_or("");
  const auto programme = record.Get(type.programme);
  return programme ? programme->Text() : "";
}

}  // namespace

model::Result<Survey> SurveyOf(const sync::RowView& row) {
  const auto& type = model::survey;
  Survey survey;
  survey.id = row.id;
  survey.owner = row.owner;
  survey.title = row.record.Get(type.title).value_or("");
  survey.purpose = row.record.Get(type.purpose).value_or("");
  survey.state = row.record.Get(type.state).value_or("");
  survey.respondents = row.record.Get(type.respondents).value_or(model::Choices());
  survey.version = row.record.Get(type.version).value_or(1);
  survey.previous = row.record.Get(type.previous);
  survey.intro = row.record.Get(type.intro).value_or("");
  auto questions = model::ReadQuestions(row.record.Get(type.questions).value_or(model::Json()));
  if (!questions) return questions.error();
  survey.questions = std::move(*questions);
  return survey;
}

Wave WaveOf(const sync::RowView& row) {
  const auto& type = model::survey_wave;
  Wave wave;
  wave.id = row.id;
  wave.owner = row.owner;
  wave.survey = row.record.Get(type.survey).value_or(model::Uuid());
  wave.title = row.record.Get(type.title).value_or("");
  wave.code = row.record.Get(type.code).value_or("");
  wave.slice =
      row.record.Get(type.slice) == "programme" ? Wave::Slice::kProgramme : Wave::Slice::kClass;
  wave.state = row.record.Get(type.state).value_or("");
  wave.start_date = row.record.Get(type.start_date);
  wave.end_date = row.record.Get(type.end_date);
  wave.due = row.record.Get(type.due);
  wave.closed_on = row.record.Get(type.closed_on);
  wave.invited = row.record.Get(type.invited).value_or(0);
  return wave;
}

bool Wave::Counts(const std::optional<model::Date>& keyed_on) const {
  return !is_closed() || !closed_on || !keyed_on || *keyed_on <= *closed_on;
}

std::string SliceOf(const Wave& wave, const model::Record& answer) {
  return SliceIn(wave, model::survey_answer, answer);
}

std::string SliceOfInvitation(const Wave& wave, const model::Record& invitation) {
  return SliceIn(wave, model::survey_invitation, invitation);
}

model::Result<Survey> ReadSurvey(sync::Store& store, const model::Uuid& id) {
  const auto row = store.Get(model::survey, id);
  if (!row) return row.error();
  return SurveyOf(*row);
}

model::Result<Wave> ReadWave(sync::Store& store, const model::Uuid& id) {
  const auto row = store.Get(model::survey_wave, id);
  if (!row) return row.error();
  return WaveOf(*row);
}

std::vector<Survey> AllSurveys(sync::Store& store) {
  std::vector<Survey> surveys;
  RowScan(store).ForEach(model::survey, [&](const sync::RowView& row) {
    if (auto survey = SurveyOf(row)) surveys.push_back(std::move(*survey));
  });
  return surveys;
}

std::vector<Wave> AllWaves(sync::Store& store) {
  std::vector<Wave> waves;
  RowScan(store).ForEach(model::survey_wave, [&](const sync::RowView& row) {
    Wave wave = WaveOf(row);
    if (!wave.survey.is_nil()) waves.push_back(std::move(wave));
  });
  return waves;
}

ProgressCounter::ProgressCounter(const std::vector<Wave>& waves) : waves_(waves) {
  for (const Wave& wave : waves) by_id_[wave.id] = &wave;
}

const Wave* ProgressCounter::Find(const std::optional<model::Uuid>& id) const {
  const auto found = by_id_.find(id.value_or(model::Uuid()));
  return found == by_id_.end() ? nullptr : found->second;
}

void ProgressCounter::Add(const sync::RowView& row) {
  if (row.type == &model::survey_invitation) AddInvitation(row);
  if (row.type == &model::survey_answer) AddAnswer(row);
}

void ProgressCounter::AddInvitation(const sync::RowView& row) {
  const Wave* wave = Find(row.record.Get(model::survey_invitation.wave));
  if (wave == nullptr) return;
  const int64_t invited = row.record.Get(model::survey_invitation.invited).value_or(0);
  WaveProgress& of_owner = progress_[wave->id][row.owner];
  of_owner.invited += invited;
  of_owner.slices[SliceOfInvitation(*wave, row.record)].invited += invited;
}

void ProgressCounter::AddAnswer(const sync::RowView& row) {
  const auto& answer = model::survey_answer;
  const Wave* wave = Find(row.record.Get(answer.wave));
  if (wave == nullptr) return;
  WaveProgress& of_owner = progress_[wave->id][row.owner];
  of_owner.compared += row.record.Get(answer.compared).value_or(0);
  of_owner.differed += row.record.Get(answer.differed).value_or(0);
  if (!wave->Counts(row.record.Get(answer.keyed_on))) {
    ++of_owner.late;
  } else if (row.record.Get(answer.state) == "spoiled") {
    ++of_owner.spoiled;
  } else {
    ++of_owner.counted;
    ++of_owner.slices[SliceOf(*wave, row.record)].counted;
  }
}

Progress ProgressCounter::Finish() {
  for (const Wave& wave : waves_) {
    if (wave.is_district()) continue;
    WaveProgress& own = progress_[wave.id][wave.owner];
    const bool by_slice = std::ranges::any_of(
        own.slices, [](const auto& slice) { return slice.second.invited > 0; });
    if (!by_slice) own.invited = wave.invited;
  }
  return std::move(progress_);
}

Progress ReadProgress(sync::Store& store, const std::vector<Wave>& waves) {
  ProgressCounter counter(waves);
  RowScan scan(store);
  const auto add = [&](const sync::RowView& row) { counter.Add(row); };
  scan.ForEach(model::survey_invitation, add);
  scan.ForEach(model::survey_answer, add);
  return counter.Finish();
}

std::string NewWaveCode(sync::Environment& environment, const std::vector<Wave>& waves) {
  static constexpr std::string_view kLetters[] = {"А", "В", "Г", "Д", "Е", "К", "Л", "М", "Н", "П",
                                                  "Р", "С", "Т", "У", "Ф", "Х", "Ц", "Э", "Ю", "Я"};
  static constexpr std::string_view kDigits[] = {"2", "3", "4", "5", "6", "7", "8", "9"};
  for (;;) {
    uint8_t random[4];
    environment.Random(random, sizeof random);
    std::string code;
    for (size_t i = 0; i < std::size(random); ++i)
      code += i % 2 == 0 ? kLetters[random[i] % std::size(kLetters)]
                         : kDigits[random[i] % std::size(kDigits)];
    if (std::ranges::find(waves, code, &Wave::code) == waves.end()) return code;
  }
}

}  // namespace kruzhok::client
