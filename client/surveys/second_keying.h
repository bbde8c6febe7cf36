// SPDX-License-Identifier: MIT
// One blank keyed twice: where the two differ, and what comes of choosing.
#pragma once

#include <string>
#include <vector>

#include "client/surveys/survey_words.h"

namespace kruzhok::client {

struct KeyedTwice {
  enum class Choice { kNone, kFirst, kSecond };
  struct Difference {
    SurveyLine line;
    Choice choice = Choice::kNone;
  };
  model::Answers first, second;
  int64_t compared = 0;  // Lines that were asked by either.
  std::vector<Difference> differences;

  // Every difference is decided.
  bool decided() const;
};

// Several ticks in any order are the same, and so are texts that differ in case, blanks and ё.
KeyedTwice Compare(const model::Questions& questions, model::Answers first, model::Answers second);
// REQUIRES: decided.
model::Answers Chosen(const model::Questions& questions, const KeyedTwice& twice);

}  // namespace kruzhok::client
