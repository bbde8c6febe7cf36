// SPDX-License-Identifier: MIT
#include "model/indicators.h"

#include <algorithm>
#include <map>

#include "model/entities/category.h"
#include "model/entities/indicator.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"
#include "model/week.h"

namespace kruzhok::model {
namespace {

const Bits kTechnicalBits = SetOf({"tekhnicheskoe", "estestvennonauchnoe"}, kProgramFocuses);
const Bits kSportBits = SetOf({"fizkulturno-sportivnoe"}, kProgramFocuses);
constexpr Bits kAllBits = (1U << kDirections) - 1;
const int kOvz = PlaceOf("ovz", category.category.options().choices);

bool Has(Bits bits, int place) {
  return place >= 0 && (bits & (Bits{1} << place)) != 0;
}

bool IsOf(const IndicatorQuery& query, const Uuid& organisation) {
  return !query.organisation || organisation == *query.organisation;
}

bool IsTrained(const CoverageStaff& one, const IndicatorQuery& query) {
  Date since = query.on;
  since.year -= query.rule.window_years;
  return std::ranges::any_of(one.trained,
                             [&](const Date& day) { return since < day && day <= query.on; });
}

bool WorksOn(const CoverageStaff& one, const Date& on) {
  return one.left_on ? on < *one.left_on : one.works;
}

bool IsReached(const CoverageProgramme& one, const IndicatorQuery& query) {
  if (query.indicator == Indicator::kOvzPrograms)
    return one.for_ovz && one.published && !one.archived &&
           (!one.sent_on || *one.sent_on <= query.on);
  return one.in_navigator && one.sent_on && query.rule.NewSince(query.on) <= *one.sent_on &&
         *one.sent_on <= query.on;
}

std::optional<int64_t> ResidentsOf(const CoverageFacts& facts, const IndicatorQuery& query) {
  // As a document counts them, of the year in which the school year ends. The district's own count
  // is no sum of schools': these overlap.
  const int64_t year = SchoolYearOf(query.on) + 1;
  const Uuid owner = query.organisation.value_or(Uuid());
  std::optional<int64_t> sum;
  for (const ResidentsOfAge& residents : facts.residents)
    if (residents.owner == owner && residents.year == year &&
        residents.age >= query.rule.youngest && residents.age <= query.rule.oldest)
      sum = sum.value_or(0) + residents.children;
  return sum;
}

IndicatorFigure CountByChildren(const CoverageFacts& facts, const IndicatorQuery& query,
                                std::span<const CountedChild> children) {
  const bool by_places =
      query.rule.counted == IndicatorRule::Counted::kEnrolments &&
      (query.indicator == Indicator::kTechnical || query.indicator == Indicator::kSport);
  const Bits wanted = DirectionsOf(query.indicator);
  IndicatorFigure figure;
  figure.denominator = 0;
  for (const CountedChild& child : children) {
    if (by_places) {
      *figure.denominator += child.all_places();
      for (size_t direction = 0; direction < kDirections; ++direction)
        if (Has(wanted, static_cast<int>(direction))) figure.numerator += child.places[direction];
    } else if (IsMeant(child, query.indicator)) {
      ++*figure.denominator;
      figure.numerator += IsReached(child, query.indicator);
    }
  }
  if (query.indicator == Indicator::kCoverage &&
      query.rule.denominator == IndicatorRule::Denominator::kResidents)
    figure.denominator = ResidentsOf(facts, query);
  return figure;
}

// What a part is called, of every child that is in it.
class Parts {
 public:
  Parts(const CoverageFacts& facts, const CoverageQuery& query, CoveragePartBy by)
      : facts_(facts), by_(by), year_(SchoolYearOf(query.on)) {}

  void Add(const CountedChild& child) {
    switch (by_) {
      case CoveragePartBy::kOrganisation:
        return AddTo(facts_.cards[child.card].owner.Text(), child);
      case CoveragePartBy::kClass:
        return AddTo(facts_.ClassOf(child.card, year_), child);
      case CoveragePartBy::kAge:
        return AddTo(child.age ? std::to_string(*child.age) : std::string(), child);
      case CoveragePartBy::kDirection:
        if (child.covered && child.directions == 0) return AddTo("", child);
        return AddToAll(child.directions, kProgramFocuses, child);
      case CoveragePartBy::kVenue:
        return AddToAll(child.venues, programme.venue.options().choices, child);
      case CoveragePartBy::kCategory:
        return AddToAll(child.categories, category.category.options().choices, child);
    }
  }

