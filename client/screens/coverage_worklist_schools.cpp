// SPDX-License-Identifier: MIT
// How far each organisation of the district is with its not covered.
#include "client/screens/coverage_worklist.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

enum Column : size_t { kName, kNotCovered, kWithReason, kMissing, kPlaced, kClosed };

ui::RowsCell ClosedCell(const Frame& frame, const WorkCount& count) {
  const Theme& theme = ui::Colours();
  if (!count.is_closed())
    return {.text = frame.Text("worklist.school.open"), .colour = theme.muted};
  const auto& day = count.closing->closed_on;
  return {.text = frame.Text("worklist.school.closed", {{"day", day ? day->Russian() : "—"}}),
          .icon = icon::kLock,
          .icon_colour = theme.ok,
          .colour = theme.ok};
}

ui::RowsCell CellOf(const Frame& frame, const WorkCount& count, size_t column) {
  const Theme& theme = ui::Colours();
  switch (column) {
    case kName: {
      const std::string title = frame.data.search->TitleOf(model::organisation, count.organisation);
      return {.text = title.empty() ? frame.Text("list.missing") : title};
    }
    case kNotCovered:
      return {.text = Count(count.not_covered)};
    case kWithReason:
      return {.text = Count(count.with_reason)};
    case kMissing:
      return {.text = Count(count.missing()),
              .colour = count.missing() > 0 ? theme.bad : theme.muted};
    case kPlaced:
      return {.text = Count(count.placed)};
    case kClosed:
      return ClosedCell(frame, count);
    default:
      return {};
  }
}

}  // namespace

void DrawSchoolWork(const Frame& frame) {
  WorklistState& state = frame.state.coverage.worklist;
  const ui::Scope scope("schools");
  if (state.take_focus) ui::FocusPath(ui::Now().path + "list/rows");
  state.take_focus = false;
  const auto label = [&](const char* key) {
    return frame.Text("worklist.school." + std::string(key));
  };
  const std::string empty = frame.Text("worklist.school.none");
  ui::RowsOptions options;
  options.columns = {{.label = label("name")},
                     {.label = label("not_covered"), .width = 120, .right = true},
                     {.label = label("with_reason"), .width = 150, .right = true},
                     {.label = label("missing"), .width = 120, .right = true},
                     {.label = label("placed"), .width = 140, .right = true},
                     {.label = label("state"), .width = 190}};
  options.empty = empty;
  const ui::Card card("schools-card", ImGui::GetContentRegionAvail());
  const auto cell = [&](size_t row, size_t column) {
    return CellOf(frame, state.by_organisation[row], column);
  };
  const auto result =
      ui::Rows("list", state.by_organisation.size(), state.school_cursor, cell, options);
  if (result.opened && state.school_cursor < state.by_organisation.size())
    frame.Ask(ShowWorklist{{}, state.by_organisation[state.school_cursor].organisation});
}

}  // namespace kruzhok::client
