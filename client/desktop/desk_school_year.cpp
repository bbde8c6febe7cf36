// SPDX-License-Identifier: MIT
// The turn of a school year: what there is to be done is read in the background while it is shown,
// and once more when it is done.
#include <algorithm>

#include "client/desktop/desk.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

// From that on taking it back is left to the background.
constexpr size_t kMany = 300;

bool IsDeleted(sync::Store& store, const sync::RowWrite& write) {
  if (!write.id) return false;
  const auto row = store.replica().rows().Summary(*write.type, *write.id);
  return row && (row->flags & sync::kRowDeleted) != 0;
}

}  // namespace

void Desk::RefreshSchoolYear() {
  const bool shown =
      state_.screen == Screen::kCoverage && state_.coverage.view == CoverageView::kYear;
  SchoolYearState& state = state_.coverage.school_year;
  if (!shown || state.reading || data_->version == 0 || data_->coverage_book.facts.sees_all) return;
  const int64_t year = state.year.value_or(YearToTurn(today()));
  const bool is_fresh = state.rows && state.rows->year == year;
  if (is_fresh && state.read_version == data_->version) return;
  state.reading = true;
  InBackground(
      *options_.background,
      [this, year, organisation = data_->status.membership.organisation,
       version = data_->version](sync::Store& store) -> Background::Then {
        const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);
        auto rows = std::make_shared<const YearRows>(ReadYear(store, organisation, year));
        return [this, rows, version] { TakeSchoolYear(rows, version); };
      },
      [this](const model::Error& error) {
        state_.coverage.school_year.reading = false;
        state_.coverage.school_year.read_version = data_->version;
        Complain(error);
      });
}

void Desk::TakeSchoolYear(std::shared_ptr<const YearRows> rows, int64_t version) {
  SchoolYearState& state = state_.coverage.school_year;
  state.reading = false;
  state.read_version = version;
  TakeYear(state, std::move(rows), *data_);
}

YearRows Desk::ReadYearNow() {
  const SchoolYearState& state = state_.coverage.school_year;
  return ReadYear(store_, store_.replica().membership().organisation, state.rows->year);
}

std::optional<model::Date> Desk::DateTyped(const std::string& text, std::string_view key) {
  const auto date = model::Date::Parse(text);
  if (!date) Say(texts_->Text("school_year.problem.date", {{"what", texts_->Text(key)}}), false);
  return date;
}

bool Desk::WriteYear(std::vector<sync::RowWrite> writes, std::string_view told, size_t count,
                     std::string hint) {
  if (writes.empty()) {
    Say(texts_->Text("school_year.notice.nothing"), false, hint);
    return false;
  }
  sync::WriteOptions options = Options();
  options.action = store_.replica().NewAction();
  std::vector<sync::RowWrite> restores;
  for (const sync::RowWrite& write : writes)
    if (IsDeleted(store_, write))
      restores.push_back({write.type, sync::RowWrite::Kind::kRestore, write.id});
  for (const auto* part : {&restores, &writes}) {
    if (part->empty()) continue;
    const auto written = store_.Write(*part, options);
    if (!written) {
      Complain(written.error(), &model::child);
      return false;
    }
    Remember(written->action, written->rows);
  }
  if (writes.size() > kMany) imports_.insert(*options.action);
  Say(Counted(told, count), true, std::move(hint));
  return true;
}

void Desk::Do(const MoveClasses&) {
  SchoolYearState& state = state_.coverage.school_year;
  if (!state.rows) return;
  const auto left_on = DateTyped(state.left_on, "school_year.left_on");
  if (!left_on) return;
  const YearRows rows = ReadYearNow();
  std::map<std::string, ClassChoice> choices;
  ClassCounts counts;
  for (const YearClass& one : ClassesOf(rows)) {
    const ClassChoice& choice = choices[one.name] = ChoiceOf(state, rows, one);
    const ClassCounts of_class = CountsOf(rows, one, choice);
    counts.move += of_class.move;
    counts.repeat += of_class.repeat;
    counts.leave += of_class.leave;
    counts.disputed += of_class.disputed;
  }
  std::string hint;
  const auto add = [&](std::string_view key, size_t count) {
    if (count > 0) hint += (hint.empty() ? "" : " ") + Counted(key, count);
  };
  add("school_year.notice.left", counts.leave);
  add("school_year.notice.repeat", counts.repeat);
  add("desk.notice.disputed_left", counts.disputed);
  const auto writes = MoveWrites(rows, choices, {*left_on, state.end_enrolments});
  if (WriteYear(writes, "school_year.notice.moved", counts.move, hint)) state.classes.clear();
}

void Desk::Do(const EndGroups&) {
  SchoolYearState& state = state_.coverage.school_year;
  if (!state.rows) return;
  const auto ended_on = DateTyped(state.ended_on, "school_year.ended_on");
  if (!ended_on) return;
  const YearRows rows = ReadYearNow();
  const model::Date last = model::LastDayOf(rows.year);
  std::set<model::Uuid> groups;
  size_t children = 0;
  for (const YearGroup& group : rows.groups) {
    if (!state.ending.selected.contains(group.id) || !HasToEnd(group, last)) continue;
    groups.insert(group.id);
    children += group.active;
  }
  WriteYear(EndWrites(rows, groups, *ended_on), "school_year.notice.ended", groups.size(),
            children > 0 ? Counted("school_year.notice.completed", children) : std::string());
}

void Desk::Do(const CopyGroups&) {
  SchoolYearState& state = state_.coverage.school_year;
  if (!state.rows) return;
  const YearRows rows = ReadYearNow();
  const std::set<model::Uuid> chosen(state.copying.selected.begin(), state.copying.selected.end());
  CopyWrites copies = CopiesOf(rows, chosen, state.copy);
  std::string hint;
  if (copies.lessons > 0) hint = Counted("school_year.notice.lessons", copies.lessons);
  if (copies.children > 0)
    hint += (hint.empty() ? "" : " ") + Counted("school_year.notice.enrolled", copies.children);
  WriteYear(std::move(copies.writes), "school_year.notice.copied", copies.groups, hint);
}

void Desk::Do(const LetChildrenGo&) {
  SchoolYearState& state = state_.coverage.school_year;
  if (!state.rows) return;
  const auto on = DateTyped(state.leaving_on, "school_year.leaving_on");
  if (!on) return;
  const YearRows rows = ReadYearNow();
  const std::set<model::Uuid> chosen(state.leavers.selected.begin(), state.leavers.selected.end());
  const auto writes = LeaveWrites(rows, chosen, state.leaving_state, {*on, state.end_leavers});
  const auto gone = static_cast<size_t>(std::ranges::count_if(
      writes, [](const sync::RowWrite& write) { return write.type == &model::child; }));
  std::string hint;
  if (writes.size() > gone) hint = Counted("school_year.notice.completed", writes.size() - gone);
  if (WriteYear(writes, "school_year.notice.gone", gone, hint)) state.leavers.selected.clear();
}

}  // namespace kruzhok::client
