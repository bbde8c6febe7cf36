// SPDX-License-Identifier: MIT
// The parts of the indicators' view.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawIndicatorTable(const Frame& frame);     // REQUIRES: something was counted.
void DrawIndicatorParts(const Frame& frame);     // The same.
void DrawIndicatorSettings(const Frame& frame);  // REQUIRES: a form is open.

}  // namespace kruzhok::client
