// SPDX-License-Identifier: MIT
// The worklist of the not covered: finding it, writing occupation cards, closing a school year.
#include <algorithm>
#include <map>
#include <set>

#include "client/desktop/desk.h"
#include "model/entities/child.h"
#include "model/entities/occupation.h"
#include "model/entities/organisation.h"
#include "model/entities/year_closing.h"
#include "model/text_fold.h"
#include "sync/store/natural_key.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

using Fields = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

bool IsCoordinator(const sync::Membership& membership) {
  return membership.joined && membership.role == sync::Role::kCoordinator;
}

// «Почему не охвачен: Здоровье».
std::string WhatIsSet(const Translator& texts, const Fields& fields) {
  const auto& type = model::occupation;
  std::string what;
  for (const auto& [field, value] : fields) {
    const auto* code = std::get_if<std::string>(&value);
    std::string text = FormText(*field, value);
    if (code != nullptr && field->kind() == model::Kind::kChoice)
      text = texts.ChoiceLabel(type, *field, *code);
    what += (what.empty() ? "" : ", ") + texts.FieldLabel(type, field->name()) + ": " +
            (text.empty() ? "—" : text);
  }
  return what;
}

// Whose card it is; nil and 0 of one whose values are gone.
struct CardKey {
  model::Uuid child;
  int64_t year = 0;
};
CardKey KeyOf(const FormState& form) {
  CardKey key;
  if (const FormField* field = form.Find(model::occupation.child.name()))
    key.child = model::Uuid::FromText(field->text).value_or(model::Uuid());
  if (const FormField* field = form.Find(model::occupation.year.name()))
    if (const auto year = model::ParseInput(*field->info, field->text))
      if (const auto* number = std::get_if<int64_t>(&*year)) key.year = *number;
  return key;
}

bool IsBlankText(const std::string& text) {
  return model::Normalize(text).empty();
}

}  // namespace

void Desk::RefreshWorklist() {
  if (data_->version == 0) return;
  WorklistState& state = state_.coverage.worklist;
  const sync::Membership& membership = data_->status.membership;
  if (state.today != today()) {
    state.today = today();
    state.waits_version = state.made_for_version = -1;
  }
  if (state_.screen == Screen::kOverview && state.waits_version != data_->version) {
    state.waits_version = data_->version;
    state.waits = FindWaitingYears(
        data_->coverage_book, state.today,
        IsCoordinator(membership) ? std::nullopt : std::optional(membership.organisation));
  }
  const bool shown =
      state_.screen == Screen::kCoverage && state_.coverage.view == CoverageView::kWorklist;
  // Who comes back finds it arranged afresh.
  if (!shown) return state.made_for.reset();
  if (state.wanted.year == 0) state.wanted.year = model::SchoolYearOf(state.today);
  if (!IsCoordinator(membership)) {
    state.wanted.organisation = membership.organisation;
    state.wanted.schools = false;
  }
  if (state.made_for != state.wanted || state.made_for_version != data_->version) FindWorklist();
}

void Desk::FindWorklist() {
  WorklistState& state = state_.coverage.worklist;
  const CoverageBook& book = data_->coverage_book;
  const WorklistRequest wanted = state.wanted;
  const bool is_known = std::exchange(state.made_for, wanted) == wanted;
  state.made_for_version = data_->version;
  state.on = WorklistDay(book, wanted.year, state.today);
  state.years = YearsOf(book, state.today);
  if (wanted.schools) {
    state.by_organisation = CountByOrganisation(book, {wanted.year, state.today});
    state.count = SumOf(state.by_organisation);
    return;
  }
  const auto rows = FindWorkRows(book, {wanted.year, state.today, wanted.organisation});
  const auto list = WorklistData(book, rows, wanted, *data_->search, *texts_);
  if (is_known) {
    Follow(state.list, list, {});
  } else {
    state.list.selected.clear();
    if (state.list.sort_column.empty()) state.list.sort_column = "class";
    state.list.data = list;
    Arrange(state.list);
  }
  state.count = CountWork(rows);
  const YearClosing* closing =
      wanted.organisation ? book.ClosingOf(*wanted.organisation, wanted.year) : nullptr;
  if (closing != nullptr) state.count.closing = *closing;
  state.changed_later = state.count.is_closed() ? CountLaterChanges() : 0;
}

