// SPDX-License-Identifier: MIT
// The report of 1 September on paper. One that was handed in is printed from its content and the
// names on the cards alone: no day of printing, no version of the program, no decision.
#include "client/coverage/coverage_report_words.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr double kSmall = 9;

struct Shown {
  IssuerRow issuer;
  std::string today;
  FoundReport found{};
  std::vector<ReportTable> tables{};
  ReportTable not_covered{};  // An appendix.
  std::vector<std::string> formula{}, sentences{};
};

PaperTable LayoutOf(const ReportTable& table) {
  PaperTable layout;
  layout.size = 9;
  layout.padding = 0.6;
  for (const ReportColumn& column : table.columns)
    layout.columns.push_back(
        {column.heading, column.share, column.number ? Align::kRight : Align::kLeft});
  return layout;
}

void WriteTitle(PageWriter& page, const Shown& shown) {
  const CoverageReport& report = shown.found.report;
  const TextStyle centred{.align = Align::kCentre, .with_next = true};
  page.Paragraph("Отчёт по охвату обучающихся дополнительным образованием",
                 {.align = Align::kCentre, .weight = Weight::kBold, .size = 14, .with_next = true});
  page.Paragraph(
      "за " + model::SchoolYearText(report.year) + " учебный год, на " + report.on.Russian(),
      centred);
  if (!shown.found.district && !report.submitted_on)
    page.Paragraph("ЧЕРНОВИК, в район не сдан",
                   {.align = Align::kCentre, .weight = Weight::kBold, .with_next = true});
  page.Space(4);
}

void WriteFigures(PageWriter& page, const Shown& shown, const Translator& texts) {
  const CoverageReport& report = shown.found.report;
  const auto line = [&](const std::string& what, const std::string& value) {
    page.Sides(what, value, {.size = 11, .with_next = true});
  };
  line("Детей, всего", std::to_string(report.children));
  line("Из них охвачено дополнительным образованием", std::to_string(report.covered));
  const ReportIndicator& coverage = report.indicators.front();
  line("Охват", ShareOf(texts, report.covered, report.children));
  if (coverage.rule.denominator == model::IndicatorRule::Denominator::kResidents)
    line("Показатель 1, охват жителей этого возраста",
         ShareOf(texts, coverage.figure.numerator, coverage.figure.denominator.value_or(0)));
  line("План на " + std::to_string(report.year + 1) + " год",
       PlanTextOf(texts, coverage, model::Indicator::kCoverage));
  const std::string deviation = DeviationOf(texts, coverage, model::Indicator::kCoverage);
  if (!deviation.empty()) line("Отклонение, процентных пунктов", deviation);
  line("Не охвачено", std::to_string(report.not_covered()));
  line("из них без указания причины", std::to_string(report.WithoutReason()));
  page.Sides("Зачислений (один ребёнок может заниматься по нескольким программам)",
             std::to_string(report.places), {.size = 11});
  page.Space(3);
}

void WriteTable(PageWriter& page, const ReportTable& table) {
  const size_t mark = page.Mark();
  page.Paragraph(table.title, {.weight = Weight::kBold, .size = 11, .after = 1, .with_next = true});
  page.Table(LayoutOf(table), table.rows);
  // A long one goes on over pages; a short one stays whole.
  constexpr size_t kShort = 16;
  if (table.rows.size() <= kShort) page.KeepTogether(mark);
  page.Space(4);
}

void WriteFormula(PageWriter& page, const Shown& shown) {
  const size_t mark = page.Mark();
  page.Paragraph("Как посчитано", {.weight = Weight::kBold, .size = 11, .with_next = true});
  for (const std::string& sentence : shown.formula)
    page.Paragraph(sentence, {.size = kSmall, .after = 0.5});
  page.KeepTogether(mark);
  page.Space(4);
}

void Write(PageWriter& page, const Shown& shown, const Translator& texts) {
  const CoverageReport& report = shown.found.report;
  if (shown.found.district || !report.submitted_on) {
    WriteHead(page, shown.issuer);
  } else {
    page.Paragraph(
        report.title,
        {.align = Align::kCentre, .weight = Weight::kBold, .after = 6, .with_next = true});
  }
  WriteTitle(page, shown);
  WriteFigures(page, shown, texts);
  for (const std::string& sentence : shown.sentences) page.Paragraph(sentence, {.after = 1});
  for (const ReportTable& table : shown.tables) WriteTable(page, table);
  WriteFormula(page, shown);
  if (!shown.not_covered.rows.empty()) WriteTable(page, shown.not_covered);
  page.BeginClosing();
  if (report.submitted_on) {
    page.Space(4);
    page.Paragraph("Сдал(а): " + report.submitted_by + ", " + report.submitted_on->Russian() + ".");
    page.Signature("Руководитель", "");
    page.Paragraph("Отпечаток отчёта: " + shown.found.fingerprint +
                       ". У двух распечаток с одним отпечатком одни и те же данные.",
                   {.size = kSmall});
    return;
  }
  WriteDateAndSignature(page, shown.today, shown.issuer.DirectorRole(), shown.issuer.Director());
}

}  // namespace

model::Result<Paper> CoverageReportPaper(sync::Store& store, const DocumentRequest& request,
                                         const Translator& texts, const model::Date& today) {
  auto found = FindReport(store, request.report);
  if (!found) return found.error();
  Shown shown{
      .issuer = FindIssuer(store, request.report.organisation.value_or(OwnOrganisation(store))),
      .today = today.Russian()};
  shown.tables = TablesOf(found->report, texts);
  shown.formula = FormulaOf(found->report, texts);
  if (found->district) {
    shown.issuer.organisation.Set(model::organisation.name, store.replica().membership().district);
    shown.issuer.organisation.Set(model::organisation.kind, std::string("department"));
    shown.sentences = {CompletenessOf(*found->district, texts),
                       DifferenceOf(*found->district, texts)};
  } else {
    shown.not_covered = NotCoveredOf(found->report, texts, [&](const model::Uuid& child) {
      return NameOfStored(store, texts, child);
    });
  }
  shown.found = *std::move(found);
  Paper paper;
  paper.title = "Отчёт по охвату, " + model::SchoolYearText(shown.found.report.year);
  paper.layout.running = shown.found.fingerprint.empty()
                             ? paper.title
                             : paper.title + ", отпечаток " + shown.found.fingerprint;
  paper.write = [shown = std::move(shown), texts](PageWriter& page) { Write(page, shown, texts); };
  return paper;
}

}  // namespace kruzhok::client
