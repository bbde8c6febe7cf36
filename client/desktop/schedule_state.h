// SPDX-License-Identifier: MIT
// The schedule as a person looks at it: whose, of which week, where the keyboard stands, and the
// lessons that are being typed. Plain data, like all of desk_state.h.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/desktop/snapshot.h"

namespace kruzhok::client {

// New lessons of a group: one on each of the weekdays.
struct LessonForm {
  std::string group;     // Id, or empty.
  std::string weekdays;  // Codes with commas.
  std::string start_time, minutes;
  std::string room, teacher;
  std::map<std::string, std::string> problems;  // Field of the lesson → sentence.
};

// What is shown of a week.
struct ShownWeek {
  struct Block {
    uint32_t lesson = 0;  // Of the snapshot's schedule.
    model::Lane lane;
    bool clashes = false;
  };
  std::array<std::vector<Block>, 7> days;  // In the order of their beginning.
  int day_count = 6;                       // Sunday only when something is held on it.
  int first_minute = 0, last_minute = 0;   // Full hours.
  size_t lessons = 0;                      // Shown; and of the organisation in all weeks:
  size_t of_organisation = 0;
  std::vector<model::Clash> clashes;  // Of the organisation's lessons, in this week.
  std::vector<std::string> teachers, rooms, classes;  // To choose from, in order.
};

struct ScheduleState {
  // --- What the person chose; ids, or empty ---
  std::string owner, group, child;
  std::string teacher, room, school_class;  // As they are written, or empty.
  std::optional<model::Date> monday;        // Absent: the week of today.
  std::string day;                          // Typed in the field of the week.
  bool clashes_open = false;
  size_t clash_cursor = 0;

  // --- Where the keyboard stands in the grid ---
  int weekday = 0, minute = 15 * 60;
  model::Uuid lesson;  // Of those at that time; nil: the first of them, if there are any.
  struct Moving {
    model::Uuid lesson;
    int weekday = 0, minute = 0;
  };
  std::optional<Moving> moving;
  bool take_focus = true, scroll = true;  // In the next frame.

  std::optional<LessonForm> form;
  std::string last_group;
  int usual_minutes = kUsualLesson;  // Of the lesson that was made last.

  // --- What comes of it, found when something of it or of the data changes ---
  std::string made_for;
  ShownWeek week;
  model::Uuid followed;  // The open record that the keyboard has gone to.
};

void RefreshWeek(ScheduleState& state, const Snapshot& data);
// Lessons at the keyboard's place, in the order of their lanes; of the snapshot's schedule.
std::vector<uint32_t> LessonsAt(const ScheduleState& state, const Snapshot& data);
// The one of them that the keyboard is on.
std::optional<uint32_t> LessonHere(const ScheduleState& state, const Snapshot& data);
// Puts the keyboard on it.
void GoToLesson(ScheduleState& state, const model::WeeklyLesson& lesson);
// Whose lessons are shown: the own organisation's, of a coordinator those of the chosen one; of the
// whole district none.
std::optional<model::Uuid> OwnerShown(const ScheduleState& state, const Snapshot& data);

// «Понедельник, 15:00, Механики»
std::string LessonTitle(const model::WeeklyLesson& lesson, const Snapshot& data,
                        const Translator& texts);
// What two lessons cannot share: the room, the teacher, the first of the children and how many more
// there are; of one group's lessons its name.
std::string SubjectOf(const model::Clash& clash, const Snapshot& data, const Translator& texts);

inline constexpr int kCellMinutes = 30;  // Of the grid.

}  // namespace kruzhok::client
