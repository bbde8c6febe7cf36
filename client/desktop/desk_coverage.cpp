// SPDX-License-Identifier: MIT
// What people ask of the coverage.
#include "client/desktop/desk.h"

namespace kruzhok::client {

void Desk::Do(const ShowCoverage& command) {
  state_.coverage.view = command.view;
  // A card stands beside the worklist alone.
  if (state_.record && command.view != CoverageView::kWorklist) Do(CloseRecord{});
  Do(GoTo{Screen::kCoverage});
}

}  // namespace kruzhok::client
