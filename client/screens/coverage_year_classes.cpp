// SPDX-License-Identifier: MIT
// Classes move on: what becomes of each, and of each of its children.
#include <algorithm>

#include "client/screens/coverage_year.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/class_name.h"

namespace kruzhok::client {
namespace {

constexpr float kClasses = 470;

const char* IconOf(const YearClass& one, ClassFate fate) {
  if (fate == ClassFate::kUndecided) return icon::kQuestion;
  if (fate == ClassFate::kStays) return one.grade ? icon::kMinus : icon::kRefused;
  return icon::kCheck;
}

// «→ 6А: 23, остаются: 2»
std::string FateText(const Frame& frame, const YearClass& one, const ClassChoice& choice) {
  if (choice.fate == ClassFate::kUndecided) return frame.Text("school_year.fate.undecided");
  if (choice.fate == ClassFate::kStays)
    return frame.Text(one.grade ? "school_year.fate.stays" : "school_year.fate.unknown");
  const ClassCounts counts = CountsOf(*frame.state.coverage.school_year.rows, one, choice);
  std::string text;
  const auto add = [&](const std::string& what, size_t count, bool told) {
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + what + (told ? ": " + std::to_string(count) : "");
  };
  const size_t all = one.children.size();
  if (one.next) add("→ " + *one.next, counts.move, counts.move < all);
  add(frame.Text("school_year.fate.leave"), counts.leave, counts.leave < all);
  add(frame.Text("school_year.fate.repeat"), counts.repeat, true);
  add(frame.Text("school_year.fate.disputed"), counts.disputed, true);
  return text;
}

void DrawClasses(const Frame& frame, ImVec2 size) {
  SchoolYearState& state = frame.state.coverage.school_year;
  const ui::Card card("classes", size, false);
  const auto cell = [&](size_t row, size_t column) {
    const YearClass& one = state.list[row];
    const ClassChoice choice = ChoiceOf(state, *state.rows, one);
    const bool waits = choice.fate == ClassFate::kUndecided || !one.grade;
    if (column == 0)
      return ui::RowsCell{.text = one.name,
                          .icon = IconOf(one, choice.fate),
                          .icon_colour = waits                              ? ui::Colours().warn
                                         : choice.fate == ClassFate::kStays ? 0
                                                                            : ui::Colours().ok};
    if (column == 1) return ui::RowsCell{.text = std::to_string(one.children.size())};
    return ui::RowsCell{.text = FateText(frame, one, choice),
                        .colour = waits                              ? ui::Colours().warn
                                  : choice.fate == ClassFate::kStays ? ui::Colours().muted
                                                                     : ImU32{0}};
  };
  const std::string empty = frame.Text("school_year.classes.none");
  const auto result = ui::Rows(
      "list", state.list.size(), state.class_cursor, cell,
      {.columns = {{.label = frame.Text("school_year.column.class"), .width = 130},
                   {.label = frame.Text("school_year.column.children"), .width = 70, .right = true},
                   {.label = frame.Text("school_year.column.fate")}},
       .empty = empty});
  if (result.moved) ListClass(state);
  if (result.opened) ui::FocusPath("coverage/year/class/children/rows");
}

struct FateChoice {
  ClassFate fate;
  std::string label;
};
std::vector<FateChoice> FatesOf(const Frame& frame, const YearClass& one) {
  std::vector<FateChoice> fates;
  const auto offer = [&](ClassFate fate, const char* key) {
    fates.push_back({fate, frame.Text("school_year.choose." + std::string(key),
                                      {{"next", one.next.value_or("")}})});
  };
  if (one.grade == model::kBasicGrade) offer(ClassFate::kUndecided, "later");
  if (one.next) {
    offer(ClassFate::kMoves, "moves");
    offer(ClassFate::kByList, "by_list");
  }
  offer(ClassFate::kLeaves, "leaves");
  if (one.grade != model::kBasicGrade) offer(ClassFate::kStays, "stays");
  return fates;
}

void Choose(SchoolYearState& state, const YearClass& one, const ClassChoice& choice) {
  state.classes[one.name] = choice;
  ListClass(state);
}

// Whoever is ticked moves on; what becomes of the others is told for all of them.
void DrawByList(const Frame& frame, const YearClass& one, ClassChoice choice) {
  SchoolYearState& state = frame.state.coverage.school_year;
  ui::Muted(frame.Text("school_year.by_list", {{"next", one.next.value_or("")}}));
  const auto rest = ui::Segments(
      "rest", {frame.Text("school_year.rest.repeat"), frame.Text("school_year.rest.leave")},
      choice.rest_leaves ? 1 : 0);
  if (rest) {
    choice.rest_leaves = *rest == 1;
    Choose(state, one, choice);
  }
}

void DrawClass(const Frame& frame, ImVec2 size) {
  SchoolYearState& state = frame.state.coverage.school_year;
  const ui::Scope scope("class");
  const ui::Card card("card", size);
  if (state.class_cursor >= state.list.size()) return;
  const YearClass& one = state.list[state.class_cursor];
  ClassChoice choice = ChoiceOf(state, *state.rows, one);
  ui::Text(one.name, ui::Face::kBold);
  if (!one.grade)
    ui::Wrapped(frame.Text("school_year.unknown_class"), ui::Face::kSmall, ui::Colours().warn);
  const auto fates = FatesOf(frame, one);
  std::vector<std::string> labels;
  size_t here = fates.size();
  for (size_t i = 0; i < fates.size(); ++i) {
    labels.push_back(fates[i].label);
    if (fates[i].fate == choice.fate) here = i;
  }
  if (const auto chosen = ui::Segments("fate", labels, here)) {
    choice.fate = fates[*chosen].fate;
    // A list begins with all of them; a person unticks the few.
    if (choice.fate == ClassFate::kByList && choice.moving.empty())
      for (const uint32_t place : one.children)
        choice.moving.insert(state.rows->children[place].id);
    Choose(state, one, choice);
  }
  const bool by_list = choice.fate == ClassFate::kByList;
  if (by_list) DrawByList(frame, one, choice);
  ui::Gap(4);
  ListState& list = state.class_children;
  if (list.shown_columns.empty()) list.shown_columns = {"name", "birth_date", "programmes"};
  const auto result =
      ui::RecordTable("children", list, {.open = {}, .choosing = by_list, .empty = {}});
  if (result.sorted) ListClass(state);
  if (!by_list) return;
  if (result.opened && !list.selected.insert(*result.opened).second)
    list.selected.erase(*result.opened);
  const std::set<model::Uuid> ticked(list.selected.begin(), list.selected.end());
  if (ticked == choice.moving) return;
  choice.moving = ticked;
  Choose(state, one, choice);
}

size_t ToDo(const SchoolYearState& state, size_t& undecided) {
  size_t count = 0;
  for (const YearClass& one : state.list) {
    const ClassChoice choice = ChoiceOf(state, *state.rows, one);
    count += CountsOf(*state.rows, one, choice).all();
    undecided += choice.fate == ClassFate::kUndecided ? 1 : 0;
  }
  return count;
}

std::string RemarkOn(const Frame& frame, const SchoolYearState& state, size_t undecided) {
  std::string text;
  const auto add = [&](const std::string& sentence) {
    text += (text.empty() ? "" : " ") + sentence;
  };
  const auto count_if = [&](auto what) {
    return static_cast<int64_t>(std::ranges::count_if(state.rows->children, what));
  };
  const int64_t moved = count_if([](const YearChild& child) { return child.moved; });
  const int64_t later =
      count_if([](const YearChild& child) { return child.attends && child.came_later; });
  const int64_t without = count_if([](const YearChild& child) {
    return child.attends && !child.moved && child.school_class.empty();
  });
  if (moved > 0) add(frame.texts.Count("school_year.turned", moved));
  if (later > 0) add(frame.texts.Count("school_year.came_later", later));
  if (without > 0) add(frame.texts.Count("school_year.without_class", without));
  if (undecided > 0)
    add(frame.texts.Count("school_year.undecided", static_cast<int64_t>(undecided)));
  return text;
}

}  // namespace

void DrawClassStep(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  const std::string from = model::SchoolYearText(state.rows->year),
                    to = model::SchoolYearText(state.rows->year + 1);
  ui::Wrapped(frame.Text("school_year.classes.why", {{"from", from}, {"to", to}}), ui::Face::kText,
              ui::Colours().muted);
  size_t undecided = 0;
  const size_t count = ToDo(state, undecided);
  if (const std::string remark = RemarkOn(frame, state, undecided); !remark.empty())
    ui::Wrapped(remark, ui::Face::kText, ui::Colours().warn);
  ui::Flow flow(16);
  DrawStepDate(frame, flow, "school_year.left_on", state.left_on);
  DrawStepTick(flow, "end_enrolments", frame.Text("school_year.end_enrolments"),
               state.end_enrolments);
  if (DrawStepButton(frame, flow, "school_year.classes.do", count)) frame.Ask(MoveClasses{});
  ui::Gap(4);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float classes = std::min(ui::Px(kClasses), room.x * 0.48F);
  DrawClasses(frame, {classes, room.y});
  ui::SameLine(14);
  DrawClass(frame, {room.x - classes - ui::Px(14), room.y});
}

}  // namespace kruzhok::client
