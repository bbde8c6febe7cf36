// SPDX-License-Identifier: MIT
#pragma once

#include "model/entities/indicator_codes.h"
#include "model/entity_type.h"

namespace kruzhok::model {

// How an indicator is counted where the documents leave it open (document 004). The district's row
// holds for all who have joined, one's own until then, and without it what the program begins with
// (model/coverage.h).
struct IndicatorType : EntityType {
  IndicatorType() : EntityType("indicator", Audience::kDistrict) {}

  Field<Choice> code{*this,
                     "code",
                     {.required = true,
                      .in_list = true,
                      .key = true,
                      .identity = Identity::kName,
                      .choices = kIndicatorCodes}};
  Field<Choice> age_rule{*this, "age_rule", {.in_list = true, .choices = {"5_17", "5_18"}}};
  Field<Choice> denominator{
      *this, "denominator", {.in_list = true, .choices = {"cards", "residents"}}};
  Field<Choice> counted{*this, "counted", {.in_list = true, .choices = {"children", "enrolments"}}};
  Field<int64_t> cut_day{*this, "cut_day", {.in_list = true, .min = 1, .max = 31, .group = "cut"}};
  Field<int64_t> cut_month{
      *this, "cut_month", {.in_list = true, .min = 1, .max = 12, .group = "cut"}};
  // How long a course counts; of I4.
  Field<int64_t> window_years{*this, "window_years", {.min = 1, .max = 20}};
};
inline const IndicatorType indicator;

}  // namespace kruzhok::model
