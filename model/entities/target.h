// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/indicator_codes.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// What an indicator is to reach in a calendar year, as a document says it.
struct TargetType : EntityType {
  TargetType() : EntityType("target", Audience::kDistrict) {}

  Field<Choice> code{*this,
                     "code",
                     {.required = true,
                      .in_list = true,
                      .key = true,
                      .identity = Identity::kName,
                      .choices = kIndicatorCodes}};
  Field<int64_t> year{*this,
                      "year",
                      {.required = true,
                       .in_list = true,
                       .min = 2000,
                       .max = 2199,
                       .key = true,
                       .identity = Identity::kName}};
  // Per cent; of what is counted and not a share, a number.
  Field<std::string> value{
      *this,
      "value",
      {.required = true, .in_list = true, .max_length = 12, .format = TextFormat::kDecimal}};
  Field<std::string> source{*this, "source", {.in_list = true, .max_length = 500}};
};
inline const TargetType target;

}  // namespace kruzhok::model
