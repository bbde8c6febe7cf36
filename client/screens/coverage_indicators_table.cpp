// SPDX-License-Identifier: MIT
// A line for each indicator: how it is counted, what it is to be and what it is, how it has gone
// and what it comes to. Where there is little room, figures stand below the words.
#include <algorithm>
#include <functional>

#include "client/coverage/indicator_words.h"
#include "client/screens/coverage_indicators.h"
#include "client/widgets/charts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kPlan = 118, kFact = 150, kDeviation = 116, kTrend = 178, kForecast = 80;
constexpr float kGap = 14, kNarrowestName = 240, kTrendHeight = 54;

struct Column {
  const char* key;
  float width;
  void (*draw)(const Frame& frame, const IndicatorLine& line, float width);
};

void DrawPlan(const Frame& frame, const IndicatorLine& line, float width) {
  ui::Wrapped(PlanText(frame.texts, line), ui::Face::kBold, 0, width);
  ui::Wrapped(PlanSource(frame.texts, line), ui::Face::kSmall, ui::Colours().muted, width);
}

// A link follows right below what is before it.
void Tighten() {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y);
}

void DrawFact(const Frame& frame, const IndicatorLine& line, float width) {
  ui::Text(AmountText(frame.texts, line.indicator, line.value), ui::Face::kTitle);
  const std::string figure =
      line.figure.denominator
          ? frame.Text("indicators.of", {{"part", Count(line.figure.numerator)},
                                         {"whole", Count(*line.figure.denominator)}})
          : frame.Text("indicators.open");
  if (model::IsShare(line.indicator) && !line.figure.denominator)
    ui::Wrapped(frame.Text("indicators.no_residents"), ui::Face::kSmall, ui::Colours().warn, width);
  if (line.reached > 0) {
    Tighten();
    if (ui::Link("reached", figure)) frame.Ask(OpenIndicatorRows{line.indicator, true});
  } else if (line.figure.denominator) {
    ui::Text(figure, ui::Face::kSmall, ui::Colours().muted);
  }
  if (line.rest == 0) return;
  Tighten();
  if (ui::Link("rest", frame.Text("indicators.rest", {{"count", Count(line.rest)}})))
    frame.Ask(OpenIndicatorRows{line.indicator, false});
}

void DrawDeviation(const Frame& frame, const IndicatorLine& line, float width) {
  const Theme& theme = ui::Colours();
  const double change = line.deviation.value_or(0);
  const bool same = !line.deviation || std::abs(change) < 0.05;
  const ImU32 colour = same ? theme.text : change > 0 ? theme.ok : theme.bad;
  const char* sign = change > 0 ? icon::kUp : icon::kDown;
  const std::string text = ChangeText(frame.texts, line.indicator, line.deviation);
  ui::Text(same ? text : sign + (' ' + text), ui::Face::kBold, colour);
  if (!line.deviation) return;
  ui::Wrapped(frame.Text(line.plan ? "indicators.to_plan" : "indicators.to_year"), ui::Face::kSmall,
              theme.muted, width);
}

void DrawTrend(const Frame& frame, const IndicatorLine& line, float width) {
  std::vector<ui::ChartColumn> columns;
  for (const IndicatorYear& year : line.years)
    columns.push_back({model::SchoolYearText(year.year).substr(2), year.value,
                       model::SchoolYearText(year.year) + ": " +
                           AmountText(frame.texts, line.indicator, year.value)});
  ui::Columns("trend", columns, {width, ui::Px(kTrendHeight)});
}

void DrawForecast(const Frame& frame, const IndicatorLine& line, float width) {
  ui::Text(AmountText(frame.texts, line.indicator, line.forecast), ui::Face::kBold);
  ui::Wrapped(line.forecast ? model::SchoolYearText(line.years.back().year + 1)
                            : frame.Text("indicators.forecast.none"),
              ui::Face::kSmall, ui::Colours().muted, width);
}

constexpr Column kColumns[] = {{"plan", kPlan, DrawPlan},
                               {"fact", kFact, DrawFact},
                               {"deviation", kDeviation, DrawDeviation},
                               {"trend", kTrend, DrawTrend},
                               {"forecast", kForecast, DrawForecast}};

