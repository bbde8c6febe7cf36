// SPDX-License-Identifier: MIT
// What in the data a person should look at. Nothing here keeps anybody from working.
#include <algorithm>

#include "client/desktop/facts.h"
#include "client/desktop/list_columns.h"
#include "client/desktop/schedule_state.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"

namespace kruzhok::client {
namespace {

constexpr std::pair<Finding::What, std::string_view> kNames[] = {
    {Finding::What::kRevived, "revived"},
    {Finding::What::kSecondEnrolment, "second_enrolment"},
    {Finding::What::kNamesake, "namesake"},
    {Finding::What::kOverfull, "overfull"},
    {Finding::What::kOutOfAge, "out_of_age"},
    {Finding::What::kNoProgramme, "no_programme"},
    {Finding::What::kMisfit, "misfit"},
    {Finding::What::kRoomClash, "room_clash"},
    {Finding::What::kTeacherClash, "teacher_clash"},
    {Finding::What::kChildClash, "child_clash"},
    {Finding::What::kLessonTwice, "lesson_twice"},
    {Finding::What::kGroupEnded, "group_ended"},
    {Finding::What::kLeftChild, "left_child"},
    {Finding::What::kNoConsent, "no_consent"}};

class Finder {
 public:
  Finder(const Facts& facts, const Snapshot& snapshot, const Translator& texts)
      : facts_(facts), snapshot_(snapshot), texts_(texts) {}

  void Revived() {
    for (const auto& [key, owner] : facts_.revived)
      if (IsOurs(owner)) Add(Finding::What::kRevived, key);
  }

  void Misfits(sync::Store& store) {
    sync::RowStore& rows = store.replica().rows();
    for (const sync::RowKey& key : rows.WithFlag(sync::kRowMisfit)) {
      const model::EntityType* type = model::FindEntity(key.entity);
      const auto row = type ? rows.Summary(*type, key.id) : std::nullopt;
      if (!row || IsOurs(row->owner)) Add(Finding::What::kMisfit, key);
    }
  }

  void Enrolments(const model::Date& today) {
    for (const EnrolmentFacts& enrolment : facts_.enrolments) {
      if (!enrolment.active) continue;
      const ChildFacts* child = facts_.children.Find(enrolment.child);
      const GroupFacts* group = facts_.groups.Find(enrolment.group);
      const sync::RowKey key{"enrolment", enrolment.id};
      if (child == nullptr && !snapshot_.erased.contains(enrolment.child))
        AddMissing(key, model::enrolment, model::enrolment.child);
      if (group == nullptr) AddMissing(key, model::enrolment, model::enrolment.group);
      if (enrolment.second)
        Add(Finding::What::kSecondEnrolment, key, {{"group", facts_.TitleOf(enrolment.group)}});
      else if (child != nullptr && group != nullptr)
        CheckAge(enrolment, *child, *group, today);
      if (child != nullptr && !child->attends)
        Add(Finding::What::kLeftChild, key, {{"group", facts_.TitleOf(enrolment.group)}});
    }
  }

  void Groups(const model::Date& today) {
    for (const GroupFacts& group : facts_.groups) {
      if (!IsOurs(group.owner)) continue;
      const sync::RowKey key{"group", group.id};
      if (facts_.programmes.Find(group.programme) == nullptr)
        AddMissing(key, model::group, model::group.programme);
      const auto size = snapshot_.group_sizes.find(group.id);
      if (group.capacity && size != snapshot_.group_sizes.end() && size->second > *group.capacity)
        Add(Finding::What::kOverfull, key,
            {{"children", std::to_string(size->second)},
             {"capacity", std::to_string(*group.capacity)}});
      if (group.end_date && *group.end_date < today && size != snapshot_.group_sizes.end() &&
          size->second > 0)
        Add(Finding::What::kGroupEnded, key,
            {{"date", group.end_date->Russian()}, {"children", std::to_string(size->second)}});
    }
  }

  void Clashes() {
    const auto& lessons = snapshot_.schedule.lessons;
    for (const model::Clash& clash : snapshot_.clashes) {
      const model::WeeklyLesson& lesson = lessons[clash.first];
      if (!IsOurs(lesson.owner) && !IsOurs(lessons[clash.second].owner)) continue;
      Add(WhatOf(clash.what), {"schedule", lesson.id},
          {{"what", SubjectOf(clash, snapshot_, texts_)},
           {"other", LessonTitle(lessons[clash.second], snapshot_, texts_)}});
      findings_.back().title = LessonTitle(lesson, snapshot_, texts_);
    }
  }

