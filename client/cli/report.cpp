// SPDX-License-Identifier: MIT
// report: the papers that a school prints, and the tables of its surveys.
#include <algorithm>
#include <span>
#include <variant>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/print/documents.h"
#include "client/surveys/survey_tables.h"
#include "model/entities/occupation.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using What = DocumentRequest::What;

struct Report {
  std::variant<What, SurveyTable> what;
  std::string_view name;
  std::string_view needs;  // The option that names what it is about.
  std::vector<std::string_view> also;
};
const Report kReports[] = {
    {What::kClassRoster, Name(What::kClassRoster), "--class", {"--owner"}},
    {What::kGroupRoster, Name(What::kGroupRoster), "--id", {}},
    {What::kEnrolmentOrder, Name(What::kEnrolmentOrder), "--id", {"--order"}},
    {What::kChildCard, Name(What::kChildCard), "--id", {}},
    {What::kSurveyBlank, Name(What::kSurveyBlank), "--id", {"--owner"}},
    {What::kSurveyResults, Name(What::kSurveyResults), "--id", {"--owner"}},
    {What::kOccupationList, Name(What::kOccupationList), "--class", {"--year", "--owner"}},
    {SurveyTable::kFigures, "survey_figures", "--id", {}},
    {SurveyTable::kBlanks, "survey_blanks", "--id", {}},
};
constexpr std::string_view kTableEndings[] = {"xlsx", "csv", "tsv"}, kPaperEndings[] = {"pdf"};

bool IsTable(const Report& report) {
  return std::holds_alternative<SurveyTable>(report.what);
}

std::span<const std::string_view> EndingsOf(const Report& report) {
  if (IsTable(report)) return kTableEndings;
  return kPaperEndings;
}

std::string TitleOf(const Translator& texts, const Report& report) {
  return texts.Text("cli.report." + std::string(report.name));
}

Outcome ListReports(Session& session) {
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.name"), texts.Text("cli.column.label"),
               texts.Text("cli.column.options")});
  for (const Report& report : kReports) {
    JsonArray options;
    std::string words = std::string(report.needs);
    options.Text(report.needs);
    for (const std::string_view option : report.also) {
      options.Text(option);
      words += " [" + std::string(option) + ']';
    }
    JsonArray formats;
    for (const std::string_view ending : EndingsOf(report)) formats.Text(ending);
    if (session.json())
      session.out() << JsonObject()
                           .Text("name", report.name)
                           .Text("title", TitleOf(texts, report))
                           .Raw("options", options.str())
                           .Raw("formats", formats.str())
                           .str()
                    << '\n';
    else
      table.Add({std::string(report.name), TitleOf(texts, report), words});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

model::Error Usage(std::string_view detail, std::string_view reason) {
  return {"usage", std::string(detail), {}, reason};
}

model::Result<const Report*> ReportNamed(std::string_view name) {
  const auto found = std::ranges::find(kReports, name, &Report::name);
  if (found == std::end(kReports)) return Usage(name, "cli_unknown_report");
  return &*found;
}

// The options that the report needs are there, and no others.
model::Result<void> CheckOptions(const Arguments& arguments, const Report& report) {
  for (const std::string_view option : {report.needs, std::string_view("--out")})
    if (!arguments.Has(option) || arguments.Value(option).empty())
      return Usage(option, "cli_option_missing");
  for (const std::string_view option : {"--id", "--class", "--order", "--owner", "--year"})
    if (arguments.Has(option) && option != report.needs &&
        std::ranges::find(report.also, option) == report.also.end())
      return Usage(option, "cli_unknown_option");
  return {};
}

model::Result<DocumentRequest> ReadRequest(Session& session) {
  const Arguments& arguments = session.arguments();
  DocumentRequest request;
  request.school_class = model::Normalize(arguments.Value("--class"));
  request.order_number = model::Normalize(arguments.Value("--order"));
  if (arguments.Has("--year")) {
    const auto year = model::ParseInput(model::occupation.year, arguments.Value("--year"));
    if (!year || model::CheckValue(model::occupation.year, *year))
      return Usage("--year " + arguments.Value("--year"), "cli_bad_number");
    request.year = std::get<int64_t>(*year);
  }
  for (const auto& [option, id] :
       {std::pair("--id", &request.id), std::pair("--owner", &request.owner)}) {
    if (!arguments.Has(option)) continue;
    const auto read = session.Id(arguments.Value(option));
    if (!read) return read.error();
    *id = *read;
  }
  return request;
}

model::Result<model::Date> PrintedDate(Session& session) {
  if (!session.arguments().Has("--on")) {
    constexpr size_t kDateLength = 10;  // Of "22.11.2026 10:05".
    const std::string now = LocalTime(session.environment().NowMs());
    if (const auto today = model::Date::Parse(now.substr(0, kDateLength))) return *today;
    return Usage("--on", "cli_option_missing");
  }
  const std::string text = session.arguments().Value("--on");
  if (const auto date = model::Date::Parse(text)) return *date;
  return Usage("--on " + text, "cli_bad_date");
}

bool HasEnding(const std::filesystem::path& file, const Report& report) {
  const std::string ending = model::Fold(TextOf(file.extension()));
  return std::ranges::any_of(EndingsOf(report), [&](std::string_view known) {
    return ending == '.' + std::string(known);
  });
}

model::Result<void> Write(Session& session, const Report& report,
                          const std::filesystem::path& file) {
  auto request = ReadRequest(session);
  if (!request) return request.error();
  const auto date = PrintedDate(session);
  if (!date) return date.error();
  const auto store = session.Store();
  if (!store) return store.error();
  if (const auto* table = std::get_if<SurveyTable>(&report.what)) {
    const auto written = WriteSurveyTable(**store, session.texts(),
                                          request->id.value_or(model::Uuid()), *table, file);
    return written ? model::Result<void>() : written.error();
  }
  request->what = std::get<What>(report.what);
  return WriteDocument(**store, *request, *date, file);
}

}  // namespace

Outcome RunReport(Session& session) {
  if (session.word(0) == "list") return ListReports(session);
  const auto report = ReportNamed(session.word(0));
  if (!report) return report.error();
  if (const auto good = CheckOptions(session.arguments(), **report); !good) return good.error();
  const std::string out = session.arguments().Value("--out");
  const std::filesystem::path file = PathOf(out);
  if (!HasEnding(file, **report)) return Usage(out, "cli_report_ending");
  if (const auto written = Write(session, **report, file); !written) return written.error();
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  if (session.json())
    session.out() << JsonObject()
                         .Text("file", out)
                         .Number("bytes", static_cast<int64_t>(unknown ? 0 : size))
                         .str()
                  << '\n';
  else
    session.out() << session.texts().Text("cli.reported", {{"file", out}}) << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
