// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A course that somebody of the staff has finished.
struct TrainingType : EntityType {
  TrainingType() : EntityType("training", Audience::kOwner) {}

  Field<Reference> staff{
      *this,
      "staff",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "staff"}};
  Field<std::string> title{
      *this,
      "title",
      {.required = true, .searchable = true, .in_list = true, .identity = Identity::kName}};
  Field<Choice> kind{*this, "kind", {.in_list = true, .choices = {"retraining", "further"}}};
  Field<int64_t> hours{*this, "hours", {.in_list = true, .min = 0, .max = 10'000}};
  Field<Date> finished_on{*this, "finished_on", {.in_list = true, .identity = Identity::kHint}};
  Field<std::string> document{*this, "document", {.searchable = true}};
};
inline const TrainingType training;

}  // namespace kruzhok::model
