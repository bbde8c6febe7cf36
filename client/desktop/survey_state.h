// SPDX-License-Identifier: MIT
// The screen of the surveys: which of its views is open, and what is typed there.
#pragma once

#include <optional>

#include "client/desktop/command.h"
#include "client/desktop/keying_state.h"
#include "client/desktop/results_state.h"
#include "client/desktop/survey_draft.h"
#include "client/desktop/wave_form.h"

namespace kruzhok::client {

struct SurveysState {
  using View = SurveyView;
  View view = View::kHome;
  model::Uuid wave;                     // Of kWave, kKeying, kResults.
  std::optional<WaveForm> form;         // Of kWaveForm.
  std::optional<SurveyDraft> draft;     // Of kBuilder; stays while another view is open.
  bool archive = false;                 // Surveys that are kept away are shown.
  std::optional<model::Uuid> deleting;  // The wave or survey of which it is being asked.
  KeyingState keying;
  ResultsState results;
};

}  // namespace kruzhok::client
