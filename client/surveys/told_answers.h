// SPDX-License-Identifier: MIT
// What of a single blank may leave the program in a file. Backups and the exchange keep everything;
// every other file that has blanks in it asks here.
//
// A blank is told with its slice and respondents only where its block has just these: at least five
// blanks of its school. Not told at all: free texts, which are known by their hand; its number, the
// day of keying and the second keying, which tell what lay beside it in the pile; and slices of
// blanks that are not counted, because no block has them.
#pragma once

#include <map>
#include <set>

#include "client/surveys/survey_results.h"

namespace kruzhok::client {

struct ToldAnswer {
  model::Record record;                        // Empty where nothing is told.
  std::set<const model::FieldInfo*> merged{};  // Told together with others: empty in the record.
};

// Of one moment: made and used between two writes, or in one read transaction. The store outlives
// it. Reads each wave once.
class AnswerTeller {
 public:
  explicit AnswerTeller(sync::Store& store) : store_(store) {}
  ToldAnswer Tell(const model::Uuid& owner, const model::Record& answer);

 private:
  sync::Store& store_;
  std::map<model::Uuid, model::Result<SurveyResults>> waves_;
};

}  // namespace kruzhok::client
