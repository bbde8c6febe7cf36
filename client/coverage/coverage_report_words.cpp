// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_report_words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "client/app/value_text.h"
#include "client/coverage/indicator_words.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/indicator.h"
#include "model/entities/occupation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::CoveragePartBy;
using model::Indicator;
using Cells = std::vector<std::string>;

constexpr const char* kNothing = "—";

std::string Number(int64_t number) {
  return std::to_string(number);
}

// «74,2» of 742 tenths; signed where it is told as a difference.
std::string Tenths(const Translator& texts, int64_t tenths) {
  const char point = texts.language() == Language::kRussian ? ',' : '.';
  const int64_t size = std::abs(tenths);
  return (tenths < 0 ? "−" : "") + Number(size / 10) + point + Number(size % 10);
}

// Halves away from zero. REQUIRES: the whole is positive.
int64_t Rounded(int64_t part, int64_t whole) {
  return (part >= 0 ? 2 * part + whole : 2 * part - whole) / (2 * whole);
}

// The first of them, and how many more there are.
std::string Listed(const std::vector<std::string>& titles, const Translator& texts) {
  constexpr size_t kMost = 12;
  std::string text;
  for (size_t i = 0; i < std::min(titles.size(), kMost); ++i)
    text += (i > 0 ? ", " : "") + titles[i];
  if (titles.size() > kMost)
    text += ' ' + texts.Count("coverage.report.missing.more", std::ssize(titles) - int64_t{kMost});
  return text;
}

// «12 / 15», of a number «3».
std::string FigureText(const model::IndicatorFigure& figure, Indicator which) {
  if (!IsShare(which)) return Number(figure.numerator);
  return Number(figure.numerator) + " / " +
         (figure.denominator ? Number(*figure.denominator) : std::string(kNothing));
}

std::string IndicatorTitle(const Translator& texts, Indicator which) {
  return Number(static_cast<int64_t>(which) + 1) + ". " +
         texts.ChoiceLabel(model::indicator, model::indicator.code, CodeOf(which));
}

class Wording {
 public:
  Wording(const CoverageReport& report, const Translator& texts) : report_(report), texts_(texts) {}

  std::vector<ReportTable> Do() {
    AddChildren("organisations", CoveragePartBy::kOrganisation);
    AddChildren("classes", CoveragePartBy::kClass);
    AddChildren("ages", CoveragePartBy::kAge);
    AddDirections();
    AddChildren("categories", CoveragePartBy::kCategory);
    AddVenues();
    AddReasons();
    AddIndicators();
    return std::move(tables_);
  }

 private:
  std::string Text(std::string_view key) const {
    return texts_.Text("coverage.report." + std::string(key));
  }
  ReportTable Begin(const std::string& id, std::vector<ReportColumn> columns) const {
    ReportTable table{id, Text("table." + id), std::move(columns), {}, {}};
    table.columns.insert(table.columns.begin(), {Text("column." + id), 3, false});
    return table;
  }
  void Keep(ReportTable table) {
    if (!table.rows.empty()) tables_.push_back(std::move(table));
  }

  std::string NameOf(CoveragePartBy by, const ReportPart& part) const {
    if (!part.title.empty()) return part.title;
    if (part.value.empty()) return Text("not_told");
    switch (by) {
      case CoveragePartBy::kDirection:
        return texts_.ChoiceLabel(model::programme, model::programme.direction, part.value);
      case CoveragePartBy::kCategory:
        return texts_.ChoiceLabel(model::category, model::category.category, part.value);
      case CoveragePartBy::kVenue:
        return texts_.ChoiceLabel(model::programme, model::programme.venue, part.value);
      case CoveragePartBy::kOrganisation:
      case CoveragePartBy::kAge:
      case CoveragePartBy::kClass:
        return part.value;
    }
    return part.value;
  }

  void AddChildren(const std::string& id, CoveragePartBy by) {
    ReportTable table = Begin(id, {{Text("children"), 1, true},
                                   {Text("covered"), 1, true},
                                   {Text("share"), 1, true},
                                   {Text("not_covered"), 1, true}});
    for (const ReportPart& part : report_.Table(by)) {
      const int64_t children = part.children.value_or(part.covered);
      table.rows.push_back({NameOf(by, part), Number(children), Number(part.covered),
                            ShareOf(texts_, part.covered, children),
                            Number(children - part.covered)});
    }
    // Of categories a child can have several, or none.
    if (by != CoveragePartBy::kCategory && table.rows.size() > 1)
      table.rows.push_back({Text("total"), Number(report_.children), Number(report_.covered),
                            ShareOf(texts_, report_.covered, report_.children),
                            Number(report_.not_covered())});
    Keep(std::move(table));
  }

