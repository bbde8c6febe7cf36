// SPDX-License-Identifier: MIT
#include "client/desktop/facts.h"

#include <algorithm>
#include <map>

#include "client/app/enrolment_state.h"
#include "client/app/search_text.h"
#include "client/app/value_text.h"
#include "model/catalog.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "model/entities/told_apart.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

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
  if (child.birth_date) child.name = FoldSqueezed(RowTitle(record));
  child.attends = !state || *state == "attends";
  child.consent = record.Get(model::child.consent).value_or(false);
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
  group.end_date = record.Get(model::group.end_date);
  return group;
}

ProgrammeFacts ProgrammeOf(const sync::RowView& row) {
  ProgrammeFacts programme;
  programme.id = row.id;
  programme.owner = row.owner;
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

CategoryFacts CategoryOf(const model::Record& record) {
  return {record.Get(model::category.child).value_or(model::Uuid()),
          record.Get(model::category.category).value_or(""), record.Get(model::category.start_date),
          record.Get(model::category.end_date)};
}

}  // namespace

void Facts::Add(const sync::RowView& row, const sync::RowView& shown) {
  const auto [known, is_new] = referred_to.try_emplace(row.type);
  if (is_new) known->second = IsReferredTo(*row.type);
  if (known->second)
    titles.emplace(row.id, RowTitle(shown.record, [this](const auto&, const model::Uuid& id) {
                     return std::string(TitleOf(id));
                   }));
  if (row.revived) revived.push_back({{std::string(row.type->name()), row.id}, row.owner});
  if (row.type == &model::child) {
    children.Add(ChildOf(row));
    const ChildFacts& child = *children.Find(row.id);
    if (!child.person.empty()) cards[child.person].push_back(child.id);
  }
  if (row.type == &model::told_apart)
    apart.emplace(row.record.Get(model::told_apart.child).value_or(model::Uuid()),
                  row.record.Get(model::told_apart.other).value_or(model::Uuid()));
  if (row.type == &model::group) groups.Add(GroupOf(row));
  if (row.type == &model::programme) programmes.Add(ProgrammeOf(row));
  if (row.type == &model::category) categories.push_back(CategoryOf(row.record));
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
  }
}

Coverage CoverageOf(const CoverageBook& book, const Facts& facts,
                    const sync::Membership& membership, const model::Date& on) {
  const model::IndicatorRule& rule = book.RuleOf(model::Indicator::kCoverage);
  const model::CoverageQuery query{.on = on, .youngest = rule.youngest, .oldest = rule.oldest};
  Coverage coverage;
  coverage.on = on;
  for (const model::CountedChild& child : model::CountChildren(book.facts, query)) {
    ++coverage.children;
    coverage.covered += child.covered;
    coverage.technical += model::IsReached(child, model::Indicator::kTechnical);
  }
  const bool by_organisation = membership.role == sync::Role::kCoordinator;
  coverage.column = by_organisation ? "organisation" : "class";
  std::map<std::string, CoveragePart> parts;
  for (const model::CoveragePart& part :
       model::PartsOf(book.facts, query,
                      by_organisation ? model::CoveragePartBy::kOrganisation
                                      : model::CoveragePartBy::kClass)) {
    std::string name = part.value;
    if (const auto owner = model::Uuid::FromText(name); by_organisation && owner)
      name = facts.OwnerName(membership, *owner);
    if (!name.empty())
      parts.emplace(model::SortKey(name),
                    CoveragePart{name, part.covered, part.children.value_or(0)});
  }
  for (auto& [key, part] : parts) coverage.parts.push_back(std::move(part));
  return coverage;
}

}  // namespace kruzhok::client
