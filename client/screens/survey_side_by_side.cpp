// SPDX-License-Identifier: MIT
// Parts of a wave in tables: classes, programmes, who has answered; schools side by side.
#include <algorithm>

#include "client/screens/district_parts.h"
#include "client/screens/survey_results.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

using model::Dimension;

constexpr float kLowestTable = 240, kNote = 56;

enum Column { kTitle, kAnswers, kInvited, kRate, kSatisfied, kMean };

std::vector<ui::RowsColumn> ColumnsOf(const Frame& frame, std::string_view title) {
  const auto text = [&](std::string_view key) { return frame.Text("survey." + std::string(key)); };
  return {{std::string(title)},      {text("answered"), 110, true},  {text("invited"), 120, true},
          {text("rate"), 150, true}, {text("satisfied"), 150, true}, {text("mean"), 100, true}};
}

ui::RowsCell CellOf(const Frame& frame, const PartFigures& part, size_t column) {
  const bool told = part.answers > 0;
  switch (column) {
    case kTitle:
      return {.text = part.title,
              .icon = told ? nullptr : icon::kWaiting,
              .icon_colour = ui::Colours().warn,
              .colour = part.value ? ImU32{0} : ui::Colours().muted};
    case kAnswers:
      return {.text = Count(part.answers)};
    case kInvited:
      return {.text = part.invited ? Count(*part.invited) : "—"};
    case kRate:
      return {.text = part.invited ? Percent(frame, part.answers, *part.invited) : "—"};
    case kSatisfied:
      return {.text = told ? ShareText(part.satisfied) : ""};
    default:
      return {.text = told ? MeanText(frame.texts.language(), part.mean) : ""};
  }
}

// Which question the last columns tell.
void PickLine(const Frame& frame, float width) {
  ResultsState& state = frame.state.surveys.results;
  std::vector<ui::Option> options = {{"all", frame.Text("survey.results.line.all")}};
  for (const auto& [key, line] : RatedLines(state.read->results.survey.questions))
    options.push_back({key, line.number + ". " + line.text});
  const std::string here = state.choice.line.empty() ? "all" : state.choice.line;
  const auto picked = ui::PickFrom("line", here, options,
                                   {.label = frame.Text("survey.results.line"), .width = width});
  if (!picked) return;
  const bool known = std::ranges::count(options, *picked, &ui::Option::value) > 0;
  if (known || picked->empty()) state.choice.line = *picked == "all" ? std::string() : *picked;
}

// True: what the cursor is on is to be opened.
bool DrawTable(const Frame& frame, const std::vector<PartFigures>& parts, size_t& cursor,
               std::string_view title, float below) {
  const float height =
      std::max(ImGui::GetContentRegionAvail().y - ui::Px(below), ui::Px(kLowestTable));
  const ui::Card card("table-card", {0, height}, false);
  const auto cell = [&](size_t row, size_t column) { return CellOf(frame, parts[row], column); };
  return ui::Rows("list", parts.size(), cursor, cell, {.columns = ColumnsOf(frame, title)}).opened;
}

bool DrawOpen(const Frame& frame, ui::Flow& flow, std::string_view key, bool enabled) {
  const std::string words = frame.Text(key);
  const ui::ButtonOptions options{.icon = icon::kArrow, .enabled = enabled};
  flow.Next(ui::ButtonWidth(words, options));
  ImGui::BeginGroup();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::BelowLabel());
  const bool pressed = ui::Button("open", words, options);
  ImGui::EndGroup();
  return pressed;
}

// --- Parts ---

void PickDimension(const Frame& frame, ui::Flow& flow) {
  ResultsState& state = frame.state.surveys.results;
  if (state.figures.respondents.size() < 2 && !state.choice.filter.respondents) {
    state.choice.parts_by = Dimension::kSlice;
    return;
  }
  const bool by_class = state.read->results.wave.slice == Wave::Slice::kClass;
  const std::vector<std::string> labels = {
      frame.Text(by_class ? "survey.results.by.class" : "survey.results.by.programme"),
      frame.Text("survey.results.by.respondents")};
  float width = ui::Px(10);
  for (const std::string& label : labels) width += ui::Width(label) + ui::Px(40);
  flow.Next(width);
  ImGui::BeginGroup();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::BelowLabel());
  const auto chosen =
      ui::Segments("by", labels, state.choice.parts_by == Dimension::kSlice ? 0 : 1);
  ImGui::EndGroup();
  if (chosen) state.choice.parts_by = *chosen == 0 ? Dimension::kSlice : Dimension::kRespondents;
}