  void AddDirections() {
    ReportTable table = Begin("directions", {{Text("covered"), 1, true},
                                             {Text("share_of_covered"), 1, true},
                                             {Text("places"), 1, true}});
    for (const ReportPart& part : report_.Table(CoveragePartBy::kDirection))
      table.rows.push_back({NameOf(CoveragePartBy::kDirection, part), Number(part.covered),
                            ShareOf(texts_, part.covered, report_.covered), Number(part.places)});
    Keep(std::move(table));
  }

  void AddVenues() {
    ReportTable table =
        Begin("venues", {{Text("covered"), 1, true}, {Text("share_of_covered"), 1, true}});
    for (const ReportPart& part : report_.Table(CoveragePartBy::kVenue))
      table.rows.push_back({NameOf(CoveragePartBy::kVenue, part), Number(part.covered),
                            ShareOf(texts_, part.covered, report_.covered)});
    Keep(std::move(table));
  }

  void AddReasons() {
    ReportTable table = Begin("reasons", {{Text("children"), 1, true}, {Text("share"), 1, true}});
    for (const auto& [reason, children] : report_.reasons)
      if (!reason.empty())
        table.rows.push_back(
            {texts_.ChoiceLabel(model::occupation, model::occupation.reason, reason),
             Number(children), ShareOf(texts_, children, report_.not_covered())});
    if (const int64_t without = report_.WithoutReason(); without > 0)
      table.rows.push_back({Text("without_reason"), Number(without),
                            ShareOf(texts_, without, report_.not_covered())});
    Keep(std::move(table));
  }

  void AddIndicators() {
    ReportTable table = Begin("indicators", {{Text("value"), 0.8F, true},
                                             {Text("of"), 1, true},
                                             {Text("plan"), 0.8F, true},
                                             {Text("deviation"), 0.9F, true}});
    for (size_t i = 0; i < model::kIndicators; ++i) {
      const auto which = static_cast<Indicator>(i);
      const ReportIndicator& one = report_.indicators[i];
      const bool share = IsShare(which);
      const int64_t whole = one.figure.denominator.value_or(0);
      table.rows.push_back(
          {IndicatorTitle(texts_, which),
           share ? ShareOf(texts_, one.figure.numerator, whole) : Number(one.figure.numerator),
           share ? FigureText(one.figure, which) : std::string(), PlanTextOf(texts_, one, which),
           DeviationOf(texts_, one, which)});
    }
    Keep(std::move(table));
  }

  const CoverageReport& report_;
  const Translator& texts_;
  std::vector<ReportTable> tables_;
};

std::string ReasonText(const Translator& texts, const std::string& code) {
  return code.empty() ? std::string(kNothing)
                      : texts.ChoiceLabel(model::occupation, model::occupation.reason, code);
}

}  // namespace

std::vector<ReportTable> TablesOf(const CoverageReport& report, const Translator& texts) {
  return Wording(report, texts).Do();
}

ReportTable NotCoveredOf(const CoverageReport& report, const Translator& texts,
                         const NameOfChild& name_of) {
  const auto text = [&](const std::string& key) { return texts.Text("coverage.report." + key); };
  ReportTable table{"not_covered",
                    text("table.not_covered"),
                    {{text("column.classes"), 0.6F, false},
                     {texts.EntityLabel(model::child), 2.4F, false},
                     {text("column.reasons"), 1.6F, false},
                     {text("talk"), 0.9F, false},
                     {text("outcome"), 0.9F, false}},
                    {},
                    {}};
  struct Row {
    std::pair<std::string, std::string> key;
    Cells cells;
    model::Uuid child;
  };
  std::vector<Row> rows;
  for (const ReportLine& line : report.lines) {
    if (line.covered) continue;
    std::string name = name_of(line.child);
    const std::string outcome =
        line.outcome.empty()
            ? std::string(kNothing)
            : texts.ChoiceLabel(model::occupation, model::occupation.outcome, line.outcome);
    rows.push_back({{model::SortKey(line.school_class), model::SortKey(name)},
                    {line.school_class, name, ReasonText(texts, line.reason),
                     line.talk_on ? line.talk_on->Russian() : kNothing, outcome},
                    line.child});
  }
  std::ranges::stable_sort(rows, {}, &Row::key);
  for (Row& row : rows) {
    table.rows.push_back(std::move(row.cells));
    table.children.push_back(row.child);
  }
  return table;
}

