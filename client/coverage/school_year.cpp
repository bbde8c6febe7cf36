// SPDX-License-Identifier: MIT
#include "client/coverage/school_year.h"

#include <algorithm>
#include <unordered_map>

#include "client/app/enrolment_state.h"
#include "client/app/row_scan.h"
#include "model/class_name.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/programme.h"
#include "model/entities/schedule.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::string NameOf(const model::Record& record) {
  std::string name;
  for (const auto* field :
       {&model::child.last_name, &model::child.first_name, &model::child.middle_name})
    if (const auto part = record.Get(*field)) name += (name.empty() ? "" : " ") + *part;
  return name;
}

class Reader {
 public:
  Reader(sync::Store& store, const model::Uuid& organisation, int64_t year)
      : store_(store),
        scan_(store, RowScan::Conditions::kLeftOut),
        first_(model::FirstDayOf(year)),
        last_(model::LastDayOf(year)) {
    rows_.year = year;
    rows_.organisation = organisation;
  }

  YearRows Read() {
    scan_.ForEach(model::programme, [this](const auto& row) { TakeProgramme(row); });
    scan_.ForEach(model::group, [this](const auto& row) { TakeGroup(row); });
    scan_.ForEach(model::child, [this](const auto& row) { TakeChild(row); });
    scan_.ForEach(model::occupation, [this](const auto& row) { TakeOccupation(row); });
    Order();
    scan_.ForEach(model::schedule, [this](const auto& row) { TakeLesson(row); });
    scan_.ForEach(model::enrolment, [this](const auto& row) { TakeEnrolment(row); });
    return std::move(rows_);
  }

 private:
  bool IsOwn(const sync::RowView& row) const { return row.owner == rows_.organisation; }

  bool IsDisputed(const sync::RowView& row, std::initializer_list<const model::FieldInfo*> fields) {
    if (row.condition != sync::RowCondition::kDisputed) return false;
    const auto state = store_.replica().rows().Load(row.type->name(), row.id);
    return state && std::ranges::any_of(fields, [&](const model::FieldInfo* field) {
             return state->Disputed(field->cell());
           });
  }

  void TakeProgramme(const sync::RowView& row) {
    const auto& type = model::programme;
    programmes_[row.id] = {row.record.Get(type.title).value_or(""),
                           row.record.Get(type.state) == "archive"};
  }

  // A group is of the year while it may have lessons in it. What begins later may be its copy.
  void TakeGroup(const sync::RowView& row) {
    if (!IsOwn(row)) return;
    own_groups_.insert(row.id);
    const auto& type = model::group;
    const auto start = row.record.Get(type.start_date), end = row.record.Get(type.end_date);
    const auto programme = row.record.Get(type.programme).value_or(model::Uuid());
    if (start && model::SchoolYearOf(*start) == rows_.year + 1)
      later_.emplace(programme, model::Fold(row.record.Get(type.name).value_or("")));
    if ((start && *start > last_) || (end && *end < first_)) return;
    YearGroup group{row.id, row.record, {}, false, IsDisputed(row, {&type.end_date}),
                    false,  {},         {}};
    if (const auto known = programmes_.find(programme); known != programmes_.end()) {
      group.programme = known->second.first;
      group.archived = known->second.second;
    }
    rows_.groups.push_back(std::move(group));
  }

  void TakeChild(const sync::RowView& row) {
    if (!IsOwn(row)) return;
    const auto& type = model::child;
    YearChild child;
    child.id = row.id;
    child.name = NameOf(row.record);
    child.school_class = row.record.Get(type.school_class).value_or("");
    child.birth_date = row.record.Get(type.birth_date);
    child.attends = row.record.Get(type.state).value_or("attends") == "attends";
    const auto arrived = row.record.Get(type.arrived_on);
    child.came_later = arrived && *arrived > last_;
    child.disputed = IsDisputed(row, {&type.school_class, &type.state});
    rows_.children.push_back(std::move(child));
  }

  void TakeOccupation(const sync::RowView& row) {
    const auto& type = model::occupation;
    if (row.record.Get(type.year) != rows_.year) return;
    if (row.record.Get(type.school_class).value_or("").empty()) return;
    if (const auto child = row.record.Get(type.child)) moved_.insert(*child);
  }

  void Order() {
    std::ranges::sort(rows_.children, {}, [](const YearChild& child) {
      return std::pair(model::SortKey(child.name), child.id);
    });
    for (YearChild& child : rows_.children) child.moved = moved_.contains(child.id);
    std::ranges::sort(rows_.groups, {}, [](const YearGroup& group) {
      return std::tuple(model::SortKey(group.programme),
                        model::SortKey(group.record.Get(model::group.name).value_or("")), group.id);
    });
    for (uint32_t i = 0; i < rows_.groups.size(); ++i) {
      YearGroup& group = rows_.groups[i];
      places_[group.id] = i;
      group.copied =
          own_groups_.contains(IdOfCopy(group.id, rows_.year)) ||
          later_.contains({group.record.Get(model::group.programme).value_or(model::Uuid()),
                           model::Fold(group.record.Get(model::group.name).value_or(""))});
    }
  }

