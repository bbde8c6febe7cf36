// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_report.h"

#include <algorithm>
#include <cmath>

#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::CountedChild;
using model::CoveragePartBy;
using model::CoverageQuery;
using model::Indicator;

constexpr int kSeptember = 9, kJune = 6;
constexpr CoveragePartBy kAllTables[kReportTables] = {
    CoveragePartBy::kOrganisation, CoveragePartBy::kDirection, CoveragePartBy::kAge,
    CoveragePartBy::kClass,        CoveragePartBy::kCategory,  CoveragePartBy::kVenue};

ReportLine LineOf(const model::CoverageFacts& facts, const CountedChild& child, int64_t year) {
  ReportLine line;
  line.child = facts.cards[child.card].id;
  line.school_class = facts.ClassOf(child.card, year);
  line.age = child.age;
  line.covered = child.covered;
  for (const uint32_t programme : child.programmes)
    line.programmes.push_back(programme == model::kNobody ? model::Uuid()
                                                          : facts.programmes[programme].id);
  std::ranges::sort(line.programmes);
  line.programmes.erase(std::ranges::unique(line.programmes).begin(), line.programmes.end());
  const auto told = facts.occupations.find({child.card, year});
  if (child.covered || told == facts.occupations.end()) return line;
  line.reason = told->second.reason;
  line.outcome = told->second.outcome;
  line.talk_on = told->second.talk_on;
  return line;
}

// By class, then in the order in which the children came.
void Sort(std::vector<ReportLine>& lines) {
  std::ranges::stable_sort(
      lines, {}, [](const ReportLine& line) { return model::SortKey(line.school_class); });
}

std::vector<ReportProgramme> ProgrammesOf(const std::vector<ReportLine>& lines,
                                          const model::CoverageFacts& facts,
                                          const TitleOfRow& title_of) {
  std::map<model::Uuid, ReportProgramme> named;
  for (const ReportLine& line : lines)
    for (const model::Uuid& id : line.programmes)
      if (!id.is_nil()) named[id].id = id;
  for (const model::CoverageProgramme& programme : facts.programmes)
    if (const auto found = named.find(programme.id); found != named.end()) {
      found->second.title = title_of(model::programme, programme.id);
      found->second.organisation = title_of(model::organisation, programme.provider);
    }
  std::vector<ReportProgramme> programmes;
  for (auto& [id, programme] : named) programmes.push_back(std::move(programme));
  return programmes;
}

class Building {
 public:
  Building(const CoverageBook& book, const ReportQuery& query, const TitleOfRow& title_of)
      : book_(book), query_(query), title_of_(title_of) {}

  CoverageReport Do() {
    const model::IndicatorRule& rule = book_.RuleOf(Indicator::kCoverage);
    report_.year = query_.year;
    report_.on = query_.on;
    report_.youngest = rule.youngest;
    report_.oldest = rule.oldest;
    report_.organisation = query_.organisation.value_or(model::Uuid());
    if (query_.organisation) report_.title = title_of_(model::organisation, *query_.organisation);
    asked_ = {.on = query_.on,
              .youngest = rule.youngest,
              .oldest = rule.oldest,
              .organisation = query_.organisation};
    CountFigures();
    for (const CoveragePartBy by : kAllTables) AddTable(by);
    AddIndicators();
    return std::move(report_);
  }

 private:
  void CountFigures() {
    for (const CountedChild& child : CountChildren(book_.facts, asked_)) {
      ++report_.children;
      report_.covered += child.covered;
      report_.unknown_age += !child.age;
      report_.places += child.all_places();
      for (size_t i = 0; i < child.places.size(); ++i) places_[i] += child.places[i];
      ReportLine line = LineOf(book_.facts, child, query_.year);
      if (!child.covered) ++report_.reasons[line.reason];
      if (query_.organisation) report_.lines.push_back(std::move(line));
    }
    Sort(report_.lines);
    report_.programmes = ProgrammesOf(report_.lines, book_.facts, title_of_);
    report_.covered_by_itself = report_.covered;
    // Organisations know of no persons, so this is nothing that a district could be compared with.
    if (!query_.organisation) return;
    CoverageQuery alone = asked_;
    alone.basis = CoverageQuery::Basis::kSchools;
    const auto children = CountChildren(book_.facts, alone);
    report_.covered_by_itself = std::ranges::count_if(children, &CountedChild::covered);
  }

