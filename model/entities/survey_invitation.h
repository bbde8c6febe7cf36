// SPDX-License-Identifier: MIT
#pragma once

#include "model/entity_type.h"

namespace kruzhok::model {

// How many of one programme or class an organisation has invited to a wave: what the wave covers.
// Two computers that tell the same slice write one row.
struct SurveyInvitationType : EntityType {
  SurveyInvitationType() : EntityType("survey_invitation", Audience::kOwner) {}

  Field<Reference> wave{*this,
                        "wave",
                        {.required = true,
                         .in_list = true,
                         .key = true,
                         .identity = Identity::kName,
                         .target = "survey_wave"}};
  Field<Reference> programme{
      *this,
      "programme",
      {.in_list = true, .key = true, .identity = Identity::kName, .target = "programme"}};
  Field<std::string> school_class{
      *this,
      "class",
      {.in_list = true, .max_length = 20, .key = true, .identity = Identity::kName}};
  Field<int64_t> invited{
      *this, "invited", {.required = true, .in_list = true, .min = 0, .max = 1'000'000}};
};
inline const SurveyInvitationType survey_invitation;

}  // namespace kruzhok::model
