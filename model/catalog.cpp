// SPDX-License-Identifier: MIT
#include "model/catalog.h"

#include <algorithm>

#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/indicator.h"
#include "model/entities/occupation.h"
#include "model/entities/organisation.h"
#include "model/entities/outside_enrolment.h"
#include "model/entities/programme.h"
#include "model/entities/remark.h"
#include "model/entities/resident_count.h"
#include "model/entities/schedule.h"
#include "model/entities/staff.h"
#include "model/entities/submission.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/survey_wave.h"
#include "model/entities/target.h"
#include "model/entities/told_apart.h"
#include "model/entities/training.h"
#include "model/entities/year_closing.h"

namespace kruzhok::model {

std::span<const EntityType* const> Catalog() {
  static constexpr const EntityType* kEntities[] = {
      &organisation,  &programme,    &group,    &schedule,       &staff,
      &training,      &child,        &category, &enrolment,      &outside_enrolment,
      &occupation,    &year_closing, &survey,   &survey_wave,    &survey_invitation,
      &survey_answer, &indicator,    &target,   &resident_count, &submission,
      &remark,        &told_apart,
  };
  return kEntities;
}

const EntityType* FindEntity(std::string_view name) {
  const auto found =
      std::ranges::find(Catalog(), name, [](const auto* type) { return type->name(); });
  return found == Catalog().end() ? nullptr : *found;
}

int SchemaVersion() {
  size_t declared = 0;
  for (const EntityType* type : Catalog()) declared += 1 + type->fields().size();
  return static_cast<int>(declared);
}

}  // namespace kruzhok::model
