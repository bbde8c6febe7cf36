// SPDX-License-Identifier: MIT
// The class list: many children keyed from paper, checked against the paper's total.
#include <algorithm>
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/screens/roster_grid.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"

namespace kruzhok::client {
namespace {

constexpr float kLeastGrid = 260, kHintRoom = 34;

std::string SaveLabel(const Frame& frame, int64_t children) {
  return children == 0 ? frame.Text("roster.save.nothing")
                       : frame.texts.Count("roster.save", children);
}

void DrawActions(const Frame& frame) {
  const int64_t children = frame.state.roster.filled();
  const std::string save = SaveLabel(frame, children), clear = frame.Text("roster.clear");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary,
                                  .icon = icon::kCheck,
                                  .enabled = children > 0,
                                  .keys = "Ctrl+Enter"};
  const ui::ButtonOptions plain{.icon = icon::kDelete, .enabled = children > 0};
  const std::string file = frame.Text("transfer.roster");
  const float width = ui::ButtonWidth(save, primary) + ui::Px(10) + ui::ButtonWidth(clear, plain) +
                      ui::Px(10) + ui::ButtonWidth(file, {.icon = icon::kImport});
  BeginActions(frame.Text("roster.title"), frame.Text("roster.summary"), width);
  if (ui::Button("import", file, {.icon = icon::kImport})) frame.Ask(StartImport{&model::child});
  ui::SameLine();
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(clear, plain)) ImGui::NewLine();
  if (ui::Button("clear", clear, plain)) frame.state.roster_clear_open = true;
  ui::SameLine();
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(save, primary)) ImGui::NewLine();
  const bool asked = children > 0 && ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(SaveRoster{});
}

// How many were typed, against the paper, in words and colour.
void DrawTotal(const Frame& frame, ui::Flow& flow) {
  const RosterState& roster = frame.state.roster;
  const Theme& theme = ui::Colours();
  const std::string typed = std::to_string(roster.filled());
  const bool any = roster.expected.find_first_not_of(' ') != std::string::npos;
  const bool right = roster.matches_total();
  const std::string words =
      any ? frame.Text("roster.typed_of", {{"typed", typed}, {"expected", roster.expected}})
          : frame.Text("roster.typed", {{"typed", typed}});
  const char* sign = any && right ? icon::kCheck : icon::kChildren;
  const ImU32 colour = !any ? theme.muted : right ? theme.ok : theme.warn;
  const ImU32 soft = !any ? theme.hover : right ? theme.ok_soft : theme.warn_soft;
  flow.Next(ui::Px(32) + ui::Width(words) + ui::Width(sign));
  ImGui::BeginGroup();
  ImGui::Dummy({1, ui::BelowLabel() - ImGui::GetStyle().ItemSpacing.y + ui::Px(2)});
  ui::Chip(words, sign, colour, soft);
  ImGui::EndGroup();
}

void DrawClass(const Frame& frame) {
  RosterState& roster = frame.state.roster;
  const std::string label = frame.Text("roster.class"), total = frame.Text("roster.expected");
  const std::string hint = frame.Text("roster.class.hint");
  ui::Flow flow;
  float width = flow.Next(std::max(ui::Px(110), ui::Width(label, ui::Face::kSmall) + ui::Px(4)));
  if (ui::Input("class", roster.school_class,
                {.label = label, .hint = hint, .width = width, .max_length = 40})
          .entered)
    ui::FocusPath("roster/expected");
  width = flow.Next(std::max(ui::Px(100), ui::Width(total, ui::Face::kSmall) + ui::Px(4)));
  if (ui::Input("expected", roster.expected, {.label = total, .width = width, .max_length = 4})
          .entered)
    ui::FocusPath("roster/cell-0-0");
  DrawTotal(frame, flow);
  const std::string group = frame.Text("roster.group"), choose = frame.Text("roster.group.hint");
  width = flow.Rest(ui::Px(300));
  std::string problem;
  if (const auto found = roster.problems.find("group"); found != roster.problems.end())
    problem = Describe(frame.texts, found->second, group).message;
  if (PickGroup(frame, "group", roster.group,
                {.label = group, .hint = choose, .error = problem, .width = width}))
    roster.problems.clear();
}

// Shown when the children are to be enrolled at once.
void DrawOrder(const Frame& frame) {
  RosterState& roster = frame.state.roster;
  if (roster.group.empty()) return;
  const auto label = [&](std::string_view field) {
    return frame.texts.FieldLabel(model::enrolment, field);
  };
  ui::Flow flow;
  const auto field = [&](std::string_view id, std::string& text, float width) {
    const std::string above = label(id);
    std::string problem;
    if (const auto found = roster.problems.find(id); found != roster.problems.end())
      problem = Describe(frame.texts, found->second, above).message;
    const float wide =
        flow.Next(std::max(ui::Px(width), ui::Width(above, ui::Face::kSmall) + ui::Px(4)));
    const std::string hint =
        id == "order_number" ? std::string() : frame.Text("enrolment.date.hint");
    const ui::InputOptions options{.label = above, .hint = hint, .error = problem, .width = wide};
    if (id == "order_number")
      ui::Input(id, text, options);
    else
      DateField(id, text, options);
  };
  field("start_date", roster.start_date, 150);
  field("order_number", roster.order_number, 150);
  field("order_date", roster.order_date, 150);
}

void DrawClear(const Frame& frame) {
  ui::Dialog dialog("roster-clear", frame.Text("roster.clear.title"), 480,
                    frame.state.roster_clear_open);
  if (!dialog) return;
  ui::Wrapped(frame.texts.Count("roster.clear.why", frame.state.roster.filled()));
  ui::Gap(16);
  ui::Flow flow;
  const std::string keep = frame.Text("roster.clear.keep"), clear = frame.Text("roster.clear.yes");
  flow.Next(ui::ButtonWidth(keep));
  if (ui::Button("keep", keep)) frame.state.roster_clear_open = false;
  const ui::ButtonOptions danger{.look = ui::Look::kDanger, .icon = icon::kDelete};
  flow.Next(ui::ButtonWidth(clear, danger));
  if (!ui::Button("yes", clear, danger)) return;
  frame.state.roster_clear_open = false;
  frame.Ask(ClearRoster{});
}

}  // namespace

void DrawRoster(const Frame& frame) {
  {
    const ui::Scope scope("roster");
    DrawActions(frame);
    ui::Gap(6);
    DrawClass(frame);
    DrawOrder(frame);
    ui::Gap(4);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    DrawRosterGrid(frame, std::max(room.y - ui::Px(kHintRoom), ui::Px(kLeastGrid)));
    DrawRosterCellHint(frame, room.x);
  }
  DrawClear(frame);
}

}  // namespace kruzhok::client
