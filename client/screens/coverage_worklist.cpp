// SPDX-License-Identifier: MIT
// The worklist of the not covered: why, what was done about it, what has become of it. Made for the
// keyboard: arrows move, a digit says the reason and goes on.
#include "client/screens/coverage_worklist.h"

#include <algorithm>
#include <set>

#include "client/screens/coverage_views.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "client/widgets/ui.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Narrower than this (at scale 1) the card takes the place of the list.
constexpr float kBesides = 820;
constexpr std::string_view kAll = "all", kSchools = "schools";

WorklistState& State(const Frame& frame) {
  return frame.state.coverage.worklist;
}

bool IsCardOpen(const Frame& frame) {
  return frame.state.record && frame.state.record->form.type == &model::occupation;
}

// Whose card is open; nothing where its values are gone.
std::optional<model::Uuid> OpenChild(const Frame& frame) {
  if (!IsCardOpen(frame)) return std::nullopt;
  const FormField* child = frame.state.record->form.Find(model::occupation.child.name());
  return child == nullptr ? std::nullopt : model::Uuid::FromText(child->text);
}

// --- What is looked at, and the verbs of the whole ---

void DrawYear(const Frame& frame, ui::Flow& flow) {
  WorklistState& state = State(frame);
  std::vector<ui::Option> options;
  for (const int64_t year : state.years)
    options.push_back({std::to_string(year), model::SchoolYearText(year)});
  const float width = flow.Next(ui::Px(120));
  const auto chosen = ui::PickFrom("year", std::to_string(state.wanted.year), options,
                                   {.icon = icon::kCalendar, .width = width});
  const auto known = [&](const ui::Option& option) { return chosen == option.value; };
  if (chosen && std::ranges::any_of(options, known)) state.wanted.year = std::stoll(*chosen);
}

// Of a coordinator: the table of organisations, the children of all, those of one.
void DrawOrganisation(const Frame& frame, ui::Flow& flow) {
  WorklistState& state = State(frame);
  std::vector<ui::Option> options = {{std::string(kSchools), frame.Text("worklist.schools")},
                                     {std::string(kAll), frame.Text("worklist.all_children")}};
  const ListData& list = frame.data.List(model::organisation);
  for (size_t row = 0; row < list.size(); ++row)
    options.push_back({list.id(row).Text(), std::string(list.Cell(row, 0))});
  const std::string here = state.wanted.schools        ? std::string(kSchools)
                           : state.wanted.organisation ? state.wanted.organisation->Text()
                                                       : std::string(kAll);
  const float width = flow.Next(ui::Px(300));
  const auto chosen =
      ui::PickFrom("organisation", here, options, {.icon = icon::kOrganisation, .width = width});
  if (!chosen) return;
  const auto id = model::Uuid::FromText(*chosen);
  if (!id && *chosen != kAll && *chosen != kSchools) return;
  state.wanted.schools = *chosen == kSchools;
  state.wanted.organisation = id;
}

