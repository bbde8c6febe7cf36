// SPDX-License-Identifier: MIT
// Lessons of every week that cannot all be held: one room, one teacher or one child in two of them
// at a time. What is only alike by its words is told by rules that a person would use: a room is a
// room of an organisation, and of a place where both groups tell theirs; a teacher by initials is
// known in one organisation only, by a full name everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/date.h"
#include "model/uuid.h"

namespace kruzhok::model {

struct WeeklyLesson {
  Uuid id, owner, group;
  int weekday = 0;               // 0: Monday.
  int start = 0, end = 0;        // Minutes of the day; the end is after the start.
  std::string room, teacher;     // As they are written; empty: nothing is known.
  std::string place;             // Where the group is taught.
  std::optional<Date> from, to;  // The first and the last day; nothing: without an end.

  bool IsHeldIn(const std::optional<Date>& since, const std::optional<Date>& until) const;
};
// A child in a group. The same child is the same number.
struct Attendance {
  uint32_t child = 0;
  Uuid group;
  std::optional<Date> from, to;
};
struct Clash {
  enum class What { kTwice, kRoom, kTeacher, kChild };  // kTwice: a group's own lessons.
  What what = What::kTwice;
  uint32_t first = 0, second = 0;  // Of the lessons; the first begins no later.
  std::vector<uint32_t> children;  // Of kChild.
  friend bool operator==(const Clash&, const Clash&) = default;
};

// Those of lessons that both are held, on one and the same day between the two days at least.
// Of two lessons of a group only that they are two is told. In the order of the week.
std::vector<Clash> FindClashes(const std::vector<WeeklyLesson>& lessons,
                               const std::vector<Attendance>& attendances,
                               const std::optional<Date>& since, const std::optional<Date>& until);

// Lessons that overlap stand side by side: which place each has, of how many.
struct Lane {
  int lane = 0, lanes = 1;
  friend bool operator==(const Lane&, const Lane&) = default;
};
// REQUIRES: the lessons are of one day, in the order of their beginning.
std::vector<Lane> LanesOf(const std::vector<const WeeklyLesson*>& lessons);

}  // namespace kruzhok::model
