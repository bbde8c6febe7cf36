// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

void DrawWorklist(const Frame& frame) {
  const ui::Scope scope("worklist");
  ui::Text(frame.Text("coverage.worklist.title"));
}

}  // namespace kruzhok::client
