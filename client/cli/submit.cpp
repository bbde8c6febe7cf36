// SPDX-License-Identifier: MIT
// submit: hands in a report to the district.
#include "client/app/row_json.h"
#include "client/cli/commands.h"
#include "client/coverage/coverage_report_reading.h"

namespace kruzhok::client {

model::Date Today(Session& session) {
  constexpr size_t kDateLength = 10;  // Of "22.11.2026 10:05".
  const std::string now = LocalTime(session.environment().NowMs());
  return model::Date::Parse(now.substr(0, kDateLength)).value_or(model::Date{1970, 1, 1});
}

model::Result<int64_t> ReportYear(Session& session) {
  constexpr int64_t kFirst = 2000, kLast = 2199;  // As submission.year has it.
  const std::string text = session.arguments().Value("--year");
  // «2025/26», as the window shows it.
  for (int64_t year = kFirst; year <= kLast; ++year)
    if (text == model::SchoolYearText(year)) return year;
  if (session.arguments().Has("--year")) return session.Number("--year", kFirst, kLast);
  return ReportYearOf(Today(session));
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
