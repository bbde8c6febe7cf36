// SPDX-License-Identifier: MIT
// The report of 1 September: as it is now, with what was handed in; what all of its pages share.
#include <algorithm>

#include "client/screens/coverage_report_parts.h"
#include "client/screens/coverage_views.h"
#include "client/screens/district_parts.h"
#include "client/screens/figures.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

constexpr float kLowestTable = 260;
constexpr int64_t kYearsBack = 3;

model::Date Today(const Frame& frame) {
  return model::Date::Parse(Day(frame.state.now_ms)).value_or(model::Date{2026, 9, 1});
}

int64_t DueYear(const Frame& frame) {
  return ReportYearOf(Today(frame));
}

int64_t ChosenYear(const Frame& frame) {
  return ReportState(frame).year.value_or(DueYear(frame));
}

const model::Uuid& OwnOrganisation(const Frame& frame) {
  return frame.data.status.membership.organisation;
}

// --- Handing in ---

void DrawAsking(const Frame& frame, const ReportReading& read) {
  CoverageReportState& state = ReportState(frame);
  if (!state.asking_submit) return;
  const CoverageReport& report = read.report;
  ui::Dialog dialog("hand-in",
                    ReportText(frame, "ask.title", {{"year", model::SchoolYearText(report.year)}}),
                    520, state.asking_submit);
  if (!dialog) return;
  ui::Wrapped(ReportText(frame, "ask.text",
                         {{"children", Count(report.children)},
                          {"covered", Count(report.covered)},
                          {"share", ShareOf(frame.texts, report.covered, report.children)},
                          {"day", report.on.Russian()}}));
  ui::Gap(4);
  if (report.WithoutReason() > 0) {
    ui::Wrapped(frame.texts.Count("coverage.report.ask.without_reason", report.WithoutReason()),
                ui::Face::kText, ui::Colours().warn);
    ui::Gap(4);
  }
  const SubmissionBook& book = frame.data.submissions;
  const Submission* last = book.LastOf(OwnOrganisation(frame), report.year);
  if (const int64_t open = last ? book.OpenRemarks(last->id) : 0; open > 0) {
    ui::Wrapped(frame.texts.Count("coverage.report.unanswered", open), ui::Face::kText,
                ui::Colours().warn);
    ui::Gap(4);
  }
  ui::Wrapped(ReportText(frame, "ask.frozen", {{"by", frame.state.user}}), ui::Face::kSmall,
              ui::Colours().muted);
  ui::Gap(10);
  ui::Flow flow;
  const std::string go = ReportText(frame, "verb.hand_in"), no = frame.Text("transfer.close");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kSend, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(go, primary));
  const bool pressed = ui::Button("go", go, primary);
  flow.Next(ui::ButtonWidth(no, {.keys = "Esc"}));
  if (ui::Button("close", no, {.keys = "Esc"})) state.asking_submit = false;
  if (!pressed && !ui::Shortcut(Key::kEnter, kControl)) return;
  frame.Ask(HandInReport{});
  state.asking_submit = false;
}

// --- What was handed in ---

void DrawHandedIn(const Frame& frame, const Submission& one) {
  const ui::Scope scope("submission-" + one.id.Text());
  const SubmissionBook& book = frame.data.submissions;
  const ui::ButtonOptions open_look{.icon = icon::kArrow};
  const std::string open = ReportText(frame, "verb.open");
  const float right = ui::ButtonWidth(open, open_look);
  const float room = ImGui::GetContentRegionAvail().x - right - ui::Px(16);
  const ImVec2 at = ImGui::GetCursorPos();
  const std::string state = StateOf(one, book.OpenRemarks(one.id), frame.texts);
  std::string detail = ReportText(
      frame, "handed_in_by",
      {{"day", one.submitted_on ? one.submitted_on->Russian() : "—"}, {"by", one.submitted_by}});
  if (book.IsOvertaken(one)) detail += " · " + ReportText(frame, "overtaken");
  ui::Fit(state, room, ui::Face::kText, ColourOfSubmission(one));
  ui::Fit(detail, room, ui::Face::kSmall, ui::Colours().muted);
  const ImVec2 below = ImGui::GetCursorPos();
  ImGui::SetCursorPos({at.x + room + ui::Px(16), at.y + ui::Px(2)});
  if (ui::Button("open", open, open_look)) frame.Ask(ShowReport{one.id});
  ImGui::SetCursorPos({below.x, std::max(below.y, at.y + ui::Px(40))});
}

