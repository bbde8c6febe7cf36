// SPDX-License-Identifier: MIT
#include "client/desktop/school_year_state.h"

#include <algorithm>

#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr int kOctober = 10;
constexpr model::Date kLeft{0, 6, 30}, kEnded{0, 5, 31};  // Of the year's second half.

std::string DayText(int64_t year, model::Date day) {
  day.year = static_cast<int>(year) + 1;
  return day.Russian();
}

// Rows of the list, in its order, that are among the ids.
void Show(ListState& list, const std::set<model::Uuid>& ids) {
  list.rows.clear();
  if (list.data == nullptr) return;
  const auto sorted = list.data->FindColumn(list.sort_column);
  for (const uint32_t row : list.data->Sorted(sorted.value_or(0), list.descending))
    if (ids.contains(list.data->id(row))) list.rows.push_back(row);
}

}  // namespace

void ListGroups(SchoolYearState& state) {
  const model::Date last = model::LastDayOf(state.rows->year);
  std::set<model::Uuid> ending, copying;
  state.ending.selected.clear();
  state.copying.selected.clear();
  for (const YearGroup& group : state.rows->groups) {
    copying.insert(group.id);
    const bool proposed = group.archived ? state.copied_anyway.contains(group.id)
                                         : !state.not_copied.contains(group.id);
    if (!group.copied && proposed) state.copying.selected.insert(group.id);
    if (!HasToEnd(group, last)) continue;
    ending.insert(group.id);
    if (!state.not_ending.contains(group.id)) state.ending.selected.insert(group.id);
  }
  Show(state.ending, ending);
  Show(state.copying, copying);
}

int64_t YearToTurn(const model::Date& today) {
  const int64_t year = model::SchoolYearOf(today);
  const bool has_just_begun = today.year == year && today.month <= kOctober;
  return has_just_begun ? year - 1 : year;
}

void TakeYear(SchoolYearState& state, std::shared_ptr<const YearRows> rows, const Snapshot& data) {
  const bool is_other = state.rows == nullptr || state.rows->year != rows->year;
  state.rows = std::move(rows);
  if (is_other) {
    state.left_on = DayText(state.rows->year, kLeft);
    state.ended_on = DayText(state.rows->year, kEnded);
    state.classes.clear();
    state.class_cursor = 0;
    for (auto* ticks : {&state.not_ending, &state.not_copied, &state.copied_anyway}) ticks->clear();
  }
  if (state.leaving_on.empty()) state.leaving_on = data.coverage.on.Russian();
  state.list = ClassesOf(*state.rows);
  for (ListState* list : {&state.class_children, &state.leavers})
    list->data = data.lists.at(std::string(model::child.name()));
  for (ListState* list : {&state.ending, &state.copying})
    list->data = data.lists.at(std::string("group"));
  ListClass(state);
  ListGroups(state);
  ListLeavers(state);
}

ClassChoice ChoiceOf(const SchoolYearState& state, const YearRows& rows, const YearClass& one) {
  const auto chosen = state.classes.find(one.name);
  return chosen == state.classes.end() ? ProposedFor(one, IsTurned(rows)) : chosen->second;
}

void ListClass(SchoolYearState& state) {
  state.class_children.selected.clear();
  state.class_cursor = std::min(state.class_cursor, std::max<size_t>(state.list.size(), 1) - 1);
  std::set<model::Uuid> ids;
  if (state.class_cursor < state.list.size()) {
    const YearClass& one = state.list[state.class_cursor];
    const ClassChoice choice = ChoiceOf(state, *state.rows, one);
    for (const uint32_t place : one.children) {
      const model::Uuid& id = state.rows->children[place].id;
      ids.insert(id);
      if (choice.moving.contains(id)) state.class_children.selected.insert(id);
    }
  }
  Show(state.class_children, ids);
}

void ListLeavers(SchoolYearState& state) {
  std::set<model::Uuid> ids;
  const std::string folded = model::Fold(state.filter);
  const ListData& data = *state.leavers.data;
  const std::vector<bool> matching =
      folded.empty() ? std::vector<bool>(data.size(), true) : data.Matching(folded);
  std::set<model::Uuid> here;
  for (const YearChild& child : state.rows->children) {
    if (!child.attends) continue;
    here.insert(child.id);
    const auto row = data.Find(child.id);
    if (row && matching[*row]) ids.insert(child.id);
  }
  // Who was chosen stays chosen, also while something else is looked for.
  std::erase_if(state.leavers.selected, [&](const auto& id) { return !here.contains(id); });
  Show(state.leavers, ids);
}

void KeepTicks(SchoolYearState& state) {
  for (const YearGroup& group : state.rows->groups) {
    const auto keep = [&](std::set<model::Uuid>& ids, bool in) {
      if (in)
        ids.insert(group.id);
      else
        ids.erase(group.id);
    };
    keep(state.not_ending, !state.ending.selected.contains(group.id) &&
                               HasToEnd(group, model::LastDayOf(state.rows->year)));
    const bool copied = state.copying.selected.contains(group.id);
    keep(state.copied_anyway, copied && group.archived);
    keep(state.not_copied, !copied && !group.archived && !group.copied);
  }
}

}  // namespace kruzhok::client
