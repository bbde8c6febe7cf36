// SPDX-License-Identifier: MIT
// Groups end with the year, and go on in the next one.
#include <algorithm>

#include "client/screens/coverage_year.h"
#include "client/widgets/flow.h"
#include "client/widgets/record_table.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

const YearGroup* FindGroup(const SchoolYearState& state, const model::Uuid& id) {
  const auto found = std::ranges::find(state.rows->groups, id, &YearGroup::id);
  return found == state.rows->groups.end() ? nullptr : &*found;
}

// A press on a row ticks it, as its box does.
void DrawGroups(const Frame& frame, const char* id, ListState& list, const std::string& empty,
                const std::function<ui::RowMark(const model::Uuid&)>& mark) {
  SchoolYearState& state = frame.state.coverage.school_year;
  const ui::Card card("groups", {0, 0});
  if (list.shown_columns.empty())
    list.shown_columns = {"name", "programme", "teacher", "children", "start_date", "end_date"};
  const auto result =
      ui::RecordTable(id, list, {.open = {}, .empty = empty, .size = {0, 0}, .mark = mark});
  if (result.opened && !mark(*result.opened).locked && !list.selected.insert(*result.opened).second)
    list.selected.erase(*result.opened);
  KeepTicks(state);
  if (result.sorted) ListGroups(state);
}

}  // namespace

void DrawEndingStep(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  ui::Wrapped(frame.Text("school_year.ending.why"), ui::Face::kText, ui::Colours().muted);
  ui::Flow flow(16);
  DrawStepDate(frame, flow, "school_year.ended_on", state.ended_on);
  if (DrawStepButton(frame, flow, "school_year.ending.do", state.ending.selected.size()))
    frame.Ask(EndGroups{});
  ui::Gap(4);
  DrawGroups(frame, "ending", state.ending, frame.Text("school_year.ending.none"),
             [&](const model::Uuid& id) -> ui::RowMark {
               const YearGroup* group = FindGroup(state, id);
               if (group == nullptr || group->active == 0) return {};
               return {frame.texts.Count("school_year.ending.children",
                                         static_cast<int64_t>(group->active)),
                       ui::Colours().muted};
             });
}

void DrawCopyingStep(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  ui::Wrapped(
      frame.Text("school_year.copying.why", {{"to", model::SchoolYearText(state.rows->year + 1)}}),
      ui::Face::kText, ui::Colours().muted);
  ui::Flow flow(16);
  const auto option = [&](const char* id, bool& value) {
    DrawStepTick(flow, id, frame.Text("school_year.copying." + std::string(id)), value, false);
  };
  option("lessons", state.copy.lessons);
  option("children", state.copy.children);
  option("study_year", state.copy.next_study_year);
  option("older", state.copy.older);
  if (DrawStepButton(frame, flow, "school_year.copying.do", state.copying.selected.size(), false))
    frame.Ask(CopyGroups{});
  ui::Gap(4);
  const auto mark = [&](const model::Uuid& id) -> ui::RowMark {
    const YearGroup* group = FindGroup(state, id);
    if (group == nullptr) return {};
    if (group->copied) return {frame.Text("school_year.copied"), ui::Colours().ok, true};
    if (group->archived) return {frame.Text("school_year.archived"), ui::Colours().warn};
    if (!state.copy.children) return {};
    const CopyCounts counts = CountsOf(*state.rows, *group, state.copy);
    if (counts.children + counts.left + counts.out_of_age == 0) return {};
    const size_t stay = counts.left + counts.out_of_age;
    std::string text =
        frame.texts.Count("school_year.copying.go", static_cast<int64_t>(counts.children));
    if (stay > 0)
      text += ", " + frame.Text("school_year.copying.stay", {{"count", std::to_string(stay)}});
    return {text, stay > 0 ? ui::Colours().warn : ui::Colours().muted};
  };
  DrawGroups(frame, "copying", state.copying, frame.Text("school_year.copying.none"), mark);
}

}  // namespace kruzhok::client
