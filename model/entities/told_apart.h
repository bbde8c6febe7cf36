// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// Two cards that look alike and are two children: a coordinator has looked. `child` is the card
// with the smaller id, whose organisation owns the row, so that whoever says it writes one row.
struct ToldApartType : EntityType {
  ToldApartType() : EntityType("told_apart", Audience::kOwner) {}

  Field<Reference> child{
      *this,
      "child",
      {.required = true, .key = true, .identity = Identity::kName, .target = "child"}};
  Field<Reference> other{
      *this,
      "other",
      {.required = true, .key = true, .identity = Identity::kName, .target = "child"}};
};
inline const ToldApartType told_apart;

}  // namespace kruzhok::model
