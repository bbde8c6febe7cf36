// SPDX-License-Identifier: MIT
// A report as a workbook, and as JSON for who counts further.
#pragma once

#include <filesystem>

#include "client/app/translator.h"
#include "client/coverage/coverage_report_reading.h"

namespace kruzhok::client {

// XLSX: a sheet a table, and the list of who is not covered; CSV: one after the other. Returns the
// number of tables. Errors of ReadSubmitted and TableWriter.
model::Result<int64_t> WriteReportTables(sync::Store& store, const Translator& texts,
                                         const ReportSource& source,
                                         const std::filesystem::path& file);
// {"submission","state","fingerprint","report"}; of a district {"schools","total","facts"}: see
// the README.
model::Result<std::string> ReportAsJson(sync::Store& store, const ReportSource& source);

}  // namespace kruzhok::client