  YearGroup* GroupOf(const std::optional<model::Uuid>& id) {
    const auto found = id ? places_.find(*id) : places_.end();
    return found == places_.end() ? nullptr : &rows_.groups[found->second];
  }

  void TakeLesson(const sync::RowView& row) {
    YearGroup* group = GroupOf(row.record.Get(model::schedule.group));
    if (group == nullptr || !IsOwn(row)) return;
    group->lessons.push_back(static_cast<uint32_t>(rows_.lessons.size()));
    rows_.lessons.push_back({row.id, row.record});
  }

  // Those of own children in groups of others, too: they end when a child leaves.
  void TakeEnrolment(const sync::RowView& row) {
    const auto& type = model::enrolment;
    if (!IsOwn(row)) return;
    YearEnrolment one{row.id, row.record.Get(type.child).value_or(model::Uuid()),
                      row.record.Get(type.group).value_or(model::Uuid()), row.record};
    one.active = IsActiveEnrolment(row.record.Get(type.state).value_or(""));
    one.disputed = IsDisputed(row, {&type.state, &type.end_date});
    if (YearGroup* group = GroupOf(one.group)) {
      group->enrolments.push_back(static_cast<uint32_t>(rows_.enrolments.size()));
      group->active += one.active ? 1 : 0;
    }
    rows_.enrolments.push_back(std::move(one));
  }

  sync::Store& store_;
  RowScan scan_;
  model::Date first_, last_;  // Of the year.
  YearRows rows_;
  std::unordered_map<model::Uuid, std::pair<std::string, bool>> programmes_;
  std::set<std::pair<model::Uuid, std::string>>
      later_;  // Programme and name of next year's groups.
  std::set<model::Uuid> moved_, own_groups_;
  std::unordered_map<model::Uuid, uint32_t> places_;  // Of groups.
};

}  // namespace

const YearChild* YearRows::FindChild(const model::Uuid& id) const {
  const auto found = std::ranges::find(children, id, &YearChild::id);
  return found == children.end() ? nullptr : &*found;
}

YearRows ReadYear(sync::Store& store, const model::Uuid& organisation, int64_t year) {
  return Reader(store, organisation, year).Read();
}

std::vector<YearClass> ClassesOf(const YearRows& rows) {
  std::map<std::string, YearClass> classes;
  for (uint32_t i = 0; i < rows.children.size(); ++i) {
    const YearChild& child = rows.children[i];
    if (!child.attends || child.moved || child.came_later || child.school_class.empty()) continue;
    YearClass& one = classes[model::SortKey(child.school_class) + '\0' + child.school_class];
    one.name = child.school_class;
    one.children.push_back(i);
  }
  std::vector<YearClass> ordered;
  for (auto& [key, one] : classes) {
    one.grade = model::GradeOf(one.name);
    one.next = model::NextClass(one.name);
    ordered.push_back(std::move(one));
  }
  return ordered;
}

bool IsTurned(const YearRows& rows) {
  return std::ranges::any_of(rows.children, &YearChild::moved);
}

ClassChoice ProposedFor(const YearClass& one, bool turned) {
  ClassChoice choice;
  if (one.grade == model::kBasicGrade) choice.rest_leaves = true;
  if (turned || !one.grade) return choice;
  choice.fate = one.grade == model::kLastGrade    ? ClassFate::kLeaves
                : one.grade == model::kBasicGrade ? ClassFate::kUndecided
                                                  : ClassFate::kMoves;
  return choice;
}

ClassCounts CountsOf(const YearRows& rows, const YearClass& one, const ClassChoice& choice) {
  ClassCounts counts;
  if (choice.fate == ClassFate::kUndecided || choice.fate == ClassFate::kStays) return counts;
  for (const uint32_t place : one.children) {
    const YearChild& child = rows.children[place];
    if (child.disputed)
      ++counts.disputed;
    else if (choice.fate == ClassFate::kMoves ||
             (choice.fate == ClassFate::kByList && choice.moving.contains(child.id)))
      ++counts.move;
    else if (choice.fate == ClassFate::kLeaves || choice.rest_leaves)
      ++counts.leave;
    else
      ++counts.repeat;
  }
  return counts;
}

bool HasToEnd(const YearGroup& group, const model::Date& last_day) {
  const auto end = group.record.Get(model::group.end_date);
  if (end && *end > last_day) return false;
  return !end || group.active > 0;
}

}  // namespace kruzhok::client
