// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// How many children of an age live in the district, or where a school has its pupils from; typed by
// hand, from the statistics of the year.
struct ResidentCountType : EntityType {
  ResidentCountType() : EntityType("resident_count", Audience::kDistrict) {}

  Field<int64_t> year{*this,
                      "year",
                      {.required = true,
                       .in_list = true,
                       .min = 2000,
                       .max = 2199,
                       .key = true,
                       .identity = Identity::kName}};
  Field<int64_t> age{*this,
                     "age",
                     {.required = true,
                      .in_list = true,
                      .min = 0,
                      .max = 18,
                      .key = true,
                      .identity = Identity::kName}};
  Field<int64_t> children{
      *this, "children", {.required = true, .in_list = true, .min = 0, .max = 1'000'000}};
};
inline const ResidentCountType resident_count;

}  // namespace kruzhok::model
