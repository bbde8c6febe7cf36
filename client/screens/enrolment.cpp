// SPDX-License-Identifier: MIT
// A class into a group at once.
#include "model/entities/enrolment.h"

#include <algorithm>
#include <imgui.h>

#include "client/app/enrolment_state.h"
#include "client/screens/enrolment_choice.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "model/entities/child.h"
#include "model/entities/group.h"

namespace kruzhok::client {
namespace {

constexpr float kLeastHigh = 430, kWide = 860, kLeft = 326, kLeastList = 250;
// More classes than that are chosen from a list.
constexpr size_t kMostChips = 21;

void AskToEnrol(const Frame& frame, const model::Uuid& group) {
  const EnrolState& enrol = frame.state.enrol;
  frame.Ask(Enrol{group,
                  {enrol.chosen.begin(), enrol.chosen.end()},
                  enrol.start_date,
                  enrol.order_number,
                  enrol.order_date,
                  enrol.state});
}

std::string SaveLabel(const Frame& frame) {
  const EnrolState& enrol = frame.state.enrol;
  if (enrol.chosen.empty()) return frame.Text("enrolment.save.nothing");
  return frame.texts.Count(enrol.state == "enrolled" ? "enrolment.save" : "enrolment.save.other",
                           std::ssize(enrol.chosen));
}

void DrawActions(const Frame& frame, const EnrolmentChoice& choice) {
  const bool ready = choice.group() && !frame.state.enrol.chosen.empty();
  const std::string save = SaveLabel(frame), all = frame.Text("enrolment.all");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kCheck, .enabled = ready, .keys = "Ctrl+Enter"};
  const ui::ButtonOptions plain{.icon = icon::kColumns};
  const float width = ui::ButtonWidth(save, primary) + ui::Px(10) + ui::ButtonWidth(all, plain);
  BeginActions(frame.Text("enrolment.title"),
               frame.Text(!choice.group() ? "enrolment.first.group" : "enrolment.first.children"),
               width);
  if (ui::Button("all", all, plain)) frame.Ask(GoTo{Screen::kEnrolments});
  ui::SameLine();
  const bool asked = ready && ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) AskToEnrol(frame, *choice.group());
}

void Fact(const std::string& label, const std::string& value, ImU32 colour = 0) {
  if (value.empty()) return;
  const float width = ImGui::GetContentRegionAvail().x, column = std::min(ui::Px(96), width * 0.4F);
  const ImVec2 at = ImGui::GetCursorPos();
  ImGui::SetCursorPosY(at.y + ui::Px(2));
  ui::Fit(label, column - ui::Px(6), ui::Face::kSmall, ui::Colours().muted);
  ImGui::SetCursorPos({at.x + column, at.y});
  ui::Wrapped(value, ui::Face::kText, colour, width - column);
}

std::string Period(const EnrolmentChoice& choice) {
  const std::string from = choice.GroupCell("start_date"), to = choice.GroupCell("end_date");
  return from.empty() && to.empty() ? std::string() : from + " – " + to;
}

void DrawGroup(const Frame& frame, const EnrolmentChoice& choice) {
  EnrolState& enrol = frame.state.enrol;
  const std::string label = frame.Text("enrolment.group"),
                    hint = frame.Text("enrolment.group.hint");
  const auto problem = enrol.problems.find("group");
  PickGroup(frame, "group", enrol.group,
            {.label = label,
             .hint = hint,
             .required = true,
             .error = problem == enrol.problems.end() ? std::string_view() : problem->second});
  if (frame.data.List(model::group).size() == 0) {
    ui::Wrapped(frame.Text("enrolment.no_groups"), ui::Face::kText, ui::Colours().muted);
    if (ui::Link("groups", frame.Text("enrolment.no_groups.go"))) frame.Ask(GoTo{Screen::kGroups});
  }
  if (!choice.group()) return;
  ui::Gap(6);
  Fact(frame.Text("enrolment.fact.programme"), choice.GroupCell("programme"));
  Fact(frame.Text("enrolment.fact.teacher"), choice.GroupCell("teacher"));
  Fact(frame.Text("enrolment.fact.ages"), choice.GroupCell("ages"));
  Fact(frame.Text("enrolment.fact.period"), Period(choice));
  const auto capacity = choice.capacity();
  const auto in_group = choice.in_group();
  const std::string places = capacity ? std::to_string(*capacity) : std::string();
  if (!in_group) return Fact(frame.Text("enrolment.fact.places"), places);
  const std::string here = std::to_string(*in_group);
  const bool full = capacity && *in_group >= *capacity;
  Fact(frame.Text("enrolment.fact.children"),
       capacity
           ? frame.Text("enrolment.fact.children_of", {{"children", here}, {"capacity", places}})
           : here,
       full ? ui::Colours().warn : 0);
}

