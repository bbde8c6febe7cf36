// SPDX-License-Identifier: MIT
#include "tests/bench/day.h"

#include <algorithm>
#include <stdexcept>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace tests::bench {
namespace {

using namespace kruzhok;

std::vector<sync::RowWrite> Edits(const Place& place) {
  const auto children = Ids(place, model::child);
  const auto enrolments = Ids(place, model::enrolment);
  const auto programmes = Ids(place, model::programme);
  std::vector<sync::RowWrite> edits;
  const auto edit = [&](const model::EntityType& type, const model::Uuid& id,
                        const model::FieldInfo& field, model::Value value) {
    sync::RowWrite& write = edits.emplace_back();
    write.type = &type;
    write.id = id;
    write.fields.emplace_back(&field, std::move(value));
  };
  SyntheticSchool& school = place.school;
  for (size_t i = 0; i < 30; ++i)
    edit(model::enrolment, enrolments[7 * i % enrolments.size()], model::enrolment.module,
         "Модуль " + std::to_string(school.random().Between(5, 99)));
  for (size_t i = 0; i < 20; ++i)
    edit(model::child, children[11 * i % children.size()], model::child.parent_phone,
         school.Phone());
  for (size_t i = 0; i < 10; ++i)
    edit(model::programme, programmes[i % programmes.size()], model::programme.place,
         "каб. " + std::to_string(school.random().Between(41, 999)));
  return edits;
}

}  // namespace

std::vector<model::Uuid> Ids(const Place& place, const model::EntityType& type) {
  std::vector<model::Uuid> ids;
  place.site.store().List(type, {}, [&](const sync::RowView& view) {
    if (view.owner == place.school.id()) ids.push_back(view.id);
    return true;
  });
  return ids;
}

void WriteBeginning(const Place& place) {
  SyntheticSchool& school = place.school;
  std::vector<SyntheticRow> programmes, groups, children, enrolments;
  // All schools read all programmes and groups.
  programmes.push_back(school.Programme());
  groups.push_back(school.Group(programmes.back().id, 1));
  for (size_t i = 0; i < 40; ++i) children.push_back(school.Child());
  for (size_t i = 0; i < 60; ++i)
    enrolments.push_back(school.Enrolment(children[i % 40].id, groups.front().id));
  for (const auto* rows : {&programmes, &groups, &children, &enrolments})
    place.site.Save(*rows, school.id(), rows->size());
}

void WriteDay(const Place& place, size_t per_save) {
  SyntheticSchool& school = place.school;
  const auto children = Ids(place, model::child);
  const auto groups = Ids(place, model::group);
  std::vector<SyntheticRow> rows;
  for (int i = 0; i < 4; ++i) rows.push_back(school.Child());
  for (size_t i = 0; i < 36; ++i)
    rows.push_back(school.Enrolment(i < 4 ? rows[i].id : children[i], groups[i % groups.size()]));
  std::vector<sync::RowWrite> edits = Edits(place);
  // A save is of one table, as from a form.
  const auto save = [&](size_t first, size_t last) {
    for (size_t from = first; from < last; from += per_save)
      place.site.Save({rows.begin() + static_cast<ptrdiff_t>(from),
                       rows.begin() + static_cast<ptrdiff_t>(std::min(from + per_save, last))},
                      school.id(), per_save);
  };
  save(0, 4);
  save(4, rows.size());
  for (size_t from = 0; from < edits.size(); from += per_save) {
    const std::vector<sync::RowWrite> some(
        edits.begin() + static_cast<ptrdiff_t>(from),
        edits.begin() + static_cast<ptrdiff_t>(std::min(from + per_save, edits.size())));
    if (!place.site.store().Write(some, {})) throw std::runtime_error("an edit");
  }
}

}  // namespace tests::bench
