// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_report_file.h"

#include <cmath>

#include "client/app/json_text.h"
#include "client/coverage/coverage_report_words.h"
#include "client/coverage/report_json.h"
#include "client/tables/table_writer.h"

namespace kruzhok::client {
namespace {

std::vector<TableColumn> ColumnsOf(const ReportTable& table) {
  constexpr float kLetters = 16;  // Of a column of share 1.
  std::vector<TableColumn> columns;
  for (const ReportColumn& column : table.columns)
    columns.push_back(
        {.heading = column.heading,
         .kind = column.number ? TableColumn::Kind::kInteger : TableColumn::Kind::kText,
         .width = static_cast<size_t>(std::lround(column.share * kLetters))});
  return columns;
}

// What the report is of and how it was counted, as a table of one column.
ReportTable AboutOf(const CoverageReport& report, const std::string& fingerprint,
                    const std::vector<std::string>& more, const Translator& texts) {
  const auto text = [&](std::string_view key, assets::Filling filling = {}) {
    return texts.Text("coverage.report." + std::string(key), filling);
  };
  ReportTable about{"about",
                    text("table.about"),
                    {{text("title.of", {{"year", model::SchoolYearText(report.year)}}), 6, false}},
                    {},
                    {}};
  const auto say = [&](const std::string& line) {
    if (!line.empty()) about.rows.push_back({line});
  };
  say(report.title);
  say(report.submitted_on ? text("handed_in_by", {{"day", report.submitted_on->Russian()},
                                                  {"by", report.submitted_by}})
      : report.organisation.is_nil() ? std::string()
                                     : text("draft"));
  if (!fingerprint.empty()) say(text("fingerprint", {{"code", fingerprint}}));
  for (const std::string& line : more) say(line);
  for (const std::string& line : FormulaOf(report, texts)) say(line);
  return about;
}

model::Result<int64_t> WriteAll(const std::vector<ReportTable>& tables,
                                const std::filesystem::path& file) {
  auto writer = TableWriter::Open(file, tables.front().title, ColumnsOf(tables.front()));
  if (!writer) return writer.error();
  for (size_t i = 0; i < tables.size(); ++i) {
    if (i > 0) (*writer)->NextSheet(tables[i].title, ColumnsOf(tables[i]));
    for (const auto& row : tables[i].rows) (*writer)->Add(row);
  }
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return std::ssize(tables);
}

std::string FiguresJson(const CoverageReport& report) {
  return FreezeReport(report).text;
}

std::string SchoolJson(const SchoolReport& school) {
  JsonObject out;
  out.Text("organisation", school.organisation.Text()).Text("title", school.title);
  out.Boolean("expected", school.expected).Number("changes", school.changes);
  if (!school.last) return out.Null("submission").str();
  out.Text("submission", school.last->id.Text()).Text("state", Name(school.last->state));
  if (school.report) out.Raw("report", FiguresJson(*school.report));
  return out.str();
}

std::string DistrictJson(const DistrictReport& district) {
  JsonArray schools, missing;
  for (const SchoolReport& school : district.schools) schools.Raw(SchoolJson(school));
  for (const std::string& title : district.missing) missing.Text(title);
  return JsonObject()
      .Number("year", district.year)
      .Number("counted", district.counted)
      .Number("expected", district.expected)
      .Raw("missing", missing.str())
      .Raw("total", FiguresJson(district.total))
      .Raw("facts", FiguresJson(district.facts))
      .Raw("schools", schools.str())
      .str();
}

}  // namespace

model::Result<int64_t> WriteReportTables(sync::Store& store, const Translator& texts,
                                         const ReportSource& source,
                                         const std::filesystem::path& file) {
  auto found = FindReport(store, source);
  if (!found) return found.error();
  std::vector<ReportTable> tables;
  if (found->district) {
    tables.push_back(AboutOf(
        found->report, {},
        {CompletenessOf(*found->district, texts), DifferenceOf(*found->district, texts)}, texts));
    tables.push_back(SchoolsOf(*found->district, texts));
  } else {
    tables.push_back(AboutOf(found->report, found->fingerprint, {}, texts));
  }
  for (ReportTable& table : TablesOf(found->report, texts)) tables.push_back(std::move(table));
  if (!found->district)
    tables.push_back(NotCoveredOf(found->report, texts, [&](const model::Uuid& child) {
      return NameOfStored(store, texts, child);
    }));
  return WriteAll(tables, file);
}

model::Result<std::string> ReportAsJson(sync::Store& store, const ReportSource& source) {
  const auto found = FindReport(store, source);
  if (!found) return found.error();
  if (found->district) return DistrictJson(*found->district);
  JsonObject out;
  if (found->submission)
    out.Text("submission", found->submission->id.Text())
        .Text("state", Name(found->submission->state))
        .Text("fingerprint", found->fingerprint);
  else
    out.Null("submission");
  return out.Raw("report", FiguresJson(found->report)).str();
}

}  // namespace kruzhok::client
