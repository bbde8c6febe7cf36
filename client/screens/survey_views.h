// SPDX-License-Identifier: MIT
// The views of the screen of the surveys, a file each.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// REQUIRES: `frame.state.surveys.wave` is a wave of the snapshot.
void DrawSurveyKeying(const Frame& frame);
void DrawSurveyResults(const Frame& frame);

}  // namespace kruzhok::client
