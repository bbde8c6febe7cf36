// SPDX-License-Identifier: MIT
// The list of one entity: filter, facets, columns, what to do with the chosen rows, and the open
// record beside it.
#include <algorithm>

#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "client/widgets/ui.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

// Narrower than this (at scale 1) the record takes the place of its list.
constexpr float kBesides = 820;

std::string Key(const model::EntityType& type, std::string_view what) {
  return "window." + std::string(type.name()) + '.' + std::string(what);
}

std::string Summary(const Frame& frame, const model::EntityType& type, const ListState& list) {
  const auto all = std::ssize(*list.data);
  std::string text = Count(all);
  if (std::ssize(list.rows) != all && IsNarrowed(list))
    text = frame.Text("window.list.shown_of",
                      {{"shown", Count(std::ssize(list.rows))}, {"all", Count(all)}});
  if (&type == &model::child && frame.data.coverage.children > frame.data.coverage.covered)
    text += " · " + frame.texts.Count("window.list.without",
                                      frame.data.coverage.children - frame.data.coverage.covered);
  return text;
}

// What stands in the head of a list beside the button for a new record.
struct HeadAction {
  const char* id;
  std::string label;
  const char* icon;
  Command command;
};
std::vector<HeadAction> HeadActions(const Frame& frame, const model::EntityType& type) {
  std::vector<HeadAction> actions = {
      {"import", frame.Text("transfer.import"), icon::kImport, StartImport{&type}},
      {"export", frame.Text("transfer.export"), icon::kExport, StartExport{&type}}};
  if (&type == &model::child) {
    actions.push_back({"print", frame.Text("transfer.print"), icon::kPrint, StartPrint{}});
    actions.push_back(
        {"roster", frame.Text("window.list.roster"), icon::kRoster, GoTo{Screen::kRoster}});
  }
  if (&type == &model::group) {
    actions.push_back(
        {"schedule", frame.Text("schedule.title"), icon::kCalendar, GoTo{Screen::kSchedule}});
    actions.push_back({"staff", frame.Text("schedule.staff"), icon::kPerson, GoTo{Screen::kStaff}});
  }
  if (&type == &model::enrolment)
    actions.push_back(
        {"enrol", frame.Text("window.list.enrol"), icon::kEnrolment, GoTo{Screen::kEnrolment}});
  return actions;
}

void DrawHead(const Frame& frame, const model::EntityType& type, const ListState& list) {
  const std::string create = frame.Text(Key(type, "new"));
  const auto actions = HeadActions(frame, type);
  const float own = ui::ButtonWidth(create, {.icon = icon::kPlus, .keys = "Ctrl+N"});
  const auto width = [&](bool worded) {
    float sum = own;
    for (const HeadAction& action : actions)
      sum += ui::Px(10) + ui::ButtonWidth(worded ? action.label : "", {.icon = action.icon});
    return sum;
  };
  const std::string title = frame.Text(Key(type, "title"));
  const float room = ImGui::GetContentRegionAvail().x;
  // Where there is little room, only the signs stay.
  const bool worded = ui::Width(title, ui::Face::kTitle) + ui::Px(24) + width(true) <= room;
  BeginActions(title, Summary(frame, type, list), width(worded));
  for (const HeadAction& action : actions) {
    if (ui::Button(action.id, worded ? action.label : "",
                   {.icon = action.icon, .tooltip = worded ? "" : action.label}))
      frame.commands.push_back(action.command);
    ui::SameLine();
  }
  if (ui::Button("new", create,
                 {.look = ui::Look::kPrimary, .icon = icon::kPlus, .keys = "Ctrl+N"}) ||
      ui::Shortcut(client::Key::kN, kControl))
    frame.Ask(NewRecord{&type});
}

void DrawColumns(const Frame& frame, ListState& list) {
  std::vector<ui::Option> options;
  std::string shown;
  for (size_t i = 1; i < list.data->columns().size(); ++i) {
    const ListColumn& column = list.data->columns()[i];
    options.push_back({column.key, column.label});
    const bool on = list.shown_columns.empty()
                        ? !column.hidden
                        : std::find(list.shown_columns.begin(), list.shown_columns.end(),
                                    column.key) != list.shown_columns.end();
    if (on) shown += (shown.empty() ? "" : ",") + column.key;
  }
  const float width = ui::Px(150);
  ui::SameLine();
  if (ImGui::GetContentRegionAvail().x < width) return ImGui::NewLine();
  ui::AlignRight(width);
  const std::string label = frame.Text("window.list.columns");
  if (!ui::PickMany("columns", shown, options, {.hint = label, .width = width, .standing = label}))
    return;
  list.shown_columns = {list.data->columns().front().key};
  for (const ui::Option& option : options)
    if ((',' + shown + ',').find(',' + option.value + ',') != std::string::npos)
      list.shown_columns.push_back(option.value);
}

