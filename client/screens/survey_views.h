// SPDX-License-Identifier: MIT
// The views of the screen of the surveys, a file each.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawWavePage(const Frame& frame, const Wave& wave);
void DrawWaveForm(const Frame& frame);       // REQUIRES: a form.
void DrawSurveyBuilder(const Frame& frame);  // REQUIRES: a draft.
// Parts of the builder: the open question, and how the blank will look.
void DrawQuestion(const Frame& frame, SurveyDraft& draft);
void DrawBlankPreview(const Frame& frame, const SurveyDraft& draft);
// REQUIRES: `frame.state.surveys.wave` is a wave of the snapshot.
void DrawSurveyKeying(const Frame& frame);
void DrawSurveyResults(const Frame& frame);

}  // namespace kruzhok::client
