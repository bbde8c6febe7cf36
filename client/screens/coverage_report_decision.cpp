// SPDX-License-Identifier: MIT
// A report as it was handed in, what has become of it, and what can be decided about it.
#include <algorithm>

#include "client/screens/coverage_report_parts.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/submission.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using State = Submission::State;
using Deciding = CoverageReportState::Deciding;

// Both have decided without seeing each other: all that they said, and where one decides.
void DrawDispute(const Frame& frame, const Submission& submission) {
  const auto item = std::ranges::find_if(frame.data.disputes, [&](const DisputeItem& one) {
    return one.key.id == submission.id && one.type == &model::submission;
  });
  if (item == frame.data.disputes.end()) return;
  const Theme& theme = ui::Colours();
  std::string text = ReportText(frame, "disputed", {{"official", item->official.text}});
  for (const DisputeValue& proposal : item->proposals)
    text +=
        ' ' + ReportText(frame, "disputed.other", {{"value", proposal.text}, {"by", proposal.by}});
  ui::Strip(text, icon::kDisputed, theme.disputed, theme.disputed_soft);
  if (ui::Link("review", ReportText(frame, "verb.review"))) frame.Ask(GoTo{Screen::kReview});
}

// What is otherwise today, of children and of indicators.
void DrawChanges(const Frame& frame, const Submission& submission) {
  const ReportReading& read = *ReportState(frame).read;
  if (read.changes.empty() && read.figures.empty()) return;
  const bool accepted = submission.state == State::kAccepted;
  std::string text;
  if (!read.changes.empty())
    text = frame.texts.Count(accepted ? "coverage.report.changed_after" : "coverage.report.differs",
                             std::ssize(read.changes));
  std::string numbers;
  for (const FigureChange& change : read.figures)
    numbers +=
        (numbers.empty() ? "" : ", ") + std::to_string(static_cast<int>(change.indicator) + 1);
  if (!numbers.empty())
    text +=
        (text.empty() ? "" : ". ") + ReportText(frame, "figures_differ", {{"numbers", numbers}});
  ui::Strip(text, icon::kHistory, ui::Colours().warn, ui::Colours().warn_soft);
  if (ui::Link("changes", ReportText(frame, "verb.changes"))) {
    ReportState(frame).table = read.changes.empty() ? "figures" : "changes";
    ReportState(frame).cursor = 0;
  }
}

void DrawState(const Frame& frame, const Submission& submission) {
  const SubmissionBook& book = frame.data.submissions;
  const ReportReading& read = *ReportState(frame).read;
  ui::Wrapped(StateOf(submission, book.OpenRemarks(submission.id), frame.texts), ui::Face::kBold,
              ColourOfSubmission(submission));
  ui::Wrapped(
      ReportText(frame, "handed_in_by",
                 {{"day", submission.submitted_on ? submission.submitted_on->Russian() : "—"},
                  {"by", submission.submitted_by}}) +
          " · " + ReportText(frame, "fingerprint", {{"code", read.fingerprint}}),
      ui::Face::kSmall, ui::Colours().muted);
  if (!submission.decision_note.empty())
    ui::Wrapped(ReportText(frame, "note_of", {{"note", submission.decision_note}}));
  const Theme& theme = ui::Colours();
  if (book.IsOvertaken(submission))
    ui::Strip(ReportText(frame, "overtaken.why"), icon::kTwice, theme.warn, theme.warn_soft);
  if (submission.condition == sync::RowCondition::kDisputed) DrawDispute(frame, submission);
  DrawChanges(frame, submission);
}

