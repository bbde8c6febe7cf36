// SPDX-License-Identifier: MIT
// What the pages of the report on coverage draw alike, and those pages.
#pragma once

#include <string>

#include "client/screens/frame.h"
#include "client/widgets/flow.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

inline CoverageReportState& ReportState(const Frame& frame) {
  return frame.state.coverage.report;
}
inline std::string ReportText(const Frame& frame, std::string_view key,
                              assets::Filling filling = {}) {
  return frame.Text("coverage.report." + std::string(key), filling);
}

// Which school year; with what stands beside it in the flow.
void PickReportYear(const Frame& frame, ui::Flow& flow);
// Until when it is to be handed in, or was.
std::string DueText(const Frame& frame, int64_t school_year);
// Its figures, a card each, and its tables, one at a time.
void DrawReportFigures(const Frame& frame, const CoverageReport& report);
void DrawReportTables(const Frame& frame, const std::vector<ReportTable>& tables);
// The formula, a sentence a line, small.
void DrawReportFormula(const Frame& frame, const CoverageReport& report);
// On paper, and into a file.
float ReportFilesWidth(const Frame& frame);
void DrawReportFiles(const Frame& frame, ui::Flow& flow);
void DrawReportRows(const Frame& frame, const ReportTable& table, size_t& cursor, bool& opened);
// A state in its colour, of a list of them.
ImU32 ColourOfSubmission(const Submission& submission);

// One that was handed in. REQUIRES: it is what was read.
void DrawSubmittedReport(const Frame& frame, const Submission& submission);
void DrawDistrictReport(const Frame& frame);  // Of a coordinator.
// What was said to a report, and to the earlier ones of that year.
void DrawReportRemarks(const Frame& frame, const Submission& submission);
// While a remark is being typed.
void DrawNewRemark(const Frame& frame, const Submission& submission);

}  // namespace kruzhok::client
