// SPDX-License-Identifier: MIT
// The pictures of the surveys.
#include "model/assert.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;
using model::Uuid;

// The first wave that is open, or closed.
Uuid WaveOf(Camera& camera, bool closed) {
  for (const Wave& wave : camera.desk().data().surveys.waves)
    if (wave.is_closed() == closed) return wave.id;
  ASSERT(!"the demonstration has such a wave");
  return {};
}

void BuildASurvey(Camera& camera, bool preview) {
  const SurveyBook& book = camera.desk().data().surveys;
  camera.Do(BuildSurvey{book.FindWave(WaveOf(camera, true))->survey, {}, true});
  SurveyDraft& draft = *camera.desk().state().surveys.draft;
  draft.at = 0;
  draft.preview = preview;
  camera.Settle();
}

}  // namespace

void AddSurveyShots(std::vector<Shot>& shots) {
  const auto wave = [](bool closed) {
    return [closed](Camera& camera) {
      camera.Do(ShowSurveys{SurveyView::kWave, WaveOf(camera, closed)});
    };
  };
  shots.push_back({"surveys", Place::kSchool, [](Camera& c) { c.Do(ShowSurveys{}); }});
  shots.push_back({"surveys-none", Place::kAlone, [](Camera& c) {
                     c.desk().state().wizard.open = false;
                     c.Do(ShowSurveys{});
                   }});
  shots.push_back({"survey-wave", Place::kSchool, wave(false)});
  shots.push_back({"survey-wave-closed", Place::kSchool, wave(true)});
  shots.push_back({"survey-invited", Place::kSchool, [](Camera& camera) {
                     camera.Do(EditWave{WaveOf(camera, false)});
                     camera.Settle();
                   }});
  shots.push_back({"survey-wave-new", Place::kSchool, [](Camera& camera) {
                     const SurveyBook& book = camera.desk().data().surveys;
                     camera.Do(NewWave{book.surveys.front().id});
                     camera.Settle();
                   }});
  shots.push_back({"survey-builder", Place::kSchool, [](Camera& c) { BuildASurvey(c, false); }});
  shots.push_back({"survey-preview", Place::kSchool, [](Camera& c) { BuildASurvey(c, true); }});
  shots.push_back(
      {"coordinator-surveys", Place::kCoordinator, [](Camera& c) { c.Do(ShowSurveys{}); }});
  shots.push_back({"coordinator-survey-wave", Place::kCoordinator, wave(true)});
}

}  // namespace tests
