// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A lesson of a group that comes every week. The teacher is text, as the group's is.
struct ScheduleType : EntityType {
  ScheduleType() : EntityType("schedule", Audience::kDistrict) {}

  Field<Reference> group{
      *this,
      "group",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "group"}};
  Field<Choice> weekday{*this,
                        "weekday",
                        {.required = true,
                         .in_list = true,
                         .identity = Identity::kName,
                         .choices = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}}};
  Field<std::string> start_time{*this,
                                "start_time",
                                {.required = true,
                                 .in_list = true,
                                 .max_length = 5,
                                 .format = TextFormat::kTime,
                                 .identity = Identity::kName,
                                 .group = "time"}};
  Field<std::string> end_time{
      *this,
      "end_time",
      {.in_list = true, .max_length = 5, .format = TextFormat::kTime, .group = "time"}};
  Field<std::string> room{*this, "room", {.searchable = true, .in_list = true, .max_length = 120}};
  // Empty: that of the group.
  Field<std::string> teacher{*this, "teacher", {.searchable = true, .in_list = true}};
  // Empty: as long as the group has lessons.
  Field<Date> start_date{*this, "start_date", {.in_list = true, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
};
inline const ScheduleType schedule;

}  // namespace kruzhok::model
