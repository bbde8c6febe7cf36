// SPDX-License-Identifier: MIT
// The reports of all organisations as the coordinator sees them, and the district's total.
#include <algorithm>

#include "client/screens/coverage_report_parts.h"
#include "client/screens/parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

constexpr float kLowestList = 240;

void DrawChoices(const Frame& frame) {
  CoverageReportState& state = ReportState(frame);
  if (const auto chosen =
          ui::Segments("what", {ReportText(frame, "what.schools"), ReportText(frame, "what.total")},
                       state.schools ? 0 : 1))
    state.schools = *chosen == 0;
  ui::SameLine(30);
  ui::Checkbox("handed-in", ReportText(frame, "count_handed_in"), state.handed_in);
  ui::Gap(4);
}

void DrawSchools(const Frame& frame, const ReportReading& read) {
  CoverageReportState& state = ReportState(frame);
  const auto& schools = read.district->schools;
  if (schools.empty())
    return ui::Wrapped(ReportText(frame, "no_schools"), ui::Face::kText, ui::Colours().muted);
  bool opened = false;
  const float rest = ImGui::GetContentRegionAvail().y - ui::Px(50);
  {
    const ui::Card card("schools-card", {0, std::max(rest, ui::Px(kLowestList))}, false);
    DrawReportRows(frame, read.schools, state.school_cursor, opened);
  }
  if (state.school_cursor >= schools.size()) return;
  const auto& last = schools[state.school_cursor].last;
  const ui::ButtonOptions look{.icon = icon::kArrow, .enabled = last.has_value()};
  if ((ui::Button("open", ReportText(frame, "verb.open"), look) || opened) && last)
    frame.Ask(ShowReport{last->id});
}

}  // namespace

void DrawDistrictReport(const Frame& frame) {
  const ui::Scope scope("district");
  const ReportReading& read = *ReportState(frame).read;
  const DistrictReport& district = *read.district;
  BeginActions(
      ReportText(frame, "title.district", {{"year", model::SchoolYearText(district.year)}}),
      DueText(frame, district.year), ReportFilesWidth(frame));
  {
    ui::Flow flow;
    DrawReportFiles(frame, flow);
  }
  ui::Gap(4);
  const bool all = district.missing.empty();
  const Theme& theme = ui::Colours();
  ui::Strip(CompletenessOf(district, frame.texts), all ? icon::kCheck : icon::kWaiting,
            all ? theme.ok : theme.warn, all ? theme.ok_soft : theme.warn_soft);
  DrawChoices(frame);
  if (ReportState(frame).schools) return DrawSchools(frame, read);
  DrawReportFigures(frame, district.total);
  ui::Wrapped(DifferenceOf(district, frame.texts), ui::Face::kText);
  ui::Gap(4);
  DrawReportTables(frame, read.tables);
  DrawReportFormula(frame, district.total);
}

}  // namespace kruzhok::client
