// SPDX-License-Identifier: MIT
// Which columns the list of an entity has: its fields that are declared `in_list`, and what is
// computed. A field that an entity gains later appears by itself.
#pragma once

#include <string>
#include <vector>

#include "client/app/person_role.h"
#include "client/desktop/list_data.h"
#include "model/date.h"

namespace kruzhok::client {

// What a cell is made of.
enum class CellSource {
  kField,
  kName,        // A child's names.
  kOwner,       // The organisation that keeps the row.
  kAge,         // In full years.
  kAges,        // «7–10»
  kClass,       // Of an enrolment's child.
  kProgramme,   // Of an enrolment's group.
  kCategory,    // Of a child, those of today; written afterwards.
  kProgrammes,  // Of a child's active enrolments; written afterwards.
  kGroups,      // How many; written afterwards.
  kChildren,    // With an active enrolment; written afterwards.
  kSchoolYear,  // «2026/27»
  kWhere,
};

struct PlannedColumn {
  ListColumn shown;
  CellSource source = CellSource::kField;
  const model::FieldInfo* field = nullptr;  // Of kField.
};
// `role`: a coordinator's rows are those of several organisations, so theirs say which. `person`:
// whether special categories are shown.
std::vector<PlannedColumn> PlanColumns(const model::EntityType& type, const Translator& texts,
                                       sync::Role role, PersonRole person = PersonRole::kFull);

// «7–10», «от 7», «до 10».
std::string AgesText(const Translator& texts, const std::optional<int64_t>& min,
                     const std::optional<int64_t>& max);

}  // namespace kruzhok::client
