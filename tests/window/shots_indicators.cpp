// SPDX-License-Identifier: MIT
// The pictures of the indicators.
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

std::function<void(Camera&)> Show(std::optional<model::CoveragePartBy> by = std::nullopt) {
  return [by](Camera& camera) {
    IndicatorsState& state = camera.desk().state().coverage.indicators;
    state.form.reset();
    state.by = by;
    camera.Do(ShowCoverage{CoverageView::kIndicators});
    camera.Settle();
  };
}

std::function<void(Camera&)> Edit(IndicatorSettings what) {
  return [what](Camera& camera) {
    Show()(camera);
    camera.Do(EditIndicatorSettings{what});
    camera.Settle();
  };
}

}  // namespace

void AddIndicatorShots(std::vector<Shot>& shots) {
  shots.push_back({"indicators", Place::kSchool, Show(model::CoveragePartBy::kDirection)});
  shots.push_back({"coordinator-indicators", Place::kCoordinator, Show()});
  shots.push_back(
      {"coordinator-indicators-age", Place::kCoordinator, Show(model::CoveragePartBy::kAge)});
  shots.push_back(
      {"coordinator-indicator-rules", Place::kCoordinator, Edit(IndicatorSettings::kRules)});
  shots.push_back(
      {"coordinator-indicator-targets", Place::kCoordinator, Edit(IndicatorSettings::kTargets)});
  shots.push_back({"coordinator-indicator-residents", Place::kCoordinator,
                   Edit(IndicatorSettings::kResidents)});
  shots.push_back({"coordinator-indicator-rows", Place::kCoordinator, [](Camera& camera) {
                     Show()(camera);
                     camera.Do(OpenIndicatorRows{model::Indicator::kCoverage, false});
                   }});
}

}  // namespace tests