  void AddTable(CoveragePartBy by) {
    // Only one of them tells something: classes of one organisation, or several organisations.
    if (by == (query_.organisation ? CoveragePartBy::kOrganisation : CoveragePartBy::kClass))
      return;
    for (const model::CoveragePart& part : PartsOf(book_.facts, asked_, by)) {
      ReportPart own{.value = part.value, .covered = part.covered, .children = part.children};
      if (by == CoveragePartBy::kDirection) {
        const int place = model::PlaceOf(part.value, model::kProgramFocuses);
        own.places = places_[place < 0 ? model::kDirections : static_cast<size_t>(place)];
      }
      if (const auto id = model::Uuid::FromText(part.value);
          by == CoveragePartBy::kOrganisation && id)
        own.title = title_of_(model::organisation, *id);
      report_.Table(by).push_back(std::move(own));
    }
  }

  void AddIndicators() {
    for (size_t i = 0; i < model::kIndicators; ++i) {
      const auto which = static_cast<Indicator>(i);
      ReportIndicator& one = report_.indicators[i];
      one.rule = book_.RuleOf(which);
      one.figure = Count(book_.facts, {.indicator = which,
                                       .rule = one.rule,
                                       .on = query_.on,
                                       .organisation = query_.organisation});
      const auto plan = PlanOf(book_.targets, which, query_.year + 1, query_.organisation);
      if (!plan) continue;
      one.plan = std::llround(plan->value * 100);
      one.plan_year = plan->year;
      one.plan_of_document = plan->document;
    }
  }

  const CoverageBook& book_;
  const ReportQuery& query_;
  const TitleOfRow& title_of_;
  CoverageQuery asked_;
  CoverageReport report_;
  std::array<int64_t, model::kDirections + 1> places_{};
};

void AddPart(std::vector<ReportPart>& parts, const ReportPart& part) {
  const auto same = std::ranges::find(parts, part.value, &ReportPart::value);
  if (same == parts.end()) {
    parts.push_back(part);
    return;
  }
  same->covered += part.covered;
  same->places += part.places;
  if (part.children) same->children = same->children.value_or(0) + *part.children;
}

void AddIndicator(ReportIndicator& total, const ReportIndicator& one) {
  total.figure.numerator += one.figure.numerator;
  if (total.figure.denominator && one.figure.denominator)
    *total.figure.denominator += *one.figure.denominator;
  else
    total.figure.denominator.reset();
}

std::vector<ReportChange::What> Differences(const ReportLine& before, const ReportLine& now) {
  using What = ReportChange::What;
  std::vector<What> what;
  if (before.covered != now.covered)
    what.push_back(now.covered ? What::kCovered : What::kNotCovered);
  if (before.school_class != now.school_class) what.push_back(What::kClass);
  if (before.age != now.age) what.push_back(What::kAge);
  if (before.covered && now.covered && before.programmes != now.programmes)
    what.push_back(What::kProgrammes);
  if (!before.covered && !now.covered && before.reason != now.reason) what.push_back(What::kReason);
  return what;
}

}  // namespace

int64_t CoverageReport::WithoutReason() const {
  const auto found = reasons.find("");
  return found == reasons.end() ? 0 : found->second;
}

bool AreCountedAlike(const CoverageReport& one, const CoverageReport& other) {
  if (one.on != other.on || one.youngest != other.youngest || one.oldest != other.oldest)
    return false;
  return std::ranges::equal(one.indicators, other.indicators,
                            [](const ReportIndicator& a, const ReportIndicator& b) {
                              // All of them are counted on the report's day, whatever day their
                              // rule names.
                              model::IndicatorRule rule = a.rule;
                              rule.cut_month = b.rule.cut_month;
                              rule.cut_day = b.rule.cut_day;
                              return rule == b.rule;
                            });
}

model::Date DueOf(int64_t school_year) {
  return {static_cast<int>(school_year) + 1, kSeptember, 1};
}

