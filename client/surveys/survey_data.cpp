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

template <typename Type>
std::string SliceIn(const Wave& wave, const Type& type, const model::Record& record) {
  if (wave.slice == Wave::Slice::kClass) return record.Get(type.school_class).value_or("");
  const auto programme = record.Get(type.programme);
  return programme ? programme->Text() : "";
}

}  // namespace

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

Progress ReadProgress(sync::Store& store, const std::vector<Wave>& waves) {
  std::map<model::Uuid, const Wave*> by_id;
  for (const Wave& wave : waves) by_id[wave.id] = &wave;
  Progress progress;
  RowScan scan(store);
  scan.ForEach(model::survey_invitation, [&](const sync::RowView& row) {
    const auto found =
        by_id.find(row.record.Get(model::survey_invitation.wave).value_or(model::Uuid()));
    if (found == by_id.end()) return;
    const int64_t invited = row.record.Get(model::survey_invitation.invited).value_or(0);
    WaveProgress& of_owner = progress[found->first][row.owner];
    of_owner.invited += invited;
    of_owner.slices[SliceOfInvitation(*found->second, row.record)].invited += invited;
  });
  for (const Wave& wave : waves)
    if (WaveProgress* own = wave.is_district() ? nullptr : &progress[wave.id][wave.owner];
        own && own->slices.empty())
      own->invited = wave.invited;
  const auto& answer = model::survey_answer;
  scan.ForEach(answer, [&](const sync::RowView& row) {
    const auto found = by_id.find(row.record.Get(answer.wave).value_or(model::Uuid()));
    if (found == by_id.end()) return;
    WaveProgress& of_owner = progress[found->first][row.owner];
    of_owner.compared += row.record.Get(answer.compared).value_or(0);
    of_owner.differed += row.record.Get(answer.differed).value_or(0);
    if (!found->second->Counts(row.record.Get(answer.keyed_on))) {
      ++of_owner.late;
    } else if (row.record.Get(answer.state) == "spoiled") {
      ++of_owner.spoiled;
    } else {
      ++of_owner.counted;
      ++of_owner.slices[SliceOf(*found->second, row.record)].counted;
    }
  });
  return progress;
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
