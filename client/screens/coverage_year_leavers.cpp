// SPDX-License-Identifier: MIT
// Children who have left: chosen from a list, all of them at once.
#include <algorithm>

#include "client/screens/coverage_year.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

constexpr float kState = 220, kFilter = 260;

void DrawState(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  std::vector<ui::Option> states = ChoicesOf(frame, model::child, model::child.state);
  std::erase_if(states, [](const ui::Option& one) { return one.value == "attends"; });
  const std::string label = frame.Text("school_year.leaving_state");
  const auto chosen =
      ui::PickFrom("state", state.leaving_state, states, {.label = label, .width = ui::Px(kState)});
  if (chosen && std::ranges::find(states, *chosen, &ui::Option::value) != states.end())
    state.leaving_state = *chosen;
}

void DrawList(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  ListState& list = state.leavers;
  const ui::Card card("leavers-card", {0, 0});
  if (ui::Shortcut(Key::kF, kControl)) ui::FocusPath("coverage/year/filter");
  const std::string hint = frame.Text("school_year.leaving.filter");
  const auto filter = ui::Input("filter", state.filter,
                                {.hint = hint, .icon = icon::kFilter, .width = ui::Px(kFilter)});
  if (filter.changed) ListLeavers(state);
  if (filter.entered || (filter.focused && ui::Pressed(Key::kDown)))
    ui::FocusPath("coverage/year/leavers/rows");
  ui::SameLine(14);
  const auto chosen = static_cast<int64_t>(list.selected.size());
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::Px(6));
  ui::Text(frame.texts.Count("school_year.leaving.chosen", chosen), ui::Face::kText,
           chosen > 0 ? ui::Colours().accent : ui::Colours().muted);
  ui::Gap(4);
  if (list.shown_columns.empty())
    list.shown_columns = {"name", "class", "birth_date", "programmes"};
  const std::string empty = frame.Text("school_year.leaving.none");
  const auto result = ui::RecordTable("leavers", list, {.open = {}, .empty = empty});
  if (result.opened && !list.selected.insert(*result.opened).second)
    list.selected.erase(*result.opened);
  if (result.sorted) ListLeavers(state);
}

}  // namespace

void DrawLeavingStep(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  ui::Wrapped(frame.Text("school_year.leaving.why"), ui::Face::kText, ui::Colours().muted);
  ui::Flow flow(16);
  flow.Next(ui::Px(kState));
  DrawState(frame);
  DrawStepDate(frame, flow, "school_year.leaving_on", state.leaving_on);
  DrawStepTick(flow, "end_leavers", frame.Text("school_year.end_enrolments"), state.end_leavers);
  if (DrawStepButton(frame, flow, "school_year.leaving.do", state.leavers.selected.size()))
    frame.Ask(LetChildrenGo{});
  ui::Gap(4);
  DrawList(frame);
}

}  // namespace kruzhok::client
