// SPDX-License-Identifier: MIT
// The screen of the surveys: which of its views is open, and what is typed there.
#pragma once

#include "client/desktop/command.h"
#include "client/desktop/keying_state.h"
#include "client/desktop/results_state.h"

namespace kruzhok::client {

struct SurveysState {
  using View = SurveyView;
  View view = View::kHome;
  model::Uuid wave;  // Of kWave, kKeying, kResults.
  KeyingState keying;
  ResultsState results;
};

}  // namespace kruzhok::client
