// SPDX-License-Identifier: MIT
// Surveys, waves and how far they are, as the screens show them: a part of the snapshot.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "client/surveys/survey_data.h"

namespace kruzhok::client {

struct Facts;

struct SurveyBook {
  std::vector<Survey> surveys;  // By title, the newest version first.
  std::vector<Wave> waves;      // Open ones first, those first that are due first.
  Progress progress;
  // Of the own school: who would be invited, by class and by programme (its id as text).
  std::map<std::string, int64_t> classes, programmes;

  const Survey* FindSurvey(const model::Uuid& id) const;
  const Wave* FindWave(const model::Uuid& id) const;
  // Empty where nothing is known.
  const WaveProgress& ProgressOf(const model::Uuid& wave, const model::Uuid& organisation) const;
  // All organisations whose answers are read here; without slices.
  WaveProgress ProgressOfAll(const model::Uuid& wave) const;
  // How many waves that are due are not complete here.
  int64_t ToKey(const sync::Membership& membership) const;
};

// Blanks are found by their wave, and nobody looks for one by itself; the same of invitations.
bool IsToldByItsWave(const model::EntityType& type);
// Every blank that was given out is here.
bool IsComplete(const WaveProgress& progress);

class SurveyBookBuilder {
 public:
  explicit SurveyBookBuilder(const sync::Membership& membership) : membership_(membership) {}
  // REQUIRES: parents first.
  void Add(const sync::RowView& row);
  SurveyBook Finish(const Facts& facts);

 private:
  const sync::Membership& membership_;
  SurveyBook book_;
  std::optional<ProgressCounter> counter_;  // When all waves are here.
};

}  // namespace kruzhok::client
