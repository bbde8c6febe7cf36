// SPDX-License-Identifier: MIT
// A report in words: its tables and sentences, the same on the screen, on paper and in a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"
#include "client/coverage/coverage_report_reading.h"

namespace kruzhok::client {

struct ReportColumn {
  std::string heading;
  float share = 1;  // Of the width.
  bool number = false;
};
struct ReportTable {
  std::string id;  // "classes", "ages", …: see TablesOf.
  std::string title;
  std::vector<ReportColumn> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<model::Uuid> children;  // Of the rows, where they are of children.
};
// organisations or classes, ages, directions, categories, venues, reasons, indicators; those that
// are empty are left out.
std::vector<ReportTable> TablesOf(const CoverageReport& report, const Translator& texts);
// Who is not covered, by class and name. `name_of`: what the child is called.
using NameOfChild = std::function<std::string(const model::Uuid&)>;
ReportTable NotCoveredOf(const CoverageReport& report, const Translator& texts,
                         const NameOfChild& name_of);
ReportTable ChangesOf(const std::vector<ReportChange>& changes, const Translator& texts,
                      const NameOfChild& name_of);
ReportTable FigureChangesOf(const std::vector<FigureChange>& changes, const Translator& texts);
ReportTable SchoolsOf(const DistrictReport& district, const Translator& texts);

// The rule by which it was counted, a sentence each.
std::vector<std::string> FormulaOf(const CoverageReport& report, const Translator& texts);
// «По отчётам 17 из 20 школ; нет: …», and how it differs from the district's data.
std::string CompletenessOf(const DistrictReport& district, const Translator& texts);
std::string DifferenceOf(const DistrictReport& district, const Translator& texts);
// «сдан, ещё не отправлен в район», «принят 04.09.2026, Петрова».
std::string StateOf(const Submission& submission, int64_t remarks, const Translator& texts);

// «74,2 %»; «—» of nothing.
std::string ShareOf(const Translator& texts, int64_t part, int64_t whole);
// «+2,3» points of a percent; empty: there is no plan or nothing to compare it with.
std::string DeviationOf(const Translator& texts, const ReportIndicator& indicator,
                        model::Indicator which);
std::string PlanTextOf(const Translator& texts, const ReportIndicator& indicator,
                       model::Indicator which);
// «стёрто по требованию» of a child whose values the district has had forgotten.
std::string NameOfStored(sync::Store& store, const Translator& texts, const model::Uuid& child);

}  // namespace kruzhok::client