void DrawVerbs(const Frame& frame, ui::Flow& flow) {
  const WorklistState& state = State(frame);
  const auto verb = [&](const char* id, const std::string& label,
                        const ui::ButtonOptions& options) {
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  if (state.wanted.schools) {
    const bool any = state.school_cursor < state.by_organisation.size();
    if (verb("open", frame.Text("worklist.school.show"),
             {.icon = icon::kArrow, .enabled = any, .keys = "Enter"}) &&
        any)
      frame.Ask(ShowWorklist{{}, state.by_organisation[state.school_cursor].organisation});
    return;
  }
  if (verb("export", frame.Text("transfer.export"), {.icon = icon::kExport}))
    frame.Ask(StartWorklistExport{});
  if (!state.wanted.organisation) return;
  if (verb("print", frame.Text("transfer.print"), {.icon = icon::kPrint}))
    frame.Ask(StartOccupationPrint{});
  if (state.count.is_closed()) {
    if (verb("reopen", frame.Text("worklist.reopen"), {.icon = icon::kUndo}))
      frame.Ask(CloseYear{false});
  } else if (verb("close", frame.Text("worklist.close"), {.icon = icon::kLock})) {
    frame.Ask(CloseYear{true});
  }
}

void DrawProgress(const Frame& frame) {
  const WorklistState& state = State(frame);
  const WorkCount& count = state.count;
  const Theme& theme = ui::Colours();
  std::string text = count.not_covered == 0
                         ? frame.Text("worklist.everybody", {{"day", state.on.Russian()}})
                         : frame.Text("worklist.progress", {{"part", Count(count.with_reason)},
                                                            {"whole", Count(count.not_covered)},
                                                            {"day", state.on.Russian()}});
  const DeadlineWords due = WordsOfDeadline(frame);
  ui::Flow flow(18);
  flow.Next(ui::Width(text, ui::Face::kBold));
  ui::Wrapped(text, ui::Face::kBold);
  if (!due.text.empty()) {
    flow.Next(ui::Width(due.text) + 1);
    ui::Wrapped(due.text, ui::Face::kText, due.colour);
  }
  if (count.not_covered > 0)
    ui::ProgressBar(static_cast<float>(count.with_reason) / static_cast<float>(count.not_covered),
                    ImGui::GetContentRegionAvail().x,
                    count.missing() == 0 ? theme.ok : theme.accent);
  ui::Gap(8);
}

// --- What is done with rows ---

std::vector<std::string_view> Reasons() {
  return {model::occupation.reason.options().choices.begin(),
          model::occupation.reason.options().choices.end()};
}

void Set(const Frame& frame, const model::FieldInfo& field, model::Value value) {
  WorklistState& state = State(frame);
  const auto children = Chosen(state.list);
  if (children.empty()) return;
  frame.Ask(SetOccupations{children, state.wanted.year, {{&field, std::move(value)}}});
}

// One row after the other; several that are chosen stay chosen.
void SetReason(const Frame& frame, size_t place) {
  WorklistState& state = State(frame);
  const auto reasons = Reasons();
  if (place > reasons.size()) return;
  Set(frame, model::occupation.reason,
      place == 0 ? model::Value() : model::Value(std::string(reasons[place - 1])));
  if (state.list.selected.empty()) MoveCursor(state.list, 1);
}

// With the group of what was offered, where there is no other.
void EnrolChosen(const Frame& frame) {
  const WorklistState& state = State(frame);
  const auto children = Chosen(state.list);
  if (children.empty()) return;
  EnrolState& enrol = frame.state.enrol;
  enrol.chosen = {children.begin(), children.end()};
  enrol.filter.clear();
  enrol.only_free = false;
  const model::CoverageFacts& facts = frame.data.coverage_book.facts;
  std::set<model::Uuid> offered;
  enrol.classes.clear();
  for (uint32_t card = 0; card < facts.cards.size(); ++card) {
    if (!enrol.chosen.contains(facts.cards[card].id)) continue;
    if (!facts.cards[card].school_class.empty())
      enrol.classes.insert(facts.cards[card].school_class);
    const auto told = facts.occupations.find({card, state.wanted.year});
    offered.insert(told == facts.occupations.end() ? model::Uuid() : told->second.offered);
  }
  if (offered.size() == 1 && !offered.begin()->is_nil()) {
    const ListData& groups = frame.data.List(model::group);
    const auto rows = groups.RowsOf(model::group.programme, *offered.begin());
    if (rows.size() == 1) enrol.group = groups.id(rows.front()).Text();
  }
  frame.Ask(GoTo{Screen::kEnrolment});
}

// Whether a key means the rows: the list has the keyboard, and its cursor is not at the open card.
bool IsAmongRows(const Frame& frame) {
  const ListState& list = State(frame).list;
  return ui::Now().focus_path == ListPath(model::occupation) &&
         (!list.selected.empty() || list.cursor != OpenChild(frame));
}

// In the card that is open, else in the rows.
void TalkToday(const Frame& frame) {
  const WorklistState& state = State(frame);
  const auto& field = model::occupation.talk_on;
  if (!IsCardOpen(frame) || IsAmongRows(frame)) return Set(frame, field, state.today.Iso());
  FormState& form = frame.state.record->form;
  if (form.locked || form.deleted) return;
  ui::ClearFocus();  // A field that is being typed in would keep what it has.
  form.Find(field.name())->text = state.today.Russian();
  form.focus = model::occupation.talk_with.name();
  frame.Ask(LeaveField{});
}

void Keys(const Frame& frame) {
  WorklistState& state = State(frame);
  if (ui::Shortcut(Key::kD, kControl)) TalkToday(frame);
  if (ui::Now().focus_path != ListPath(model::occupation)) return;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (character >= '0' && character <= '9' && !IsRepeat(character))
      SetReason(frame, character - ImWchar{'0'});
    if (character == ',' && state.list.cursor)
      frame.Ask(OpenOccupation{*state.list.cursor, state.wanted.year, "talk_on"});
  }
}

// Reasons by their keys, for the mouse too.
void DrawReasons(const Frame& frame) {
  ui::Flow flow(6);
  const auto reasons = Reasons();
  const auto& type = model::occupation;
  for (size_t i = 0; i <= reasons.size(); ++i) {
    const size_t place = (i + 1) % (reasons.size() + 1);  // The one that takes it back is last.
    const std::string number = std::to_string(place);
    const std::string label =
        number + "  " +
        (place == 0 ? frame.Text("worklist.reason.none")
                    : frame.texts.ChoiceLabel(type, type.reason, reasons[place - 1]));
    const ui::ButtonOptions options{.look = place == 0 ? ui::Look::kQuiet : ui::Look::kPlain};
    flow.Next(ui::ButtonWidth(label, options));
    if (ui::Button("reason-" + number, label, options)) SetReason(frame, place);
  }
}

