// SPDX-License-Identifier: MIT
// An entity: its name, who reads it and its fields. Declared once per entity in model/entities/ as
// a constant; immutable after start-up, so any thread may read it.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "model/field.h"

namespace kruzhok::model {

// Who reads a row: everybody in the district, or its owner and the coordinators. Never changes.
enum class Audience { kDistrict, kOwner };

// What is told of when a row was written: the moment, or, where the hour would give a person away,
// only the day (UTC). Holds for its id and for the commits that write it.
enum class Moment { kExact, kDay };

// The unit of merging: one field, or the fields of one group.
struct Cell {
  std::string_view name;
  std::vector<const FieldInfo*> fields;  // Sorted by name; more than one only in a group.
  size_t index;                          // Position in EntityType::cells(); never stored.
  bool is_group;
};

class EntityType {
 public:
  EntityType(std::string_view name, Audience audience, Moment moment = Moment::kExact)
      : name_(name), audience_(audience), moment_(moment) {}
  EntityType(const EntityType&) = delete;
  EntityType& operator=(const EntityType&) = delete;

  std::string_view name() const { return name_; }
  Audience audience() const { return audience_; }
  Moment moment() const { return moment_; }
  const std::vector<const FieldInfo*>& fields() const { return fields_; }
  const std::vector<const FieldInfo*>& key() const { return key_; }  // Mostly none.
  const std::deque<Cell>& cells() const { return cells_; }

  const FieldInfo* FindField(std::string_view name) const;  // nullptr: no such field.
  const Cell* FindCell(std::string_view name) const;        // nullptr: no such cell.
  const Cell& CellOf(const FieldInfo& field) const;

 private:
  friend class FieldInfo;
  size_t Register(const FieldInfo& field);

  std::string_view name_;
  Audience audience_;
  Moment moment_;
  std::vector<const FieldInfo*> fields_;
  std::vector<const FieldInfo*> key_;
  std::deque<Cell> cells_;
  std::vector<size_t> cell_of_field_;  // By FieldInfo::index().
};

}  // namespace kruzhok::model
