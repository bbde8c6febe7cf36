// SPDX-License-Identifier: MIT
// Reports from the store: as they are now, as they were handed in, and the district's total of
// them. Any thread, with its own store; throws StorageError.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/coverage/coverage_report.h"
#include "client/coverage/coverage_submissions.h"

namespace kruzhok::client {

// The names of organisations and programmes as the store has them.
TitleOfRow StoredTitlesOf(sync::Store& store);

// Which report is meant.
struct ReportSource {
  std::optional<model::Uuid> submission{};  // One that was handed in; else as it is now:
  int64_t year = 0;
  model::Date on;
  std::optional<model::Uuid> organisation{};  // Nothing: the own one; a coordinator's: the total.
  bool handed_in = false;                     // The total is of all that wait or are accepted.
  friend bool operator==(const ReportSource&, const ReportSource&) = default;
};

// One organisation in the district's total.
struct SchoolReport {
  model::Uuid organisation;
  std::string title;
  bool expected = true;  // Its report is waited for: it is a school, or has children of the age.
  std::optional<Submission> last;        // That counts.
  std::optional<Submission> counted;     // Whose figures are in the total.
  std::optional<CoverageReport> report;  // Of `last`, without lines; nothing: it cannot be read.
  int64_t changes = 0;                   // Children of whom it is otherwise than at acceptance.
};
struct DistrictReport {
  int64_t year = 0;
  bool handed_in = false;             // As in ReportSource.
  std::vector<SchoolReport> schools;  // By title.
  CoverageReport total;               // Of those that are counted.
  CoverageReport facts;               // What the district's own data say, each person once.
  int64_t counted = 0, expected = 0;
  // Titles of those that are expected and not counted, and of those that are counted by other rules
  // or of another day.
  std::vector<std::string> missing, otherwise;
};
// `source`: of a coordinator, without a submission. `book`: of the same moment.
DistrictReport ReadDistrictReport(sync::Store& store, const CoverageBook& book,
                                  const ReportSource& source, const TitleOfRow& title_of);

// Whatever is meant.
struct FoundReport {
  CoverageReport report;  // Of a district the total.
  std::optional<Submission> submission;
  std::string fingerprint;  // Of the submission.
  // Of the submission: what changes are counted from. Its lines; of an accepted one, as the
  // district knew them that day.
  std::vector<ReportLine> known_lines{};
  std::optional<DistrictReport> district;
};
// not_found; those of ReadReport. The second, where the facts are known already.
model::Result<FoundReport> FindReport(sync::Store& store, const ReportSource& source);
model::Result<FoundReport> FindReport(sync::Store& store, const CoverageBook& book,
                                      const ReportSource& source, const TitleOfRow& title_of);

// Hands in the own report as it is on that day. not_allowed: a coordinator has none; too_large.
model::Result<sync::WriteResult> SubmitReport(sync::Store& store, int64_t year,
                                              const model::Date& today,
                                              const sync::WriteOptions& options);

}  // namespace kruzhok::client