// In the order in which this computer has learnt of them: no clock is asked. Only what people tell
// of a child counts: the class is written into the card when classes move on, after the closing
// mostly.
int64_t Desk::CountLaterChanges() const {
  const WorklistState& state = state_.coverage.worklist;
  const auto& type = model::occupation;
  sync::RowStore& rows = store_.replica().rows();
  const auto closing = rows.Summary(model::year_closing, state.count.closing->id);
  const model::CoverageFacts& facts = data_->coverage_book.facts;
  std::map<sync::Dot, bool> later;  // Commits that were asked about.
  const auto is_later = [&](const sync::Head& head) {
    const auto [known, is_new] = later.try_emplace(head.dot, false);
    if (!is_new) return known->second;
    const auto entry = store_.replica().log().Find(head.dot);
    return known->second = entry && entry->id > closing->changed;
  };
  const auto is_told_later = [&](const auto& cell) {
    return cell.first != type.child.cell() && cell.first != type.year.cell() &&
           cell.first != type.school_class.cell() && std::ranges::any_of(cell.second, is_later);
  };
  return std::ranges::count_if(facts.occupations, [&](const auto& one) {
    const auto& [card, year] = one.first;
    if (year != state.wanted.year || facts.cards[card].owner != *state.wanted.organisation)
      return false;
    const auto row = rows.Summary(type, one.second.id);
    if (!closing || !row || row->changed <= closing->changed) return false;
    const auto whole = rows.Load(type.name(), one.second.id);
    return whole && std::ranges::any_of(whole->cells, is_told_later);
  });
}

model::Uuid Desk::OwnerOfChild(const model::Uuid& child_id) {
  const auto row = store_.replica().rows().Summary(model::child, child_id);
  return row ? row->owner : model::Uuid();
}

bool Desk::IsYearClosed(const model::Uuid& organisation, int64_t year) const {
  const YearClosing* closing = data_->coverage_book.ClosingOf(organisation, year);
  return closing != nullptr && closing->closed;
}

void Desk::Do(const ShowWorklist& command) {
  WorklistState& state = state_.coverage.worklist;
  if (command.year) state.wanted.year = *command.year;
  if (command.organisation) {
    state.wanted.organisation = command.organisation;
    state.wanted.schools = false;
  }
  Do(ShowCoverage{CoverageView::kWorklist});
}

void Desk::Do(const OpenOccupation& command) {
  const auto& type = model::occupation;
  const model::Uuid owner = OwnerOfChild(command.child);
  if (owner.is_nil()) return Complain({"not_found", command.child.Text()}, &model::child);
  const Fields key = {{&type.child, command.child}, {&type.year, command.year}};
  const model::Uuid id = sync::KeyedUuid(type, owner, key);
  const bool drafted =
      std::ranges::any_of(state_.drafts, [&](const auto& draft) { return draft.first.id == id; });
  if (drafted || store_.replica().rows().Summary(type, id))
    return Do(OpenRecord{&type, id, command.field});
  Do(NewRecord{&type,
               {{&type.child, command.child.Text()}, {&type.year, std::to_string(command.year)}}});
  // Two computers that begin it apart begin one and the same.
  state_.record->form.id = id;
  state_.record->form.focus = command.field;
  Show(*state_.record);
  ShowInWorklist();
}

void Desk::ShowInWorklist() {
  const CardKey key = KeyOf(state_.record->form);
  state_.screen = Screen::kCoverage;
  state_.coverage.view = CoverageView::kWorklist;
  WorklistState& state = state_.coverage.worklist;
  if (key.year > 0) state.wanted.year = key.year;
  const bool any = !state.wanted.schools && !state.wanted.organisation;
  state.wanted.schools = false;
  if (key.child.is_nil()) return;
  // A coordinator stays at the list of all, where it is there.
  if (!any) state.wanted.organisation = OwnerOfChild(key.child);
  state.list.scroll_to_cursor = state.list.cursor != key.child;
  state.list.cursor = key.child;
}

void Desk::OpenNextOccupation() {
  WorklistState& state = state_.coverage.worklist;
  // From the card that was saved, wherever the cursor has gone meanwhile.
  if (const model::Uuid child = KeyOf(state_.record->form).child; !child.is_nil())
    state.list.cursor = child;
  const auto before = state.list.cursor;
  MoveCursor(state.list, 1);
  if (!state.list.cursor || state.list.cursor == before) return;
  Do(OpenOccupation{*state.list.cursor, state.wanted.year, "reason"});
}

void Desk::DescribeOccupation(OpenedRecord& record) {
  FormState& form = record.form;
  const CardKey key = KeyOf(form);
  if (key.child.is_nil() || key.year == 0) return;
  form.fixed_key = true;
  form.locked = IsYearClosed(OwnerOfChild(key.child), key.year);
  record.title = TitleOf(model::child, key.child);
  record.subtitle = texts_->Text("worklist.card", {{"year", model::SchoolYearText(key.year)}});
  const ListData& children = data_->List(model::child);
  const auto row = children.Find(key.child);
  for (const char* column : {"class", "birth_date"}) {
    const auto place = children.FindColumn(column);
    const auto cell = row && place ? children.Cell(*row, *place) : std::string_view();
    if (!cell.empty()) (record.subtitle += " · ") += cell;
  }
}

