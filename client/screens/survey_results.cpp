// SPDX-License-Identifier: MIT
// The results of a wave: what is looked at, of whom, and its ways out of the program.
#include "client/screens/survey_results.h"

#include <algorithm>

#include "client/screens/district_parts.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

using Tab = ResultsState::Tab;
using Choices = ResultsFigures::Choices;

constexpr float kPick = 250;

std::string SummaryOf(const Frame& frame, const Wave& wave) {
  std::string summary;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) summary += (summary.empty() ? "" : " · ") + part;
  };
  add(OwnerWord(frame, wave.owner));
  add(PeriodText(wave));
  if (!wave.is_closed())
    add(frame.Text("survey.results.open"));
  else if (wave.closed_on)
    add(frame.Text("survey.results.closed", {{"date", wave.closed_on->Russian()}}));
  return summary;
}

void Leave(const Frame& frame) {
  frame.Ask(ShowSurveys{SurveyView::kWave, frame.state.surveys.wave});
}

void DrawHead(const Frame& frame, const Wave& wave) {
  const std::string back = frame.Text("survey.results.back"),
                    print = frame.Text("survey.results.print"),
                    file = frame.Text("survey.results.export");
  const ui::ButtonOptions to_wave{.icon = icon::kBack, .keys = "Esc"};
  const ui::ButtonOptions to_paper{.icon = icon::kPrint};
  const ui::ButtonOptions to_file{.icon = icon::kExport};
  const float width = ui::ButtonWidth(back, to_wave) + ui::ButtonWidth(print, to_paper) +
                      ui::ButtonWidth(file, to_file) + ui::Px(20);
  BeginActions(wave.title, SummaryOf(frame, wave), width);
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(back, to_wave));
  const bool nothing_over = !ui::Now().modal && ui::Now().list.path.empty();
  if (ui::Button("back", back, to_wave) || (nothing_over && ui::Shortcut(Key::kEscape)))
    Leave(frame);
  flow.Next(ui::ButtonWidth(print, to_paper));
  if (ui::Button("print", print, to_paper))
    frame.Ask(PrintDocument{{.what = DocumentRequest::What::kSurveyResults,
                             .id = wave.id,
                             .owner = frame.state.surveys.results.choice.filter.organisation}});
  flow.Next(ui::ButtonWidth(file, to_file));
  if (ui::Button("export", file, to_file)) frame.Ask(StartSurveyExport{wave.id});
  ui::Gap(4);
}

std::vector<std::pair<Tab, std::string>> TabsOf(const Frame& frame) {
  const ResultsReading& read = *frame.state.surveys.results.read;
  std::vector<std::pair<Tab, std::string>> tabs;
  const auto add = [&](Tab tab, std::string_view key) {
    tabs.emplace_back(tab, frame.Text("survey.results.tab." + std::string(key)));
  };
  add(Tab::kFigures, "figures");
  add(Tab::kParts, read.results.wave.slice == Wave::Slice::kClass ? "classes" : "programmes");
  if (read.request.schools) add(Tab::kSchools, "schools");
  add(Tab::kComparison, "comparison");
  if (std::ranges::count(read.results.survey.questions, model::QuestionKind::kText,
                         &model::Question::kind) > 0)
    add(Tab::kTexts, "texts");
  return tabs;
}

void DrawTabs(const Frame& frame) {
  ResultsState& state = frame.state.surveys.results;
  const auto tabs = TabsOf(frame);
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < tabs.size(); ++i) {
    labels.push_back(tabs[i].second);
    if (tabs[i].first == state.tab) here = i;
  }
  state.tab = tabs[here].first;
  if (const auto chosen = ui::Segments("tab", labels, here)) state.tab = tabs[*chosen].first;
  ui::Gap(6);
}

// One of the values, or all of them. Nothing to choose between: nothing is drawn.
template <typename Take>
void PickOne(const Frame& frame, ui::Flow& flow, std::string_view id, const Choices& choices,
             const std::optional<std::string>& chosen, Take take) {
  if (choices.empty()) return;
  const std::string key = "survey.results.filter." + std::string(id);
  std::vector<ui::Option> options = {{"all", frame.Text(key + ".all")}};
  std::string here = "all";
  for (size_t i = 0; i < choices.size(); ++i) {
    options.push_back({std::to_string(i), choices[i].second});
    if (chosen == choices[i].first) here = std::to_string(i);
  }
  const float width = flow.Next(ui::Px(kPick));
  const auto picked = ui::PickFrom(id, here, options, {.label = frame.Text(key), .width = width});
  if (!picked) return;
  const auto found = std::ranges::find(options, *picked, &ui::Option::value);
  // What suits nothing is no choice; an emptied field is all.
  if (found == options.end() && !picked->empty()) return;
  const bool all = found == options.end() || found == options.begin();
  take(all ? std::nullopt
           : std::optional(choices[static_cast<size_t>(found - options.begin()) - 1].first));
}

void DrawFilter(const Frame& frame) {
  ResultsState& state = frame.state.surveys.results;
  model::BlockFilter& filter = state.choice.filter;
  const ui::Scope scope("filter");
  const float before = ImGui::GetCursorPosY();
  ui::Flow flow(14);
  const auto organisation = filter.organisation ? std::optional(filter.organisation->Text())
                                                : std::optional<std::string>();
  PickOne(frame, flow, "organisation", state.figures.organisations, organisation,
          [&](const std::optional<std::string>& id) {
            filter.organisation = id ? model::Uuid::FromText(*id) : std::nullopt;
          });
  const bool by_class = state.read->results.wave.slice == Wave::Slice::kClass;
  PickOne(frame, flow, by_class ? "class" : "programme", state.figures.slices, filter.slice,
          [&](const std::optional<std::string>& slice) { filter.slice = slice; });
  PickOne(frame, flow, "respondents", state.figures.respondents, filter.respondents,
          [&](const std::optional<std::string>& kind) { filter.respondents = kind; });
  if (ImGui::GetCursorPosY() > before) ui::Gap(6);
}

void DrawTab(const Frame& frame) {
  switch (frame.state.surveys.results.tab) {
    case Tab::kFigures:
      DrawFilter(frame);
      return DrawResultFigures(frame);
    case Tab::kParts:
      DrawFilter(frame);
      return DrawResultParts(frame);
    case Tab::kSchools:
      return DrawResultSchools(frame);
    case Tab::kComparison:
      DrawFilter(frame);
      return DrawResultComparison(frame);
    case Tab::kTexts:
      return DrawResultTexts(frame);
  }
}

}  // namespace

void DrawSurveyResults(const Frame& frame) {
  const ui::Scope scope("results");
  const ResultsState& state = frame.state.surveys.results;
  const Wave* wave = frame.data.surveys.FindWave(frame.state.surveys.wave);
  if (wave == nullptr) return;
  DrawHead(frame, *wave);
  const bool of_this = state.wave == wave->id && state.read;
  if (state.wave == wave->id && state.problem) {
    DrawProblem(frame, *state.problem);
    ui::Gap(8);
  }
  if (of_this && state.figured_for) {
    DrawTabs(frame);
    DrawTab(frame);
  } else if (!state.problem) {
    ui::Wrapped(frame.Text("survey.results.reading"), ui::Face::kText, ui::Colours().muted);
  }
}

}  // namespace kruzhok::client
