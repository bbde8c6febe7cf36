// SPDX-License-Identifier: MIT
// The report on coverage that an organisation hands in to the district by 1 September (document
// 004): counted from the facts, added up, compared with the facts of another day. Pure: the same
// facts give the same report. report_json.h freezes it.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/coverage/coverage_data.h"

namespace kruzhok::client {

// What a row is called; empty: it is not here.
using TitleOfRow = std::function<std::string(const model::EntityType&, const model::Uuid&)>;

struct ReportPart {
  std::string value;    // As in model::CoveragePart.
  std::string title{};  // Of an organisation, as it was.
  int64_t covered = 0;
  std::optional<int64_t> children{};  // As in model::CoveragePart.
  int64_t places = 0;                 // Of a direction: attended programmes.
  friend bool operator==(const ReportPart&, const ReportPart&) = default;
};

struct ReportIndicator {
  model::IndicatorRule rule{};  // By which it was counted, on the report's day.
  model::IndicatorFigure figure{};
  std::optional<int64_t> plan{};  // Hundredths.
  int64_t plan_year = 0;
  bool plan_of_document = false;
  friend bool operator==(const ReportIndicator&, const ReportIndicator&) = default;
};

// A counted child, by its row only: its name is not a part of the report.
struct ReportLine {
  model::Uuid child;
  std::string school_class{};
  std::optional<int> age{};  // Full years on the report's day.
  bool covered = false;
  std::vector<model::Uuid> programmes{};  // Sorted; nil: elsewhere, it is not told which.
  // Of who is not covered, codes of the occupation card.
  std::string reason{}, outcome{};
  std::optional<model::Date> talk_on{};
  friend bool operator==(const ReportLine&, const ReportLine&) = default;
};

struct ReportProgramme {
  model::Uuid id;
  std::string title;
  std::string organisation;  // Who gives it.
  friend bool operator==(const ReportProgramme&, const ReportProgramme&) = default;
};

inline constexpr size_t kReportTables = 6;  // By model::CoveragePartBy.

struct CoverageReport {
  int64_t year = 0;  // The school year.
  model::Date on;    // The day that was counted.
  int youngest = 5, oldest = 17;
  model::Uuid organisation;  // Nil: the district.
  std::string title;         // Of the organisation, as it was.
  std::string submitted_by{};
  std::optional<model::Date> submitted_on{};  // Nothing: it is a draft.

  int64_t children = 0, covered = 0;
  int64_t covered_by_itself = 0;  // As far as organisations know without the district.
  int64_t unknown_age = 0;        // Counted children without a birth date.
  int64_t places = 0;             // Attended programmes.
  std::array<std::vector<ReportPart>, kReportTables> tables{};
  std::map<std::string, int64_t> reasons{};  // Of who is not covered; empty: none is told.
  std::array<ReportIndicator, model::kIndicators> indicators{};
  std::vector<ReportProgramme> programmes{};  // That the lines name, sorted by id.
  std::vector<ReportLine> lines{};            // None of a district.

  const std::vector<ReportPart>& Table(model::CoveragePartBy by) const {
    return tables[static_cast<size_t>(by)];
  }
  std::vector<ReportPart>& Table(model::CoveragePartBy by) {
    return tables[static_cast<size_t>(by)];
  }
  int64_t not_covered() const { return children - covered; }
  int64_t WithoutReason() const;
  friend bool operator==(const CoverageReport&, const CoverageReport&) = default;
};
// Of one day, by the same rules: their figures can be added up and compared.
bool AreCountedAlike(const CoverageReport& one, const CoverageReport& other);

// The last day on which it can be handed in: «до 1 сентября».
model::Date DueOf(int64_t school_year);
// The school year that a report is about on that day: from June on that which ends.
int64_t ReportYearOf(const model::Date& today);
// The day that its report counts: that of the rule of the coverage, today while it has not come.
model::Date ReportDayOf(const CoverageBook& book, int64_t school_year, const model::Date& today);

struct ReportQuery {
  int64_t year = 0;
  model::Date on;
  std::optional<model::Uuid> organisation{};  // Nothing: the district, each person once, no lines.
};
CoverageReport BuildReport(const CoverageBook& book, const ReportQuery& query,
                           const TitleOfRow& title_of);
// The lines of every organisation, as BuildReport makes those of one.
std::map<model::Uuid, std::vector<ReportLine>> LinesOfAll(const model::CoverageFacts& facts,
                                                          const ReportQuery& query, int youngest,
                                                          int oldest);

// Adds the figures of another organisation's report. A table by organisation takes the place of
// that by class; its programmes and lines are left out.
void AddTo(CoverageReport& total, const CoverageReport& report);

// A child whose line is another one now.
struct ReportChange {
  enum class What { kCame, kGone, kCovered, kNotCovered, kClass, kAge, kProgrammes, kReason };
  std::vector<What> what;
  ReportLine before, after;  // Of who came or is gone, one of them has no child.
  const model::Uuid& child() const { return before.child.is_nil() ? after.child : before.child; }
};
std::string_view Name(ReportChange::What what);
// By the order of `before`, then who came.
std::vector<ReportChange> Compare(const std::vector<ReportLine>& before,
                                  const std::vector<ReportLine>& now);

// An indicator of the report that comes out otherwise now, by the report's own rule and day.
struct FigureChange {
  model::Indicator indicator{};
  model::IndicatorFigure before, after;
};
std::vector<FigureChange> CompareFigures(const CoverageReport& report,
                                         const model::CoverageFacts& facts);

}  // namespace kruzhok::client