  std::vector<CoveragePart> Finish() {
    std::vector<CoveragePart> parts;
    for (auto& [key, part] : parts_) parts.push_back(std::move(part));
    return parts;
  }

 private:
  void AddToAll(Bits bits, const std::vector<std::string_view>& codes, const CountedChild& child) {
    for (size_t i = 0; i < codes.size(); ++i)
      if (Has(bits, static_cast<int>(i))) AddTo(std::string(codes[i]), child);
  }
  void AddTo(std::string value, const CountedChild& child) {
    const bool attended = by_ == CoveragePartBy::kDirection || by_ == CoveragePartBy::kVenue;
    CoveragePart& part = parts_[SortKey(value)];
    part.value = std::move(value);
    if (!attended) part.children = part.children.value_or(0) + 1;
    part.covered += child.covered;
    (child.covered ? part.cards : part.not_covered).push_back(child.card);
  }

  const CoverageFacts& facts_;
  const CoveragePartBy by_;
  const int64_t year_;
  std::map<std::string, CoveragePart> parts_;
};

// Document 004: of the years that it names.
struct DocumentTarget {
  Indicator indicator;
  int64_t year;
  double value;
};
constexpr DocumentTarget kDocument[] = {
    {Indicator::kCoverage, 2021, 76},   {Indicator::kCoverage, 2022, 77},
    {Indicator::kCoverage, 2023, 78.5}, {Indicator::kCoverage, 2024, 80},
    {Indicator::kTechnical, 2021, 25},  {Indicator::kTechnical, 2022, 25},
    {Indicator::kTechnical, 2023, 25},  {Indicator::kTechnical, 2024, 25},
    {Indicator::kSport, 2021, 50},      {Indicator::kSport, 2022, 50},
    {Indicator::kSport, 2023, 50},      {Indicator::kSport, 2024, 50},
    {Indicator::kTrained, 2024, 25},
};

}  // namespace

std::string_view CodeOf(Indicator which) {
  return kIndicatorCodes[static_cast<size_t>(which)];
}

std::optional<Indicator> IndicatorOf(std::string_view code) {
  const int place = PlaceOf(code, kIndicatorCodes);
  if (place < 0) return std::nullopt;
  return static_cast<Indicator>(place);
}

bool IsShare(Indicator which) {
  return which != Indicator::kOvzPrograms && which != Indicator::kNewPrograms;
}

Date IndicatorRule::CutDate(int64_t school_year) const {
  const int year = static_cast<int>(cut_month >= 9 ? school_year : school_year + 1);
  for (int day = cut_day; day > 28; --day)
    if (const auto date = Date::FromIso(Date{year, cut_month, day}.Iso())) return *date;
  return {year, cut_month, std::min(cut_day, 28)};
}

Date IndicatorRule::NewSince(const Date& on) const {
  return AddDays(CutDate(SchoolYearOf(on) - 1), 1);
}

void ReadRule(const Record& row, IndicatorRule& rule) {
  const IndicatorType& type = indicator;
  if (const auto ages = row.Get(type.age_rule)) rule.oldest = *ages == "5_18" ? 18 : 17;
  if (const auto whom = row.Get(type.denominator))
    rule.denominator = *whom == "residents" ? IndicatorRule::Denominator::kResidents
                                            : IndicatorRule::Denominator::kCards;
  if (const auto what = row.Get(type.counted))
    rule.counted = *what == "enrolments" ? IndicatorRule::Counted::kEnrolments
                                         : IndicatorRule::Counted::kChildren;
  // From another program it may be any number.
  if (const auto day = row.Get(type.cut_day); day && *day >= 1 && *day <= 31)
    rule.cut_day = static_cast<int>(*day);
  if (const auto month = row.Get(type.cut_month); month && *month >= 1 && *month <= 12)
    rule.cut_month = static_cast<int>(*month);
  if (const auto years = row.Get(type.window_years); years && *years >= 1 && *years <= 20)
    rule.window_years = static_cast<int>(*years);
}

std::optional<double> IndicatorFigure::Percent() const {
  if (!denominator || *denominator == 0) return std::nullopt;
  return 100.0 * static_cast<double>(numerator) / static_cast<double>(*denominator);
}

IndicatorRows RowsOf(Indicator which) {
  if (which == Indicator::kTrained) return IndicatorRows::kStaff;
  return IsShare(which) ? IndicatorRows::kChildren : IndicatorRows::kProgrammes;
}

CoverageQuery CoverageOf(const IndicatorQuery& query) {
  return {.on = query.on,
          .youngest = query.rule.youngest,
          .oldest = query.rule.oldest,
          .basis = query.basis,
          .organisation = query.organisation};
}

bool IsMeant(const CountedChild& child, Indicator which) {
  if (which == Indicator::kCoverage) return true;
  return which == Indicator::kOvzCoverage ? Has(child.categories, kOvz) : child.covered;
}

Bits DirectionsOf(Indicator which) {
  if (which == Indicator::kTechnical) return kTechnicalBits;
  return which == Indicator::kSport ? kSportBits : kAllBits;
}

bool IsReached(const CountedChild& child, Indicator which) {
  if (which == Indicator::kTechnical || which == Indicator::kSport)
    return (child.directions & DirectionsOf(which)) != 0;
  return child.covered;
}

IndicatorFigure Count(const CoverageFacts& facts, const IndicatorQuery& query) {
  if (RowsOf(query.indicator) != IndicatorRows::kChildren) return Count(facts, query, {});
  return CountByChildren(facts, query, CountChildren(facts, CoverageOf(query)));
}

IndicatorFigure Count(const CoverageFacts& facts, const IndicatorQuery& query,
                      std::span<const CountedChild> children) {
  if (RowsOf(query.indicator) == IndicatorRows::kChildren)
    return CountByChildren(facts, query, children);
  const IndicatorMembers members = MembersOf(facts, query);
  IndicatorFigure figure;
  figure.numerator = std::ssize(members.reached);
  if (IsShare(query.indicator)) figure.denominator = figure.numerator + std::ssize(members.rest);
  return figure;
}

IndicatorMembers MembersOf(const CoverageFacts& facts, const IndicatorQuery& query) {
  IndicatorMembers members;
  switch (RowsOf(query.indicator)) {
    case IndicatorRows::kChildren:
      for (const CountedChild& child : CountChildren(facts, CoverageOf(query)))
        if (IsMeant(child, query.indicator))
          (IsReached(child, query.indicator) ? members.reached : members.rest)
              .push_back(facts.cards[child.card].id);
      break;
    case IndicatorRows::kStaff:
      for (const CoverageStaff& one : facts.staff)
        if (IsOf(query, one.owner) && WorksOn(one, query.on))
          (IsTrained(one, query) ? members.reached : members.rest).push_back(one.id);
      break;
    case IndicatorRows::kProgrammes:
      for (const CoverageProgramme& one : facts.programmes)
        if (IsOf(query, one.provider) && IsReached(one, query)) members.reached.push_back(one.id);
      break;
  }
  return members;
}

std::vector<CoveragePart> PartsOf(const CoverageFacts& facts, const CoverageQuery& query,
                                  CoveragePartBy by) {
  CoverageQuery asked = query;
  asked.within_organisations |= by == CoveragePartBy::kOrganisation || by == CoveragePartBy::kClass;
  Parts parts(facts, asked, by);
  for (const CountedChild& child : CountChildren(facts, asked)) parts.Add(child);
  return parts.Finish();
}

std::optional<Plan> PlanOf(std::span<const Target> targets, Indicator which, int64_t year,
                           const std::optional<Uuid>& organisation) {
  const auto latest = [&](const Uuid& owner) {
    std::optional<Plan> plan;
    for (const Target& target : targets)
      if (target.owner == owner && target.indicator == which && target.year <= year &&
          (!plan || target.year > plan->year))
        plan = Plan{target.value, target.year};
    return plan;
  };
  if (organisation)
    if (const auto own = latest(*organisation)) return own;
  if (const auto district = latest(Uuid())) return district;
  std::optional<Plan> plan;
  for (const DocumentTarget& target : kDocument)
    if (target.indicator == which && target.year <= year)
      plan = Plan{target.value, target.year, true};
  return plan;
}

std::optional<double> Forecast(std::span<const YearValue> years, int64_t year, bool is_share) {
  if (years.size() < 2) return std::nullopt;
  const double count = static_cast<double>(years.size());
  double mean = 0, middle = 0;
  for (const YearValue& one : years) {
    mean += one.value / count;
    middle += static_cast<double>(one.year) / count;
  }
  double along = 0, across = 0;
  for (const YearValue& one : years) {
    const double place = static_cast<double>(one.year) - middle;
    along += place * place;
    across += place * (one.value - mean);
  }
  const double then = mean + across / along * (static_cast<double>(year) - middle);
  return is_share ? std::clamp(then, 0.0, 100.0) : std::max(then, 0.0);
}

}  // namespace kruzhok::model
