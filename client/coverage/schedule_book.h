// SPDX-License-Identifier: MIT
// From rows to the lessons of every week (model/schedule_clash.h), for the window's snapshot and
// for papers.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/coverage.h"
#include "model/schedule_clash.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// As long as a lesson is of which only the beginning is told.
inline constexpr int kUsualLesson = 45;

struct ScheduleGroup {
  model::Uuid id, owner, programme;
  std::string name, teacher, place;
  std::optional<model::Date> start, end;
  std::optional<int64_t> capacity;
};

// Of what its group tells a lesson has what it does not tell itself: the teacher and the period.
struct ScheduleBook {
  std::vector<model::WeeklyLesson> lessons;  // Of groups that are here, at a time that can be read.
  std::vector<ScheduleGroup> groups;

  const ScheduleGroup* FindGroup(const model::Uuid& id) const;
  const model::WeeklyLesson* FindLesson(const model::Uuid& id) const;

  std::unordered_map<model::Uuid, uint32_t> group_places{}, lesson_places{};
};

class ScheduleReader {
 public:
  // REQUIRES: in the order of the catalogue. Rows of other entities are passed over.
  void Add(const sync::RowView& row);
  ScheduleBook Finish() { return std::move(book_); }

 private:
  void AddGroup(const sync::RowView& row);
  void AddLesson(const sync::RowView& row);
  ScheduleBook book_;
};

// Who goes to which group and when. A child is the place of the first of its cards.
std::vector<model::Attendance> AttendancesOf(const model::CoverageFacts& facts);

// REQUIRES: in one read transaction. Throws StorageError.
ScheduleBook ReadSchedule(sync::Store& store);

}  // namespace kruzhok::client
