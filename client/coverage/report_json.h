// SPDX-License-Identifier: MIT
// A report as it is frozen when it is handed in (submission.content): what is shown and printed of
// it years later is read from this alone, and the names of children from their cards.
#pragma once

#include <string>

#include "client/coverage/coverage_report.h"
#include "model/result.h"
#include "model/value.h"

namespace kruzhok::client {

// In normal form, without fractions.
model::Json FreezeReport(const CoverageReport& report);
// The report that FreezeReport was given. bad_value: it is damaged, or (reason
// coverage_report_newer) of a newer program.
model::Result<CoverageReport> ReadReport(const model::Json& content);
// What was otherwise than in a report when it was accepted (submission.district_lines).
model::Json FreezeChanges(const std::vector<ReportChange>& changes);
// The lines that later changes are counted from: those of the report, with what was otherwise then.
// What cannot be read changes nothing.
std::vector<ReportLine> WithChanges(std::vector<ReportLine> lines, const model::Json& changes);
// By which two papers are seen to be of one report: 8 hexadecimal digits of the content's hash.
std::string FingerprintOf(const model::Json& content);

}  // namespace kruzhok::client
