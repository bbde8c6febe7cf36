// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// A programme that a child of this organisation attends at another one, as the district knows it
// from the cards that a coordinator has linked. Coordinators' programs write it.
struct OutsideEnrolmentType : EntityType {
  OutsideEnrolmentType() : EntityType("outside_enrolment", Audience::kOwner) {}

  Field<Reference> child{*this,
                         "child",
                         {.required = true,
                          .in_list = true,
                          .key = true,
                          .identity = Identity::kName,
                          .target = "child"}};
  Field<Reference> programme{*this,
                             "programme",
                             {.required = true,
                              .in_list = true,
                              .key = true,
                              .identity = Identity::kName,
                              .target = "programme"}};
  Field<Reference> organisation{*this, "organisation", {.in_list = true, .target = "organisation"}};
  // A time without a break in which one of the child's enrolments in the programme is; after a
  // break it is another row.
  Field<Date> start_date{*this, "start_date", {.in_list = true, .key = true, .group = "period"}};
  Field<Date> end_date{*this, "end_date", {.in_list = true, .group = "period"}};
};
inline const OutsideEnrolmentType outside_enrolment;

}  // namespace kruzhok::model
