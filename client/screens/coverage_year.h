// SPDX-License-Identifier: MIT
// The steps of the turn of a school year, each in a file of its own. REQUIRES, of all: the rows of
// the year have been read.
#pragma once

#include "client/screens/frame.h"
#include "client/widgets/flow.h"

namespace kruzhok::client {

void DrawClassStep(const Frame& frame);
void DrawEndingStep(const Frame& frame);
void DrawCopyingStep(const Frame& frame);
void DrawLeavingStep(const Frame& frame);

// What a step is done with, beside each other as far as there is room. `below`: in line with fields
// that have labels.
void DrawStepDate(const Frame& frame, ui::Flow& flow, const char* key, std::string& text);
void DrawStepTick(ui::Flow& flow, const char* id, const std::string& label, bool& value,
                  bool below = true);
// The button that does it, with the number that it does it to; nothing to do: it is pale. True: it
// was pressed, or Ctrl+Enter.
bool DrawStepButton(const Frame& frame, ui::Flow& flow, const char* key, size_t count,
                    bool below = true);

}  // namespace kruzhok::client
