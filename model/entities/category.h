// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/federal_lists.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// A category that a child belongs to, since when, until when and by which paper. One category may
// be a child's several times, in different periods, and its dates may be mended: so it has no
// natural key.
struct CategoryType : EntityType {
  CategoryType() : EntityType("category", Audience::kOwner) {}

  Field<Reference> child{
      *this,
      "child",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "child"}};
  Field<Choice> category{
      *this,
      "category",
      {.required = true,
       .in_list = true,
       .identity = Identity::kName,
       .choices = {"ovz", "disabled", "long_treatment", "hard_life", "gifted", "orphan",
                   "large_family", "low_income", "migrant", "on_record", "rural"}}};
  Field<Date> start_date{
      *this, "start_date", {.in_list = true, .identity = Identity::kHint, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
  Field<std::string> basis{*this, "basis", {.in_list = true, .max_length = 500}};
  Field<Choices> ovz_types{*this, "ovz_types", {.choices = kOvzTypes}};  // Of "ovz".
};
inline const CategoryType category;

}  // namespace kruzhok::model
