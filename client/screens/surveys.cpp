// SPDX-License-Identifier: MIT
// The surveys: what is to be keyed by when, and what can be asked.
#include "client/screens/parts.h"
#include "client/screens/survey_views.h"

namespace kruzhok::client {
namespace {

void DrawHome(const Frame& frame) {
  DrawHeading(frame.Text("survey.home.title"), {});
}

}  // namespace

void DrawSurveys(const Frame& frame) {
  const ui::Scope scope("surveys");
  using View = SurveysState::View;
  const SurveysState& state = frame.state.surveys;
  // A wave may have gone since.
  if (state.view != View::kHome && frame.data.surveys.FindWave(state.wave) == nullptr)
    return DrawHome(frame);
  switch (state.view) {
    case View::kKeying:
      return DrawSurveyKeying(frame);
    case View::kResults:
      return DrawSurveyResults(frame);
    case View::kHome:
    case View::kWave:
    case View::kWaveForm:
    case View::kBuilder:
      return DrawHome(frame);
  }
}

}  // namespace kruzhok::client
