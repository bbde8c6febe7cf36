// SPDX-License-Identifier: MIT
// The screen of the coverage: which of its views is open, and what a person has typed and chosen
// there.
#pragma once

#include "client/desktop/command.h"
#include "client/desktop/worklist_state.h"

namespace kruzhok::client {

struct CoverageState {
  CoverageView view = CoverageView::kIndicators;
  WorklistState worklist;
};

}  // namespace kruzhok::client
