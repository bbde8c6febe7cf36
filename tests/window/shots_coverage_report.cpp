// SPDX-License-Identifier: MIT
// The pictures of the report of 1 September: in the demonstration that of the first school was
// returned with a remark, that of the second accepted.
#include "model/assert.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

const Submission& SubmissionIn(Camera& camera, Submission::State state) {
  for (const Submission& one : camera.desk().data().submissions.submissions)
    if (one.state == state) return one;
  ASSERT(!"the demonstration has such a report");
  return camera.desk().data().submissions.submissions.front();
}

void OpenReport(Camera& camera, Submission::State state, const char* table = "") {
  camera.Do(ShowReport{SubmissionIn(camera, state).id});
  camera.desk().state().coverage.report.table = table;
  camera.Settle();
}

void OpenAll(Camera& camera, bool schools, const char* table = "") {
  CoverageReportState& state = camera.desk().state().coverage.report;
  state = CoverageReportState();
  state.schools = schools;
  state.table = table;
  camera.Do(ShowReport{});
}

}  // namespace

void AddCoverageReportShots(std::vector<Shot>& shots) {
  const auto add = [&](const char* name, Place place, std::function<void(Camera&)> arrange) {
    shots.push_back({name, place, std::move(arrange)});
  };
  add("report", Place::kSchool, [](Camera& c) { OpenAll(c, true); });
  add("report-classes", Place::kSchool, [](Camera& c) { OpenAll(c, true, "classes"); });
  add("report-indicators", Place::kSchool, [](Camera& c) { OpenAll(c, true, "indicators"); });
  add("report-hand-in", Place::kSchool, [](Camera& c) {
    OpenAll(c, true);
    c.desk().state().coverage.report.asking_submit = true;
    c.Settle();
  });
  add("report-returned", Place::kSchool,
      [](Camera& c) { OpenReport(c, Submission::State::kReturned); });
  add("coordinator-report", Place::kCoordinator, [](Camera& c) { OpenAll(c, true); });
  add("coordinator-report-total", Place::kCoordinator, [](Camera& c) { OpenAll(c, false); });
  add("coordinator-report-accepted", Place::kCoordinator,
      [](Camera& c) { OpenReport(c, Submission::State::kAccepted); });
}

}  // namespace tests