void DrawAllHandedIn(const Frame& frame) {
  const int64_t year = ChosenYear(frame);
  std::vector<const Submission*> own;
  for (const Submission& one : frame.data.submissions.submissions)
    if (one.year == year && one.owner == OwnOrganisation(frame)) own.push_back(&one);
  if (own.empty()) return;
  const ui::GrowingCard card("handed-in", 0);
  ui::Text(ReportText(frame, "handed_in"), ui::Face::kBold);
  ui::Gap(4);
  for (const Submission* one : own) DrawHandedIn(frame, *one);
}

// What is to be done now, on a ground of its colour.
void DrawStanding(const Frame& frame, const CoverageReport& report) {
  const Theme& theme = ui::Colours();
  const Submission* last = frame.data.submissions.LastOf(OwnOrganisation(frame), report.year);
  if (last != nullptr && last->state == Submission::State::kReturned)
    ui::Strip(ReportText(frame, "standing.returned"), icon::kReturned, theme.warn, theme.warn_soft);
  if (const int64_t without = report.WithoutReason(); without > 0) {
    ui::Strip(frame.texts.Count("coverage.report.standing.without_reason", without), icon::kFlag,
              theme.warn, theme.warn_soft);
    if (ui::Link("worklist", ReportText(frame, "verb.worklist")))
      frame.Ask(ShowWorklist{report.year});
  }
}

void DrawDraft(const Frame& frame, const ReportReading& read) {
  CoverageReportState& state = ReportState(frame);
  const CoverageReport& report = read.report;
  const Submission* last = frame.data.submissions.LastOf(OwnOrganisation(frame), report.year);
  const std::string go = ReportText(frame, last ? "verb.hand_in_again" : "verb.hand_in");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary, .icon = icon::kSend};
  BeginActions(ReportText(frame, "title.of", {{"year", model::SchoolYearText(report.year)}}),
               DueText(frame, report.year),
               ReportFilesWidth(frame) + ui::ButtonWidth(go, primary) + ui::Px(10));
  {
    ui::Flow flow;
    DrawReportFiles(frame, flow);
    flow.Next(ui::ButtonWidth(go, primary));
    if (ui::Button("hand-in", go, primary)) state.asking_submit = true;
  }
  ui::Gap(4);
  DrawStanding(frame, report);
  ui::Gap(2);
  DrawReportFigures(frame, report);
  DrawAllHandedIn(frame);
  ui::CardGap();
  DrawReportTables(frame, read.tables);
  DrawReportFormula(frame, report);
  DrawAsking(frame, read);
}

}  // namespace

std::string DueText(const Frame& frame, int64_t school_year) {
  const model::Date due = DueOf(school_year);
  return ReportText(frame, due < Today(frame) ? "was_due" : "due", {{"day", due.Russian()}});
}

ImU32 ColourOfSubmission(const Submission& submission) {
  const Theme& theme = ui::Colours();
  switch (submission.state) {
    case Submission::State::kSubmitted:
      return submission.is_sent() ? theme.accent : theme.warn;
    case Submission::State::kWithdrawn:
      return theme.muted;
    case Submission::State::kReturned:
      return theme.warn;
    case Submission::State::kAccepted:
      return theme.ok;
  }
  return theme.text;
}

