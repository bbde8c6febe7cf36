// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

void DrawSchoolYear(const Frame& frame) {
  const ui::Scope scope("year");
  ui::Text(frame.Text("coverage.year.title"));
}

}  // namespace kruzhok::client
