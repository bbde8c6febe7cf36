// SPDX-License-Identifier: MIT
// The indicators: of which year, of whom, by whose data; and their ways out of the program.
#include "client/screens/coverage_indicators.h"

#include <algorithm>

#include "client/coverage/indicator_words.h"
#include "client/screens/coverage_views.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

using Basis = IndicatorsRequest::Basis;

std::string TitleOf(const Frame& frame, const model::Uuid& organisation) {
  return frame.data.search ? frame.data.search->TitleOf(model::organisation, organisation)
                           : std::string();
}

std::string SummaryOf(const Frame& frame) {
  const auto& read = frame.state.coverage.indicators.read;
  if (read == nullptr) return frame.Text("indicators.counting");
  const auto& organisation = read->request.organisation;
  return (organisation ? TitleOf(frame, *organisation) : frame.data.organisation) + " · " +
         model::SchoolYearText(read->request.year);
}

void DrawHead(const Frame& frame) {
  const std::string settings = frame.Text("indicators.settings"),
                    file = frame.Text("indicators.export");
  const ui::ButtonOptions to_settings{.icon = icon::kSettings};
  const ui::ButtonOptions to_file{.icon = icon::kExport};
  const float width =
      ui::ButtonWidth(settings, to_settings) + ui::ButtonWidth(file, to_file) + ui::Px(10);
  BeginActions(frame.Text("indicators.title"), SummaryOf(frame), width);
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(settings, to_settings));
  const auto& begun = frame.state.coverage.indicators.drafts;
  if (ui::Button("settings", settings, to_settings))
    frame.Ask(EditIndicatorSettings{begun.empty() ? IndicatorSettings::kRules : *begun.begin()});
  flow.Next(ui::ButtonWidth(file, to_file));
  if (ui::Button("export", file, to_file)) frame.Ask(StartIndicatorsExport{});
  ui::Gap(4);
}

void PickYear(const Frame& frame, ui::Flow& flow) {
  IndicatorsState& state = frame.state.coverage.indicators;
  std::vector<ui::Option> options;
  const auto& years = state.read->school_years;
  for (auto year = years.rbegin(); year != years.rend(); ++year)
    options.push_back({std::to_string(*year), model::SchoolYearText(*year)});
  const auto chosen =
      ui::PickFrom("year", std::to_string(state.read->request.year), options,
                   {.label = frame.Text("indicators.year"), .width = flow.Next(ui::Px(170))});
  if (!chosen) return;
  const auto found = std::ranges::find(options, *chosen, &ui::Option::value);
  if (found == options.end()) return;
  state.year = years[static_cast<size_t>(options.end() - found) - 1];
}

void PickOrganisation(const Frame& frame, ui::Flow& flow) {
  IndicatorsState& state = frame.state.coverage.indicators;
  if (state.read->organisations.empty()) return;
  std::vector<ui::Option> options = {{"all", frame.Text("indicators.whole_district")}};
  for (const model::Uuid& id : state.read->organisations)
    options.push_back({id.Text(), TitleOf(frame, id)});
  std::sort(options.begin() + 1, options.end(),
            [](const ui::Option& a, const ui::Option& b) { return a.label < b.label; });
  const std::string here = state.organisation ? state.organisation->Text() : "all";
  const auto chosen =
      ui::PickFrom("organisation", here, options,
                   {.label = frame.Text("indicators.of_whom"), .width = flow.Next(ui::Px(330))});
  if (!chosen) return;
  if (const auto id = model::Uuid::FromText(*chosen))
    state.organisation = *id;
  else if (*chosen == "all" || chosen->empty())
    state.organisation.reset();
}

// By whose data, and what the other says.
void DrawBasis(const Frame& frame) {
  IndicatorsState& state = frame.state.coverage.indicators;
  const auto chosen = ui::Segments(
      "basis", {BasisText(frame.texts, Basis::kDistrict), BasisText(frame.texts, Basis::kSchools)},
      state.basis == Basis::kDistrict ? 0 : 1);
  if (chosen) state.basis = *chosen == 0 ? Basis::kDistrict : Basis::kSchools;
  const IndicatorLine& line = state.read->lines[static_cast<size_t>(state.read->chosen)];
  if (!line.other || !line.value) return;
  const bool district = state.read->request.basis == Basis::kDistrict;
  ui::Wrapped(
      frame.Text(district ? "indicators.other.schools" : "indicators.other.district",
                 {{"number", NumberOf(line.indicator)},
                  {"value", AmountText(frame.texts, line.indicator, line.other)},
                  {"own", AmountText(frame.texts, line.indicator, line.value)},
                  {"change", ChangeText(frame.texts, line.indicator, *line.value - *line.other)}}),
      ui::Face::kSmall, ui::Colours().muted);
}

}  // namespace

void DrawIndicators(const Frame& frame) {
  const ui::Scope scope("indicators");
  IndicatorsState& state = frame.state.coverage.indicators;
  if (state.form) return DrawIndicatorSettings(frame);
  DrawHead(frame);
  if (state.read == nullptr) return;
  {
    ui::Flow flow(14);
    PickYear(frame, flow);
    PickOrganisation(frame, flow);
  }
  ui::Gap(4);
  DrawBasis(frame);
  ui::Gap(6);
  {
    const ui::GrowingCard card("table", 0);
    DrawIndicatorTable(frame);
  }
  ui::CardGap();
  const ui::GrowingCard card("parts", 0);
  DrawIndicatorParts(frame);
}

}  // namespace kruzhok::client
