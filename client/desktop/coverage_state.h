// SPDX-License-Identifier: MIT
// The screen of the coverage: which of its views is open, and what a person has typed and chosen
// there.
#pragma once

#include "client/desktop/command.h"
#include "client/desktop/coverage_report_state.h"
#include "client/desktop/indicators_state.h"
#include "client/desktop/persons_state.h"
#include "client/desktop/school_year_state.h"
#include "client/desktop/worklist_state.h"

namespace kruzhok::client {

struct CoverageState {
  CoverageView view = CoverageView::kIndicators;
  SchoolYearState school_year;
  PersonsState persons;
  CoverageReportState report;
  IndicatorsState indicators;
  WorklistState worklist;
};

}  // namespace kruzhok::client