void PickReportYear(const Frame& frame, ui::Flow& flow) {
  CoverageReportState& state = ReportState(frame);
  const int64_t due = DueYear(frame), here = ChosenYear(frame);
  std::vector<ui::Option> options;
  for (int64_t year = due + 1; year >= due - kYearsBack; --year)
    options.push_back({std::to_string(year), model::SchoolYearText(year)});
  for (const Submission& one : frame.data.submissions.submissions)
    if (const std::string year = std::to_string(one.year);
        std::ranges::find(options, year, &ui::Option::value) == options.end())
      options.push_back({year, model::SchoolYearText(one.year)});
  const float width = flow.Next(ui::Px(160));
  const auto picked = ui::PickFrom("year", std::to_string(here), options,
                                   {.label = ReportText(frame, "year"), .width = width});
  if (!picked) return;
  const auto found = std::ranges::find(options, *picked, &ui::Option::value);
  if (found != options.end()) state.year = std::stoll(found->value);
}

float ReportFilesWidth(const Frame& frame) {
  return ui::ButtonWidth(ReportText(frame, "verb.print"), {.icon = icon::kPrint}) + ui::Px(10) +
         ui::ButtonWidth(ReportText(frame, "verb.export"), {.icon = icon::kExport}) + ui::Px(10);
}

void DrawReportFiles(const Frame& frame, ui::Flow& flow) {
  const std::string print = ReportText(frame, "verb.print"),
                    file = ReportText(frame, "verb.export");
  flow.Next(ui::ButtonWidth(print, {.icon = icon::kPrint}));
  if (ui::Button("print", print, {.icon = icon::kPrint}))
    frame.Ask(PrintDocument{{.what = DocumentRequest::What::kCoverageReport,
                             .report = ReportState(frame).read->request.source}});
  flow.Next(ui::ButtonWidth(file, {.icon = icon::kExport}));
  if (ui::Button("export", file, {.icon = icon::kExport})) frame.Ask(StartReportExport{});
}

void DrawReportFigures(const Frame& frame, const CoverageReport& report) {
  const Theme& theme = ui::Colours();
  const auto fraction = [](int64_t part, int64_t whole) {
    return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
  };
  const ReportIndicator& coverage = report.indicators.front();
  const std::string deviation = DeviationOf(frame.texts, coverage, model::Indicator::kCoverage);
  std::string plan = ReportText(
      frame, "plan_of", {{"plan", PlanTextOf(frame.texts, coverage, model::Indicator::kCoverage)}});
  if (!deviation.empty()) plan += " · " + deviation + frame.Text("indicators.points");
  const std::string of = frame.Text(
      "overview.of", {{"part", Count(report.covered)}, {"whole", Count(report.children)}});
  DrawFigures(
      {{"covered", ReportText(frame, "figure.covered"),
        ShareOf(frame.texts, report.covered, report.children),
        fraction(report.covered, report.children), theme.accent, of},
       {"plan", ReportText(frame, "figure.indicator"),
        ShareOf(frame.texts, coverage.figure.numerator, coverage.figure.denominator.value_or(0)),
        fraction(coverage.figure.numerator, coverage.figure.denominator.value_or(0)), theme.accent,
        plan},
       {"missed", ReportText(frame, "not_covered"), Count(report.not_covered()),
        fraction(report.not_covered(), report.children), theme.badge,
        ReportText(frame, "figure.without_reason", {{"count", Count(report.WithoutReason())}})},
       {"places", ReportText(frame, "places"), Count(report.places), std::nullopt, 0,
        ReportText(frame, "figure.on", {{"day", report.on.Russian()}})}});
}

