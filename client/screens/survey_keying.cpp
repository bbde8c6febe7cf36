// SPDX-License-Identifier: MIT
#include "client/screens/survey_views.h"

namespace kruzhok::client {

void DrawSurveyKeying(const Frame&) {}

}  // namespace kruzhok::client
