// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

void DrawPersons(const Frame& frame) {
  const ui::Scope scope("persons");
  ui::Text(frame.Text("coverage.persons.title"));
}

}  // namespace kruzhok::client
