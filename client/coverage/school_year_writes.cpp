// SPDX-License-Identifier: MIT
// What the steps of the turn of a school year write.
#include <algorithm>
#include <unordered_set>

#include "client/coverage/school_year.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/schedule.h"
#include "model/week.h"
#include "sync/store/natural_key.h"

namespace kruzhok::client {
namespace {

using sync::RowWrite;

const std::string kCompleted = "completed", kDismissed = "dismissed", kEnrolled = "enrolled";

// The copy of a row of one year in the next: one and the same on whatever computer it is made.
model::Uuid CopyId(std::string_view what, const model::Uuid& of, int64_t year) {
  return sync::NamedUuid("copy " + std::string(what) + ' ' + of.Text() + ' ' +
                         std::to_string(year));
}

RowWrite Put(const model::EntityType& type, const model::Uuid& id) {
  RowWrite write;
  write.type = &type;
  write.id = id;
  return write;
}

// Ends an enrolment; who began later than that ends on the first day.
void EndEnrolment(const YearEnrolment& one, const std::string& state, const model::Date& on,
                  std::vector<RowWrite>& writes) {
  if (!one.active || one.disputed) return;
  const auto& type = model::enrolment;
  const auto start = one.record.Get(type.start_date), end = one.record.Get(type.end_date);
  RowWrite write = Put(type, one.id);
  write.fields = {{&type.state, state}};
  const model::Date last = start && *start > on ? *start : on;
  if (!end || *end > last) write.fields.emplace_back(&type.end_date, last.Iso());
  writes.push_back(std::move(write));
}

void EndEnrolmentsOf(const YearRows& rows, const std::unordered_set<model::Uuid>& children,
                     const std::string& state, const model::Date& on,
                     std::vector<RowWrite>& writes) {
  for (const YearEnrolment& one : rows.enrolments)
    if (children.contains(one.child)) EndEnrolment(one, state, on, writes);
}

RowWrite Leaves(const YearChild& child, const std::string& state, const model::Date& on) {
  RowWrite write = Put(model::child, child.id);
  write.fields = {{&model::child.state, state}, {&model::child.left_on, on.Iso()}};
  return write;
}

// Who goes on in the copy of a group: whoever was in it when it ended.
class Goers {
 public:
  enum class Going { kNo, kGoes, kLeft, kOutOfAge };

  Goers(const YearRows& rows, const YearGroup& group, const CopyOptions& options)
      : rows_(rows), group_(group), options_(options), last_day_(LastDay()) {}

  Going Of(const YearEnrolment& one) const {
    if (!IsOrWasIn(one)) return Going::kNo;
    const auto end = one.record.Get(model::enrolment.end_date);
    if (end && (!last_day_ || *end < *last_day_)) return Going::kNo;
    const YearChild* child = rows_.FindChild(one.child);
    if (child == nullptr) return Going::kNo;
    if (!child->attends) return Going::kLeft;
    if (!child->birth_date) return Going::kGoes;
    const int64_t age = model::AgeInYears(*child->birth_date, StartOfCopy(rows_, group_));
    const int64_t more = options_.older ? 1 : 0;
    const auto youngest = group_.record.Get(model::group.age_min);
    const auto oldest = group_.record.Get(model::group.age_max);
    const bool fits = (!youngest || age >= *youngest + more) && (!oldest || age <= *oldest + more);
    return fits ? Going::kGoes : Going::kOutOfAge;
  }

 private:
  static bool IsOrWasIn(const YearEnrolment& one) {
    return one.active || one.record.Get(model::enrolment.state) == kCompleted;
  }

  // Nothing: somebody is still in it.
  std::optional<model::Date> LastDay() const {
    if (const auto end = group_.record.Get(model::group.end_date)) return end;
    std::optional<model::Date> latest;
    for (const uint32_t place : group_.enrolments) {
      const YearEnrolment& one = rows_.enrolments[place];
      const auto end = one.record.Get(model::enrolment.end_date);
      if (one.active && !end) return std::nullopt;
      if (IsOrWasIn(one)) latest = std::max(latest, end);
    }
    return latest;
  }

