// SPDX-License-Identifier: MIT
// The figures of one wave, as the screen, the files and the papers tell them: sums of blocks of at
// least five answers (model/survey_figures.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/surveys/survey_data.h"
#include "model/survey_figures.h"

namespace kruzhok::client {

// A free text. Nothing says whose it is, and their order is not that of keying.
struct FreeText {
  model::Uuid answer;
  std::string question;
  std::string text;
  std::vector<std::string> tags;
};

// How a counted answer may be told of by itself; nothing: together with others.
struct ToldCell {
  std::optional<std::string> slice;
  std::optional<std::string> respondents;
};

struct SurveyResults {
  Wave wave;
  Survey survey;
  std::map<model::Uuid, WaveProgress> progress;  // By organisation.
  std::vector<model::Block> blocks;
  std::vector<FreeText> texts;

  model::Tally Total(const model::BlockFilter& filter = {}) const;
  // By its block, which has at least five. REQUIRES: a cell in which an answer was counted.
  ToldCell Told(const model::CellKey& key) const;
  // Of a part by organisation or slice. Slices of which nobody has answered are in no part.
  int64_t Invited(model::Dimension dimension, const model::Part& part,
                  const model::BlockFilter& filter) const;
};

// Neither spoiled nor keyed after the wave was closed.
bool IsCounted(const Wave& wave, const model::Record& answer);
model::CellKey CellOf(const Wave& wave, const model::Uuid& owner, const model::Record& answer);
// The blanks that count, each with its cell and the answers to what was asked of it.
void ForEachCounted(sync::Store& store, const Wave& wave, const model::Questions& questions,
                    const std::function<void(const sync::RowView&, const model::CellKey&,
                                             const model::Answers&)>& use);

// not_found, bad_value. Any thread, with its own store.
model::Result<SurveyResults> ReadResults(sync::Store& store, const model::Uuid& wave);
// Of several, in one reading of all blanks; in that order.
std::vector<model::Result<SurveyResults>> ReadResults(sync::Store& store,
                                                      const std::vector<model::Uuid>& waves);

}  // namespace kruzhok::client
