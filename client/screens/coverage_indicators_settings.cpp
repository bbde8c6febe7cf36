// SPDX-License-Identifier: MIT
// How the indicators are counted, what they are to reach, how many children live here: three forms,
// one action each when they are saved.
#include <algorithm>

#include "client/coverage/indicator_words.h"
#include "client/screens/coverage_indicators.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/indicator.h"
#include "model/entities/resident_count.h"
#include "model/entities/target.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestCard = 420, kCell = 96, kNumber = 110, kWidestForm = 900;
constexpr float kNarrowestLabel = 90;

std::string KeyOf(IndicatorSettings what) {
  return "indicators.settings." + std::string(Name(what));
}

// Which of the three; what is begun of each stays.
void DrawChoice(const Frame& frame, const IndicatorsForm& form) {
  std::vector<std::string> labels;
  for (const auto what :
       {IndicatorSettings::kRules, IndicatorSettings::kTargets, IndicatorSettings::kResidents})
    labels.push_back(frame.Text(KeyOf(what)));
  if (const auto chosen = ui::Segments("what", labels, static_cast<size_t>(form.what)))
    frame.Ask(EditIndicatorSettings{static_cast<IndicatorSettings>(*chosen)});
  if (!form.dirty()) return;
  const std::string discard = frame.Text("window.form.discard");
  ui::SameLine();
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(discard, {.look = ui::Look::kLink}))
    ImGui::NewLine();
  if (ui::Link("discard", discard)) frame.Ask(DiscardDraft{});
  if (form.drafted_at_ms > 0)
    ui::Tooltip(frame.Text("window.form.drafted", {{"when", Moment(form.drafted_at_ms)}}));
}

void DrawHead(const Frame& frame, const IndicatorsForm& form) {
  const std::string save = frame.Text("survey.save"),
                    leave = frame.Text("indicators.settings.leave");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kCheck, .keys = "Ctrl+Enter"};
  const std::string stays = frame.Text("indicators.settings.leave.why");
  const ui::ButtonOptions back{.icon = icon::kBack, .keys = "Esc", .tooltip = stays};
  const float width = ui::ButtonWidth(save, primary) + ui::ButtonWidth(leave, back) + ui::Px(10);
  std::string about = frame.Text(IsCoordinator(frame) ? "indicators.settings.for_all"
                                                      : "indicators.settings.for_own");
  if (form.dirty()) about += " · " + frame.Text("indicators.settings.dirty");
  BeginActions(frame.Text("indicators.settings"), about, width);
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(leave, back));
  const bool nothing_over = !ui::Now().modal && ui::Now().list.path.empty();
  if (ui::Button("leave", leave, back) || (nothing_over && ui::Shortcut(Key::kEscape)))
    frame.Ask(LeaveIndicatorSettings{});
  flow.Next(ui::ButtonWidth(save, primary));
  const bool asked = ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(SaveIndicatorSettings{});
  ui::Gap(4);
  DrawChoice(frame, form);
}

// --- Rules ---

void DrawRuleCell(const Frame& frame, const model::FieldInfo& field, SettingsCell& cell,
                  ui::Flow& flow) {
  const auto& type = model::indicator;
  const std::string id(field.name()), label = frame.texts.FieldLabel(type, field.name());
  const std::string error = cell.wrong ? frame.Text("indicators.settings.wrong") : std::string();
  if (field.kind() == model::Kind::kInteger) {
    ui::Input(id, cell.text,
              {.label = label,
               .error = error,
               .width = flow.Next(std::max(ui::Px(kNumber), ui::Width(label, ui::Face::kSmall))),
               .max_length = 2});
    return;
  }
  const auto options = ChoicesOf(frame, type, field);
  const auto chosen =
      ui::PickFrom(id, cell.text, options, {.label = label, .width = flow.Rest(ui::Px(200))});
  if (chosen && std::ranges::find(options, *chosen, &ui::Option::value) != options.end())
    cell.text = *chosen;
}

// As the cells are now, as far as they can be read.
model::IndicatorRule RuleOf(const RuleCells& rule) {
  model::Record row(model::indicator);
  for (const auto& [field, cell] : rule.cells)
    if (const auto value = model::ParseInput(*field, cell.text)) row.SetValue(*field, *value);
  model::IndicatorRule read;
  model::ReadRule(row, read);
  return read;
}

