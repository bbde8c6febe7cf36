// SPDX-License-Identifier: MIT
// report: the papers that a school prints.
#include <algorithm>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/print/documents.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using What = DocumentRequest::What;

struct Report {
  What what;
  std::string_view needs;  // The option that names what it is about.
  std::vector<std::string_view> also;
};
const Report kReports[] = {
    {What::kClassRoster, "--class", {"--owner"}},
    {What::kGroupRoster, "--id", {}},
    {What::kEnrolmentOrder, "--id", {"--order"}},
    {What::kChildCard, "--id", {}},
};

std::string TitleOf(const Translator& texts, const Report& report) {
  return texts.Text("cli.report." + std::string(Name(report.what)));
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
    if (session.json())
      session.out() << JsonObject()
                           .Text("name", Name(report.what))
                           .Text("title", TitleOf(texts, report))
                           .Raw("options", options.str())
                           .Raw("formats", JsonArray().Text("pdf").str())
                           .str()
                    << '\n';
    else
      table.Add({std::string(Name(report.what)), TitleOf(texts, report), words});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

model::Error Usage(std::string_view detail, std::string_view reason) {
  return {"usage", std::string(detail), {}, reason};
}

model::Result<const Report*> ReportNamed(std::string_view name) {
  const auto what = FindDocument(name);
  const auto found = std::ranges::find_if(
      kReports, [&](const Report& report) { return what && report.what == *what; });
  if (found == std::end(kReports)) return Usage(name, "cli_unknown_report");
  return &*found;
}

// The options that the report needs are there, and no others.
model::Result<void> CheckOptions(const Arguments& arguments, const Report& report) {
  for (const std::string_view option : {report.needs, std::string_view("--out")})
    if (!arguments.Has(option) || arguments.Value(option).empty())
      return Usage(option, "cli_option_missing");
  for (const std::string_view option : {"--id", "--class", "--order", "--owner"})
    if (arguments.Has(option) && option != report.needs &&
        std::ranges::find(report.also, option) == report.also.end())
      return Usage(option, "cli_unknown_option");
  return {};
}

model::Result<DocumentRequest> ReadRequest(Session& session, const Report& report) {
  const Arguments& arguments = session.arguments();
  DocumentRequest request;
  request.what = report.what;
  request.school_class = model::Normalize(arguments.Value("--class"));
  request.order_number = model::Normalize(arguments.Value("--order"));
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

bool IsPdf(const std::filesystem::path& file) {
  return model::Fold(TextOf(file.extension())) == ".pdf";
}

}  // namespace

Outcome RunReport(Session& session) {
  if (session.word(0) == "list") return ListReports(session);
  const auto report = ReportNamed(session.word(0));
  if (!report) return report.error();
  if (const auto good = CheckOptions(session.arguments(), **report); !good) return good.error();
  const std::string out = session.arguments().Value("--out");
  const std::filesystem::path file = PathOf(out);
  if (!IsPdf(file)) return Usage(out, "cli_report_ending");
  const auto request = ReadRequest(session, **report);
  if (!request) return request.error();
  const auto date = PrintedDate(session);
  if (!date) return date.error();
  const auto store = session.Store();
  if (!store) return store.error();
  if (const auto written = WriteDocument(**store, *request, *date, file); !written)
    return written.error();
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