ReportTable ChangesOf(const std::vector<ReportChange>& changes, const Translator& texts,
                      const NameOfChild& name_of) {
  const auto text = [&](const std::string& key) { return texts.Text("coverage.report." + key); };
  ReportTable table{"changes",
                    text("table.changes"),
                    {{text("column.classes"), 0.6F, false},
                     {texts.EntityLabel(model::child), 2, false},
                     {text("changed"), 3, false}},
                    {},
                    {}};
  for (const ReportChange& change : changes) {
    std::string what;
    for (const ReportChange::What one : change.what) {
      using What = ReportChange::What;
      std::string words = text("change." + std::string(Name(one)));
      if (one == What::kClass)
        words += ": " + change.before.school_class + " → " + change.after.school_class;
      if (one == What::kReason)
        words += ": " + ReasonText(texts, change.before.reason) + " → " +
                 ReasonText(texts, change.after.reason);
      what += (what.empty() ? "" : "; ") + words;
    }
    const ReportLine& line = change.before.child.is_nil() ? change.after : change.before;
    table.rows.push_back({line.school_class, name_of(line.child), what});
    table.children.push_back(line.child);
  }
  return table;
}

ReportTable FigureChangesOf(const std::vector<FigureChange>& changes, const Translator& texts) {
  const auto text = [&](const std::string& key) { return texts.Text("coverage.report." + key); };
  ReportTable table{"figures",
                    text("table.figures"),
                    {{text("column.indicators"), 3, false},
                     {text("figure.before"), 1, true},
                     {text("figure.now"), 1, true}},
                    {},
                    {}};
  for (const FigureChange& change : changes)
    table.rows.push_back({IndicatorTitle(texts, change.indicator),
                          FigureText(change.before, change.indicator),
                          FigureText(change.after, change.indicator)});
  return table;
}

