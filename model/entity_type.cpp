// SPDX-License-Identifier: MIT
#include "model/entity_type.h"

#include <algorithm>

#include "model/assert.h"

namespace kruzhok::model {

FieldInfo::FieldInfo(EntityType& entity, std::string_view name, Kind kind, FieldOptions options)
    : name_(name), kind_(kind), options_(std::move(options)), index_(entity.Register(*this)) {}

size_t EntityType::Register(const FieldInfo& field) {
  fields_.push_back(&field);
  if (field.options().key) key_.push_back(&field);
  auto cell = std::ranges::find(cells_, field.cell(), &Cell::name);
  if (cell == cells_.end()) {
    const bool is_group = !field.options().group.empty();
    cells_.push_back(Cell{field.cell(), {}, cells_.size(), is_group});
    cell = std::prev(cells_.end());
  }
  auto& members = cell->fields;
  members.insert(std::ranges::upper_bound(members, field.name(), {}, &FieldInfo::name), &field);
  cell_of_field_.push_back(cell->index);
  return fields_.size() - 1;
}

const FieldInfo* EntityType::FindField(std::string_view name) const {
  const auto found = std::ranges::find(fields_, name, &FieldInfo::name);
  return found == fields_.end() ? nullptr : *found;
}

const Cell* EntityType::FindCell(std::string_view name) const {
  const auto found = std::ranges::find(cells_, name, &Cell::name);
  return found == cells_.end() ? nullptr : &*found;
}

const Cell& EntityType::CellOf(const FieldInfo& field) const {
  ASSERT(field.index() < fields_.size() && fields_[field.index()] == &field);
  return cells_[cell_of_field_[field.index()]];
}

}  // namespace kruzhok::model
