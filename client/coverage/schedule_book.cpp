// SPDX-License-Identifier: MIT
#include "client/coverage/schedule_book.h"

#include <algorithm>

#include "client/app/row_scan.h"
#include "model/entities/group.h"
#include "model/entities/schedule.h"
#include "model/week.h"

namespace kruzhok::client {

const ScheduleGroup* ScheduleBook::FindGroup(const model::Uuid& id) const {
  const auto found = group_places.find(id);
  return found == group_places.end() ? nullptr : &groups[found->second];
}

const model::WeeklyLesson* ScheduleBook::FindLesson(const model::Uuid& id) const {
  const auto found = lesson_places.find(id);
  return found == lesson_places.end() ? nullptr : &lessons[found->second];
}

void ScheduleReader::Add(const sync::RowView& row) {
  if (row.type == &model::group) AddGroup(row);
  if (row.type == &model::schedule) AddLesson(row);
}

void ScheduleReader::AddGroup(const sync::RowView& row) {
  const auto& type = model::group;
  const model::Record& record = row.record;
  ScheduleGroup group;
  group.id = row.id;
  group.owner = row.owner;
  group.programme = record.Get(type.programme).value_or(model::Uuid());
  group.name = record.Get(type.name).value_or("");
  group.teacher = record.Get(type.teacher).value_or("");
  group.place = record.Get(type.place).value_or("");
  group.start = record.Get(type.start_date);
  group.end = record.Get(type.end_date);
  group.capacity = record.Get(type.capacity);
  book_.group_places.emplace(row.id, static_cast<uint32_t>(book_.groups.size()));
  book_.groups.push_back(std::move(group));
}

void ScheduleReader::AddLesson(const sync::RowView& row) {
  const auto& type = model::schedule;
  const model::Record& record = row.record;
  const ScheduleGroup* group = book_.FindGroup(record.Get(type.group).value_or(model::Uuid()));
  const auto& weekdays = type.weekday.options().choices;
  const auto weekday = std::ranges::find(weekdays, record.Get(type.weekday).value_or(""));
  const auto start = model::MinuteOf(record.Get(type.start_time).value_or(""));
  if (group == nullptr || weekday == weekdays.end() || !start) return;
  const auto end = model::MinuteOf(record.Get(type.end_time).value_or(""));
  model::WeeklyLesson lesson;
  lesson.id = row.id;
  lesson.owner = row.owner;
  lesson.group = group->id;
  lesson.weekday = static_cast<int>(weekday - weekdays.begin());
  lesson.start = *start;
  lesson.end = end && *end > *start ? *end : *start + kUsualLesson;
  lesson.room = record.Get(type.room).value_or("");
  lesson.teacher = record.Get(type.teacher).value_or(group->teacher);
  lesson.place = group->place;
  const auto from = record.Get(type.start_date), to = record.Get(type.end_date);
  lesson.from = from ? from : group->start;
  lesson.to = to ? to : group->end;
  book_.lesson_places.emplace(row.id, static_cast<uint32_t>(book_.lessons.size()));
  book_.lessons.push_back(std::move(lesson));
}

std::vector<model::Attendance> AttendancesOf(const model::CoverageFacts& facts) {
  std::unordered_map<std::string, uint32_t> by_person;
  std::vector<model::Attendance> attendances;
  for (const model::CoveragePlace& place : facts.places) {
    if (place.from != model::CoveragePlace::From::kEnrolment || place.group.is_nil()) continue;
    const model::CoverageCard& card = facts.cards[place.card];
    model::Attendance one{place.card, place.group, place.start, place.end};
    if (!card.person.empty())
      one.child = by_person.try_emplace(card.person, place.card).first->second;
    if (card.left_on && (!one.to || *card.left_on < *one.to)) one.to = card.left_on;
    if (card.attends || card.left_on) attendances.push_back(std::move(one));
  }
  return attendances;
}

ScheduleBook ReadSchedule(sync::Store& store) {
  ScheduleReader reader;
  RowScan scan(store, RowScan::Conditions::kLeftOut);
  for (const model::EntityType* type :
       std::initializer_list<const model::EntityType*>{&model::group, &model::schedule})
    scan.ForEach(*type, [&](const sync::RowView& row) { reader.Add(row); });
  return reader.Finish();
}

}  // namespace kruzhok::client