int64_t ReportYearOf(const model::Date& today) {
  return today.month >= kJune ? today.year - 1 : today.year - 2;
}

model::Date ReportDayOf(const CoverageBook& book, int64_t school_year, const model::Date& today) {
  return std::min(book.RuleOf(Indicator::kCoverage).CutDate(school_year), today);
}

CoverageReport BuildReport(const CoverageBook& book, const ReportQuery& query,
                           const TitleOfRow& title_of) {
  return Building(book, query, title_of).Do();
}

std::map<model::Uuid, std::vector<ReportLine>> LinesOfAll(const model::CoverageFacts& facts,
                                                          const ReportQuery& query, int youngest,
                                                          int oldest) {
  const CoverageQuery asked{.on = query.on,
                            .youngest = youngest,
                            .oldest = oldest,
                            .organisation = query.organisation,
                            .within_organisations = true};
  std::map<model::Uuid, std::vector<ReportLine>> lines;
  for (const CountedChild& child : CountChildren(facts, asked))
    lines[facts.cards[child.card].owner].push_back(LineOf(facts, child, query.year));
  for (auto& [owner, of_one] : lines) Sort(of_one);
  return lines;
}

void AddTo(CoverageReport& total, const CoverageReport& report) {
  const bool first = total.children == 0 && total.Table(CoveragePartBy::kOrganisation).empty();
  total.children += report.children;
  total.covered += report.covered;
  total.covered_by_itself += report.covered_by_itself;
  total.unknown_age += report.unknown_age;
  total.places += report.places;
  for (const CoveragePartBy by : kAllTables) {
    if (by == CoveragePartBy::kOrganisation || by == CoveragePartBy::kClass) continue;
    for (const ReportPart& part : report.Table(by)) AddPart(total.Table(by), part);
    std::ranges::sort(total.Table(by), {},
                      [](const ReportPart& part) { return model::SortKey(part.value); });
  }
  total.Table(CoveragePartBy::kOrganisation)
      .push_back({.value = report.organisation.Text(),
                  .title = report.title,
                  .covered = report.covered,
                  .children = report.children});
  for (const auto& [reason, children] : report.reasons) total.reasons[reason] += children;
  for (size_t i = 0; i < model::kIndicators; ++i) {
    if (first)
      total.indicators[i].figure = report.indicators[i].figure;
    else
      AddIndicator(total.indicators[i], report.indicators[i]);
  }
}

std::string_view Name(ReportChange::What what) {
  constexpr std::string_view kNames[] = {"came",  "gone", "covered",    "not_covered",
                                         "class", "age",  "programmes", "reason"};
  return kNames[static_cast<size_t>(what)];
}

std::vector<ReportChange> Compare(const std::vector<ReportLine>& before,
                                  const std::vector<ReportLine>& now) {
  std::unordered_map<model::Uuid, const ReportLine*> present;
  for (const ReportLine& line : now) present.emplace(line.child, &line);
  std::vector<ReportChange> changes;
  for (const ReportLine& line : before) {
    const auto found = present.find(line.child);
    if (found == present.end()) {
      changes.push_back({{ReportChange::What::kGone}, line, {}});
      continue;
    }
    auto what = Differences(line, *found->second);
    if (!what.empty()) changes.push_back({std::move(what), line, *found->second});
    present.erase(found);
  }
  for (const ReportLine& line : now)
    if (present.contains(line.child)) changes.push_back({{ReportChange::What::kCame}, {}, line});
  return changes;
}

std::vector<FigureChange> CompareFigures(const CoverageReport& report,
                                         const model::CoverageFacts& facts) {
  std::vector<FigureChange> changes;
  for (size_t i = 0; i < model::kIndicators; ++i) {
    const auto which = static_cast<Indicator>(i);
    const ReportIndicator& one = report.indicators[i];
    const auto now = Count(facts, {.indicator = which,
                                   .rule = one.rule,
                                   .on = report.on,
                                   .organisation = report.organisation});
    if (now != one.figure) changes.push_back({which, one.figure, now});
  }
  return changes;
}

}  // namespace kruzhok::client
