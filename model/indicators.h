// SPDX-License-Identifier: MIT
// The indicators that a district is judged by: I1–I7 of document 004 (Novokuznetsk district, order
// 366 of 26.07.2021). What the document leaves open is a rule that is named, chosen and printed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/coverage.h"
#include "model/record.h"

namespace kruzhok::model {

// In the order of kIndicatorCodes.
enum class Indicator {
  kCoverage,     // Children of the age who are covered, of all of them.
  kTechnical,    // Covered children in natural science or technology, of the covered.
  kSport,        // Covered children in sport, of the covered.
  kTrained,      // Who teaches and has finished a course, of those who teach.
  kOvzPrograms,  // Programmes for children with special needs in the navigator.
  kOvzCoverage,  // Children with special needs who are covered, of all of them.
  kNewPrograms,  // Programmes that came into the navigator since the cut date of the year before.
};
inline constexpr size_t kIndicators = 7;
std::string_view CodeOf(Indicator indicator);
std::optional<Indicator> IndicatorOf(std::string_view code);
bool IsShare(Indicator indicator);  // Else a number.

struct IndicatorRule {
  enum class Denominator { kCards, kResidents };  // Of kCoverage.
  enum class Counted { kChildren, kEnrolments };  // Of kTechnical, kSport.
  int youngest = 5, oldest = 17;
  Denominator denominator = Denominator::kCards;
  Counted counted = Counted::kChildren;
  int cut_month = 5, cut_day = 31;  // Of the school year.
  int window_years = 3;             // Of kTrained.
  friend bool operator==(const IndicatorRule&, const IndicatorRule&) = default;

  // A day that the month lacks is its last one.
  Date CutDate(int64_t school_year) const;
  // From which day on a programme is new on that one: the day after the cut date of the school year
  // before, so that what is sent in summer is of the year that it is sent for.
  Date NewSince(const Date& on) const;
};
// What a row of the entity `indicator` says; the rest stays as it is.
void ReadRule(const Record& row, IndicatorRule& rule);

struct IndicatorFigure {
  int64_t numerator = 0;
  std::optional<int64_t> denominator;  // Nothing of a number, and where nobody has typed it.
  std::optional<double> Percent() const;
  friend bool operator==(const IndicatorFigure&, const IndicatorFigure&) = default;
};
struct IndicatorQuery {
  Indicator indicator = Indicator::kCoverage;
  IndicatorRule rule;
  Date on;
  CoverageQuery::Basis basis = CoverageQuery::Basis::kDistrict;
  std::optional<Uuid> organisation{};  // Nothing: the district.
};
// Of kTechnical and kSport those that count, else all.
Bits DirectionsOf(Indicator indicator);
// Whose children are counted for it, and how.
CoverageQuery CoverageOf(const IndicatorQuery& query);
bool IsMeant(const CountedChild& child, Indicator indicator);    // In the denominator.
bool IsReached(const CountedChild& child, Indicator indicator);  // REQUIRES: is meant.
IndicatorFigure Count(const CoverageFacts& facts, const IndicatorQuery& query);
// The same where the children of CoverageOf are counted already.
IndicatorFigure Count(const CoverageFacts& facts, const IndicatorQuery& query,
                      std::span<const CountedChild> children);

// What stands behind it, rows of `child`, `staff` or `programme`: those that reach it, and the rest
// of the denominator.
enum class IndicatorRows { kChildren, kStaff, kProgrammes };
IndicatorRows RowsOf(Indicator indicator);
struct IndicatorMembers {
  std::vector<Uuid> reached, rest;
};
IndicatorMembers MembersOf(const CoverageFacts& facts, const IndicatorQuery& query);

// One part of the covered and the not covered, by what the children say.
enum class CoveragePartBy { kOrganisation, kDirection, kAge, kClass, kCategory, kVenue };
struct CoveragePart {
  std::string value;  // An organisation's id, a code, an age, a class; empty: not told.
  int64_t covered = 0;
  // All of them; nothing where a part is made of what is attended (direction, venue).
  std::optional<int64_t> children;
  std::vector<uint32_t> cards, not_covered;  // First cards, of the covered and of the others.
  friend bool operator==(const CoveragePart&, const CoveragePart&) = default;
};
// Sorted by value; a child can be in several of directions, venues and categories, in none too.
std::vector<CoveragePart> PartsOf(const CoverageFacts& facts, const CoverageQuery& query,
                                  CoveragePartBy by);

// --- Plans ---
struct Target {
  Uuid owner;  // Nil: the district.
  Indicator indicator = Indicator::kCoverage;
  int64_t year = 0;  // A calendar year: that in which the school year ends.
  double value = 0;
  std::string source;
};
struct Plan {
  double value = 0;
  int64_t year = 0;       // Of the target; an earlier one where the year has none.
  bool document = false;  // Of document 004, not typed here.
};
// An organisation's own target, else the district's, else the document's, of the year or the latest
// before it. Nothing: «to grow».
std::optional<Plan> PlanOf(std::span<const Target> targets, Indicator indicator, int64_t year,
                           const std::optional<Uuid>& organisation);

struct YearValue {
  int64_t year = 0;
  double value = 0;
};
// What the year comes to if the straight line through the others goes on (least squares); within
// 0 … 100 of a share. Nothing of fewer than two. REQUIRES: no year twice.
std::optional<double> Forecast(std::span<const YearValue> years, int64_t year, bool is_share);

}  // namespace kruzhok::model
