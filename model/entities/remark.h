// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// What a coordinator has to say to a report that was handed in: to the whole of it, or to a row
// that it counts.
struct RemarkType : EntityType {
  RemarkType() : EntityType("remark", Audience::kOwner) {}

  Field<Reference> submission{
      *this,
      "submission",
      {.required = true, .in_list = true, .identity = Identity::kName, .target = "submission"}};
  Field<Reference> child{*this, "child", {.in_list = true, .target = "child"}};  // Or to none.
  Field<std::string> text{*this,
                          "text",
                          {.required = true,
                           .searchable = true,
                           .in_list = true,
                           .max_length = 2000,
                           .multiline = true,
                           .identity = Identity::kName}};
  Field<std::string> answer{*this, "answer", {.max_length = 2000, .multiline = true}};
  Field<Choice> state{
      *this, "state", {.in_list = true, .choices = {"open", "answered", "settled"}}};
};
inline const RemarkType remark;

}  // namespace kruzhok::model