ReportTable SchoolsOf(const DistrictReport& district, const Translator& texts) {
  const auto text = [&](const std::string& key) { return texts.Text("coverage.report." + key); };
  ReportTable table{"schools",
                    text("table.schools"),
                    {{text("column.organisations"), 2.6F, false},
                     {text("column.state"), 1.9F, false},
                     {text("children"), 0.8F, true},
                     {text("covered"), 0.9F, true},
                     {text("share"), 0.8F, true},
                     {text("without_reason.short"), 1, true},
                     {text("changes"), 1.1F, true}},
                    {},
                    {}};
  for (const SchoolReport& school : district.schools) {
    Cells cells = {school.title};
    cells.push_back(school.last ? StateOf(*school.last, -1, texts) : text("state.none"));
    if (school.report) {
      const CoverageReport& report = *school.report;
      for (const std::string& cell :
           {Number(report.children), Number(report.covered),
            ShareOf(texts, report.covered, report.children), Number(report.WithoutReason())})
        cells.push_back(cell);
    } else {
      const std::string why = school.last ? text("unreadable.short") : std::string(kNothing);
      for (const std::string& cell : {why, std::string(), std::string(), std::string()})
        cells.push_back(cell);
    }
    cells.push_back(school.changes > 0 ? Number(school.changes) : std::string());
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<std::string> FormulaOf(const CoverageReport& report, const Translator& texts) {
  const auto text = [&](std::string_view key, assets::Filling filling = {}) {
    return texts.Text("coverage.report.formula." + std::string(key), filling);
  };
  std::vector<std::string> sentences = {text("children", {{"from", Number(report.youngest)},
                                                          {"to", Number(report.oldest)},
                                                          {"day", report.on.Russian()}}),
                                        text("covered", {{"day", report.on.Russian()}})};
  // By its own rule each, all of them on the report's day.
  for (size_t i = 0; i < model::kIndicators; ++i)
    sentences.push_back(
        Number(static_cast<int64_t>(i) + 1) + ". " +
        RuleText(texts, static_cast<Indicator>(i), report.indicators[i].rule, report.on));
  if (report.unknown_age > 0)
    sentences.push_back(texts.Count("coverage.report.formula.unknown_age", report.unknown_age));
  if (report.covered != report.covered_by_itself)
    sentences.push_back(text("by_itself", {{"covered", Number(report.covered)},
                                           {"own", Number(report.covered_by_itself)}}));
  return sentences;
}

std::string CompletenessOf(const DistrictReport& district, const Translator& texts) {
  std::string text =
      texts.Text("coverage.report.completeness",
                 {{"counted", Number(district.counted)},
                  {"expected", Number(std::max(district.expected, district.counted))}});
  if (!district.missing.empty())
    text += "; " +
            texts.Text("coverage.report.missing", {{"schools", Listed(district.missing, texts)}});
  text += '.';
  if (!district.otherwise.empty())
    text += ' ' + texts.Text("coverage.report.otherwise",
                             {{"schools", Listed(district.otherwise, texts)}});
  return text;
}

std::string DifferenceOf(const DistrictReport& district, const Translator& texts) {
  const auto pair = [&](const CoverageReport& report) {
    return texts.Text("coverage.report.pair",
                      {{"covered", Number(report.covered)},
                       {"children", Number(report.children)},
                       {"share", ShareOf(texts, report.covered, report.children)}});
  };
  if (district.total.children == district.facts.children &&
      district.total.covered == district.facts.covered)
    return texts.Text("coverage.report.same", {{"figures", pair(district.facts)}});
  return texts.Text("coverage.report.difference",
                    {{"total", pair(district.total)}, {"facts", pair(district.facts)}});
}

std::string StateOf(const Submission& submission, int64_t remarks, const Translator& texts) {
  using State = Submission::State;
  const auto text = [&](const std::string& key, assets::Filling filling = {}) {
    return texts.Text("coverage.report.state." + key, filling);
  };
  const std::string day = submission.decided_on ? submission.decided_on->Russian() : "";
  const std::string handed = submission.submitted_on ? submission.submitted_on->Russian() : "";
  switch (submission.state) {
    case State::kSubmitted:
      return text(submission.is_sent() ? "submitted" : "local", {{"day", handed}});
    case State::kWithdrawn:
      return text("withdrawn", {{"day", day}});
    case State::kReturned:
      if (remarks <= 0) return text("returned", {{"day", day}});
      return texts.Count("coverage.report.state.returned_with", remarks, {{"day", day}});
    case State::kAccepted:
      if (submission.decided_by.empty()) return text("accepted", {{"day", day}});
      return text("accepted_by", {{"day", day}, {"by", submission.decided_by}});
  }
  return {};
}

std::string ShareOf(const Translator& texts, int64_t part, int64_t whole) {
  if (whole <= 0) return kNothing;
  return Tenths(texts, Rounded(part * 1000, whole)) + " %";
}

std::string PlanTextOf(const Translator& texts, const ReportIndicator& indicator, Indicator which) {
  if (!indicator.plan) return texts.Text("coverage.report.grow");
  const std::string number = *indicator.plan % 100 == 0
                                 ? Number(*indicator.plan / 100)
                                 : Tenths(texts, Rounded(*indicator.plan, 10));
  return number + (IsShare(which) ? " %" : "");
}

std::string DeviationOf(const Translator& texts, const ReportIndicator& indicator,
                        Indicator which) {
  if (!indicator.plan) return {};
  const int64_t whole = indicator.figure.denominator.value_or(0);
  if (IsShare(which) && whole <= 0) return {};
  const int64_t have = IsShare(which) ? Rounded(indicator.figure.numerator * 10'000, whole)
                                      : indicator.figure.numerator * 100;
  const int64_t tenths = Rounded(have - *indicator.plan, 10);
  return (tenths > 0 ? "+" : "") + Tenths(texts, tenths);
}

std::string NameOfStored(sync::Store& store, const Translator& texts, const model::Uuid& child) {
  std::string name = StoredTitle(store, model::child, child);
  if (!name.empty()) return name;
  const bool gone = store.replica().Erased().contains({std::string(model::child.name()), child});
  return texts.Text(gone ? "list.erased" : "list.missing");
}

}  // namespace kruzhok::client