void DrawOrder(const Frame& frame) {
  EnrolState& enrol = frame.state.enrol;
  const float room = ImGui::GetContentRegionAvail().x;
  const bool two = room >= ui::Px(280);
  const float width = two ? (room - ui::Px(12)) / 2 : room;
  ui::Flow flow(12);
  const auto problem = [&](std::string_view field) {
    const auto found = enrol.problems.find(std::string(field));
    return found == enrol.problems.end() ? std::string_view() : std::string_view(found->second);
  };
  const auto label = [&](std::string_view field) {
    return frame.texts.FieldLabel(model::enrolment, field);
  };
  const std::string hint = frame.Text("enrolment.date.hint"), start = label("start_date"),
                    number = label("order_number"), date = label("order_date"),
                    state = label("state");
  flow.Next(width);
  DateField("start_date", enrol.start_date,
            {.label = start, .hint = hint, .error = problem("start_date"), .width = width});
  flow.Next(width);
  std::vector<ui::Option> states = ChoicesOf(frame, model::enrolment, model::enrolment.state);
  std::erase_if(states, [](const ui::Option& one) {
    return !IsActiveEnrolment(one.value) && one.value != "applied" && one.value != "confirmed" &&
           one.value != "draft" && one.value != "reserve";
  });
  if (const auto chosen = ui::PickFrom("state", enrol.state, states,
                                       {.label = state, .error = problem("state"), .width = width}))
    if (!chosen->empty()) enrol.state = *chosen;
  flow.Next(width);
  ui::Input("order_number", enrol.order_number,
            {.label = number, .error = problem("order_number"), .width = width});
  flow.Next(width);
  DateField("order_date", enrol.order_date,
            {.label = date, .hint = hint, .error = problem("order_date"), .width = width});
}

// What is odd and forbids nothing.
void DrawWarnings(const Frame& frame, EnrolmentChoice& choice) {
  const EnrolState& enrol = frame.state.enrol;
  const Theme& theme = ui::Colours();
  const auto capacity = choice.capacity();
  const auto in_group = choice.in_group();
  const int64_t then = in_group.value_or(0) + std::ssize(enrol.chosen);
  if (capacity && in_group && then > *capacity && !enrol.chosen.empty()) {
    ui::Gap(4);
    ui::Strip(frame.Text("enrolment.overfull", {{"capacity", std::to_string(*capacity)},
                                                {"children", std::to_string(then)}}),
              icon::kRefused, theme.warn, theme.warn_soft);
  }
  if (choice.group() && enrol.out_of_age > 0) {
    ui::Gap(4);
    ui::Strip(frame.texts.Count("enrolment.out_of_age", enrol.out_of_age,
                                {{"ages", choice.GroupCell("ages")}}),
              icon::kRefused, theme.warn, theme.warn_soft);
    if (ui::Link("unchoose", frame.Text("enrolment.out_of_age.unchoose")))
      choice.UnchooseOutOfAge();
  }
}

void DrawClasses(const Frame& frame, EnrolmentChoice& choice) {
  EnrolState& enrol = frame.state.enrol;
  std::vector<std::pair<std::string, int64_t>> classes = enrol.school_classes;
  if (classes.size() > kMostChips) {
    std::vector<ui::Option> options;
    for (const auto& [name, count] : classes)
      options.push_back({name, name, frame.texts.Count("enrolment.children", count)});
    std::string before;
    for (const std::string& one : enrol.classes) before += (before.empty() ? "" : ",") + one;
    std::string after = before;
    const std::string hint = frame.Text("enrolment.classes.hint");
    if (!ui::PickMany("classes", after, options, {.hint = hint})) return;
    for (const auto& [name, count] : classes) {
      const bool on = (',' + after + ',').find(',' + name + ',') != std::string::npos;
      if (on != enrol.classes.contains(name)) choice.SetClass(name, on);
    }
    return;
  }
  ui::Flow flow(6);
  const ui::Scope scope("class");
  for (const auto& [name, count] : classes) {
    const bool on = enrol.classes.contains(name);
    const std::string label = name + " · " + std::to_string(count);
    const ui::ButtonOptions options{.look = on ? ui::Look::kChosen : ui::Look::kPlain};
    flow.Next(ui::ButtonWidth(label, options));
    if (ui::Button(name, label, options)) choice.SetClass(name, !on);
  }
}

