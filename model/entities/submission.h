// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A report that an organisation has handed in to the district: what it said then, and what became
// of it. `content` is never changed; who corrects a report hands in another one. It names children
// by their rows, so that a name that is erased is erased here, too. `year`: as in the occupation
// card.
struct SubmissionType : EntityType {
  SubmissionType() : EntityType("submission", Audience::kOwner) {}

  Field<Choice> kind{
      *this,
      "kind",
      {.required = true, .in_list = true, .identity = Identity::kName, .choices = {"coverage"}}};
  Field<int64_t> year{*this,
                      "year",
                      {.required = true,
                       .in_list = true,
                       .min = 2000,
                       .max = 2199,
                       .school_year = true,
                       .identity = Identity::kName}};
  Field<Date> submitted_on{
      *this, "submitted_on", {.required = true, .in_list = true, .identity = Identity::kHint}};
  Field<std::string> submitted_by{*this, "submitted_by", {.in_list = true}};
  Field<Json> content{*this, "content", {.max_length = 900'000}};
  Field<Choice> state{*this,
                      "state",
                      {.in_list = true,
                       .group = "decision",
                       .choices = {"submitted", "withdrawn", "returned", "accepted"}}};
  Field<Date> decided_on{*this, "decided_on", {.in_list = true, .group = "decision"}};
  Field<std::string> decided_by{*this, "decided_by", {.in_list = true, .group = "decision"}};
  Field<std::string> decision_note{
      *this, "decision_note", {.max_length = 4000, .multiline = true, .group = "decision"}};
  // Of an accepted one: what the district's own data had otherwise that day, so that only what
  // comes later is a change (client/coverage/report_json.h).
  Field<Json> district_lines{*this, "district_lines", {.max_length = 900'000, .group = "decision"}};
};
inline const SubmissionType submission;

}  // namespace kruzhok::model
