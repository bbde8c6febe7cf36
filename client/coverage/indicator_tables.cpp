// SPDX-License-Identifier: MIT
#include "client/coverage/indicator_tables.h"

#include <cmath>

#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/app/value_text.h"
#include "client/tables/table_writer.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"
#include "sync/platform/whole_file.h"

namespace kruzhok::client {
namespace {

using Cells = std::vector<std::string>;
using Kind = TableColumn::Kind;
using model::Indicator;

// A line of the file: the district's, an organisation's.
struct Told {
  std::optional<model::Uuid> organisation;
  std::vector<IndicatorLine> lines;
};

// The figures of each organisation, without the years before.
std::vector<Told> OfOrganisations(const CoverageBook& book, const IndicatorsRequest& request) {
  std::map<model::Uuid, Told> all;
  for (size_t i = 0; i < model::kIndicators; ++i) {
    const auto indicator = static_cast<Indicator>(i);
    const auto query = QueryOf(book, request, indicator);
    for (const auto& [organisation, figure] : model::CountByOrganisation(book.facts, query)) {
      Told& told = all[organisation];
      told.organisation = organisation;
      IndicatorLine& line = told.lines.emplace_back();
      line.indicator = indicator;
      line.rule = query.rule;
      line.on = query.on;
      line.figure = figure;
      line.value = ValueOf(indicator, figure);
      line.plan = model::PlanOf(book.targets, indicator, request.year + 1, organisation);
      if (line.value && line.plan) line.deviation = *line.value - line.plan->value;
    }
  }
  std::vector<Told> told;
  for (auto& [organisation, one] : all) told.push_back(std::move(one));
  return told;
}

std::vector<Told> TellAll(const CoverageBook& book, const IndicatorsRequest& request) {
  std::vector<Told> all = {{request.organisation, CountIndicators(book, request)}};
  if (request.organisation || !book.facts.sees_all) return all;
  for (Told& one : OfOrganisations(book, request)) all.push_back(std::move(one));
  return all;
}

// With one digit after the point; a point in JSON, what the language has in a table.
std::string Decimal(const std::optional<double>& value, char point) {
  if (!value) return {};
  const long tenths = std::lround(*value * 10);
  return (tenths < 0 ? "-" : "") + std::to_string(std::labs(tenths) / 10) + point +
         std::to_string(std::labs(tenths) % 10);
}
std::string JsonNumber(const std::optional<double>& value) {
  return value ? Decimal(value, '.') : "null";
}
std::string JsonNumber(const std::optional<int64_t>& value) {
  return value ? std::to_string(*value) : "null";
}

// --- JSON ---

std::string RuleJson(const model::IndicatorRule& rule) {
  return JsonObject()
      .Number("youngest", rule.youngest)
      .Number("oldest", rule.oldest)
      .Text("denominator",
            rule.denominator == model::IndicatorRule::Denominator::kCards ? "cards" : "residents")
      .Text("counted",
            rule.counted == model::IndicatorRule::Counted::kChildren ? "children" : "enrolments")
      .Number("cut_day", rule.cut_day)
      .Number("cut_month", rule.cut_month)
      .Number("window_years", rule.window_years)
      .str();
}

std::string LineJson(const Translator& texts, const IndicatorLine& line) {
  JsonArray years;
  for (const IndicatorYear& year : line.years)
    years.Raw(JsonObject().Number("year", year.year).Raw("value", JsonNumber(year.value)).str());
  const std::optional<model::Plan>& plan = line.plan;
  return JsonObject()
      .Text("code", model::CodeOf(line.indicator))
      .Text("title", NameOf(texts, line.indicator))
      .Raw("rule", RuleJson(line.rule))
      .Text("on", line.on.Iso())
      .Number("numerator", line.figure.numerator)
      .Raw("denominator", JsonNumber(line.figure.denominator))
      .Raw("percent", JsonNumber(line.figure.Percent()))
      .Raw("plan", JsonNumber(plan ? std::optional(plan->value) : std::nullopt))
      .Raw("plan_year", JsonNumber(plan ? std::optional(plan->year) : std::nullopt))
      .Raw("deviation", JsonNumber(line.deviation))
      .Raw("forecast", JsonNumber(line.forecast))
      .Raw("years", years.str())
      .str();
}

std::string SettingsJson(const IndicatorsRequest& request) {
  JsonObject settings;
  settings.Number("year", request.year)
      .Text("school_year", model::SchoolYearText(request.year))
      .TextOrNull("on", request.on ? request.on->Iso() : "")
      .Text("today", request.today.Iso())
      .Text("basis", request.basis == IndicatorsRequest::Basis::kDistrict ? "district" : "schools")
      .TextOrNull("organisation", request.organisation ? request.organisation->Text() : "");
  return settings.str();
}

std::string IndicatorsJson(const Translator& texts, const std::vector<Told>& all,
                           const IndicatorsRequest& request, const OrganisationTitle& title_of) {
  const auto lines = [&](const Told& told) {
    JsonArray array;
    for (const IndicatorLine& line : told.lines) array.Raw(LineJson(texts, line));
    return array.str();
  };
  JsonArray organisations;
  for (size_t i = 1; i < all.size(); ++i)
    organisations.Raw(JsonObject()
                          .Text("id", all[i].organisation->Text())
                          .Text("title", title_of(*all[i].organisation))
                          .Raw("indicators", lines(all[i]))
                          .str());
  return JsonObject()
             .Raw("settings", SettingsJson(request))
             .Raw("indicators", lines(all.front()))
             .Raw("organisations", organisations.str())
             .str() +
         '\n';
}

model::Result<int64_t> WriteJson(const std::filesystem::path& file, const std::string& json,
                                 size_t lines) {
  if (const auto written = sync::WriteWholeFile(TextOf(file), json); !written)
    return written.error();
  return static_cast<int64_t>(lines);
}

bool IsJson(const std::filesystem::path& file) {
  return model::Fold(TextOf(file.extension())) == ".json";
}

// --- A table ---

std::vector<TableColumn> SettingColumns(const Translator& texts) {
  return {{.heading = texts.Text("indicators.column.school_year"), .width = 12},
          {.heading = texts.Text("indicators.column.on"), .kind = Kind::kDate, .width = 12},
          {.heading = texts.Text("indicators.column.basis"), .width = 22},
          {.heading = texts.Text("indicators.column.rule"), .width = 90}};
}
void AddSettings(const Translator& texts, const IndicatorsRequest& request,
                 model::Indicator indicator, const model::IndicatorRule& rule,
                 const model::Date& on, Cells& cells) {
  cells.insert(cells.end(),
               {model::SchoolYearText(request.year), on.Iso(), BasisText(texts, request.basis),
                RuleText(texts, indicator, rule, on)});
}

std::string WhoText(const Translator& texts, const std::optional<model::Uuid>& organisation,
                    const OrganisationTitle& title_of) {
  return organisation ? title_of(*organisation) : texts.Text("indicators.whole_district");
}

model::Result<int64_t> WriteTable(const Translator& texts, const std::vector<Told>& all,
                                  const IndicatorsRequest& request,
                                  const OrganisationTitle& title_of,
                                  const std::filesystem::path& file) {
  std::vector<TableColumn> columns = {
      {.heading = texts.Text("entity.organisation"), .width = 36},
      {.heading = texts.Text("indicators.column.number"), .width = 5},
      {.heading = texts.Text("indicators.column.name"), .width = 46}};
  for (const std::string_view key :
       {"plan", "plan_year", "fact", "numerator", "denominator", "deviation", "forecast"})
    columns.push_back({.heading = texts.Text("indicators.column." + std::string(key)),
                       .kind = key == "numerator" || key == "denominator" || key == "plan_year"
                                   ? Kind::kInteger
                                   : Kind::kText,
                       .width = 12});
  for (const TableColumn& column : SettingColumns(texts)) columns.push_back(column);
  for (const IndicatorYear& year : all.front().lines.front().years)
    columns.push_back({.heading = model::SchoolYearText(year.year), .width = 12});
  auto writer = TableWriter::Open(file, texts.Text("indicators.title"), columns);
  if (!writer) return writer.error();
  int64_t count = 0;
  for (const Told& told : all)
    for (const IndicatorLine& line : told.lines) {
      Cells cells = {WhoText(texts, told.organisation, title_of), NumberOf(line.indicator),
                     NameOf(texts, line.indicator), PlanText(texts, line)};
      cells.push_back(line.plan ? std::to_string(line.plan->year) : "");
      cells.push_back(AmountText(texts, line.indicator, line.value));
      cells.push_back(std::to_string(line.figure.numerator));
      cells.push_back(line.figure.denominator ? std::to_string(*line.figure.denominator) : "");
      cells.push_back(ChangeText(texts, line.indicator, line.deviation));
      cells.push_back(AmountText(texts, line.indicator, line.forecast));
      AddSettings(texts, request, line.indicator, line.rule, line.on, cells);
      for (const IndicatorYear& year : line.years)
        cells.push_back(AmountText(texts, line.indicator, year.value));
      cells.resize(columns.size());
      (*writer)->Add(cells);
      ++count;
    }
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return count;
}

// --- What one is told apart by ---

model::IndicatorFigure FigureOf(const model::IndicatorPart& part) {
  model::IndicatorFigure figure{std::ssize(part.reached), std::nullopt};
  if (part.whole) figure.denominator = figure.numerator + std::ssize(part.rest);
  return figure;
}

std::string PartsJson(const Translator& texts, const PartsRequest& request,
                      const model::IndicatorQuery& query,
                      const std::vector<model::IndicatorPart>& parts,
                      const OrganisationTitle& title_of) {
  JsonArray array;
  for (const model::IndicatorPart& part : parts) {
    const model::IndicatorFigure figure = FigureOf(part);
    array.Raw(JsonObject()
                  .Text("value", part.value)
                  .Text("title", PartTitle(texts, request.by, part.value, title_of))
                  .Number("numerator", figure.numerator)
                  .Raw("denominator", JsonNumber(figure.denominator))
                  .Raw("percent", JsonNumber(figure.Percent()))
                  .str());
  }
  return JsonObject()
             .Raw("settings", SettingsJson(request.of))
             .Text("code", model::CodeOf(request.indicator))
             .Text("by", Name(request.by))
             .Raw("rule", RuleJson(query.rule))
             .Text("on", query.on.Iso())
             .Raw("parts", array.str())
             .str() +
         '\n';
}

model::Result<int64_t> WritePartsTable(const Translator& texts, const PartsRequest& request,
                                       const model::IndicatorQuery& query,
                                       const std::vector<model::IndicatorPart>& parts,
                                       const OrganisationTitle& title_of,
                                       const std::filesystem::path& file) {
  std::vector<TableColumn> columns = {
      {.heading = texts.Text("indicators.by." + std::string(Name(request.by))), .width = 46}};
  for (const std::string_view key : {"numerator", "denominator", "fact"})
    columns.push_back({.heading = texts.Text("indicators.column." + std::string(key)),
                       .kind = key == "fact" ? Kind::kText : Kind::kInteger,
                       .width = 12});
  for (const TableColumn& column : SettingColumns(texts)) columns.push_back(column);
  auto writer = TableWriter::Open(file, NumberOf(request.indicator), columns);
  if (!writer) return writer.error();
  for (const model::IndicatorPart& part : parts) {
    const model::IndicatorFigure figure = FigureOf(part);
    Cells cells = {PartTitle(texts, request.by, part.value, title_of),
                   std::to_string(figure.numerator)};
    cells.push_back(figure.denominator ? std::to_string(*figure.denominator) : "");
    cells.push_back(part.whole ? AmountText(texts, Indicator::kCoverage, figure.Percent()) : "");
    AddSettings(texts, request.of, request.indicator, query.rule, query.on, cells);
    (*writer)->Add(cells);
  }
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return std::ssize(parts);
}

}  // namespace

std::optional<model::Uuid> OrganisationOf(const sync::Membership& membership) {
  if (membership.joined && membership.role == sync::Role::kCoordinator) return std::nullopt;
  return membership.organisation;
}

OrganisationTitle OrganisationTitles(sync::Store& store) {
  return [&store](const model::Uuid& id) { return StoredTitle(store, model::organisation, id); };
}

model::Result<int64_t> WriteIndicators(sync::Store& store, const Translator& texts,
                                       const IndicatorsRequest& request,
                                       const std::filesystem::path& file) {
  const auto all = TellAll(ReadCoverage(store), request);
  const auto title_of = OrganisationTitles(store);
  if (!IsJson(file)) return WriteTable(texts, all, request, title_of, file);
  return WriteJson(file, IndicatorsJson(texts, all, request, title_of),
                   all.size() * model::kIndicators);
}

model::Result<int64_t> WriteIndicatorParts(sync::Store& store, const Translator& texts,
                                           const PartsRequest& request,
                                           const std::filesystem::path& file) {
  const CoverageBook book = ReadCoverage(store);
  const auto query = QueryOf(book, request.of, request.indicator);
  const auto parts = model::PartsOf(book.facts, query, request.by);
  const auto title_of = OrganisationTitles(store);
  if (IsJson(file))
    return WriteJson(file, PartsJson(texts, request, query, parts, title_of), parts.size());
  return WritePartsTable(texts, request, query, parts, title_of, file);
}

}  // namespace kruzhok::client
