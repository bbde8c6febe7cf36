// SPDX-License-Identifier: MIT
// The tabs of a wave's results. REQUIRES of all: `frame.state.surveys.results.read`.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawResultFigures(const Frame& frame);  // What was answered to each question.
void DrawResultParts(const Frame& frame);    // By class or programme, by who has answered.
void DrawResultSchools(const Frame& frame);
void DrawResultComparison(const Frame& frame);
void DrawResultTexts(const Frame& frame);

// At scale 1: of a question, where there is room for two beside each other.
inline constexpr float kNarrowestCard = 460;

}  // namespace kruzhok::client
