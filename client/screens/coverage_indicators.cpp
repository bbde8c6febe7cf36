// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

void DrawIndicators(const Frame& frame) {
  const ui::Scope scope("indicators");
  ui::Text(frame.Text("coverage.indicators.title"));
}

}  // namespace kruzhok::client
