// SPDX-License-Identifier: MIT
#include "client/desktop/survey_book.h"

#include <algorithm>
#include <tuple>

#include "client/desktop/facts.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Dates as text sort as dates; what is not due comes after all that is.
std::string DueKey(const Wave& wave) {
  return wave.due ? wave.due->Iso() : "~";
}

void CountInvited(const Facts& facts, const model::Uuid& organisation, SurveyBook& book) {
  for (const ChildFacts& child : facts.children)
    if (child.attends && child.owner == organisation && !child.school_class.empty())
      ++book.classes[child.school_class];
  std::set<std::pair<model::Uuid, model::Uuid>> counted;
  for (const EnrolmentFacts& enrolment : facts.enrolments) {
    const GroupFacts* group = facts.groups.Find(enrolment.group);
    const ChildFacts* child = facts.children.Find(enrolment.child);
    if (!enrolment.active || group == nullptr || group->programme.is_nil()) continue;
    if (child == nullptr || child->owner != organisation) continue;
    if (counted.emplace(group->programme, child->id).second)
      ++book.programmes[group->programme.Text()];
  }
}

}  // namespace

const Survey* SurveyBook::FindSurvey(const model::Uuid& id) const {
  const auto found = std::ranges::find(surveys, id, &Survey::id);
  return found == surveys.end() ? nullptr : &*found;
}

const Wave* SurveyBook::FindWave(const model::Uuid& id) const {
  const auto found = std::ranges::find(waves, id, &Wave::id);
  return found == waves.end() ? nullptr : &*found;
}

const WaveProgress& SurveyBook::ProgressOf(const model::Uuid& wave,
                                           const model::Uuid& organisation) const {
  static const WaveProgress kNothing;
  const auto of_wave = progress.find(wave);
  if (of_wave == progress.end()) return kNothing;
  const auto found = of_wave->second.find(organisation);
  return found == of_wave->second.end() ? kNothing : found->second;
}

WaveProgress SurveyBook::ProgressOfAll(const model::Uuid& wave) const {
  WaveProgress sum;
  const auto of_wave = progress.find(wave);
  if (of_wave == progress.end()) return sum;
  for (const auto& [organisation, one] : of_wave->second) {
    sum.invited += one.invited;
    sum.counted += one.counted;
    sum.spoiled += one.spoiled;
    sum.late += one.late;
    sum.compared += one.compared;
    sum.differed += one.differed;
  }
  return sum;
}

int64_t SurveyBook::ToKey(const sync::Membership& membership) const {
  if (membership.joined && membership.role == sync::Role::kCoordinator) return 0;
  return std::ranges::count_if(waves, [&](const Wave& wave) {
    const bool here = wave.is_district() || wave.owner == membership.organisation;
    return here && !wave.is_closed() && wave.due &&
           !IsComplete(ProgressOf(wave.id, membership.organisation));
  });
}

bool IsToldByItsWave(const model::EntityType& type) {
  return &type == &model::survey_answer || &type == &model::survey_invitation;
}

bool IsComplete(const WaveProgress& progress) {
  return progress.invited > 0 && progress.counted + progress.spoiled >= progress.invited;
}

void SurveyBookBuilder::Add(const sync::RowView& row) {
  if (row.type == &model::survey) {
    if (auto survey = SurveyOf(row)) book_.surveys.push_back(std::move(*survey));
  } else if (row.type == &model::survey_wave) {
    Wave wave = WaveOf(row);
    if (!wave.survey.is_nil()) book_.waves.push_back(std::move(wave));
  } else if (IsToldByItsWave(*row.type)) {
    if (!counter_) counter_.emplace(book_.waves);
    counter_->Add(row);
  }
}

SurveyBook SurveyBookBuilder::Finish(const Facts& facts) {
  if (!counter_) counter_.emplace(book_.waves);
  book_.progress = counter_->Finish();
  counter_.reset();
  std::ranges::sort(book_.surveys, [](const Survey& a, const Survey& b) {
    return std::tuple(model::SortKey(a.title), -a.version, a.id) <
           std::tuple(model::SortKey(b.title), -b.version, b.id);
  });
  // Rows come in the order of creation, so the newest of equals is the last.
  std::ranges::reverse(book_.waves);
  std::ranges::stable_sort(book_.waves, {}, [](const Wave& wave) {
    return std::pair(wave.is_closed(), wave.is_closed() ? std::string() : DueKey(wave));
  });
  CountInvited(facts, membership_.organisation, book_);
  return std::move(book_);
}

}  // namespace kruzhok::client
