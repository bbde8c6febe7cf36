// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

void DrawCoverageReport(const Frame& frame) {
  const ui::Scope scope("report");
  ui::Text(frame.Text("coverage.report.title"));
}

}  // namespace kruzhok::client
