// SPDX-License-Identifier: MIT
// What a coordinator has said to a report, and what the school answers.
#include <algorithm>

#include "client/screens/coverage_report_parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/child.h"
#include "model/entities/remark.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::string AboutWhom(const Frame& frame, const std::optional<model::Uuid>& child) {
  if (!child) return ReportText(frame, "remark.whole");
  const auto& names = ReportState(frame).read->names;
  const auto known = names.find(*child);
  if (known != names.end()) return known->second;
  std::string title = frame.data.search ? frame.data.search->TitleOf(model::child, *child) : "";
  return title.empty() ? frame.Text("list.missing") : title;
}

void DrawAnswer(const Frame& frame, const Remark& remark) {
  std::string& answer = ReportState(frame).answers[remark.id];
  const auto input = ui::Input("answer", answer,
                               {.label = frame.texts.FieldLabel(model::remark, "answer"),
                                .height = 2,
                                .enter_leaves = true,
                                .max_length = 2000});
  if (ui::Button("fixed", ReportText(frame, "verb.fixed"), {.icon = icon::kCheck}) || input.entered)
    frame.Ask(AnswerRemark{remark.id, answer});
}

void DrawRemark(const Frame& frame, const Remark& remark, const Submission& submission,
                bool earlier) {
  const ui::Scope scope("remark-" + remark.id.Text());
  const Theme& theme = ui::Colours();
  const bool open = remark.state == Remark::State::kOpen;
  const std::string whom = AboutWhom(frame, remark.child);
  if (remark.child && frame.data.List(model::child).Find(*remark.child)) {
    if (ui::Link("child", whom)) frame.Ask(OpenRecord{&model::child, *remark.child});
  } else {
    ui::Text(whom, ui::Face::kBold);
  }
  ui::Wrapped(remark.text);
  if (earlier) ui::Muted(ReportText(frame, "remark.earlier"));
  const bool settled = remark.state == Remark::State::kSettled;
  if (!open) {
    const char* state = settled ? "settled" : "answered";
    ui::Wrapped(frame.texts.ChoiceLabel(model::remark, model::remark.state, state) +
                    (remark.answer.empty() ? "" : ": " + remark.answer),
                ui::Face::kText, theme.ok);
  }
  const bool returned = submission.state == Submission::State::kReturned;
  if (!IsCoordinator(frame)) {
    if (open && !earlier && returned) DrawAnswer(frame, remark);
  } else if (open && !earlier && submission.state == Submission::State::kSubmitted) {
    if (ui::Button("drop", ReportText(frame, "verb.drop_remark"),
                   {.look = ui::Look::kLink, .icon = icon::kClose}))
      frame.Ask(DeleteRows{&model::remark, {remark.id}});
  } else if (earlier && !settled) {
    if (ui::Button("settle", ReportText(frame, "verb.settle"), {.icon = icon::kCheck}))
      frame.Ask(SettleRemark{remark.id});
  }
  ui::Gap(8);
}

}  // namespace

void DrawReportRemarks(const Frame& frame, const Submission& submission) {
  const SubmissionBook& book = frame.data.submissions;
  std::vector<std::pair<const Remark*, bool>> shown;
  for (const Remark& remark : book.remarks) {
    if (remark.submission == submission.id) {
      shown.emplace_back(&remark, false);
      continue;
    }
    const Submission* of = book.Find(remark.submission);
    const bool earlier = of != nullptr && of->owner == submission.owner &&
                         of->year == submission.year && of->state == Submission::State::kReturned &&
                         submission.state == Submission::State::kSubmitted;
    if (earlier) shown.emplace_back(&remark, true);
  }
  if (shown.empty()) return;
  std::ranges::stable_sort(shown, {}, &std::pair<const Remark*, bool>::second);
  {
    const ui::GrowingCard card("remarks", 0);
    ui::Text(ReportText(frame, "remarks"), ui::Face::kBold);
    ui::Gap(4);
    for (const auto& [remark, earlier] : shown) DrawRemark(frame, *remark, submission, earlier);
  }
  ui::CardGap();
}

void DrawNewRemark(const Frame& frame, const Submission& submission) {
  CoverageReportState& state = ReportState(frame);
  if (!state.remarking) return;
  bool open = true;
  const bool was_open = ui::Now().modal;
  {
    ui::Dialog dialog("new-remark", ReportText(frame, "remark.title"), 520, open);
    if (dialog) {
      if (!was_open) ui::FocusPath("new-remark/text");
      const model::Uuid child = *state.remarking;
      ui::Wrapped(AboutWhom(frame, child.is_nil() ? std::nullopt : std::optional(child)),
                  ui::Face::kBold);
      std::string& text = state.new_remarks[{submission.id, child}];
      const auto input = ui::Input("text", text,
                                   {.label = frame.texts.FieldLabel(model::remark, "text"),
                                    .height = 4,
                                    .enter_leaves = true,
                                    .max_length = 2000});
      ui::Gap(10);
      const bool ready = !model::Normalize(text).empty();
      ui::Flow flow;
      const std::string go = ReportText(frame, "verb.save_remark"),
                        no = frame.Text("transfer.close");
      const ui::ButtonOptions primary{
          .look = ui::Look::kPrimary, .icon = icon::kFlag, .enabled = ready, .keys = "Enter"};
      flow.Next(ui::ButtonWidth(go, primary));
      if ((ui::Button("go", go, primary) || input.entered) && ready)
        frame.Ask(AddRemark{submission.id, child, text});
      flow.Next(ui::ButtonWidth(no, {.keys = "Esc"}));
      if (ui::Button("close", no, {.keys = "Esc"})) open = false;
    }
  }
  if (!open) state.remarking.reset();
}

}  // namespace kruzhok::client
