// SPDX-License-Identifier: MIT
#include "client/desktop/list_columns.h"

#include <algorithm>

namespace kruzhok::client {
namespace {

enum class Shown { kYes, kHidden, kToCoordinator };

struct Special {
  std::string_view entity;
  std::string_view key;
  CellSource source = CellSource::kField;
  Shown shown = Shown::kYes;
  bool facet = false;  // Choices are facets anyway.
};

// The order of the columns and what is computed. Listed fields that are not here follow, then where
// the data stand.
constexpr Special kSpecials[] = {
    {"child", "name", CellSource::kName},
    {"child", "class", CellSource::kField, Shown::kYes, true},
    {"child", "organisation", CellSource::kOwner, Shown::kToCoordinator, true},
    {"child", "birth_date"},
    {"child", "age", CellSource::kAge, Shown::kHidden},
    {"child", "programmes", CellSource::kProgrammes},
    {"child", "category", CellSource::kCategory, Shown::kHidden, true},
    {"child", "state", CellSource::kField, Shown::kHidden},
    {"programme", "title"},
    {"programme", "provider"},
    {"programme", "direction"},
    {"programme", "ages", CellSource::kAges},
    {"programme", "level"},
    {"programme", "hours"},
    {"programme", "groups", CellSource::kGroups},
    {"programme", "children", CellSource::kChildren},
    {"programme", "state"},
    {"programme", "navigator_state", CellSource::kField, Shown::kHidden},
    {"group", "name"},
    {"group", "programme"},
    {"group", "teacher"},
    {"group", "ages", CellSource::kAges},
    {"group", "capacity", CellSource::kField, Shown::kHidden},
    {"group", "children", CellSource::kChildren},
    {"enrolment", "child"},
    {"enrolment", "class", CellSource::kClass, Shown::kYes, true},
    {"enrolment", "group"},
    {"enrolment", "programme", CellSource::kProgramme},
    {"occupation", "child"},
    {"occupation", "year", CellSource::kSchoolYear, Shown::kYes, true},
};

// Fields that a computed column shows.
bool IsShownBy(const Special& special, const model::FieldInfo& field) {
  if (special.source == CellSource::kAges) return field.cell() == "ages";
  return special.source == CellSource::kName &&
         (field.name() == "last_name" || field.name() == "first_name" ||
          field.name() == "middle_name");
}

PlannedColumn OfField(const model::EntityType& type, const model::FieldInfo& field,
                      const Translator& texts) {
  using model::Kind;
  PlannedColumn column;
  column.field = &field;
  column.shown.key = field.name();
  column.shown.label = texts.FieldLabel(type, field.name());
  column.shown.number = field.kind() == Kind::kInteger;
  column.shown.date = field.kind() == Kind::kDate;
  column.shown.facet = field.kind() == Kind::kChoice || field.kind() == Kind::kChoices ||
                       field.kind() == Kind::kBoolean;
  return column;
}

PlannedColumn OfSpecial(const model::EntityType& type, const Special& special,
                        const Translator& texts) {
  PlannedColumn column;
  if (special.source == CellSource::kField) {
    const model::FieldInfo* field = type.FindField(special.key);
    ASSERT(field != nullptr);
    column = OfField(type, *field, texts);
  } else {
    column.source = special.source;
    column.shown.key = special.key;
    column.shown.label = texts.Text("list.column." + std::string(special.key));
    column.shown.number = special.source == CellSource::kAge ||
                          special.source == CellSource::kGroups ||
                          special.source == CellSource::kChildren;
  }
  if (special.source == CellSource::kProgrammes)
    column.shown.alarm = texts.Text("list.not_covered");
  column.shown.facet |= special.facet;
  column.shown.hidden = special.shown == Shown::kHidden;
  return column;
}

}  // namespace

std::vector<PlannedColumn> PlanColumns(const model::EntityType& type, const Translator& texts,
                                       sync::Role role, PersonRole person) {
  std::vector<PlannedColumn> columns;
  std::vector<const model::FieldInfo*> left;
  for (const model::FieldInfo* field : type.fields())
    if (field->options().in_list && !field->options().retired) left.push_back(field);
  for (const Special& special : kSpecials) {
    if (special.entity != type.name()) continue;
    if (special.shown == Shown::kToCoordinator && role != sync::Role::kCoordinator) continue;
    if (special.source == CellSource::kCategory && person == PersonRole::kRestricted) continue;
    columns.push_back(OfSpecial(type, special, texts));
    std::erase_if(left, [&](const model::FieldInfo* field) {
      return field == columns.back().field || IsShownBy(special, *field);
    });
  }
  for (const model::FieldInfo* field : left) columns.push_back(OfField(type, *field, texts));
  PlannedColumn where;
  where.source = CellSource::kWhere;
  where.shown.key = "where";
  where.shown.label = texts.Text("list.column.where");
  where.shown.condition = where.shown.facet = true;
  columns.push_back(std::move(where));
  return columns;
}

std::string AgesText(const Translator& texts, const std::optional<int64_t>& min,
                     const std::optional<int64_t>& max) {
  if (min && max)
    return *min == *max ? std::to_string(*min) : std::to_string(*min) + "–" + std::to_string(*max);
  if (min) return texts.Text("list.ages.from", {{"min", std::to_string(*min)}});
  if (max) return texts.Text("list.ages.to", {{"max", std::to_string(*max)}});
  return {};
}

}  // namespace kruzhok::client
