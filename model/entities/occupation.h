// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// How a child is occupied in a school year and, where nothing occupies it, why, and what was done
// about it. Who is covered is told by enrolments; this card tells the rest. `year`: that in which
// the school year begins, 2025 of 2025/26.
struct OccupationType : EntityType {
  OccupationType() : EntityType("occupation", Audience::kOwner) {}

  Field<Reference> child{*this,
                         "child",
                         {.required = true,
                          .in_list = true,
                          .key = true,
                          .identity = Identity::kName,
                          .target = "child"}};
  Field<int64_t> year{*this,
                      "year",
                      {.required = true,
                       .in_list = true,
                       .min = 2000,
                       .max = 2199,
                       .school_year = true,
                       .key = true,
                       .identity = Identity::kName}};
  // In which the child was that year; told when the class moves on.
  Field<std::string> school_class{*this, "class", {.in_list = true, .max_length = 40}};

  Field<std::string> elsewhere{
      *this,
      "elsewhere",
      {.in_list = true, .max_length = 500, .section = "elsewhere", .group = "attended"}};
  Field<std::string> elsewhere_programme{
      *this, "elsewhere_programme", {.section = "elsewhere", .group = "attended"}};
  Field<Choice> elsewhere_direction{
      *this,
      "elsewhere_direction",
      {.section = "elsewhere", .group = "attended", .choices = kProgramFocuses}};
  Field<int64_t> elsewhere_hours{
      *this,
      "elsewhere_hours",
      {.min = 0, .max = 100, .section = "elsewhere", .group = "attended"}};

  Field<Choice> reason{*this,
                       "reason",
                       {.in_list = true,
                        .section = "not_covered",
                        .group = "cause",
                        .choices = {"no_wish", "no_programme", "distance", "health", "busy_at_home",
                                    "paid", "other"}}};
  Field<std::string> reason_note{
      *this, "reason_note", {.max_length = 500, .section = "not_covered", .group = "cause"}};
  Field<Date> talk_on{
      *this, "talk_on", {.in_list = true, .section = "not_covered", .group = "talk"}};
  Field<std::string> talk_with{*this, "talk_with", {.section = "not_covered", .group = "talk"}};
  Field<Reference> offered{
      *this,
      "offered",
      {.in_list = true, .section = "not_covered", .group = "offer", .target = "programme"}};
  Field<std::string> offered_note{
      *this, "offered_note", {.max_length = 500, .section = "not_covered", .group = "offer"}};
  Field<Choice> outcome{
      *this,
      "outcome",
      {.in_list = true, .section = "not_covered", .choices = {"agreed", "thinking", "refused"}}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const OccupationType occupation;

}  // namespace kruzhok::model