const PartFigures* PartUnderCursor(const ResultsState& state) {
  const auto& parts = state.figures.parts;
  return state.part_cursor < parts.size() ? &parts[state.part_cursor] : nullptr;
}

void OpenPart(ResultsState& state) {
  const PartFigures* part = PartUnderCursor(state);
  if (part == nullptr || !part->value) return;
  if (state.choice.parts_by == Dimension::kSlice)
    state.choice.filter.slice = *part->value;
  else
    state.choice.filter.respondents = *part->value;
  state.tab = ResultsState::Tab::kFigures;
}

// --- Schools ---

void OpenSchool(const Frame& frame) {
  ResultsState& state = frame.state.surveys.results;
  const auto& schools = state.read->schools;
  if (state.school_cursor >= schools.size()) return;
  const SchoolFigures& school = schools[state.school_cursor];
  if (!school.wave || !school.has_begun()) return;
  if (*school.wave != state.wave) return frame.Ask(ShowSurveys{SurveyView::kResults, *school.wave});
  state.choice.filter = {.organisation = school.organisation};
  state.tab = ResultsState::Tab::kFigures;
}

void DrawMissing(const Frame& frame, const std::vector<SchoolFigures>& schools) {
  const Theme& theme = ui::Colours();
  const auto missing = std::ranges::count_if(
      schools, [](const SchoolFigures& school) { return !school.has_begun(); });
  if (missing == 0)
    ui::Strip(frame.Text("survey.results.all_began"), icon::kCheck, theme.ok, theme.ok_soft);
  else
    ui::Strip(frame.Text("survey.results.missing", {{"count", Count(missing)}}), icon::kWaiting,
              theme.warn, theme.warn_soft);
  ui::Gap(2);
}

}  // namespace

void DrawResultParts(const Frame& frame) {
  const ui::Scope scope("parts");
  ResultsState& state = frame.state.surveys.results;
  {
    ui::Flow flow(14);
    PickDimension(frame, flow);
    PickLine(frame, flow.Next(ui::Px(380)));
    const PartFigures* part = PartUnderCursor(state);
    if (DrawOpen(frame, flow, "survey.results.part.open", part != nullptr && part->value))
      OpenPart(state);
  }
  ui::Gap(4);
  const bool by_slice = state.choice.parts_by == Dimension::kSlice;
  const bool by_class = state.read->results.wave.slice == Wave::Slice::kClass;
  const std::string key = !by_slice ? "respondents" : by_class ? "class" : "programme";
  const bool others =
      std::ranges::any_of(state.figures.parts, [](const PartFigures& part) { return !part.value; });
  if (DrawTable(frame, state.figures.parts, state.part_cursor,
                frame.Text("survey.results.filter." + key), others ? kNote : 0))
    OpenPart(state);
  if (others)
    ui::Wrapped(frame.Text("survey.results.others." + key), ui::Face::kSmall, ui::Colours().muted);
}

void DrawResultSchools(const Frame& frame) {
  const ui::Scope scope("schools");
  ResultsState& state = frame.state.surveys.results;
  DrawMissing(frame, state.read->schools);
  {
    ui::Flow flow(14);
    PickLine(frame, flow.Next(ui::Px(380)));
    const bool known = state.school_cursor < state.read->schools.size() &&
                       state.read->schools[state.school_cursor].has_begun();
    if (DrawOpen(frame, flow, "survey.results.school.open", known)) OpenSchool(frame);
  }
  ui::Gap(4);
  if (DrawTable(frame, state.figures.schools, state.school_cursor,
                frame.Text("survey.results.filter.organisation"), 0))
    OpenSchool(frame);
}

}  // namespace kruzhok::client
