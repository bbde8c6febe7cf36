// SPDX-License-Identifier: MIT
#include "client/screens/coverage_views.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

std::vector<std::pair<CoverageView, std::string_view>> ViewsOf(const Frame& frame) {
  std::vector<std::pair<CoverageView, std::string_view>> views = {
      {CoverageView::kIndicators, "indicators"},
      {CoverageView::kWorklist, "worklist"},
      {CoverageView::kReport, "report"}};
  // Only who has the cards of all can see that two are one child.
  if (frame.data.coverage_book.facts.sees_all)
    views.emplace_back(CoverageView::kPersons, "persons");
  views.emplace_back(CoverageView::kYear, "year");
  return views;
}

void DrawView(const Frame& frame) {
  switch (frame.state.coverage.view) {
    case CoverageView::kIndicators:
      return DrawIndicators(frame);
    case CoverageView::kWorklist:
      return DrawWorklist(frame);
    case CoverageView::kReport:
      return DrawCoverageReport(frame);
    case CoverageView::kPersons:
      return DrawPersons(frame);
    case CoverageView::kYear:
      return DrawSchoolYear(frame);
  }
}

}  // namespace

void DrawCoverage(const Frame& frame) {
  const ui::Scope scope("coverage");
  const auto views = ViewsOf(frame);
  std::vector<std::string> labels;
  size_t at = 0;
  for (size_t i = 0; i < views.size(); ++i) {
    labels.push_back(frame.Text("coverage.tab." + std::string(views[i].second)));
    if (views[i].first == frame.state.coverage.view) at = i;
  }
  if (const auto chosen = ui::Tabs("view", labels, at))
    frame.Ask(ShowCoverage{views[*chosen].first});
  ui::CardGap();
  if (frame.data.version > 0) DrawView(frame);
}

}  // namespace kruzhok::client
