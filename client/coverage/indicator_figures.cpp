// SPDX-License-Identifier: MIT
#include "client/coverage/indicator_figures.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace kruzhok::client {
namespace {

using model::CountedChild;
using model::Indicator;
using Basis = IndicatorsRequest::Basis;

constexpr int64_t kMostYears = 10;

// Counts the children of each question once: most indicators ask the same one.
class Counting {
 public:
  explicit Counting(const model::CoverageFacts& facts) : facts_(facts) {}

  const std::vector<CountedChild>& Children(const model::IndicatorQuery& query) {
    const Key key{query.on, query.rule.youngest, query.rule.oldest, query.basis};
    const auto [found, is_new] = children_.try_emplace(key);
    if (is_new) found->second = model::CountChildren(facts_, model::CoverageOf(query));
    return found->second;
  }
  model::IndicatorFigure Figure(const model::IndicatorQuery& query) {
    if (model::RowsOf(query.indicator) != model::IndicatorRows::kChildren)
      return model::Count(facts_, query);
    return model::Count(facts_, query, Children(query));
  }

 private:
  using Key = std::tuple<model::Date, int, int, Basis>;
  const model::CoverageFacts& facts_;
  std::map<Key, std::vector<CountedChild>> children_;
};

void CountRows(Counting& counting, const model::IndicatorQuery& query, IndicatorLine& line) {
  if (model::RowsOf(query.indicator) != model::IndicatorRows::kChildren) {
    line.reached = line.figure.numerator;
    line.rest = line.figure.denominator.value_or(line.reached) - line.reached;
    return;
  }
  for (const CountedChild& child : counting.Children(query))
    if (model::IsMeant(child, query.indicator))
      ++(model::IsReached(child, query.indicator) ? line.reached : line.rest);
}

// Of the value or the year before.
std::optional<double> DeviationOf(const IndicatorLine& line) {
  if (!line.value) return std::nullopt;
  if (line.plan) return *line.value - line.plan->value;
  if (line.years.size() < 2) return std::nullopt;
  const std::optional<double>& before = line.years[line.years.size() - 2].value;
  return before ? std::optional(*line.value - *before) : std::nullopt;
}

std::optional<double> ForecastOf(const IndicatorLine& line) {
  std::vector<model::YearValue> values;
  for (const IndicatorYear& year : line.years)
    if (year.value) values.push_back({year.year, *year.value});
  return model::Forecast(values, line.years.back().year + 1, model::IsShare(line.indicator));
}

}  // namespace

std::optional<double> ValueOf(Indicator indicator, const model::IndicatorFigure& figure) {
  if (model::IsShare(indicator)) return figure.Percent();
  return static_cast<double>(figure.numerator);
}

model::IndicatorQuery QueryOf(const CoverageBook& book, const IndicatorsRequest& request,
                              Indicator indicator, int64_t year) {
  model::IndicatorQuery query;
  query.indicator = indicator;
  query.rule = book.RuleOf(indicator);
  query.on = std::min(query.rule.CutDate(year), request.today);
  if (request.on && year == request.year) query.on = *request.on;
  query.basis = request.basis;
  query.organisation = request.organisation;
  return query;
}

std::vector<IndicatorLine> CountIndicators(const CoverageBook& book,
                                           const IndicatorsRequest& request) {
  Counting counting(book.facts);
  const auto all_years = SchoolYearsOf(book.facts, request.today);
  const int64_t first = std::max(request.year - static_cast<int64_t>(kTrendYears) + 1,
                                 std::min(all_years.front(), request.year));
  std::vector<IndicatorLine> lines;
  for (size_t i = 0; i < model::kIndicators; ++i) {
    IndicatorLine& line = lines.emplace_back();
    line.indicator = static_cast<Indicator>(i);
    for (int64_t year = first; year <= request.year; ++year) {
      const auto query = QueryOf(book, request, line.indicator, year);
      line.figure = counting.Figure(query);
      line.years.push_back({year, ValueOf(line.indicator, line.figure)});
    }
    model::IndicatorQuery query = QueryOf(book, request, line.indicator);
    line.rule = query.rule;
    line.on = query.on;
    line.value = line.years.back().value;
    CountRows(counting, query, line);
    line.plan = model::PlanOf(book.targets, line.indicator, request.year + 1, request.organisation);
    line.deviation = DeviationOf(line);
    line.forecast = ForecastOf(line);
    if (model::RowsOf(line.indicator) != model::IndicatorRows::kChildren) continue;
    query.basis = query.basis == Basis::kDistrict ? Basis::kSchools : Basis::kDistrict;
    line.other = ValueOf(line.indicator, counting.Figure(query));
  }
  return lines;
}

std::vector<int64_t> SchoolYearsOf(const model::CoverageFacts& facts, const model::Date& today) {
  const int64_t last = model::SchoolYearOf(today);
  int64_t first = last;
  for (const model::CoveragePlace& place : facts.places)
    if (place.start) first = std::min(first, model::SchoolYearOf(*place.start));
  for (const auto& [key, fact] : facts.occupations) first = std::min(first, key.second);
  first = std::max(first, last - kMostYears + 1);
  std::vector<int64_t> years;
  for (int64_t year = first; year <= last; ++year) years.push_back(year);
  return years;
}

}  // namespace kruzhok::client