void DrawVerbs(const Frame& frame, const Submission& submission) {
  CoverageReportState& state = ReportState(frame);
  ui::Flow flow(8);
  const auto verb = [&](const char* id, const ui::ButtonOptions& options) {
    const std::string label = ReportText(frame, "verb." + std::string(id));
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  const bool waits = submission.state == State::kSubmitted;
  if (IsCoordinator(frame)) {
    if (!waits) return;
    const bool last = !frame.data.submissions.IsOvertaken(submission);
    if (verb("accept",
             {.look = last ? ui::Look::kPrimary : ui::Look::kPlain, .icon = icon::kCheck}))
      state.deciding = Deciding::kAccept;
    if (verb("return", {.icon = icon::kReturned})) state.deciding = Deciding::kReturn;
    if (verb("remark_whole", {.icon = icon::kFlag})) state.remarking = model::Uuid();
  } else if (waits) {
    if (verb("withdraw", {.icon = icon::kUndo})) frame.Ask(WithdrawReport{submission.id});
  } else if (submission.state == State::kReturned) {
    const std::string again = ReportText(frame, "verb.to_draft");
    const ui::ButtonOptions look{.look = ui::Look::kPrimary, .icon = icon::kSend};
    flow.Next(ui::ButtonWidth(again, look));
    if (ui::Button("again", again, look)) frame.Ask(ShowReport{});
  }
}

void DrawDeciding(const Frame& frame, const Submission& submission) {
  CoverageReportState& state = ReportState(frame);
  if (state.deciding == Deciding::kNothing) return;
  const bool accept = state.deciding == Deciding::kAccept;
  const int64_t remarks = frame.data.submissions.OpenRemarks(submission.id);
  bool open = true;
  {
    ui::Dialog dialog("decide", ReportText(frame, accept ? "accept.title" : "return.title"), 520,
                      open);
    if (dialog) {
      if (accept)
        ui::Wrapped(ReportText(frame, "accept.text"));
      else
        ui::Wrapped(remarks > 0 ? frame.texts.Count("coverage.report.return.text", remarks)
                                : ReportText(frame, "return.needs"));
      if (accept && remarks > 0)
        ui::Wrapped(frame.texts.Count("coverage.report.unanswered", remarks), ui::Face::kText,
                    ui::Colours().warn);
      if (const auto& changes = ReportState(frame).read->changes; accept && !changes.empty())
        ui::Wrapped(frame.texts.Count("coverage.report.accept.differs", std::ssize(changes)));
      ui::Gap(4);
      std::string& note = state.notes[submission.id];
      ui::Input("note", note,
                {.label = frame.texts.FieldLabel(model::submission, "decision_note"),
                 .height = 3,
                 .max_length = 4000});
      ui::Gap(10);
      const bool ready = accept || remarks > 0 || !model::Normalize(note).empty();
      ui::Flow flow;
      const std::string go = ReportText(frame, accept ? "verb.accept" : "verb.return"),
                        no = frame.Text("transfer.close");
      const ui::ButtonOptions primary{.look = ui::Look::kPrimary,
                                      .icon = accept ? icon::kCheck : icon::kReturned,
                                      .enabled = ready,
                                      .keys = "Ctrl+Enter"};
      flow.Next(ui::ButtonWidth(go, primary));
      const bool pressed = ui::Button("go", go, primary);
      if (ready && (pressed || ui::Shortcut(Key::kEnter, kControl)))
        frame.Ask(DecideReport{submission.id, accept, note});
      flow.Next(ui::ButtonWidth(no, {.keys = "Esc"}));
      if (ui::Button("close", no, {.keys = "Esc"})) open = false;
    }
  }
  if (!open) state.deciding = Deciding::kNothing;
}

}  // namespace

void DrawSubmittedReport(const Frame& frame, const Submission& submission) {
  const ui::Scope scope("submitted");
  const ReportReading& read = *ReportState(frame).read;
  const std::string back = ReportText(frame, "verb.back");
  const ui::ButtonOptions to_all{.icon = icon::kBack, .keys = "Esc"};
  BeginActions(ReportText(frame, "title.of", {{"year", model::SchoolYearText(submission.year)}}),
               read.report.title, ReportFilesWidth(frame) + ui::ButtonWidth(back, to_all));
  {
    ui::Flow flow;
    flow.Next(ui::ButtonWidth(back, to_all));
    const bool nothing_over = !ui::Now().modal && ui::Now().list.path.empty();
    if (ui::Button("back", back, to_all) || (nothing_over && ui::Shortcut(Key::kEscape)))
      frame.Ask(ShowReport{});
    DrawReportFiles(frame, flow);
  }
  ui::Gap(4);
  DrawState(frame, submission);
  ui::Gap(4);
  DrawVerbs(frame, submission);
  ui::Gap(4);
  DrawReportRemarks(frame, submission);
  DrawReportFigures(frame, read.report);
  DrawReportTables(frame, read.tables);
  DrawReportFormula(frame, read.report);
  DrawDeciding(frame, submission);
  DrawNewRemark(frame, submission);
}

}  // namespace kruzhok::client
