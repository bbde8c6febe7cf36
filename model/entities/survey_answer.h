// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// One filled blank. It names no child, and nothing of it tells the hour at which it was keyed.
struct SurveyAnswerType : EntityType {
  SurveyAnswerType() : EntityType("survey_answer", Audience::kOwner, Moment::kDay) {}

  Field<Reference> wave{
      *this,
      "wave",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "survey_wave"}};
  Field<Reference> programme{*this, "programme", {.in_list = true, .target = "programme"}};
  Field<std::string> school_class{*this, "class", {.in_list = true, .max_length = 20}};
  Field<Choice> respondent{
      *this, "respondent", {.in_list = true, .choices = {"pupils", "parents"}}};
  Field<int64_t> blank{*this, "blank", {.in_list = true, .min = 1, .max = 1'000'000}};
  Field<Choice> state{*this, "state", {.in_list = true, .choices = {"counted", "spoiled"}}};
  Field<Date> keyed_on{*this, "keyed_on", {.in_list = true}};
  Field<Json> answers{*this, "answers", {.max_length = 60'000}};
  // Keyed a second time: how many answers were compared, and how many were not the same.
  Field<int64_t> compared{*this, "compared", {.min = 0, .max = 10'000, .group = "second_keying"}};
  Field<int64_t> differed{*this, "differed", {.min = 0, .max = 10'000, .group = "second_keying"}};
  // What readers have put its free texts under: {"q12":["расписание"]}.
  Field<Json> tags{*this, "tags", {.max_length = 4000}};
};
inline const SurveyAnswerType survey_answer;

}  // namespace kruzhok::model