float ColumnsWidth() {
  float sum = 0;
  for (const Column& column : kColumns) sum += ui::Px(column.width + kGap);
  return sum;
}

// What it is and how it is counted; pressing it shows below what it is told apart by.
void DrawName(const Frame& frame, const IndicatorLine& line, float width) {
  IndicatorsState& state = frame.state.coverage.indicators;
  const Theme& theme = ui::Colours();
  const std::string name = NumberOf(line.indicator) + ". " + NameOf(frame.texts, line.indicator);
  const std::string rule = RuleText(frame.texts, line.indicator, line.rule, line.on);
  const float left = ui::Px(12), room = width - left - ui::Px(6);
  const float first = ui::Height(name, ui::Face::kBold, room);
  const float second = ui::Height(rule, ui::Face::kSmall, room);
  const bool chosen = line.indicator == state.chosen;
  const ui::Press press = ui::Pressable("choose", {width, first + second + ui::Px(10)}, name);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (press.hovered) draw.AddRectFilled(press.min, press.max, theme.hover, ui::Px(4));
  if (chosen)
    draw.AddRectFilled(press.min, {press.min.x + ui::Px(4), press.max.y}, theme.accent, ui::Px(2));
  ui::DrawText({press.min.x + left, press.min.y + ui::Px(2)}, name,
               chosen ? theme.accent : theme.text, ui::Face::kBold, room);
  ui::DrawText({press.min.x + left, press.min.y + ui::Px(6) + first}, rule, theme.muted,
               ui::Face::kSmall, room);
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  if (press.pressed) state.chosen = line.indicator;
}

// Each at its place; returns where the lowest ends.
float DrawBeside(const Frame& frame, const IndicatorLine& line, ImVec2 start, float name) {
  float lowest = start.y, x = start.x;
  const auto draw = [&](float width, const std::function<void()>& what) {
    ImGui::SetCursorPos({x, start.y});
    ImGui::BeginGroup();
    what();
    ImGui::EndGroup();
    lowest = std::max(lowest, start.y + ImGui::GetItemRectSize().y);
    x += width + ui::Px(kGap);
  };
  draw(name, [&] { DrawName(frame, line, name); });
  for (const Column& column : kColumns)
    draw(ui::Px(column.width), [&] { column.draw(frame, line, ui::Px(column.width)); });
  return lowest;
}

void DrawBelow(const Frame& frame, const IndicatorLine& line, float room) {
  DrawName(frame, line, room);
  ui::Gap(4);
  ui::Flow flow(kGap);
  for (const Column& column : kColumns) {
    const float width = flow.Next(ui::Px(column.width));
    ImGui::BeginGroup();
    ui::Muted(frame.Text("indicators.column." + std::string(column.key)));
    column.draw(frame, line, width);
    ImGui::Dummy({width, 0});
    ImGui::EndGroup();
  }
}

void DrawHeadings(const Frame& frame, float name) {
  const ImVec2 start = ImGui::GetCursorPos();
  float x = start.x + name + ui::Px(kGap);
  for (const Column& column : kColumns) {
    ImGui::SetCursorPos({x, start.y});
    ui::Muted(frame.Text("indicators.column." + std::string(column.key)));
    x += ui::Px(column.width + kGap);
  }
  ui::Gap(2);
}

}  // namespace

void DrawIndicatorTable(const Frame& frame) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float name = room - ColumnsWidth();
  const bool beside = name >= ui::Px(kNarrowestName);
  if (beside) DrawHeadings(frame, name);
  for (const IndicatorLine& line : frame.state.coverage.indicators.read->lines) {
    const ui::Scope scope(model::CodeOf(line.indicator));
    ui::Line();
    ui::Gap(4);
    if (!beside) {
      DrawBelow(frame, line, room);
    } else {
      const ImVec2 start = ImGui::GetCursorPos();
      const float end = DrawBeside(frame, line, start, name);
      ImGui::SetCursorPos({start.x, end});
      ImGui::Dummy({0, 0});
    }
    ui::Gap(4);
  }
}

}  // namespace kruzhok::client
