// SPDX-License-Identifier: MIT
#include "client/desktop/facts.h"

#include <algorithm>
#include <map>

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
  group.owner = row.owner;
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
  programme.owner = row.owner;
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
  if (known->second)
    titles.emplace(row.id, RowTitle(row.record, [this](const auto&, const model::Uuid& id) {
                     return std::string(TitleOf(id));
                   }));
  if (row.revived) revived.push_back({{std::string(row.type->name()), row.id}, row.owner});
  if (row.type == &model::child) {
    children.Add(ChildOf(row));
    const ChildFacts& child = *children.Find(row.id);
    if (!child.person.empty()) cards[child.person].push_back(child.id);
  }
  if (row.type == &model::group) groups.Add(GroupOf(row));
  if (row.type == &model::programme) programmes.Add(ProgrammeOf(row));
  if (row.type == &model::enrolment) enrolments.Add(EnrolmentOf(row));
}

std::string_view Facts::TitleOf(const model::Uuid& id) const {
  const auto found = titles.find(id);
  return found == titles.end() ? std::string_view() : std::string_view(found->second);
}

std::string Facts::OwnerName(const sync::Membership& membership, const model::Uuid& owner) const {
  const std::string_view title = TitleOf(owner);
  return title.empty() ? membership.district : std::string(title);
}

bool SeesAllOf(const sync::Membership& membership, const model::Uuid& owner) {
  return !membership.joined || membership.role == sync::Role::kCoordinator ||
         owner == membership.organisation;
}

void CountEnrolments(Facts& facts, Snapshot& snapshot) {
  for (const GroupFacts& group : facts.groups) {
    if (ProgrammeFacts* programme = facts.programmes.Find(group.programme)) ++programme->groups;
    if (SeesAllOf(snapshot.status.membership, group.owner)) snapshot.group_sizes[group.id] = 0;
  }
  for (EnrolmentFacts& enrolment : facts.enrolments) {
    if (!enrolment.active || enrolment.child.is_nil() || enrolment.group.is_nil()) continue;
    enrolment.second = !snapshot.groups_of_child[enrolment.child].insert(enrolment.group).second;
    if (enrolment.second) continue;
    const auto size = snapshot.group_sizes.find(enrolment.group);
    if (size != snapshot.group_sizes.end()) ++size->second;
    const GroupFacts* group = facts.groups.Find(enrolment.group);
    ProgrammeFacts* programme = group ? facts.programmes.Find(group->programme) : nullptr;
    if (programme != nullptr) ++programme->children;
    if (ChildFacts* child = facts.children.Find(enrolment.child)) {
      child->covered = true;
      child->technical |= programme != nullptr && programme->technical;
    }
  }
  for (const auto& [person, cards] : facts.cards) {
    bool covered = false, technical = false;
    for (const model::Uuid& id : cards) {
      covered |= facts.children.Find(id)->covered;
      technical |= facts.children.Find(id)->technical;
    }
    for (const model::Uuid& id : cards) {
      facts.children.Find(id)->covered = covered;
      facts.children.Find(id)->technical = technical;
    }
  }
}

Coverage CoverageOf(const Facts& facts, const sync::Membership& membership, const model::Date& on) {
  const bool by_organisation = membership.role == sync::Role::kCoordinator;
  std::unordered_set<std::string> counted;  // Persons; and with their organisation before them.
  const auto is_first = [&](const ChildFacts& child, const std::string& within) {
    return child.person.empty() || counted.insert(within + child.person).second;
  };
  std::map<std::string, CoveragePart> parts;
  Coverage coverage;
  coverage.on = on;
  coverage.column = by_organisation ? "organisation" : "class";
  for (const ChildFacts& child : facts.children) {
    if (!child.attends) continue;
    const int age = child.birth_date ? model::AgeInYears(*child.birth_date, on) : kYoungest;
    if (age < kYoungest || age > kOldest) continue;
    const std::string name =
        by_organisation ? facts.OwnerName(membership, child.owner) : child.school_class;
    if (!name.empty() && (!by_organisation || is_first(child, child.owner.Text()))) {
      CoveragePart& part = parts[model::SortKey(name)];
      part.name = name;
      part.covered += child.covered;
      ++part.children;
    }
    if (!is_first(child, "")) continue;
    ++coverage.children;
    coverage.covered += child.covered;
    coverage.technical += child.covered && child.technical;
  }
  for (auto& [key, part] : parts) coverage.parts.push_back(std::move(part));
  return coverage;
}

}  // namespace kruzhok::client