void DrawReportRows(const Frame& /*frame*/, const ReportTable& table, size_t& cursor,
                    bool& opened) {
  float shares = 0;
  for (const ReportColumn& column : table.columns) shares += column.share;
  const float room = ImGui::GetContentRegionAvail().x / ui::Now().scale;
  std::vector<ui::RowsColumn> columns;
  for (const ReportColumn& column : table.columns) {
    // The widest ones share what is left.
    const bool fixed = column.number || column.share < 1;
    const float width =
        fixed ? std::max(room * column.share / shares,
                         ui::Width(column.heading, ui::Face::kSmall) / ui::Now().scale + 28)
              : 0;
    columns.push_back({column.heading, width, column.number});
  }
  opened = ui::Rows("list", table.rows.size(), cursor,
                    [&](size_t row, size_t column) -> ui::RowsCell {
                      return {.text = table.rows[row][column]};
                    },
                    {.columns = std::move(columns)})
               .opened;
}

void DrawReportTables(const Frame& frame, const std::vector<ReportTable>& tables) {
  if (tables.empty())
    return ui::Wrapped(ReportText(frame, "empty"), ui::Face::kText, ui::Colours().muted);
  CoverageReportState& state = ReportState(frame);
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < tables.size(); ++i) {
    labels.push_back(tables[i].title);
    if (tables[i].id == state.table) here = i;
  }
  if (const auto chosen = ui::Segments("table", labels, here)) {
    here = *chosen;
    state.table = tables[here].id;
    state.cursor = 0;
  }
  ui::Gap(4);
  const ReportTable& table = tables[here];
  const bool opens = !table.children.empty();
  const float rest = ImGui::GetContentRegionAvail().y - ui::Px(opens ? 110 : 70);
  bool opened = false;
  {
    const ui::Card card("table-card", {0, std::max(rest, ui::Px(kLowestTable))}, false);
    DrawReportRows(frame, table, state.cursor, opened);
  }
  if (!opens || state.cursor >= table.children.size()) return;
  const model::Uuid child = table.children[state.cursor];
  const bool known = frame.data.List(model::child).Find(child).has_value();
  ui::Flow flow;
  const std::string open = ReportText(frame, "verb.card");
  const ui::ButtonOptions look{.icon = icon::kPerson, .enabled = known};
  flow.Next(ui::ButtonWidth(open, look));
  if ((ui::Button("card", open, look) || opened) && known)
    frame.Ask(OpenRecord{&model::child, child});
  if (!IsCoordinator(frame) || state.opened.is_nil()) return;
  const std::string remark = ReportText(frame, "verb.remark");
  flow.Next(ui::ButtonWidth(remark, {.icon = icon::kFlag}));
  if (ui::Button("remark", remark, {.icon = icon::kFlag})) state.remarking = child;
}

void DrawReportFormula(const Frame& frame, const CoverageReport& report) {
  ui::Gap(4);
  std::string text;
  for (const std::string& sentence : FormulaOf(report, frame.texts))
    text += (text.empty() ? "" : " ") + sentence;
  ui::Wrapped(text, ui::Face::kSmall, ui::Colours().muted);
}

void DrawCoverageReport(const Frame& frame) {
  const ui::Scope scope("report");
  CoverageReportState& state = ReportState(frame);
  const Submission* submission = frame.data.submissions.Find(state.opened);
  if (!state.opened.is_nil() && submission == nullptr) state.opened = {};
  if (state.opened.is_nil()) {
    ui::Flow flow(14);
    PickReportYear(frame, flow);
  }
  if (state.problem) {
    if (ui::Button("back", ReportText(frame, "verb.back"),
                   {.look = ui::Look::kQuiet, .icon = icon::kBack, .keys = "Esc"}) ||
        ui::Shortcut(Key::kEscape))
      frame.Ask(ShowReport{});
    return DrawProblem(frame, *state.problem);
  }
  const bool ready =
      state.read && state.read->request.source.submission.value_or(model::Uuid()) == state.opened;
  if (!ready)
    return ui::Wrapped(ReportText(frame, "reading"), ui::Face::kText, ui::Colours().muted);
  if (submission != nullptr) return DrawSubmittedReport(frame, *submission);
  if (state.read->district) return DrawDistrictReport(frame);
  DrawDraft(frame, *state.read);
}

}  // namespace kruzhok::client
