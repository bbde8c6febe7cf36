// SPDX-License-Identifier: MIT
// submit: hands in a report to the district.
#include "client/app/row_json.h"
#include "client/app/typed_value.h"
#include "client/cli/commands.h"
#include "client/coverage/coverage_report_reading.h"
#include "model/entities/submission.h"

namespace kruzhok::client {

model::Date Today(Session& session) {
  constexpr size_t kDateLength = 10;  // Of "22.11.2026 10:05".
  const std::string now = LocalTime(session.environment().NowMs());
  return model::Date::Parse(now.substr(0, kDateLength)).value_or(model::Date{1970, 1, 1});
}

model::Result<int64_t> ReportYear(Session& session) {
  if (!session.arguments().Has("--year")) return ReportYearOf(Today(session));
  const auto& field = model::submission.year;
  // «2025/26», as the window shows it, too.
  const auto typed = ReadTyped(model::submission, field, session.arguments().Value("--year"));
  if (typed && !model::IsEmpty(*typed)) return std::get<int64_t>(*typed);
  return session.Number("--year", field.options().min, field.options().max);
}

Outcome RunSubmit(Session& session) {
  if (session.word(0) != "coverage")
    return model::Error{"usage", session.word(0), {}, "cli_unknown_submission"};
  const auto year = ReportYear(session);
  if (!year) return year.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const auto written = SubmitReport(**store, *year, Today(session), session.WriteOptions());
  if (!written) return written.error();
  PrintWritten(session, *written, "cli.submitted");
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
