// SPDX-License-Identifier: MIT
// What waits for the person, and what the data say so far.
#include <algorithm>
#include <cmath>
#include <optional>

#include "client/screens/district_parts.h"
#include "client/screens/figures.h"
#include "client/widgets/charts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostParts = 60;
// Lower than this, the lower cards are not squeezed into the window: the page scrolls.
constexpr float kLowestCard = 300, kNarrowestCard = 400;

// --- Figures ---

// `part`: of the coverage; empty: all.
void OpenChildren(const Frame& frame, std::string filter, std::string_view part) {
  ListState& list = frame.state.lists["child"];
  Widen(list);
  list.filter = std::move(filter);
  if (!part.empty()) list.facets[std::string(frame.data.coverage.column)].insert(std::string(part));
  Arrange(list);
  frame.Ask(GoTo{Screen::kChildren});
}

Figure WhereDataAre(const Frame& frame) {
  const sync::Status& status = frame.data.status;
  Figure figure{"data", frame.Text("overview.figure.pending"), Count(status.pending)};
  if (!status.membership.joined) {
    figure.label = frame.Text("overview.figure.drafts");
    figure.value = Count(std::ssize(frame.state.drafts));
    figure.caption = frame.Text("overview.figure.drafts.caption");
    return figure;
  }
  figure.caption = status.pending > 0 ? "≈ " + Bytes(frame, frame.state.exchange.pending_bytes)
                                      : frame.Text("overview.figure.all_sent");
  figure.link = frame.Text("overview.figure.exchange");
  figure.open = [&frame] { frame.Ask(GoTo{Screen::kExchange}); };
  return figure;
}

std::vector<Figure> Figures(const Frame& frame) {
  const Coverage& coverage = frame.data.coverage;
  const Theme& theme = ui::Colours();
  const auto share = [](int64_t part, int64_t whole) {
    return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
  };
  const auto of = [&](int64_t part, int64_t whole) {
    return frame.Text("overview.of", {{"part", Count(part)}, {"whole", Count(whole)}});
  };
  const int64_t missed = coverage.children - coverage.covered;
  std::vector<Figure> figures;
  figures.push_back({"coverage", frame.Text("overview.figure.coverage"),
                     Percent(frame, coverage.covered, coverage.children),
                     share(coverage.covered, coverage.children), theme.accent,
                     of(coverage.covered, coverage.children)});
  figures.push_back({"missed", frame.Text("overview.figure.missed"), Count(missed),
                     share(missed, coverage.children), theme.badge,
                     Percent(frame, missed, coverage.children)});
  if (missed > 0) {
    figures.back().link = frame.Text("overview.figure.show");
    figures.back().open = [&frame] { OpenChildren(frame, frame.Text("list.not_covered"), {}); };
  }
  figures.push_back({"technical", frame.Text("overview.figure.technical"),
                     Percent(frame, coverage.technical, coverage.covered),
                     share(coverage.technical, coverage.covered), theme.accent,
                     of(coverage.technical, coverage.covered)});
  figures.push_back(WhereDataAre(frame));
  return figures;
}

// --- Coverage by class, or by organisation ---

void DrawParts(const Frame& frame) {
  const Coverage& coverage = frame.data.coverage;
  const std::string key =
      coverage.column == "organisation" ? "overview.organisations" : "overview.classes";
  ui::Wrapped(frame.Text(key), ui::Face::kBold);
  ui::Wrapped(frame.Text(key + ".caption"), ui::Face::kSmall, ui::Colours().muted);
  if (coverage.parts.empty()) {
    ui::Gap(10);
    ui::Wrapped(frame.Text(key + ".empty"), ui::Face::kText, ui::Colours().muted);
    return;
  }
  ui::Gap(4);
  ui::BarsLegend(frame.Text("overview.covered"), frame.Text(key + ".all"));
  ui::Gap(6);
  std::vector<ui::Bar> bars;
  for (size_t i = 0; i < coverage.parts.size() && i < kMostParts; ++i) {
    const CoveragePart& part = coverage.parts[i];
    bars.push_back({part.name, static_cast<double>(part.covered),
                    static_cast<double>(part.children),
                    frame.Text("overview.of",
                               {{"part", Count(part.covered)}, {"whole", Count(part.children)}}),
                    frame.Text("overview.part.open", {{"part", part.name}})});
  }
  if (const auto pressed = ui::Bars("parts", bars)) OpenChildren(frame, {}, bars[*pressed].label);
  if (coverage.parts.size() > kMostParts)
    ui::Muted(frame.texts.Count(key + ".more",
                                std::ssize(coverage.parts) - static_cast<int64_t>(kMostParts)));
}

void DrawLower(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ui::Px(14);
  const bool beside = room.x >= ui::Px(2 * kNarrowestCard) + gap;
  if (!beside || room.y < ui::Px(kLowestCard)) {
    const float left = beside ? std::round(room.x * 0.58F) : 0;
    {
      const ui::GrowingCard card("waits-card", left);
      DrawWaitingList(frame);
    }
    if (beside)
      ImGui::SameLine(0, gap);
    else
      ui::CardGap();
    const ui::GrowingCard card("parts-card", 0);
    return DrawParts(frame);
  }
  {
    const ui::Card card("waits-card", {std::round(room.x * 0.58F), room.y});
    DrawWaitingList(frame);
  }
  ImGui::SameLine(0, gap);
  const ui::Card card("parts-card", {0, room.y});
  DrawParts(frame);
}

}  // namespace

void DrawOverview(const Frame& frame) {
  const ui::Scope scope("overview");
  const std::string summary =
      frame.data.version == 0 ? frame.Text("overview.loading")
                              : frame.Text("overview.by_data", {{"date", Day(frame.state.now_ms)}});
  const ImVec2 start = ImGui::GetCursorPos();
  DrawTitle(frame.Text("overview.title"), summary, 0);
  ImGui::SetCursorPos({start.x, start.y + ui::Px(46)});
  DrawFigures(Figures(frame));
  DrawLower(frame);
}

}  // namespace kruzhok::client
