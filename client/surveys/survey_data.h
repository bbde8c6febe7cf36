// SPDX-License-Identifier: MIT
// Surveys as everything that shows, keys, prints and reports them reads them: a survey with its
// questions, a wave with what was invited and keyed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/date.h"
#include "model/questionnaire.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct Survey {
  model::Uuid id;
  model::Uuid owner;
  std::string title;
  std::string purpose;  // Codes of the field; may be empty.
  std::string state;
  model::Choices respondents;
  int64_t version = 1;
  std::optional<model::Uuid> previous;
  std::string intro;
  model::Questions questions;
};

struct Wave {
  enum class Slice { kProgramme, kClass };
  model::Uuid id;
  model::Uuid owner;  // sync::kDistrict: of every school.
  model::Uuid survey;
  std::string title;
  std::string code;
  Slice slice = Slice::kClass;
  std::string state;  // Codes of the field; may be empty.
  std::optional<model::Date> start_date, end_date, due, closed_on;
  int64_t invited = 0;  // As typed for the whole of it.

  bool is_district() const { return owner == sync::kDistrict; }
  bool is_closed() const { return state == "closed"; }
  // Whether an answer that was keyed on that day is counted.
  bool Counts(const std::optional<model::Date>& keyed_on) const;
};

// bad_value: its questions cannot be read (of a newer program, or damaged). not_found.
model::Result<Survey> ReadSurvey(sync::Store& store, const model::Uuid& id);
model::Result<Wave> ReadWave(sync::Store& store, const model::Uuid& id);
// bad_value, as above.
model::Result<Survey> SurveyOf(const sync::RowView& row);
Wave WaveOf(const sync::RowView& row);
// All that are alive; surveys whose questions cannot be read are left out, and waves without a
// survey.
std::vector<Survey> AllSurveys(sync::Store& store);
std::vector<Wave> AllWaves(sync::Store& store);

// How far one organisation is with one wave.
struct WaveProgress {
  int64_t invited = 0;  // The sum of its slices, or the wave's own number.
  int64_t counted = 0;  // Blanks.
  int64_t spoiled = 0;
  int64_t late = 0;      // Keyed after the wave was closed: kept, not counted.
  int64_t compared = 0;  // Answers that were keyed twice, and those that differed.
  int64_t differed = 0;
  // By slice: a programme's id as text, or a class.
  struct Slice {
    int64_t invited = 0;
    int64_t counted = 0;
  };
  std::map<std::string, Slice> slices;
};
using Progress = std::map<model::Uuid, std::map<model::Uuid, WaveProgress>>;  // Wave, organisation.

// Counts rows of survey_invitation and survey_answer, without looking into the answers; others are
// passed over.
class ProgressCounter {
 public:
  // They outlive this.
  explicit ProgressCounter(const std::vector<Wave>& waves);
  void Add(const sync::RowView& row);
  Progress Finish();

 private:
  void AddInvitation(const sync::RowView& row);
  void AddAnswer(const sync::RowView& row);
  const Wave* Find(const std::optional<model::Uuid>& id) const;
  const std::vector<Wave>& waves_;
  std::map<model::Uuid, const Wave*> by_id_;
  Progress progress_;
};
// Of every wave and organisation that is read here.
Progress ReadProgress(sync::Store& store, const std::vector<Wave>& waves);

// What an answer row's slice is in that wave; empty: not told.
std::string SliceOf(const Wave& wave, const model::Record& answer);
std::string SliceOfInvitation(const Wave& wave, const model::Record& invitation);

// A code that nobody has here yet, of letters and digits that cannot be taken for each other when
// they are read from paper: «К7Ж2».
std::string NewWaveCode(sync::Environment& environment, const std::vector<Wave>& waves);

}  // namespace kruzhok::client
