// SPDX-License-Identifier: MIT
// The table of the indicators of a school year: fact, plan, how far they are apart, the years
// before and what they come to. Of facts alone, for the window, for files and for commands.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "client/coverage/coverage_data.h"
#include "model/indicator_parts.h"

namespace kruzhok::client {

struct IndicatorsRequest {
  using Basis = model::CoverageQuery::Basis;
  int64_t year = 0;  // Of school.
  std::optional<model::Date>
      on{};  // Nothing: the cut date, or `today` where that is still to come.
  model::Date today;
  Basis basis = Basis::kDistrict;
  std::optional<model::Uuid> organisation{};  // Nothing: the district.
  friend bool operator==(const IndicatorsRequest&, const IndicatorsRequest&) = default;
};

struct IndicatorYear {
  int64_t year = 0;
  std::optional<double> value;  // Per cent, or a number; nothing: nothing to divide by.
  friend bool operator==(const IndicatorYear&, const IndicatorYear&) = default;
};
struct IndicatorLine {
  model::Indicator indicator = model::Indicator::kCoverage;
  model::IndicatorRule rule;
  model::Date on;
  model::IndicatorFigure figure;
  int64_t reached = 0, rest = 0;  // Rows behind it: children, where enrolments are counted, too.
  std::optional<double> value;
  std::optional<double> other;  // The same by the other basis; of children only.
  std::optional<model::Plan> plan;
  // Of the value from the plan; where there is none, from the year before: it is to grow.
  std::optional<double> deviation;
  std::vector<IndicatorYear> years;  // At most kTrendYears, this one the last.
  std::optional<double> forecast;    // Of the next school year.
};
inline constexpr size_t kTrendYears = 5;

// In the order of the indicators.
std::vector<IndicatorLine> CountIndicators(const CoverageBook& book,
                                           const IndicatorsRequest& request);
// What one of them asks of the facts in a school year: that of the request on its day, any other on
// its cut date.
model::IndicatorQuery QueryOf(const CoverageBook& book, const IndicatorsRequest& request,
                              model::Indicator indicator, int64_t year);
inline model::IndicatorQuery QueryOf(const CoverageBook& book, const IndicatorsRequest& request,
                                     model::Indicator indicator) {
  return QueryOf(book, request, indicator, request.year);
}
std::optional<double> ValueOf(model::Indicator indicator, const model::IndicatorFigure& figure);
// School years of which places, statements or occupation cards tell, and that of `today`; in order,
// without gaps, the last ten.
std::vector<int64_t> SchoolYearsOf(const model::CoverageFacts& facts, const model::Date& today);

}  // namespace kruzhok::client
