// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// A child in a group, from the application to the last day. A second active one of the same child
// and group is a finding, not an error.
struct EnrolmentType : EntityType {
  EnrolmentType() : EntityType("enrolment", Audience::kOwner) {}

  Field<Reference> child{
      *this,
      "child",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "child"}};
  Field<Reference> group{
      *this,
      "group",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "group"}};
  Field<Choice> state{*this,
                      "state",
                      {.in_list = true,
                       .group = "status",
                       .choices = {"draft", "applied", "confirmed", "enrolled", "transferred",
                                   "suspended", "dismissed", "completed", "rejected", "reserve"}}};
  Field<std::string> reason{*this, "reason", {.max_length = 500, .group = "status"}};
  Field<Date> start_date{
      *this, "start_date", {.in_list = true, .identity = Identity::kHint, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
  Field<std::string> order_number{
      *this,
      "order_number",
      {.searchable = true, .in_list = true, .max_length = 120, .group = "order"}};
  Field<Date> order_date{*this, "order_date", {.group = "order"}};
  Field<Choice> financing{*this, "financing", {.choices = kFinancialSources}};
  Field<Choice> place{*this, "place", {.choices = {"own", "supplementary", "partner"}}};
  Field<std::string> module{*this, "module", {.searchable = true}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const EnrolmentType enrolment;

}  // namespace kruzhok::model