void DrawRule(const Frame& frame, IndicatorsForm& form, size_t place) {
  const auto indicator = static_cast<model::Indicator>(place);
  RuleCells& rule = form.rules[place];
  const ui::Scope scope(model::CodeOf(indicator));
  ui::Wrapped(NumberOf(indicator) + ". " + NameOf(frame.texts, indicator), ui::Face::kBold);
  const model::IndicatorRule now = RuleOf(rule);
  const auto& read = frame.state.coverage.indicators.read;
  const int64_t year =
      read == nullptr ? model::SchoolYearOf(frame.data.coverage.on) : read->request.year;
  ui::Wrapped(RuleText(frame.texts, indicator, now, now.CutDate(year)), ui::Face::kSmall,
              ui::Colours().muted);
  ui::Gap(4);
  if (rule.fixed)
    return ui::Wrapped(frame.Text("indicators.settings.fixed"), ui::Face::kSmall,
                       ui::Colours().accent);
  ui::Flow flow(12);
  for (auto& [field, cell] : rule.cells) DrawRuleCell(frame, *field, cell, flow);
}

// --- Targets and residents ---

std::string LineTitle(const Frame& frame, const IndicatorsForm& form, const YearsGrid::Line& line) {
  if (form.what == IndicatorSettings::kResidents)
    return frame.texts.Count("indicators.years", line.key);
  const auto indicator = static_cast<model::Indicator>(line.key);
  return NumberOf(indicator) + ". " + NameOf(frame.texts, indicator) +
         (model::IsShare(indicator) ? ", %" : "");
}

// Enter goes down the column, as numbers stand in a statistical table.
void DrawCell(const IndicatorsForm& form, YearsGrid::Line& line, size_t year, size_t place) {
  SettingsCell& cell = line.cells[year];
  const std::string id = std::to_string(form.grid.years[year]);
  const auto result = ui::Input(id, cell.text,
                                {.hint = cell.hint,
                                 .mark = cell.wrong       ? ui::Colours().bad
                                         : cell.changed() ? ui::Colours().accent
                                                          : 0,
                                 .width = ui::Px(kCell - 8),
                                 .max_length = 12});
  if (!result.entered || place + 1 >= form.grid.lines.size()) return;
  ui::FocusPath("coverage/indicators/settings/" + std::to_string(form.grid.lines[place + 1].key) +
                '/' + id);
}

void DrawGrid(const Frame& frame, IndicatorsForm& form) {
  YearsGrid& grid = form.grid;
  SetHints(form);
  const float room = ImGui::GetContentRegionAvail().x;
  const float cells = ui::Px(kCell) * static_cast<float>(grid.years.size());
  const float label = std::max(room - cells, ui::Px(kNarrowestLabel));
  const ImVec2 head = ImGui::GetCursorPos();
  const auto column = [&](size_t year) {
    return head.x + label + ui::Px(kCell) * static_cast<float>(year);
  };
  for (size_t year = 0; year < grid.years.size(); ++year) {
    ImGui::SetCursorPos({column(year) + ui::Px(4), head.y});
    ui::Muted(std::to_string(grid.years[year]));
  }
  for (size_t i = 0; i < grid.lines.size(); ++i) {
    const ui::Scope scope(std::to_string(grid.lines[i].key));
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPosY(at.y + ui::Px(7));
    ui::Fit(LineTitle(frame, form, grid.lines[i]), label - ui::Px(12));
    for (size_t year = 0; year < grid.years.size(); ++year) {
      ImGui::SetCursorPos({column(year), at.y});
      DrawCell(form, grid.lines[i], year, i);
    }
  }
  if (form.what != IndicatorSettings::kResidents) return;
  const ImVec2 at = ImGui::GetCursorPos();
  ui::Text(frame.Text("indicators.settings.sum"), ui::Face::kBold);
  for (size_t year = 0; year < grid.years.size(); ++year) {
    ImGui::SetCursorPos({column(year) + ui::Px(10), at.y});
    ui::Text(Count(SumOf(grid, year, model::resident_count.children)), ui::Face::kBold);
  }
}

}  // namespace

void DrawIndicatorSettings(const Frame& frame) {
  const ui::Scope scope("settings");
  IndicatorsForm& form = *frame.state.coverage.indicators.form;
  if (!form.focus.empty()) {
    ui::FocusPath("coverage/indicators/settings/" + form.focus);
    form.focus.clear();
  }
  DrawHead(frame, form);
  ui::Gap(4);
  ui::Wrapped(frame.Text(KeyOf(form.what) + ".why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(6);
  if (form.what == IndicatorSettings::kRules)
    return ui::CardGrid("rules", model::kIndicators, kNarrowestCard,
                        [&](size_t place) { DrawRule(frame, form, place); });
  const float room = ImGui::GetContentRegionAvail().x;
  const ui::GrowingCard card("grid", std::min(room, ui::Px(kWidestForm)));
  DrawGrid(frame, form);
  if (form.what != IndicatorSettings::kTargets) return;
  ui::Gap(6);
  ui::Input("source", form.source,
            {.label = frame.Text("indicators.settings.source"), .max_length = 500});
}

}  // namespace kruzhok::client
