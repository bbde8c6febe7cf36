// SPDX-License-Identifier: MIT
// The parts of the schedule, each in a file of its own. `schedule.cpp` puts them together.
#pragma once

#include <imgui.h>

#include "client/screens/frame.h"

namespace kruzhok::client {

// The days and hours of the week with what is held then. One place of the keyboard, "list/rows".
void DrawWeekGrid(const Frame& frame, ImVec2 size);
// What is asked before lessons are added; while it is open.
void DrawLessonForm(const Frame& frame);
// The words of a lesson on its block: as many lines as there is room for. `room`: how much of the
// window is seen from side to side; pixels.
void DrawLesson(const Frame& frame, const model::WeeklyLesson& lesson, bool clashes, ImVec2 low,
                ImVec2 high, float room);
std::string WholeLesson(const Frame& frame, const model::WeeklyLesson& lesson);  // All lines.
std::string GroupOf(const Frame& frame, const model::WeeklyLesson& lesson);      // Its name.
// "schedule.day.mon": the short name of the day.
std::string ShortDay(const Frame& frame, int weekday);

}  // namespace kruzhok::client
