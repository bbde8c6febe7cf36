// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// An organisation has closed a school year: every child that nothing occupied has its reason, or
// somebody has said by name why not.
struct YearClosingType : EntityType {
  YearClosingType() : EntityType("year_closing", Audience::kOwner) {}

  Field<int64_t> year{*this,
                      "year",
                      {.required = true,
                       .in_list = true,
                       .min = 2000,
                       .max = 2199,
                       .school_year = true,
                       .key = true,
                       .identity = Identity::kName}};
  Field<Choice> state{
      *this, "state", {.in_list = true, .group = "closing", .choices = {"open", "closed"}}};
  Field<Date> closed_on{*this, "closed_on", {.in_list = true, .group = "closing"}};
  Field<std::string> closed_by{*this, "closed_by", {.in_list = true, .group = "closing"}};
  Field<int64_t> without_reason{
      *this, "without_reason", {.in_list = true, .min = 0, .max = 1'000'000, .group = "closing"}};
  Field<std::string> why{*this, "why", {.max_length = 1000, .group = "closing"}};
};
inline const YearClosingType year_closing;

}  // namespace kruzhok::model