void DrawTools(const Frame& frame, const model::EntityType& type, ListState& list, bool beside) {
  const std::string hint = frame.Text("window.list.filter");
  if (ui::Shortcut(client::Key::kF, kControl)) ui::FocusPath(std::string(type.name()) + "/filter");
  const auto filter =
      ui::Input("filter", list.filter, {.hint = hint, .icon = icon::kFilter, .width = ui::Px(220)});
  if (filter.changed) Arrange(list);
  if (filter.entered || (filter.focused && ui::Pressed(client::Key::kDown)))
    ui::FocusPath(ListPath(type));
  for (size_t column = 0; column < list.data->columns().size(); ++column)
    if (list.data->columns()[column].facet && !(beside && list.data->columns()[column].condition))
      DrawFacet(frame, list, column);
  if (IsNarrowed(list)) {
    ui::SameLine();
    const std::string clear = frame.Text("window.list.clear");
    if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(clear, {.look = ui::Look::kLink}))
      ImGui::NewLine();
    if (ui::Link("clear", clear)) {
      Widen(list);
      Arrange(list);
    }
  }
  if (!beside) DrawColumns(frame, list);
  if (list.hidden_new > 0) {
    if (ui::Button("show-new", frame.texts.Count("window.list.new_rows", list.hidden_new),
                   {.look = ui::Look::kLink, .icon = icon::kDown}))
      frame.Ask(ShowNew{&type});
  }
}

// What the rows were opened as.
void DrawOnly(const Frame& frame, ListState& list) {
  if (!list.only) return;
  const std::string all = frame.Text("window.list.only.all");
  ui::Flow flow;
  const std::string what = frame.Text("window.list.only", {{"what", list.only->what}});
  const float width = ui::Width(what) + ui::Px(44);
  const float room = flow.Rest(width) - ui::ButtonWidth("", {.icon = icon::kClose}) - ui::Px(10);
  if (width <= room)
    ui::Chip(what, icon::kFilter, ui::Colours().accent, ui::Colours().accent_soft);
  else
    ui::Fit(what, room, ui::Face::kText, ui::Colours().accent);
  ui::SameLine();
  if (!ui::Button("only-off", "", {.icon = icon::kClose, .tooltip = all})) return;
  list.only.reset();
  Arrange(list);
}

// What can be done with the rows that are chosen.
void DrawChosen(const Frame& frame, const model::EntityType& type, ListState& list) {
  if (list.selected.empty()) return;
  const auto ids = Chosen(list);
  ui::Flow flow;
  const std::string chosen = frame.texts.Count("window.list.chosen", std::ssize(ids));
  flow.Next(ui::Width(chosen));
  ImGui::BeginGroup();
  ImGui::Dummy({1, ui::Px(7) - ImGui::GetStyle().ItemSpacing.y});  // In line with the buttons.
  ui::Text(chosen, ui::Face::kText, ui::Colours().accent);
  ImGui::EndGroup();
  const auto button = [&](std::string_view id, std::string_view key, ui::ButtonOptions options) {
    const std::string label = frame.Text("window.list." + std::string(key));
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  if (&type == &model::child &&
      button("enrol-chosen", "enrol_chosen", {.icon = icon::kEnrolment})) {
    frame.state.enrol.chosen = {ids.begin(), ids.end()};
    frame.Ask(GoTo{Screen::kEnrolment});
  }
  if (&type == &model::child && RoleOf(frame.state) == PersonRole::kFull &&
      button("categories-chosen", "categories_chosen", {.icon = icon::kFlag}))
    frame.Ask(StartCategories{ids});
  if (&type == &model::enrolment &&
      button("change-chosen", "change_chosen", {.icon = icon::kPencil}))
    frame.state.enrolment_change.open = true;
  if (button("delete-chosen", "delete_chosen", {.look = ui::Look::kDanger, .icon = icon::kDelete}))
    frame.Ask(DeleteRows{&type, ids});
  if (button("unchoose", "unchoose", {.look = ui::Look::kLink})) list.selected.clear();
}

void DrawList(const Frame& frame, const model::EntityType& type, ListState& list, ImVec2 size,
              bool beside) {
  const ui::Card card("list-card", size);
  DrawTools(frame, type, list, beside);
  DrawOnly(frame, list);
  DrawChosen(frame, type, list);
  ui::Gap(6);
  ui::TableOptions options;
  if (frame.state.record && frame.state.record->form.type == &type)
    options.open = frame.state.record->form.id;
  const std::string empty = frame.Text(IsNarrowed(list) ? "window.list.nothing_found" : Key(type, "empty"));
  options.empty = empty;
  const ui::TableResult result = ui::RecordTable("list", list, options);
  if (result.sorted) Arrange(list);
  if (result.opened)
    frame.Ask(OpenRecord{&type, *result.opened, result.by_key ? FirstField(type) : std::string()});
}

}  // namespace

void DrawListScreen(const Frame& frame, const model::EntityType& type) {
  const ui::Scope scope(type.name());
  ListState& list = frame.state.lists.find(type.name())->second;
  if (list.data == nullptr) return;
  // A category is open beside the list of children.
  const bool open = frame.state.record &&
                    (frame.state.record->form.type == &type ||
                     (&type == &model::child && frame.state.record->form.type == &model::category));
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool wide = room.x / ui::Now().scale >= kBesides;
  if (open && !wide) {
    DrawRecordPanel(frame);
    if (&type == &model::child) DrawCategoryAdding(frame);
    return;
  }
  DrawHead(frame, type, list);
  ui::Gap(6);
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const float panel = open ? std::clamp(left.x * 0.42F, ui::Px(400), ui::Px(720)) : 0;
  DrawList(frame, type, list, {open ? left.x - panel - ui::Px(14) : left.x, left.y}, open);
  if (open) {
    ui::SameLine(14);
    DrawRecordPanel(frame);
  }
  if (&type == &model::enrolment) DrawEnrolmentChange(frame);
  if (&type == &model::child) DrawCategoryAdding(frame);
}

}  // namespace kruzhok::client
