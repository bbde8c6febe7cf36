// SPDX-License-Identifier: MIT
#include "client/desktop/coverage_report_state.h"

#include "client/desktop/snapshot.h"

namespace kruzhok::client {

model::Result<ReportReading> ReadReportForScreen(sync::Store& store, const Snapshot& data,
                                                 const Translator& texts,
                                                 const ReportRequest& request) {
  auto found = FindReport(store, data.coverage_book, request.source, StoredTitlesOf(store));
  if (!found) return found.error();
  ReportReading reading;
  reading.request = request;
  reading.tables = TablesOf(found->report, texts);
  const NameOfChild name_of = [&](const model::Uuid& child) {
    return NameOfStored(store, texts, child);
  };
  if (!found->district) {
    if (auto list = NotCoveredOf(found->report, texts, name_of); !list.rows.empty())
      reading.tables.insert(reading.tables.begin(), std::move(list));
  } else {
    reading.schools = SchoolsOf(*found->district, texts);
  }
  if (found->submission) {
    const CoverageReport& report = found->report;
    const auto now =
        LinesOfAll(data.coverage_book.facts,
                   {.year = report.year, .on = report.on, .organisation = found->submission->owner},
                   report.youngest, report.oldest);
    const auto own = now.find(found->submission->owner);
    reading.changes =
        Compare(found->known_lines, own == now.end() ? std::vector<ReportLine>() : own->second);
    if (!reading.changes.empty())
      reading.tables.push_back(ChangesOf(reading.changes, texts, name_of));
    if (found->known_lines == report.lines)
      reading.figures = CompareFigures(report, data.coverage_book.facts);
    if (!reading.figures.empty()) reading.tables.push_back(FigureChangesOf(reading.figures, texts));
    for (const Remark& remark : data.submissions.remarks)
      if (remark.owner == found->submission->owner && remark.child)
        reading.names.try_emplace(*remark.child, name_of(*remark.child));
  }
  found->report.lines.clear();
  reading.report = std::move(found->report);
  reading.fingerprint = std::move(found->fingerprint);
  reading.district = std::move(found->district);
  return reading;
}

}  // namespace kruzhok::client
