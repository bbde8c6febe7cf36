// SPDX-License-Identifier: MIT
// The views of the coverage, each in a file of its own. `coverage.cpp` draws what is above them.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawIndicators(const Frame& frame);
void DrawWorklist(const Frame& frame);
void DrawCoverageReport(const Frame& frame);
void DrawPersons(const Frame& frame);  // Of a coordinator.
void DrawSchoolYear(const Frame& frame);

}  // namespace kruzhok::client