  const YearRows& rows_;
  const YearGroup& group_;
  const CopyOptions& options_;
  const std::optional<model::Date> last_day_;
};
using Going = Goers::Going;

void MoveOn(model::Record& record, const model::Field<model::Date>& field) {
  if (const auto date = record.Get(field)) record.Set(field, model::AddYears(*date, 1));
}

void Raise(model::Record& record, const model::Field<int64_t>& field) {
  if (const auto number = record.Get(field))
    record.Set(field, std::min(*number + 1, field.options().max));
}

RowWrite WriteOfRecord(const model::EntityType& type, const model::Uuid& id,
                       const model::Record& record) {
  RowWrite write = Put(type, id);
  for (const model::FieldInfo* field : type.fields())
    if (!field->options().retired && !model::IsEmpty(record.value(*field)))
      write.fields.emplace_back(field, record.value(*field));
  return write;
}

RowWrite CopyOfGroup(const YearRows& rows, const YearGroup& group, const CopyOptions& options,
                     const model::Uuid& id) {
  const auto& type = model::group;
  model::Record record = group.record;
  record.Set(type.start_date, StartOfCopy(rows, group));
  const auto end = record.Get(type.end_date);
  if (end) record.Set(type.end_date, model::AddYears(*end, 1));
  for (const auto* date : {&type.order_from, &type.order_to}) MoveOn(record, *date);
  record.Set(type.name, NameOfCopy(record.Get(type.name).value_or(""), rows.year));
  if (options.next_study_year) Raise(record, type.study_year);
  if (options.older)
    for (const auto* age : {&type.age_min, &type.age_max}) Raise(record, *age);
  if (options.older) record.SetValue(type.age_text, {});
  return WriteOfRecord(type, id, record);
}

RowWrite CopyOfEnrolment(const YearEnrolment& one, const model::Uuid& group,
                         const model::Date& start) {
  const auto& type = model::enrolment;
  RowWrite write =
      Put(type, sync::NamedUuid("copy enrolment " + one.child.Text() + ' ' + group.Text()));
  write.fields = {{&type.child, one.child},
                  {&type.group, group},
                  {&type.state, kEnrolled},
                  {&type.start_date, start.Iso()}};
  for (const model::FieldInfo* field :
       std::initializer_list<const model::FieldInfo*>{&type.financing, &type.place})
    if (!model::IsEmpty(one.record.value(*field)))
      write.fields.emplace_back(field, one.record.value(*field));
  return write;
}

}  // namespace

model::Uuid IdOfCopy(const model::Uuid& group, int64_t year) {
  return CopyId("group", group, year);
}

std::vector<RowWrite> MoveWrites(const YearRows& rows,
                                 const std::map<std::string, ClassChoice>& choices,
                                 const LeavingOptions& leaving) {
  std::vector<RowWrite> writes;
  std::unordered_set<model::Uuid> gone;
  for (const YearClass& one : ClassesOf(rows)) {
    const auto choice = choices.find(one.name);
    if (choice == choices.end()) continue;
    const ClassFate fate = choice->second.fate;
    if (fate == ClassFate::kUndecided || fate == ClassFate::kStays) continue;
    for (const uint32_t place : one.children) {
      const YearChild& child = rows.children[place];
      if (child.disputed) continue;
      const bool moves =
          one.next && (fate == ClassFate::kMoves ||
                       (fate == ClassFate::kByList && choice->second.moving.contains(child.id)));
      const bool leaves = !moves && (fate == ClassFate::kLeaves || choice->second.rest_leaves);
      if (moves) {
        writes.push_back(Put(model::child, child.id));
        writes.back().fields = {{&model::child.school_class, *one.next}};
      } else if (leaves) {
        writes.push_back(Leaves(child, "graduated", leaving.on));
        gone.insert(child.id);
      }
      RowWrite card;
      card.type = &model::occupation;
      card.fields = {{&model::occupation.child, child.id},
                     {&model::occupation.year, rows.year},
                     {&model::occupation.school_class, one.name}};
      writes.push_back(std::move(card));
    }
  }
  if (leaving.end_enrolments) EndEnrolmentsOf(rows, gone, kCompleted, leaving.on, writes);
  return writes;
}

std::vector<RowWrite> EndWrites(const YearRows& rows, const std::set<model::Uuid>& groups,
                                const model::Date& on) {
  const auto& type = model::group;
  std::vector<RowWrite> writes;
  for (const YearGroup& group : rows.groups) {
    if (!groups.contains(group.id)) continue;
    const auto start = group.record.Get(type.start_date), end = group.record.Get(type.end_date);
    const model::Date last = end ? *end : start && *start > on ? *start : on;
    if (!end && !group.disputed) {
      writes.push_back(Put(type, group.id));
      writes.back().fields = {{&type.end_date, last.Iso()}};
    }
    for (const uint32_t place : group.enrolments)
      EndEnrolment(rows.enrolments[place], kCompleted, last, writes);
  }
  return writes;
}

model::Date StartOfCopy(const YearRows& rows, const YearGroup& group) {
  const auto start = group.record.Get(model::group.start_date);
  const model::Date first = model::FirstDayOf(rows.year + 1);
  if (!start) return first;
  // One that goes on for years begins anew with the next one.
  const int years = static_cast<int>(rows.year + 1 - model::SchoolYearOf(*start));
  return model::AddYears(*start, years);
}

CopyCounts CountsOf(const YearRows& rows, const YearGroup& group, const CopyOptions& options) {
  CopyCounts counts;
  const Goers goers(rows, group, options);
  std::unordered_set<model::Uuid> seen;
  for (const uint32_t place : group.enrolments) {
    const YearEnrolment& one = rows.enrolments[place];
    const Going going = goers.Of(one);
    if (going == Going::kNo || !seen.insert(one.child).second) continue;
    counts.children += going == Going::kGoes ? 1 : 0;
    counts.left += going == Going::kLeft ? 1 : 0;
    counts.out_of_age += going == Going::kOutOfAge ? 1 : 0;
  }
  return counts;
}

CopyWrites CopiesOf(const YearRows& rows, const std::set<model::Uuid>& groups,
                    const CopyOptions& options) {
  CopyWrites copies;
  std::vector<RowWrite> of_children;
  for (const YearGroup& group : rows.groups) {
    if (!groups.contains(group.id) || group.copied) continue;
    const model::Uuid id = IdOfCopy(group.id, rows.year);
    copies.writes.push_back(CopyOfGroup(rows, group, options, id));
    ++copies.groups;
    for (const uint32_t place : options.lessons ? group.lessons : std::vector<uint32_t>()) {
      const YearLesson& lesson = rows.lessons[place];
      model::Record record = lesson.record;
      record.Set(model::schedule.group, id);
      MoveOn(record, model::schedule.start_date);
      MoveOn(record, model::schedule.end_date);
      copies.writes.push_back(
          WriteOfRecord(model::schedule, CopyId("lesson", lesson.id, rows.year), record));
      ++copies.lessons;
    }
    const Goers goers(rows, group, options);
    std::unordered_set<model::Uuid> seen;
    for (const uint32_t place : options.children ? group.enrolments : std::vector<uint32_t>()) {
      const YearEnrolment& one = rows.enrolments[place];
      if (goers.Of(one) != Going::kGoes || !seen.insert(one.child).second) continue;
      of_children.push_back(CopyOfEnrolment(one, id, StartOfCopy(rows, group)));
      ++copies.children;
    }
  }
  // What stands in the stream of the organisation after what stands in that of the district.
  std::ranges::move(of_children, std::back_inserter(copies.writes));
  return copies;
}

std::vector<RowWrite> LeaveWrites(const YearRows& rows, const std::set<model::Uuid>& children,
                                  const std::string& state, const LeavingOptions& leaving) {
  std::vector<RowWrite> writes;
  std::unordered_set<model::Uuid> gone;
  for (const YearChild& child : rows.children) {
    if (!children.contains(child.id) || !child.attends || child.disputed) continue;
    writes.push_back(Leaves(child, state, leaving.on));
    gone.insert(child.id);
  }
  if (leaving.end_enrolments)
    EndEnrolmentsOf(rows, gone, state == "graduated" ? kCompleted : kDismissed, leaving.on, writes);
  return writes;
}

}  // namespace kruzhok::client
