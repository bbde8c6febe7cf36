// SPDX-License-Identifier: MIT
#include "client/desktop/facts.h"

#include <algorithm>

#include "client/app/enrolment_state.h"
#include "client/app/value_text.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr int kYoungest = 5, kOldest = 17;

bool IsReferredTo(const model::EntityType& type) {
  for (const model::EntityType* one : model::Catalog())
    for (const model::FieldInfo* field : one->fields())
      if (field->options().target == type.name()) return true;
  return false;
}

ChildFacts ChildOf(const sync::RowView& row) {
  const model::Record& record = row.record;
  const auto state = record.Get(model::child.state);
  ChildFacts child;
  child.id = row.id;
  child.owner = row.owner;
  child.school_class = record.Get(model::child.school_class).value_or("");
  child.person = record.Get(model::child.person).value_or("");
  child.birth_date = record.Get(model::child.birth_date);
  child.attends = !state || *state == "attends";
  return child;
}

GroupFacts GroupOf(const sync::RowView& row) {
  const model::Record& record = row.record;
  GroupFacts group;
  group.id = row.id;
  group.programme = record.Get(model::group.programme).value_or(model::Uuid());
  group.capacity = record.Get(model::group.capacity);
  group.age_min = record.Get(model::group.age_min);
  group.age_max = record.Get(model::group.age_max);
  group.start_date = record.Get(model::group.start_date);
  return group;
}

ProgrammeFacts ProgrammeOf(const sync::RowView& row) {
  const auto direction = row.record.Get(model::programme.direction);
  ProgrammeFacts programme;
  programme.id = row.id;
  programme.technical = direction == "tekhnicheskoe" || direction == "estestvennonauchnoe";
  return programme;
}

EnrolmentFacts EnrolmentOf(const sync::RowView& row) {
  const model::Record& record = row.record;
  EnrolmentFacts enrolment;
  enrolment.id = row.id;
  enrolment.child = record.Get(model::enrolment.child).value_or(model::Uuid());
  enrolment.group = record.Get(model::enrolment.group).value_or(model::Uuid());
  enrolment.start_date = record.Get(model::enrolment.start_date);
  enrolment.active = IsActiveEnrolment(record.Get(model::enrolment.state).value_or(""));
  return enrolment;
}

}  // namespace

void Facts::Add(const sync::RowView& row) {
  const auto [known, is_new] = referred_to.try_emplace(row.type);
  if (is_new) known->second = IsReferredTo(*row.type);
  if (known->second) titles.emplace(row.id, RowTitle(row.record));
  if (row.revived) revived.push_back({std::string(row.type->name()), row.id});
  if (row.type == &model::child) children.Add(ChildOf(row));
  if (row.type == &model::group) groups.Add(GroupOf(row));
  if (row.type == &model::programme) programmes.Add(ProgrammeOf(row));
  if (row.type == &model::enrolment) enrolments.Add(EnrolmentOf(row));
}

std::string_view Facts::TitleOf(const model::Uuid& id) const {
  const auto found = titles.find(id);
  return found == titles.end() ? std::string_view() : std::string_view(found->second);
}

void CountEnrolments(Facts& facts, Snapshot& snapshot) {
  for (const GroupFacts& group : facts.groups)
    if (ProgrammeFacts* programme = facts.programmes.Find(group.programme)) ++programme->groups;
  for (EnrolmentFacts& enrolment : facts.enrolments) {
    if (!enrolment.active || enrolment.child.is_nil() || enrolment.group.is_nil()) continue;
    enrolment.second = !snapshot.groups_of_child[enrolment.child].insert(enrolment.group).second;
    if (enrolment.second) continue;
    ++snapshot.group_sizes[enrolment.group];
    const GroupFacts* group = facts.groups.Find(enrolment.group);
    ProgrammeFacts* programme = group ? facts.programmes.Find(group->programme) : nullptr;
    if (programme != nullptr) ++programme->children;
    if (ChildFacts* child = facts.children.Find(enrolment.child)) {
      child->covered = true;
      child->technical |= programme != nullptr && programme->technical;
    }
  }
}

Coverage CoverageOf(const Facts& facts, const model::Date& on) {
  struct Person {
    bool covered = false;
    bool technical = false;
  };
  std::unordered_map<std::string, Person> persons;  // Those who have several cards.
  std::map<std::string, std::pair<std::string, std::pair<int64_t, int64_t>>> classes;
  Coverage coverage;
  coverage.on = on;
  const auto count = [&](bool covered, bool technical) {
    ++coverage.children;
    coverage.covered += covered;
    coverage.technical += covered && technical;
  };
  for (const ChildFacts& child : facts.children) {
    if (!child.attends) continue;
    const int age = child.birth_date ? model::AgeInYears(*child.birth_date, on) : kYoungest;
    if (age < kYoungest || age > kOldest) continue;
    if (!child.school_class.empty()) {
      auto& one = classes[model::SortKey(child.school_class)];
      one.first = child.school_class;
      one.second.first += child.covered;
      ++one.second.second;
    }
    if (child.person.empty()) {
      count(child.covered, child.technical);
    } else {
      persons[child.person].covered |= child.covered;
      persons[child.person].technical |= child.technical;
    }
  }
  for (const auto& [id, person] : persons) count(person.covered, person.technical);
  for (auto& [key, one] : classes) coverage.classes.push_back(std::move(one));
  return coverage;
}

}  // namespace kruzhok::client