// Nothing: there is nothing to write; a disputed card is decided by who has opened it.
std::optional<sync::RowWrite> Desk::WriteOfOccupation(const model::Uuid& child_id, int64_t year,
                                                      const Fields& wanted, size_t& disputed) {
  const auto& type = model::occupation;
  const model::Uuid owner = OwnerOfChild(child_id);
  Fields fields = {{&type.child, child_id}, {&type.year, year}};
  const model::Uuid id = sync::KeyedUuid(type, owner, fields);
  const auto row = store_.replica().rows().Summary(type, id);
  const bool is_here = row && (row->flags & sync::kRowDeleted) == 0;
  if (std::ranges::all_of(wanted, [&](const auto& one) {
        return is_here ? row->record.value(*one.first) == one.second : model::IsEmpty(one.second);
      }))
    return std::nullopt;
  const auto state = store_.replica().rows().Load(type.name(), id);
  if (state && std::ranges::any_of(
                   wanted, [&](const auto& one) { return state->Disputed(one.first->cell()); })) {
    ++disputed;
    return std::nullopt;
  }
  fields.insert(fields.end(), wanted.begin(), wanted.end());
  sync::RowWrite write{.type = &type, .fields = std::move(fields)};
  if (IsCoordinator(store_.replica().membership())) write.owner = owner;
  return write;
}

void Desk::Do(const SetOccupations& command) {
  std::vector<sync::RowWrite> writes;
  size_t disputed = 0;
  for (const model::Uuid& id : command.children) {
    const model::Uuid owner = OwnerOfChild(id);
    if (owner.is_nil()) continue;
    if (IsYearClosed(owner, command.year)) return Say(texts_->Text("worklist.locked"), false);
    if (auto write = WriteOfOccupation(id, command.year, command.fields, disputed))
      writes.push_back(std::move(*write));
  }
  const std::string skipped =
      disputed > 0 ? Counted("desk.notice.disputed_left", disputed) : std::string();
  if (writes.empty() && !skipped.empty()) Say(skipped, false);
  if (writes.empty()) return;
  const auto written = store_.Write(writes, Options());
  if (!written) return Complain(written.error(), &model::occupation);
  Remember(written->action, written->rows);
  const std::string what = WhatIsSet(*texts_, command.fields);
  const auto* first = std::get_if<model::Uuid>(&writes.front().fields.front().second);
  Say(writes.size() == 1 ? TitleOf(model::child, *first) + " · " + what
                         : Counted("worklist.notice.set", writes.size(), {{"what", what}}),
      true, skipped);
  RefreshRecord();
  ReadHistory();
}

void Desk::Do(const CloseYear& command) {
  WorklistState& state = state_.coverage.worklist;
  YearClosingForm& form = state.closing;
  if (!state.made_for || state.wanted.schools || !state.wanted.organisation) return;
  const auto& type = model::year_closing;
  const int64_t missing = state.count.missing();
  if (command.closed && !form.open) {
    form = {};
    form.early = state.today < model::Date{static_cast<int>(state.wanted.year) + 1, 6, 1};
    form.name = state_.user;
    form.open = form.early || missing > 0;
    if (form.open) return;
  }
  form.asked = command.closed;
  if (command.closed && missing > 0 && (IsBlankText(form.name) || IsBlankText(form.why))) return;
  const std::string name = IsBlankText(form.name) ? state_.user : model::Normalize(form.name);
  const auto text = [&](std::string value) {
    return command.closed && !value.empty() ? model::Value(std::move(value)) : model::Value();
  };
  sync::RowWrite write{
      .type = &type,
      .fields = {{&type.year, state.wanted.year},
                 {&type.state, std::string(command.closed ? "closed" : "open")},
                 {&type.closed_on, text(state.today.Iso())},
                 {&type.closed_by, text(name)},
                 {&type.without_reason, command.closed ? model::Value(missing) : model::Value()},
                 {&type.why, text(model::Normalize(form.why))}}};
  if (IsCoordinator(store_.replica().membership())) write.owner = state.wanted.organisation;
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), &type);
  Remember(written->action, written->rows);
  form.open = false;
  state.take_focus = true;
  Say(texts_->Text(command.closed ? "worklist.notice.closed" : "worklist.notice.opened",
                   {{"year", model::SchoolYearText(state.wanted.year)}}),
      true);
}

void Desk::Do(const StartOccupationPrint&) {
  const WorklistState& state = state_.coverage.worklist;
  if (!state.wanted.organisation) return;
  const CoverageBook& book = data_->coverage_book;
  std::set<std::pair<std::string, std::string>> classes;  // In their order.
  PrintState print;
  for (const WorkRow& row :
       FindWorkRows(book, {state.wanted.year, state.today, state.wanted.organisation})) {
    const std::string& name = book.facts.ClassOf(row.card, state.wanted.year);
    if (!name.empty()) classes.emplace(model::SortKey(name), name);
    if (book.facts.cards[row.card].id == state.list.cursor) print.school_class = name;
  }
  for (const auto& [key, name] : classes) print.classes.push_back(name);
  if (print.school_class.empty() && !print.classes.empty())
    print.school_class = print.classes.front();
  print.open = true;
  print.ask = PrintState::Ask::kOccupations;
  print.year = state.wanted.year;
  print.organisation = state.wanted.organisation;
  state_.print = std::move(print);
}

void Desk::Do(const StartWorklistExport&) {
  AskExport(ExportOfWorklist(),
            texts_->Text("worklist.export.name",
                         {{"year", std::to_string(state_.coverage.worklist.wanted.year)},
                          {"day", today().Russian()}}));
}

}  // namespace kruzhok::client
