// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A survey held once: from when to when, of whom. Owned by a school it is that school's, owned by
// the district it is every school's.
struct SurveyWaveType : EntityType {
  SurveyWaveType() : EntityType("survey_wave", Audience::kDistrict) {}

  Field<Reference> survey{
      *this,
      "survey",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "survey"}};
  Field<std::string> title{
      *this,
      "title",
      {.required = true, .searchable = true, .in_list = true, .identity = Identity::kName}};
  // Printed on the blanks, so that a sheet that is found later is known again.
  Field<std::string> code{*this, "code", {.searchable = true, .in_list = true, .max_length = 12}};
  // What its figures are told by, and so what is asked of the pile when it is keyed.
  Field<Choice> slice{*this, "slice", {.choices = {"programme", "class"}}};
  Field<Date> start_date{
      *this, "start_date", {.in_list = true, .identity = Identity::kHint, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
  Field<Date> due{*this, "due", {.in_list = true}};  // Keyed by then.
  // In all, where nobody counts by slice (survey_invitation).
  Field<int64_t> invited{*this, "invited", {.in_list = true, .min = 0, .max = 1'000'000}};
  Field<Choice> state{
      *this,
      "state",
      {.in_list = true, .group = "closing", .choices = {"planned", "open", "closed"}}};
  // Answers keyed after that day are kept, told, and not counted.
  Field<Date> closed_on{*this, "closed_on", {.group = "closing"}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const SurveyWaveType survey_wave;

}  // namespace kruzhok::model
