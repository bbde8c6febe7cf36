// SPDX-License-Identifier: MIT
// The parts of the worklist of the not covered.
#pragma once

#include <string>

#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

// Of a coordinator: how far each organisation is; one is opened by its row.
void DrawSchoolWork(const Frame& frame);
// What is said of a year that is closed; below the head.
void DrawClosedYear(const Frame& frame);
// What is asked before a year is closed, while it is open.
void DrawYearClosing(const Frame& frame);
// «До 15.08.2027 осталось 12 дней»; empty while it does not matter.
struct DeadlineWords {
  std::string text;
  ImU32 colour = 0;
};
DeadlineWords WordsOfDeadline(const Frame& frame);

}  // namespace kruzhok::client
