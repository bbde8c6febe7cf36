// SPDX-License-Identifier: MIT
// The chapter of the surveys: a wave of the district's that is closed, and one that is being keyed.
#include <algorithm>
#include <chrono>
#include <map>

#include "client/cli/demo/demo_story.h"
#include "client/surveys/survey_templates.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"

namespace kruzhok::client {
namespace {

constexpr const char* kWishes[] = {"Больше занятий по робототехнике",
                                   "Хотелось бы занятия в субботу",
                                   "Спасибо педагогу, ребёнок ходит с радостью",
                                   "Поздно заканчивается, автобус уже уехал",
                                   "Не хватает лыж и коньков",
                                   "Всё нравится",
                                   "Нужен кружок рисования для младших"};

model::Date InDays(int days) {
  using namespace std::chrono;
  const year_month_day day(floor<std::chrono::days>(system_clock::now()) + std::chrono::days(days));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

// Mostly content, as people are.
int64_t Point(Dice& dice, const model::Question& question) {
  const int64_t points = question.max - question.min + 1;
  const auto least = [&] { return static_cast<int64_t>(dice.Roll(static_cast<size_t>(points))); };
  return question.min + std::max(least(), least());
}

model::Answer AnswerOf(Dice& dice, const model::Question& question) {
  using Kind = model::QuestionKind;
  switch (question.kind) {
    case Kind::kSingle:
      return question
          .options[std::min(dice.Roll(question.options.size()), dice.Roll(question.options.size()))]
          .code;
    case Kind::kMultiple: {
      std::vector<std::string> codes;
      for (const auto& option : question.options)
        if (dice.Percent(35)) codes.push_back(option.code);
      if (codes.empty()) return std::monostate();
      return codes;
    }
    case Kind::kScale:
      return Point(dice, question);
    case Kind::kMatrix: {
      std::map<std::string, int64_t> points;
      for (const auto& row : question.rows) points[row.code] = Point(dice, question);
      return points;
    }
    case Kind::kNumber:
      return question.min + static_cast<int64_t>(dice.Roll(4));
    case Kind::kText:
      if (!dice.Percent(15)) return std::monostate();
      return std::string(kWishes[dice.Roll(std::size(kWishes))]);
  }
  return std::monostate();
}

model::Json Blank(Dice& dice, const model::Questions& questions) {
  model::Answers answers;
  for (const model::Question& question : questions) {
    if (!question.required && dice.Percent(10)) continue;
    model::Answer answer = AnswerOf(dice, question);
    if (model::Takes(question, answer)) answers[question.id] = std::move(answer);
  }
  return model::WriteAnswers(model::OnlyAsked(questions, std::move(answers)));
}

}  // namespace

model::Result<model::Uuid> DemoStory::HoldWave(std::string_view name, const char* title,
                                               const char* code, int due_in, bool closed) {
  const Survey& survey = FindSurveyTemplate(name)->survey;
  const auto id = sync::RandomUuid(sync::RealEnvironment());
  const auto wave_id = sync::RandomUuid(sync::RealEnvironment());
  const auto& type = model::survey;
  const auto& wave = model::survey_wave;
  std::vector<sync::RowWrite> rows = {
      {&type,
       sync::RowWrite::Kind::kPut,
       id,
       std::nullopt,
       {{&type.title, survey.title},
        {&type.purpose, survey.purpose},
        {&type.respondents, survey.respondents},
        {&type.state, std::string("ready")},
        {&type.intro, survey.intro},
        {&type.questions, model::WriteQuestions(survey.questions)}}},
      {&wave,
       sync::RowWrite::Kind::kPut,
       wave_id,
       std::nullopt,
       {{&wave.survey, id},
        {&wave.title, std::string(title)},
        {&wave.code, std::string(code)},
        {&wave.slice, std::string("class")},
        {&wave.start_date, InDays(due_in - 30).Iso()},
        {&wave.end_date, InDays(due_in - 5).Iso()},
        {&wave.due, InDays(due_in).Iso()},
        {&wave.state, std::string(closed ? "closed" : "open")}}}};
  if (closed) rows.back().fields.emplace_back(&wave.closed_on, InDays(due_in + 2).Iso());
  for (sync::RowWrite& row : rows) row.owner = sync::kDistrict;
  const auto written = coordinator_->store().Write(rows, {});
  if (!written) return written.error();
  return wave_id;
}

// `share`: of those invited who have handed in a blank that is keyed by now, in percent.
model::Result<void> DemoStory::KeyBlanks(DemoPlaceIndex place, const model::Uuid& wave,
                                         std::string_view name, int keyed_in, size_t share) {
  const model::Questions& questions = FindSurveyTemplate(name)->survey.questions;
  const auto& type = model::survey_answer;
  const auto& invitation = model::survey_invitation;
  Dice dice(static_cast<uint32_t>(place) * 100 + static_cast<uint32_t>(share));
  std::map<std::string, int64_t> classes;
  for (const DemoPerson& person : made_[place].people)
    if (!person.school_class.empty() && person.form >= 5) ++classes[person.school_class];
  std::vector<sync::RowWrite> rows;
  int64_t number = 0;
  for (const auto& [school_class, children] : classes) {
    rows.push_back({&invitation,
                    sync::RowWrite::Kind::kPut,
                    std::nullopt,
                    std::nullopt,
                    {{&invitation.wave, wave},
                     {&invitation.school_class, school_class},
                     {&invitation.invited, children}}});
    for (int64_t i = 0; i < children; ++i) {
      if (!dice.Percent(share)) continue;
      const bool spoiled = dice.Percent(2);
      rows.push_back({&type,
                      sync::RowWrite::Kind::kPut,
                      std::nullopt,
                      std::nullopt,
                      {{&type.wave, wave},
                       {&type.school_class, school_class},
                       {&type.respondent, std::string(dice.Percent(60) ? "parents" : "pupils")},
                       {&type.blank, ++number},
                       {&type.state, std::string(spoiled ? "spoiled" : "counted")},
                       {&type.keyed_on, InDays(keyed_in).Iso()}}});
      if (!spoiled) rows.back().fields.emplace_back(&type.answers, Blank(dice, questions));
    }
  }
  const auto written = sites_[place]->store().Write(rows, {});
  if (!written) return written.error();
  return {};
}

model::Result<void> DemoStory::HoldSurveys() {
  Tell("surveys");
  const auto closed = HoldWave("satisfaction", "Качество занятий: весна", "К7Ж2", -60, true);
  if (!closed) return closed.error();
  const auto open = HoldWave("needs", "Каких кружков не хватает", "Т4Е8", 9, false);
  if (!open) return open.error();
  if (const auto synced = SyncInTurn({coordinator_.get(), &town(), sites_[kVillage].get()});
      !synced)
    return synced.error();
  struct Keyed {
    DemoPlaceIndex place;
    const model::Uuid& wave;
    const char* name;
    int keyed_in;
    size_t share;
  };
  for (const Keyed& one :
       {Keyed{kTown, *closed, "satisfaction", -62, 70},
        Keyed{kVillage, *closed, "satisfaction", -61, 55}, Keyed{kTown, *open, "needs", -1, 35}})
    if (const auto keyed = KeyBlanks(one.place, one.wave, one.name, one.keyed_in, one.share);
        !keyed)
      return keyed.error();
  return SyncInTurn({&town(), sites_[kVillage].get()});
}

}  // namespace kruzhok::client
