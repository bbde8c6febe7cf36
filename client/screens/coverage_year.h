// SPDX-License-Identifier: MIT
// The steps of the turn of a school year, each in a file of its own. REQUIRES, of all: the rows of
// the year have been read.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawClassStep(const Frame& frame);
void DrawEndingStep(const Frame& frame);
void DrawCopyingStep(const Frame& frame);
void DrawLeavingStep(const Frame& frame);

// The button that does a step, with the number that it does it to; nothing to do: it is pale.
// True: it was pressed, or Ctrl+Enter.
bool DrawStepButton(const Frame& frame, const char* key, size_t count);
// A date with its label.
void DrawStepDate(const Frame& frame, const char* key, std::string& text);

}  // namespace kruzhok::client
