// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// The questions of a questionnaire (questionnaire.h reads them). One that has answers is never
// changed: its successor is another survey that names it as `previous`.
struct SurveyType : EntityType {
  SurveyType() : EntityType("survey", Audience::kDistrict) {}

  Field<std::string> title{*this,
                           "title",
                           {.required = true,
                            .searchable = true,
                            .in_list = true,
                            .max_length = 500,
                            .identity = Identity::kName}};
  Field<Choice> purpose{
      *this, "purpose", {.in_list = true, .choices = {"satisfaction", "needs", "other"}}};
  Field<Choices> respondents{
      *this, "respondents", {.in_list = true, .choices = {"pupils", "parents"}}};
  Field<Choice> state{*this, "state", {.in_list = true, .choices = {"draft", "ready", "archive"}}};
  Field<int64_t> version{
      *this,
      "version",
      {.in_list = true, .min = 1, .max = 1000, .identity = Identity::kHint, .group = "lineage"}};
  Field<Reference> previous{*this, "previous", {.group = "lineage", .target = "survey"}};
  // What stands above the questions on the blank.
  Field<std::string> intro{*this, "intro", {.max_length = 2000, .multiline = true}};
  Field<Json> questions{*this, "questions", {.max_length = 100'000}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const SurveyType survey;

}  // namespace kruzhok::model