  // Cards that a coordinator has told apart, or joined, by a person's id are settled.
  void Namesakes() {
    std::unordered_map<std::string, const ChildFacts*> first;
    for (const ChildFacts& child : facts_.children) {
      if (!child.birth_date || !child.attends) continue;
      const auto [place, is_new] = first.emplace(child.birth_date->Iso() + child.name, &child);
      const ChildFacts& other = *place->second;
      if (is_new || (!child.person.empty() && !other.person.empty())) continue;
      if (facts_.apart.contains(std::minmax(child.id, other.id))) continue;
      std::string what(child.owner == other.owner ? "" : facts_.TitleOf(other.owner));
      if (!other.school_class.empty()) what += (what.empty() ? "" : ", ") + other.school_class;
      if (what.empty()) what = facts_.TitleOf(other.id);
      Add(Finding::What::kNamesake, {"child", child.id}, {{"other", what}});
    }
  }

  // Of others' children their own organisation is told.
  void Consents() {
    for (const ChildFacts& child : facts_.children)
      if (child.attends && !child.consent && snapshot_.status.membership.Keeps(child.owner))
        Add(Finding::What::kNoConsent, {"child", child.id});
  }

  std::vector<Finding> Take() { return std::move(findings_); }

 private:
  static Finding::What WhatOf(model::Clash::What what) {
    switch (what) {
      case model::Clash::What::kTwice:
        return Finding::What::kLessonTwice;
      case model::Clash::What::kRoom:
        return Finding::What::kRoomClash;
      case model::Clash::What::kTeacher:
        return Finding::What::kTeacherClash;
      case model::Clash::What::kChild:
        return Finding::What::kChildClash;
    }
    return Finding::What::kLessonTwice;
  }

  bool IsOurs(const model::Uuid& owner) const {
    return SeesAllOf(snapshot_.status.membership, owner);
  }

  void Add(Finding::What what, const sync::RowKey& key,
           std::initializer_list<std::pair<std::string_view, std::string_view>> filling = {}) {
    Finding finding;
    finding.what = what;
    finding.key = key;
    finding.type = model::FindEntity(key.entity);
    if (finding.type != nullptr) finding.title = snapshot_.search->TitleOf(*finding.type, key.id);
    finding.detail = texts_.Text("finding." + std::string(Name(what)) + ".detail", filling);
    findings_.push_back(std::move(finding));
  }

  // Until everything has been read once, what is missing may be on its way.
  void AddMissing(const sync::RowKey& key, const model::EntityType& type,
                  const model::FieldInfo& field) {
    const sync::Status& status = snapshot_.status;
    if (status.membership.joined && !status.complete) return;
    Add(Finding::What::kNoProgramme, key, {{"field", texts_.FieldLabel(type, field.name())}});
  }

  // By the age on the first day: who grows older in the course of the year is in the right group.
  void CheckAge(const EnrolmentFacts& enrolment, const ChildFacts& child, const GroupFacts& group,
                const model::Date& today) {
    if (!child.birth_date) return;
    const auto begin = enrolment.start_date ? enrolment.start_date : group.start_date;
    const int age = model::AgeInYears(*child.birth_date, begin.value_or(today));
    if ((!group.age_min || age >= *group.age_min) && (!group.age_max || age <= *group.age_max))
      return;
    Add(Finding::What::kOutOfAge, {"enrolment", enrolment.id},
        {{"age", texts_.Count("list.age", age)},
         {"ages", AgesText(texts_, group.age_min, group.age_max)},
         {"group", facts_.TitleOf(group.id)}});
  }

  const Facts& facts_;
  const Snapshot& snapshot_;
  const Translator& texts_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view Name(Finding::What what) {
  return std::ranges::find(kNames, what, &std::pair<Finding::What, std::string_view>::first)
      ->second;
}

std::vector<Finding> FindingsOf(const Facts& facts, const Snapshot& snapshot, sync::Store& store,
                                const Translator& texts, const model::Date& today) {
  Finder finder(facts, snapshot, texts);
  finder.Revived();
  finder.Misfits(store);
  finder.Enrolments(today);
  finder.Groups(today);
  finder.Clashes();
  finder.Namesakes();
  finder.Consents();
  return finder.Take();
}

}  // namespace kruzhok::client