void DrawRowVerbs(const Frame& frame) {
  WorklistState& state = State(frame);
  ui::Flow flow(6);
  const auto verb = [&](const std::string& id, const std::string& label,
                        const ui::ButtonOptions& options) {
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  const auto& type = model::occupation;
  if (verb("talk", frame.Text("worklist.talk_today"), {.icon = icon::kCalendar, .keys = "Ctrl+D"}))
    TalkToday(frame);
  for (const std::string_view code : type.outcome.options().choices)
    if (verb("outcome-" + std::string(code), frame.texts.ChoiceLabel(type, type.outcome, code), {}))
      Set(frame, type.outcome, std::string(code));
  if (verb("enrol", frame.Text("worklist.enrol"), {.icon = icon::kEnrolment})) EnrolChosen(frame);
  const bool chosen = !state.list.selected.empty();
  if (!chosen && state.list.cursor &&
      verb("card", frame.Text("worklist.open"), {.icon = icon::kPencil, .keys = ","}))
    frame.Ask(OpenOccupation{*state.list.cursor, state.wanted.year, "talk_on"});
  if (chosen &&
      verb("unchoose", frame.texts.Count("worklist.chosen", std::ssize(Chosen(state.list))),
           {.look = ui::Look::kChosen, .icon = icon::kClose}))
    state.list.selected.clear();
}

// --- The list ---

void DrawTools(const Frame& frame) {
  WorklistState& state = State(frame);
  ListState& list = state.list;
  const auto segment =
      ui::Segments("show",
                   {frame.Text("worklist.show.open", {{"count", Count(state.count.not_covered)}}),
                    frame.Text("worklist.show.placed", {{"count", Count(state.count.placed)}})},
                   state.wanted.placed ? 1 : 0);
  if (segment) state.wanted.placed = *segment == 1;
  ui::SameLine();
  const std::string hint = frame.Text("window.list.filter");
  if (ui::Shortcut(Key::kF, kControl)) ui::FocusPath(ui::Now().path + "filter");
  const float room = ImGui::GetContentRegionAvail().x;
  if (room < ui::Px(150)) ImGui::NewLine();
  const auto filter =
      ui::Input("filter", list.filter, {.hint = hint, .icon = icon::kFilter, .width = ui::Px(190)});
  if (filter.changed) Arrange(list);
  if (filter.entered || (filter.focused && ui::Pressed(Key::kDown)))
    ui::FocusPath(ListPath(model::occupation));
  for (size_t column = 0; column < list.data->columns().size(); ++column)
    if (list.data->columns()[column].facet) DrawFacet(frame, list, column);
  if (list.filter.empty() && list.facets.empty()) return;
  ui::SameLine();
  if (!ui::Link("clear", frame.Text("window.list.clear"))) return;
  list.filter.clear();
  list.facets.clear();
  Arrange(list);
}

std::string EmptyText(const Frame& frame) {
  const WorklistState& state = State(frame);
  if (!state.list.filter.empty() || !state.list.facets.empty())
    return frame.Text("window.list.nothing_found");
  if (state.wanted.placed) return frame.Text("worklist.empty.placed");
  return frame.Text("worklist.empty", {{"day", state.on.Russian()}});
}

void DrawList(const Frame& frame, ImVec2 size) {
  WorklistState& state = State(frame);
  const ui::Card card("list-card", size);
  DrawTools(frame);
  const bool writes = !state.list.rows.empty() && !state.count.is_closed() && !IsCardOpen(frame);
  if (writes) {
    DrawReasons(frame);
    DrawRowVerbs(frame);
  }
  if (state.list.hidden_new > 0 &&
      ui::Button("show-new", frame.texts.Count("window.list.new_rows", state.list.hidden_new),
                 {.look = ui::Look::kLink, .icon = icon::kDown}))
    Arrange(state.list);
  ui::Gap(6);
  const std::string empty = EmptyText(frame);
  ui::TableOptions options;
  options.empty = empty;
  options.open = OpenChild(frame);
  const ui::TableResult result = ui::RecordTable("list", state.list, options);
  if (result.sorted) Arrange(state.list);
  if (result.opened)
    frame.Ask(OpenOccupation{*result.opened, state.wanted.year,
                             result.by_key ? std::string("reason") : std::string()});
}

}  // namespace

void DrawWorklist(const Frame& frame) {
  const ui::Scope scope("worklist");
  WorklistState& state = State(frame);
  if (!state.made_for) return;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool open = IsCardOpen(frame) && !state.wanted.schools;
  const bool wide = room.x / ui::Now().scale >= kBesides;
  if (!state.made_for->schools) Keys(frame);
  if (open && !wide) return DrawRecordPanel(frame);
  {
    ui::Flow flow;
    DrawYear(frame, flow);
    if (IsCoordinator(frame)) DrawOrganisation(frame, flow);
    DrawVerbs(frame, flow);
  }
  ui::Gap(6);
  DrawProgress(frame);
  if (state.made_for->schools) return DrawSchoolWork(frame);
  if (state.list.data == nullptr) return;
  DrawClosedYear(frame);
  if (state.take_focus) ui::FocusPath(ListPath(model::occupation));
  state.take_focus = false;
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const float panel = open ? std::clamp(left.x * 0.42F, ui::Px(400), ui::Px(720)) : 0;
  DrawList(frame, {open ? left.x - panel - ui::Px(14) : left.x, left.y});
  if (open) {
    ui::SameLine(14);
    DrawRecordPanel(frame);
  }
  DrawYearClosing(frame);
}

}  // namespace kruzhok::client
