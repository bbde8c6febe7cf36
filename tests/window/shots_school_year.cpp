// SPDX-License-Identifier: MIT
// The pictures of the schedule and of the turn of a school year.
#include "model/assert.h"
#include "model/entities/schedule.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

void ShowTheWeek(Camera& camera) {
  camera.Do(GoTo{Screen::kSchedule});
}

std::function<void(Camera&)> Step(SchoolYearState::Step step) {
  return [step](Camera& camera) {
    SchoolYearState& state = camera.desk().state().coverage.school_year;
    state.year = 2025;
    state.step = step;
    camera.Do(ShowCoverage{CoverageView::kYear});
  };
}

}  // namespace

void AddSchoolYearShots(std::vector<Shot>& shots) {
  const auto add = [&](const char* name, std::function<void(Camera&)> arrange,
                       Place place = Place::kSchool) {
    shots.push_back({name, place, std::move(arrange)});
  };
  add("schedule", ShowTheWeek);
  add("schedule-clashes", [](Camera& camera) {
    ShowTheWeek(camera);
    camera.desk().state().schedule.clashes_open = true;
    camera.Settle();
  });
  add("schedule-lesson", [](Camera& camera) {
    ShowTheWeek(camera);
    camera.Do(OpenRecord{&model::schedule, camera.desk().data().schedule.lessons.front().id});
  });
  add("schedule-new", [](Camera& camera) {
    ShowTheWeek(camera);
    camera.Do(StartLesson{1, 15 * 60});
  });
  add(
      "schedule-none",
      [](Camera& camera) {
        camera.desk().state().wizard.open = false;
        camera.Do(GoTo{Screen::kSchedule});
      },
      Place::kAlone);
  add(
      "schedule-coordinator", [](Camera& camera) { camera.Do(GoTo{Screen::kSchedule}); },
      Place::kCoordinator);
  add("school-year", Step(SchoolYearState::Step::kClasses));
  add("school-year-list", [](Camera& camera) {
    Step(SchoolYearState::Step::kClasses)(camera);
    SchoolYearState& state = camera.desk().state().coverage.school_year;
    ASSERT(!state.list.empty());
    ClassChoice choice{ClassFate::kByList, {}, false};
    for (const uint32_t place : state.list.front().children)
      if (place % 7 != 0) choice.moving.insert(state.rows->children[place].id);
    state.class_cursor = 0;
    state.classes[state.list.front().name] = choice;
    ListClass(state);
    camera.Settle();
  });
  add("school-year-ending", Step(SchoolYearState::Step::kEnding));
  add("school-year-copying", Step(SchoolYearState::Step::kCopying));
  add("school-year-leaving", Step(SchoolYearState::Step::kLeaving));
}

}  // namespace tests
