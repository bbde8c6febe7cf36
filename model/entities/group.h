// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// The children of one programme who are taught together. The teacher is text: a group is read by
// the whole district, staff only by its owner.
struct GroupType : EntityType {
  GroupType() : EntityType("group", Audience::kDistrict) {}

  Field<Reference> programme{
      *this,
      "programme",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "programme"}};
  Field<std::string> name{
      *this,
      "name",
      {.required = true, .searchable = true, .in_list = true, .identity = Identity::kName}};
  Field<std::string> teacher{*this, "teacher", {.searchable = true, .in_list = true}};
  Field<int64_t> study_year{*this, "study_year", {.min = 1, .max = 20}};
  Field<int64_t> capacity{*this, "capacity", {.in_list = true, .min = 0, .max = 10'000}};
  Field<int64_t> size_min{*this, "size_min", {.min = 0, .max = 10'000}};
  Field<int64_t> age_min{*this, "age_min", {.in_list = true, .min = 0, .max = 99, .group = "ages"}};
  Field<int64_t> age_max{*this, "age_max", {.in_list = true, .min = 0, .max = 99, .group = "ages"}};
  Field<std::string> age_text{*this, "age_text", {.max_length = 250}};  // As a document says it.
  Field<Date> start_date{
      *this, "start_date", {.in_list = true, .identity = Identity::kHint, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
  Field<int64_t> hours_year{*this, "hours_year", {.min = 0, .max = 10'000}};
  Field<std::string> place{*this, "place", {.searchable = true, .max_length = 500}};

  Field<bool> locked{*this, "locked", {.section = "admission"}};
  Field<Date> order_from{*this, "order_from", {.section = "admission", .group = "order_window"}};
  Field<Date> order_to{*this, "order_to", {.section = "admission", .group = "order_window"}};
  Field<Choices> financing{
      *this, "financing", {.section = "admission", .choices = kFinancialSources}};
  Field<int64_t> cost{*this, "cost", {.min = 0, .max = 10'000'000, .section = "admission"}};
  Field<bool> certificate{*this, "certificate", {.section = "admission"}};
  Field<int64_t> new_places{*this, "new_places", {.min = 0, .max = 10'000, .section = "admission"}};
  Field<std::string> note{
      *this, "note", {.max_length = 4000, .multiline = true, .section = "more"}};
};
inline const GroupType group;

}  // namespace kruzhok::model
