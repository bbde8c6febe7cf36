// SPDX-License-Identifier: MIT
// The report on coverage: read in the background while it is shown, handed in, withdrawn, decided,
// remarked on and answered.
#include "client/coverage/report_json.h"
#include "client/desktop/desk.h"
#include "model/entities/remark.h"
#include "model/entities/submission.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

model::Value TextOrNothing(const std::string& text) {
  return text.empty() ? model::Value() : model::Value(text);
}

}  // namespace

ReportSource Desk::ShownReport() const {
  const CoverageReportState& state = state_.coverage.report;
  ReportSource source;
  if (!state.opened.is_nil()) source.submission = state.opened;
  source.year = state.year.value_or(ReportYearOf(today()));
  source.on = ReportDayOf(data_->coverage_book, source.year, today());
  source.handed_in = state.handed_in;
  return source;
}

void Desk::RefreshReport() {
  const bool shown =
      state_.screen == Screen::kCoverage && state_.coverage.view == CoverageView::kReport;
  if (!shown || data_->version == 0) return;
  CoverageReportState& state = state_.coverage.report;
  const ReportRequest wanted{ShownReport(), data_->version};
  if (state.reading || state.requested == wanted) return;
  state.requested = wanted;
  state.reading = true;
  InBackground(
      *options_.background,
      [this, wanted, data = data_, texts = texts_](sync::Store& store) -> Background::Then {
        auto reading = std::make_shared<model::Result<ReportReading>>(
            ReadReportForScreen(store, *data, *texts, wanted));
        return [this, wanted, reading] { TakeReport(wanted, std::move(*reading)); };
      },
      [this, wanted](const model::Error& error) { TakeReport(wanted, error); });
}

void Desk::TakeReport(const ReportRequest& request, model::Result<ReportReading> reading) {
  CoverageReportState& state = state_.coverage.report;
  state.reading = false;
  if (ShownReport() != request.source) return;  // Of one that was left.
  state.problem.reset();
  if (reading)
    state.read = std::make_shared<const ReportReading>(*std::move(reading));
  else
    state.problem = reading.error();
}

void Desk::KeepReportTexts() {
  std::string json = EncodeReportTexts(state_.coverage.report);
  if (json == kept_report_texts_) return;
  SetSetting(kReportTextsSetting, json);
  kept_report_texts_ = std::move(json);
}

void Desk::Do(const ShowReport& command) {
  CoverageReportState& state = state_.coverage.report;
  if (const Submission* one = data_->submissions.Find(command.submission)) state.year = one->year;
  if (state.opened != command.submission) {
    state.table.clear();
    state.cursor = 0;
    state.remarking.reset();
    state.deciding = CoverageReportState::Deciding::kNothing;
  }
  state.opened = command.submission;
  Do(ShowCoverage{CoverageView::kReport});
}

void Desk::Do(const HandInReport&) {
  CoverageReportState& state = state_.coverage.report;
  state.asking_submit = false;
  const int64_t year = state.year.value_or(ReportYearOf(today()));
  const auto written = SubmitReport(store_, year, today(), Options());
  if (!written) return Complain(written.error(), &model::submission);
  Remember(written->action, written->rows);
  const bool joined = store_.replica().membership().joined;
  Say(texts_->Text("coverage.report.notice.handed_in", {{"year", model::SchoolYearText(year)}}),
      true,
      texts_->Text(joined ? "coverage.report.notice.to_send" : "coverage.report.notice.alone"));
}

bool Desk::WriteDecision(const model::Uuid& submission, std::string_view state,
                         const std::string& note, model::Value district_lines) {
  const auto& type = model::submission;
  const auto row = store_.Get(type, submission);
  if (!row) {
    Complain(row.error(), &type);
    return false;
  }
  // It has been decided since, by somebody whom the screen does not show yet.
  if (SubmissionOf(*row).state != Submission::State::kSubmitted) {
    state_.coverage.report.deciding = CoverageReportState::Deciding::kNothing;
    Complain({"not_allowed", {}, {}, "coverage_report_decided"});
    return false;
  }
  const sync::RowWrite write{.type = &type,
                             .id = submission,
                             .base = row->rev,
                             .fields = {{&type.state, std::string(state)},
                                        {&type.decided_on, today().Iso()},
                                        {&type.decided_by, state_.user},
                                        {&type.decision_note, TextOrNothing(note)},
                                        {&type.district_lines, std::move(district_lines)}}};
  const auto written = store_.Write({write}, Options());
  if (!written) {
    Complain(written.error(), &type);
    return false;
  }
  Remember(written->action, written->rows);
  return true;
}

void Desk::Do(const WithdrawReport& command) {
  if (WriteDecision(command.submission, "withdrawn", {}))
    Say(texts_->Text("coverage.report.notice.withdrawn"), true);
}

void Desk::Do(const DecideReport& command) {
  CoverageReportState& state = state_.coverage.report;
  const std::string note = model::Normalize(command.note);
  const char* what = command.accepted ? "accepted" : "returned";
  // What is on the screen otherwise than in the report is accepted with it.
  model::Value otherwise;
  const auto& read = state.read;
  if (command.accepted && read && read->request.source.submission == command.submission &&
      !read->changes.empty())
    otherwise = FreezeChanges(read->changes);
  if (!WriteDecision(command.submission, what, note, std::move(otherwise))) return;
  state.deciding = CoverageReportState::Deciding::kNothing;
  state.notes.erase(command.submission);
  Say(texts_->Text("coverage.report.notice." + std::string(what)), true);
}

void Desk::Do(const AddRemark& command) {
  const auto& type = model::remark;
  const Submission* submission = data_->submissions.Find(command.submission);
  if (submission == nullptr) return;
  sync::RowWrite write{.type = &type,
                       .fields = {{&type.submission, command.submission},
                                  {&type.text, model::Normalize(command.text)},
                                  {&type.state, std::string("open")}},
                       .owner = submission->owner};
  if (!command.child.is_nil()) write.fields.emplace_back(&type.child, command.child);
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  state_.coverage.report.remarking.reset();
  state_.coverage.report.new_remarks.erase({command.submission, command.child});
}

void Desk::Do(const AnswerRemark& command) {
  const auto& type = model::remark;
  const std::string answer = model::Normalize(command.answer);
  sync::RowWrite write{
      .type = &type, .id = command.remark, .fields = {{&type.state, std::string("answered")}}};
  write.fields.emplace_back(&type.answer, TextOrNothing(answer));
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  state_.coverage.report.answers.erase(command.remark);
}

void Desk::Do(const SettleRemark& command) {
  const auto& type = model::remark;
  const sync::RowWrite write{
      .type = &type, .id = command.remark, .fields = {{&type.state, std::string("settled")}}};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
}

}  // namespace kruzhok::client
