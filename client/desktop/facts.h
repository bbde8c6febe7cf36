// SPDX-License-Identifier: MIT
// What rows say of one another: gathered while a snapshot is built, for its counts, its coverage
// and its findings, and forgotten after that.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/desktop/snapshot.h"

namespace kruzhok::client {

struct ChildFacts {
  model::Uuid id;
  model::Uuid owner;
  std::string school_class;
  std::string person;
  std::optional<model::Date> birth_date;
  std::string name{};  // Folded, also where it is masked; of those with a birth date.
  bool attends = false;
  bool consent = false;
};
struct GroupFacts {
  model::Uuid id;
  model::Uuid owner;
  model::Uuid programme;
  std::optional<int64_t> capacity, age_min, age_max;
  std::optional<model::Date> start_date, end_date;
};
struct ProgrammeFacts {
  model::Uuid id;
  model::Uuid owner;
  int64_t groups = 0;
  int64_t children = 0;  // Active enrolments.
};
struct EnrolmentFacts {
  model::Uuid id;
  model::Uuid child;
  model::Uuid group;
  std::optional<model::Date> start_date;
  bool active = false;
  bool second = false;  // An active one of that child and group has come before.
};

struct CategoryFacts {
  model::Uuid child;
  std::string category;
  std::optional<model::Date> start_date, end_date;
};

// Rows by id, in the order in which they came.
template <typename Row>
class FactTable {
 public:
  void Add(Row row) {
    places_.emplace(row.id, rows_.size());
    rows_.push_back(std::move(row));
  }
  Row* Find(const model::Uuid& id) {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &rows_[found->second];
  }
  const Row* Find(const model::Uuid& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &rows_[found->second];
  }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

 private:
  std::vector<Row> rows_;
  std::unordered_map<model::Uuid, size_t> places_;
};

struct Facts {
  FactTable<ChildFacts> children;
  FactTable<GroupFacts> groups;
  FactTable<ProgrammeFacts> programmes;
  FactTable<EnrolmentFacts> enrolments;
  std::vector<CategoryFacts> categories;
  std::unordered_map<model::Uuid, std::string> titles;              // Of rows that others may name.
  std::unordered_map<std::string, std::vector<model::Uuid>> cards;  // Of children, by person.
  std::vector<std::pair<sync::RowKey, model::Uuid>> revived;        // And whose they are.
  std::unordered_map<const model::EntityType*, bool> referred_to;
  std::set<std::pair<model::Uuid, model::Uuid>> apart;  // Cards of different children.

  // `shown`: the same as it may be shown here.
  void Add(const sync::RowView& row, const sync::RowView& shown);
  // Empty: no such row.
  std::string_view TitleOf(const model::Uuid& id) const;
  // The organisation's name; the district's where no organisation keeps the row.
  std::string OwnerName(const sync::Membership& membership, const model::Uuid& owner) const;
};

// A school has the children of nobody else, so it can neither count nor judge what others keep.
bool SeesAllOf(const sync::Membership& membership, const model::Uuid& owner);

// What enrolments say of children, groups and programmes. To be called once, when all rows are
// there.
void CountEnrolments(Facts& facts, Snapshot& snapshot);
Coverage CoverageOf(const CoverageBook& book, const Facts& facts,
                    const sync::Membership& membership, const model::Date& on);
// Titles come from `snapshot.search`.
std::vector<Finding> FindingsOf(const Facts& facts, const Snapshot& snapshot, sync::Store& store,
                                const Translator& texts, const model::Date& today);

}  // namespace kruzhok::client
