// SPDX-License-Identifier: MIT
// What a survey's answers and slices are called.
#pragma once

#include <map>
#include <string>

#include "client/app/translator.h"
#include "client/surveys/survey_results.h"

namespace kruzhok::client {

// One thing that is counted: a question, or a row of a matrix.
struct SurveyLine {
  size_t question;
  size_t row;          // Of a matrix; else 0.
  std::string number;  // «4», «4.2»: as on the blank.
  std::string text;
};
std::vector<SurveyLine> LinesOf(const model::Questions& questions);
// How the counts of its line are called, in their order: options, or points; none for the rest.
std::vector<std::string> CountNames(const model::Question& question);
// In words; empty: not answered. `line`: of that question.
std::string AnswerText(const model::Question& question, const SurveyLine& line,
                       const model::Answers& answers);

// One thread; remembers what it has looked up. The store and the texts outlive it.
class SliceWords {
 public:
  SliceWords(sync::Store& store, const Translator& texts) : store_(store), texts_(texts) {}
  std::string Of(const Wave& wave, const std::string& slice);
  std::string Of(model::Dimension dimension, const Wave& wave, const model::Part& part);
  std::string Organisation(const model::Uuid& id);

 private:
  std::string Title(const model::EntityType& type, const std::string& id);
  sync::Store& store_;
  const Translator& texts_;
  std::map<std::string, std::string> titles_;
};

// «82 %», «4,3»; «—» where there is nothing.
std::string ShareText(const std::optional<double>& share);
std::string MeanText(Language language, const std::optional<double>& mean);

}  // namespace kruzhok::client
