// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// Somebody who works in an organisation. Only its owner reads it: what others see of a teacher is
// the text of a group.
struct StaffType : EntityType {
  StaffType() : EntityType("staff", Audience::kOwner) {}

  Field<std::string> last_name{*this,
                               "last_name",
                               {.required = true,
                                .searchable = true,
                                .in_list = true,
                                .max_length = 80,
                                .identity = Identity::kName}};
  Field<std::string> first_name{*this,
                                "first_name",
                                {.required = true,
                                 .searchable = true,
                                 .in_list = true,
                                 .max_length = 80,
                                 .identity = Identity::kName}};
  Field<std::string> middle_name{
      *this,
      "middle_name",
      {.searchable = true, .in_list = true, .max_length = 80, .identity = Identity::kHint}};
  Field<std::string> position{*this, "position", {.searchable = true, .in_list = true}};
  Field<std::string> rate{
      *this, "rate", {.in_list = true, .max_length = 12, .format = TextFormat::kDecimal}};
  Field<bool> teaches{*this, "teaches", {.in_list = true}};  // Supplementary education.
  Field<bool> with_ovz{*this, "with_ovz", {.in_list = true}};
  Field<Choice> state{
      *this, "state", {.in_list = true, .group = "standing", .choices = {"works", "left"}}};
  Field<Date> left_on{*this, "left_on", {.group = "standing"}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const StaffType staff;

}  // namespace kruzhok::model
