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

// At that question of the open wave's questionnaire, answered as typed; from the beginning.
void KeyABlank(Camera& camera, size_t question, std::u32string_view keys) {
  camera.Do(ShowSurveys{SurveyView::kKeying, WaveOf(camera, false)});
  KeyingState& keying = camera.desk().state().surveys.keying;
  keying.second.reset();
  keying.resumed = false;
  keying.blank = NewBlank(keying.questions());
  keying.who = {"5А", "parents", ""};
  for (const char32_t key : keys) TypeCharacter(keying.questions(), keying.blank, key);
  GoToQuestion(keying.questions(), keying.blank, question);
  camera.Settle();
}

void CheckABlank(Camera& camera) {
  KeyABlank(camera, 0, U"1");
  camera.Do(CheckBlanks{});
  KeyingState& keying = camera.desk().state().surveys.keying;
  keying.second->number = "1";
  camera.Do(FindBlank{});
  for (const char32_t key : std::u32string_view(U"43"))
    TypeCharacter(keying.questions(), keying.second->blank, key);
  camera.Do(CompareBlank{});
}

void AddKeyingShots(std::vector<Shot>& shots) {
  const auto add = [&](const char* name, std::function<void(Camera&)> arrange) {
    shots.push_back({name, Place::kSchool, std::move(arrange)});
  };
  add("survey-keying", [](Camera& c) { KeyABlank(c, 0, U"9"); });
  add("survey-keying-ticks", [](Camera& c) {
    KeyABlank(c, 2, U"1");
    TypeCharacter(c.desk().state().surveys.keying.questions(),
                  c.desk().state().surveys.keying.blank, U'3');
    c.Settle();
  });
  add("survey-keying-text", [](Camera& c) { KeyABlank(c, 3, U"1"); });
  add("survey-keying-number", [](Camera& c) { KeyABlank(c, 7, U"1"); });
  add("survey-keying-matrix", [](Camera& c) { KeyABlank(c, 10, U"1"); });
  add("survey-keying-end", [](Camera& c) { KeyABlank(c, 12, U"1"); });
  add("survey-keying-scale", [](Camera& c) {
    c.Do(ShowSurveys{SurveyView::kKeying, WaveOf(c, true)});
    KeyingState& keying = c.desk().state().surveys.keying;
    keying.blank = NewBlank(keying.questions());
    TypeCharacter(keying.questions(), keying.blank, U'2');
    c.Settle();
  });
  add("survey-keying-correct", [](Camera& c) {
    KeyABlank(c, 0, U"");
    c.Do(CorrectBlank{});
  });
  add("survey-check", [](Camera& c) {
    KeyABlank(c, 0, U"");
    c.Do(CheckBlanks{});
  });
  add("survey-check-differences", CheckABlank);
}

// The results of the closed wave.
std::function<void(Camera&)> Results(ResultsState::Tab tab) {
  return [tab](Camera& camera) {
    camera.Do(ShowSurveys{SurveyView::kResults, WaveOf(camera, true)});
    camera.desk().state().surveys.results.tab = tab;
    camera.Settle();
  };
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
  AddKeyingShots(shots);
  shots.push_back(
      {"coordinator-surveys", Place::kCoordinator, [](Camera& c) { c.Do(ShowSurveys{}); }});
  shots.push_back({"coordinator-survey-wave", Place::kCoordinator, wave(true)});
  using Tab = ResultsState::Tab;
  shots.push_back({"survey-results", Place::kSchool, Results(Tab::kFigures)});
  shots.push_back({"survey-results-parts", Place::kSchool, Results(Tab::kParts)});
  shots.push_back({"survey-results-comparison", Place::kSchool, Results(Tab::kComparison)});
  shots.push_back({"survey-results-texts", Place::kSchool, Results(Tab::kTexts)});
  shots.push_back({"coordinator-survey-schools", Place::kCoordinator, Results(Tab::kSchools)});
}

}  // namespace tests
