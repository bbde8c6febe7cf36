// SPDX-License-Identifier: MIT
#include "client/screens/survey_views.h"

namespace kruzhok::client {

void DrawSurveyResults(const Frame&) {}

}  // namespace kruzhok::client
