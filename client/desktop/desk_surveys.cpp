// SPDX-License-Identifier: MIT
// Surveys and their waves: making, changing, closing them.
#include "client/desktop/desk.h"

namespace kruzhok::client {

void Desk::Do(const ShowSurveys& command) {
  Do(GoTo{Screen::kSurveys});
  SurveysState& state = state_.surveys;
  state.view = command.view;
  if (!command.wave.is_nil()) state.wave = command.wave;
}

}  // namespace kruzhok::client