void DrawFilter(const Frame& frame) {
  EnrolState& enrol = frame.state.enrol;
  const std::string hint = frame.Text("enrolment.filter"), free = frame.Text("enrolment.only_free");
  const std::string chosen = enrol.chosen.empty()
                                 ? frame.Text("enrolment.chosen.none")
                                 : frame.texts.Count("enrolment.chosen", std::ssize(enrol.chosen));
  ui::Flow flow(14);
  const float width = flow.Next(ui::Px(230));
  if (ui::Shortcut(Key::kF, kControl)) ui::FocusPath("enrolment/filter");
  ui::Input("filter", enrol.filter, {.hint = hint, .icon = icon::kFilter, .width = width});
  flow.Next(ui::Px(30) + ui::Width(free));
  ui::Checkbox("only_free", free, enrol.only_free);
  flow.Next(ui::Width(chosen, ui::Face::kBold));
  ImGui::BeginGroup();
  ImGui::Dummy({1, ui::Px(3) - ImGui::GetStyle().ItemSpacing.y});
  ui::Text(chosen, ui::Face::kBold, enrol.chosen.empty() ? ui::Colours().muted : 0);
  ImGui::EndGroup();
}

void DrawList(const Frame& frame, const EnrolmentChoice& choice, float height) {
  EnrolState& enrol = frame.state.enrol;
  ListState& list = enrol.children;
  const Theme& theme = ui::Colours();
  const auto mark = [&](const model::Uuid& child) -> ui::RowMark {
    if (choice.InGroup(child)) return {frame.Text("enrolment.mark.here"), theme.ok, true};
    if (!choice.OutOfAge(child)) return {};
    return {frame.texts.Count("enrolment.mark.age", choice.AgeOf(child).value_or(0)), theme.warn};
  };
  if (list.shown_columns.empty()) list.shown_columns = {"name", "class", "age", "programmes"};
  const bool none = frame.data.List(model::child).size() == 0;
  const std::string empty = frame.Text(none ? "enrolment.no_children" : "enrolment.nobody");
  const auto result = ui::RecordTable(
      "children", list, {.open = {}, .empty = empty, .size = {0, height}, .mark = mark});
  if (result.opened && !choice.InGroup(*result.opened) &&
      !list.selected.insert(*result.opened).second)
    list.selected.erase(*result.opened);
  if (list.selected.size() != enrol.chosen.size())
    enrol.chosen = {list.selected.begin(), list.selected.end()};
}

void DrawChildren(const Frame& frame, EnrolmentChoice& choice, bool stacked) {
  DrawClasses(frame, choice);
  ui::Gap(4);
  DrawFilter(frame);
  ui::Gap(4);
  DrawList(frame, choice, stacked ? ui::Px(kLeastList) : 0);
  if (frame.data.List(model::child).size() == 0 &&
      ui::Link("roster", frame.Text("enrolment.no_children.go")))
    frame.Ask(GoTo{Screen::kRoster});
}

// Of those who were enrolled just now.
void DrawPaper(const Frame& frame) {
  const EnrolState& enrol = frame.state.enrol;
  if (!enrol.order || enrol.result.empty()) return;
  ui::Gap(12);
  ui::Strip(enrol.result, icon::kCheck, ui::Colours().ok, ui::Colours().ok_soft);
  ui::Gap(4);
  if (ui::Button("print", frame.Text("transfer.print.enrolled"),
                 {.icon = icon::kPrint, .enabled = !frame.state.print.running}))
    frame.Ask(PrintDocument{*enrol.order});
}

void DrawLeft(const Frame& frame, EnrolmentChoice& choice) {
  DrawGroup(frame, choice);
  ui::Gap(12);
  DrawOrder(frame);
  DrawWarnings(frame, choice);
  DrawPaper(frame);
}

}  // namespace

void DrawEnrolment(const Frame& frame) {
  const ui::Scope scope("enrolment");
  EnrolmentChoice choice(frame);
  DrawActions(frame, choice);
  ui::Gap(8);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x >= ui::Px(kWide) && room.y >= ui::Px(kLeastHigh)) {
    {
      const ui::Card card("left", {ui::Px(kLeft), room.y});
      DrawLeft(frame, choice);
    }
    ui::SameLine(14);
    const ui::Card card("right", {0, room.y});
    DrawChildren(frame, choice, false);
    return;
  }
  {
    const ui::GrowingCard card("left", room.x);
    DrawLeft(frame, choice);
  }
  ui::CardGap();
  const ui::GrowingCard card("right", room.x);
  DrawChildren(frame, choice, true);
}

}  // namespace kruzhok::client
