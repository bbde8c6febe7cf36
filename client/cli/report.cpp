// SPDX-License-Identifier: MIT
// report: the papers that a school prints, the tables of its surveys, the indicators.
#include <algorithm>
#include <span>
#include <variant>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/coverage/coverage_report_file.h"
#include "client/coverage/indicator_tables.h"
#include "client/print/documents.h"
#include "client/surveys/survey_tables.h"
#include "model/text_fold.h"
#include "sync/platform/whole_file.h"

namespace kruzhok::client {
namespace {

using What = DocumentRequest::What;

struct OfCoverage {};  // The report of 1 September: as a paper, as tables, as figures.
enum class IndicatorTable { kIndicators, kParts };

struct Report {
  std::variant<What, SurveyTable, OfCoverage, IndicatorTable> what;
  std::string_view name;
  std::string_view needs;  // The option that names what it is about; empty: it needs none.
  std::vector<std::string_view> also;
};
const Report kReports[] = {
    {What::kClassRoster, Name(What::kClassRoster), "--class", {"--owner"}},
    {What::kGroupRoster, Name(What::kGroupRoster), "--id", {}},
    {What::kEnrolmentOrder, Name(What::kEnrolmentOrder), "--id", {"--order"}},
    {What::kChildCard, Name(What::kChildCard), "--id", {}},
    {What::kSurveyBlank, Name(What::kSurveyBlank), "--id", {"--owner"}},
    {What::kSurveyResults, Name(What::kSurveyResults), "--id", {"--owner"}},
    {What::kSchedule, Name(What::kSchedule), "", {"--id", "--owner"}},
    {What::kOccupationList, Name(What::kOccupationList), "--class", {"--year", "--owner"}},
    {SurveyTable::kFigures, "survey_figures", "--id", {}},
    {SurveyTable::kBlanks, "survey_blanks", "--id", {}},
    {OfCoverage(), Name(What::kCoverageReport), "", {"--id", "--owner", "--year"}},
    {IndicatorTable::kIndicators, "indicators", "", {"--year", "--basis", "--owner"}},
    {IndicatorTable::kParts, "coverage_parts", "--by", {"--code", "--year", "--basis", "--owner"}},
};

// Of figures that scripts count with there is JSON, too.
std::vector<std::string_view> EndingsOf(const Report& report) {
  if (std::holds_alternative<SurveyTable>(report.what)) return {"xlsx", "csv", "tsv"};
  if (std::holds_alternative<IndicatorTable>(report.what)) return {"xlsx", "csv", "tsv", "json"};
  if (std::holds_alternative<OfCoverage>(report.what)) return {"pdf", "xlsx", "csv", "json"};
  return {"pdf"};
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
    if (!report.needs.empty()) options.Text(report.needs);
    for (const std::string_view option : report.also) {
      options.Text(option);
      words += (words.empty() ? "[" : " [") + std::string(option) + ']';
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
    if (!option.empty() && (!arguments.Has(option) || arguments.Value(option).empty()))
      return Usage(option, "cli_option_missing");
  for (const std::string_view option :
       {"--id", "--class", "--order", "--owner", "--year", "--basis", "--by", "--code"})
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
    const auto year = ReportYear(session);
    if (!year) return year.error();
    request.year = *year;
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

// Of --on; without it, today's.
model::Result<model::Date> PrintedDate(Session& session) {
  if (!session.arguments().Has("--on")) return Today(session);
  const std::string text = session.arguments().Value("--on");
  if (const auto date = model::Date::Parse(text)) return *date;
  return Usage("--on " + text, "cli_bad_date");
}

// By the file's ending. --on: the day that is counted.
model::Result<void> WriteCoverage(Session& session, sync::Store& store, DocumentRequest request,
                                  const model::Date& on, const std::filesystem::path& file) {
  const auto year = ReportYear(session);
  if (!year) return year.error();
  const model::Date today = Today(session);
  ReportSource& source = request.report;
  source.submission = request.id;
  source.organisation = request.owner;
  source.year = *year;
  source.on = session.arguments().Has("--on") ? on : ReportDayOf(ReadCoverage(store), *year, today);
  const std::string ending = model::Fold(TextOf(file.extension()));
  if (ending == ".pdf") {
    request.what = What::kCoverageReport;
    return WriteDocument(store, request, today, file);
  }
  if (ending == ".json") {
    const auto figures = ReportAsJson(store, source);
    if (!figures) return figures.error();
    return sync::WriteWholeFile(TextOf(file), *figures + '\n');
  }
  const auto tables = WriteReportTables(store, session.texts(), source, file);
  return tables ? model::Result<void>() : tables.error();
}

model::Result<IndicatorsRequest> ReadIndicatorsRequest(Session& session, sync::Store& store) {
  const Arguments& arguments = session.arguments();
  const auto date = PrintedDate(session);
  if (!date) return date.error();
  IndicatorsRequest request;
  request.today = *date;
  request.year = model::SchoolYearOf(*date);
  if (arguments.Has("--year")) {
    const auto year = ReportYear(session);
    if (!year) return year.error();
    request.year = *year;
  }
  if (arguments.Has("--on")) request.on = *date;
  const std::string basis = arguments.Value("--basis");
  if (basis == "schools")
    request.basis = IndicatorsRequest::Basis::kSchools;
  else if (!basis.empty() && basis != "district")
    return Usage("--basis " + basis, "cli_bad_choice");
  request.organisation = OrganisationOf(store.replica().membership());
  if (!arguments.Has("--owner")) return request;
  const auto owner = session.Id(arguments.Value("--owner"));
  if (!owner) return owner.error();
  request.organisation = *owner;
  return request;
}

model::Result<int64_t> WriteTable(Session& session, sync::Store& store, IndicatorTable table,
                                  const std::filesystem::path& file) {
  const auto request = ReadIndicatorsRequest(session, store);
  if (!request) return request.error();
  if (table == IndicatorTable::kIndicators)
    return WriteIndicators(store, session.texts(), *request, file);
  const std::string by = session.arguments().Value("--by"),
                    code = session.arguments().Value("--code");
  const auto part = PartByNamed(by);
  if (!part) return Usage("--by " + by, "cli_bad_choice");
  const auto indicator = model::IndicatorOf(code.empty() ? "coverage" : code);
  if (!indicator) return Usage("--code " + code, "cli_bad_choice");
  return WriteIndicatorParts(store, session.texts(), {*request, *indicator, *part}, file);
}

bool HasEnding(const std::filesystem::path& file, const Report& report) {
  const std::string ending = model::Fold(TextOf(file.extension()));
  return std::ranges::any_of(EndingsOf(report), [&](std::string_view known) {
    return ending == '.' + std::string(known);
  });
}

// Of one child's card not where to: a file is mostly called by its name.
void Note(Session& session, sync::Store& store, const DocumentRequest& request,
          const std::filesystem::path& file) {
  if (request.what == What::kSurveyBlank || request.what == What::kSurveyResults ||
      request.what == What::kSchedule)
    return;  // No child stands in them.
  const bool of_class = request.what == What::kClassRoster || request.what == What::kOccupationList;
  const bool card = request.what == What::kChildCard;
  AccessLine line{.what = Access::kPrinted, .entity = of_class || card ? "child" : "group"};
  if (of_class)
    line.scope = request.school_class;
  else
    line.row = request.id.value_or(model::Uuid());
  if (card)
    line.child = line.row;
  else
    line.file = TextOf(file);
  session.Note(store, std::move(line));
}

// As the window tells of them. The JSON holds ids alone.
void NoteCoverage(Session& session, sync::Store& store, const DocumentRequest& request,
                  const std::filesystem::path& file) {
  const std::string ending = model::Fold(TextOf(file.extension()));
  if (ending == ".json") return;
  AccessLine line{.what = Access::kExported, .entity = "child", .file = TextOf(file)};
  if (ending == ".pdf") {
    line.what = Access::kPrinted;
    line.entity = "submission";
    line.row = request.id.value_or(model::Uuid());
  }
  session.Note(store, std::move(line));
}

model::Result<void> Write(Session& session, const Report& report,
                          const std::filesystem::path& file) {
  auto request = ReadRequest(session);
  if (!request) return request.error();
  const auto date = PrintedDate(session);
  if (!date) return date.error();
  const auto store = session.Store();
  if (!store) return store.error();
  if (const auto* table = std::get_if<IndicatorTable>(&report.what)) {
    const auto written = WriteTable(session, **store, *table, file);
    return written ? model::Result<void>() : written.error();
  }
  if (const auto* table = std::get_if<SurveyTable>(&report.what)) {
    const auto written = WriteSurveyTable(**store, session.texts(),
                                          request->id.value_or(model::Uuid()), *table, file);
    return written ? model::Result<void>() : written.error();
  }
  if (std::holds_alternative<OfCoverage>(report.what)) {
    const auto written = WriteCoverage(session, **store, *request, *date, file);
    if (written) NoteCoverage(session, **store, *request, file);
    return written;
  }
  request->what = std::get<What>(report.what);
  request->role = session.Role(**store);
  const auto written = WriteDocument(**store, *request, *date, file);
  if (written) Note(session, **store, *request, file);
  return written;
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
