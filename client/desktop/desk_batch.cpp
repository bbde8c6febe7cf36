// SPDX-License-Identifier: MIT
// What is done to many rows at once, and taking actions back. Each command is one action.
#include <algorithm>

#include "client/app/action_notes.h"
#include "client/app/enrolment_state.h"
#include "client/desktop/desk.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/text_fold.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

using Assignments = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

// The typed texts as values; problems by field.
Assignments ReadTexts(const std::vector<std::pair<const model::FieldInfo*, std::string>>& texts,
                      std::map<std::string, model::Error>& problems) {
  Assignments values;
  for (const auto& [field, text] : texts) {
    const auto value = model::ParseInput(*field, text);
    std::optional<model::Error> problem;
    if (value)
      problem = model::CheckValue(*field, *value);
    else
      problem = value.error();
    if (problem)
      problems.emplace(field->name(), *problem);
    else
      values.emplace_back(field, *value);
  }
  return values;
}

bool IsActive(const model::Record& enrolment) {
  return IsActiveEnrolment(enrolment.Get(model::enrolment.state).value_or(""));
}

void AddSentence(std::string& text, const std::string& sentence) {
  text += (text.empty() ? "" : " ") + sentence;
}

std::map<std::string, std::string> Sentences(const Translator& texts, const model::EntityType& type,
                                             const std::map<std::string, model::Error>& problems) {
  std::map<std::string, std::string> sentences;
  for (const auto& [field, error] : problems)
    sentences[field] = Describe(texts, error, texts.FieldLabel(type, field)).message;
  return sentences;
}

}  // namespace

void Desk::Do(const DeleteRows& command) {
  std::vector<sync::RowWrite> writes;
  sync::WriteOptions options = Options();
  for (const model::Uuid& id : command.ids) {
    const auto row = store_.replica().rows().Summary(*command.type, id);
    if (!row || (row->flags & sync::kRowDeleted) != 0) continue;
    writes.push_back({command.type, sync::RowWrite::Kind::kDelete, id});
    options.settings.emplace_back(DraftKey(*command.type, id), "");
    // Of the open record it is known what the person saw.
    if (state_.record && state_.record->form.id == id && HasSeen(state_.record->form.base))
      writes.back().base = state_.record->form.base;
  }
  if (writes.empty()) return Complain({"deleted"}, command.type);
  const std::string title = TitleOf(*command.type, *writes.front().id);
  const auto written = store_.Write(writes, options);
  if (!written) return Complain(written.error(), command.type);
  Remember(written->action, written->rows);
  for (const sync::RowWrite& write : writes) {
    ForgetDraft(*write.id);
    state_.lists[std::string(command.type->name())].selected.erase(*write.id);
    if (!state_.record || state_.record->form.id != *write.id) continue;
    if (const auto row = store_.Get(*command.type, *write.id)) state_.record->form = FormOf(*row);
    RefreshRecord();
    ReadHistory();
  }
  Say(writes.size() == 1 ? texts_->Text("desk.notice.deleted", {{"title", title}})
                         : Counted("desk.notice.deleted", writes.size()),
      true);
}

void Desk::Do(const SetField& command) {
  std::map<std::string, model::Error> problems;
  const Assignments values = ReadTexts(command.fields, problems);
  const bool of_enrolments = command.type == &model::enrolment;
  if (of_enrolments) state_.enrolment_change.problems = Sentences(*texts_, *command.type, problems);
  if (!problems.empty()) return Complain(problems.begin()->second, command.type);
  std::vector<sync::RowWrite> writes;
  size_t disputed = 0;
  for (const model::Uuid& id : command.ids) {
    const auto row = store_.replica().rows().Summary(*command.type, id);
    if (!row || (row->flags & sync::kRowDeleted) != 0) continue;
    const auto state = store_.replica().rows().Load(command.type->name(), id);
    const bool is_disputed = std::ranges::any_of(
        values, [&](const auto& one) { return state->Disputed(one.first->cell()); });
    disputed += is_disputed ? 1 : 0;
    if (is_disputed) continue;
    model::Record after = row->record;
    for (const auto& [field, value] : values) after.SetValue(*field, value);
    if (const auto wrong = model::ValidateChange(row->record, after); !wrong.empty()) {
      Complain(wrong.front().error, command.type);
      state_.notice->text = texts_->Text("desk.problem.row", {{"title", TitleOf(*command.type, id)},
                                                              {"problem", state_.notice->text}});
      return;
    }
    writes.push_back({command.type, sync::RowWrite::Kind::kPut, id, std::nullopt, values});
  }
  const std::string skipped =
      disputed > 0 ? Counted("desk.notice.disputed_left", disputed) : std::string();
  if (writes.empty()) return Say(Counted("desk.notice.changed", 0), false, skipped);
  const auto written = store_.Write(writes, Options());
  if (!written) return Complain(written.error(), command.type);
  Remember(written->action, written->rows);
  if (of_enrolments) state_.enrolment_change = {};
  Say(Counted("desk.notice.changed", writes.size()), true, skipped);
  RefreshRecord();
  ReadHistory();
}

// Children with an active enrolment in the group, as of this moment: what was written here since
// the snapshot was built counts too.
std::set<model::Uuid> Desk::ActiveIn(const model::Uuid& group) {
  std::set<model::Uuid> rows;
  const ListData& list = data_->List(model::enrolment);
  for (const uint32_t row : list.RowsOf(model::enrolment.group, group)) rows.insert(list.id(row));
  for (const auto& [id, since] : own_) rows.insert(id);
  std::set<model::Uuid> children;
  for (const model::Uuid& id : rows) {
    const auto row = store_.replica().rows().Summary(model::enrolment, id);
    if (!row || (row->flags & sync::kRowDeleted) != 0 || !IsActive(row->record)) continue;
    if (row->record.Get(model::enrolment.group) == group)
      if (const auto child = row->record.Get(model::enrolment.child)) children.insert(*child);
  }
  return children;
}

std::string Desk::EnrolWarnings(const Enrol& command, size_t children) {
  std::string text;
  const auto group = store_.replica().rows().Summary(model::group, command.group);
  if (!group) return text;
  const auto capacity = group->record.Get(model::group.capacity);
  if (capacity && static_cast<int64_t>(children) > *capacity)
    AddSentence(text,
                texts_->Text("desk.notice.overfull", {{"capacity", std::to_string(*capacity)},
                                                      {"children", std::to_string(children)}}));
  const int64_t from = group->record.Get(model::group.age_min).value_or(0);
  const int64_t to = group->record.Get(model::group.age_max).value_or(INT64_MAX);
  size_t out_of_age = 0;
  for (const model::Uuid& id : command.children) {
    const auto child = store_.replica().rows().Summary(model::child, id);
    const auto birth = child ? child->record.Get(model::child.birth_date) : std::nullopt;
    if (!birth) continue;
    const int64_t age = model::AgeInYears(*birth, today());
    out_of_age += age < from || age > to ? 1 : 0;
  }
  if (out_of_age > 0) AddSentence(text, Counted("desk.notice.out_of_age", out_of_age));
  return text;
}

void Desk::Do(const Enrol& command) {
  EnrolState& enrol = state_.enrol;
  std::map<std::string, model::Error> problems;
  const Assignments values = ReadTexts({{&model::enrolment.state, command.state},
                                        {&model::enrolment.start_date, command.start_date},
                                        {&model::enrolment.order_number, command.order_number},
                                        {&model::enrolment.order_date, command.order_date}},
                                       problems);
  if (command.group.is_nil()) problems.emplace("group", model::Error{"required", {}, "group"});
  enrol.problems = Sentences(*texts_, model::enrolment, problems);
  enrol.result.clear();
  enrol.order.reset();
  if (!problems.empty()) return Complain(problems.begin()->second, &model::enrolment);
  std::set<model::Uuid> active = ActiveIn(command.group);
  std::vector<sync::RowWrite> writes;
  for (const model::Uuid& child : command.children) {
    if (!active.insert(child).second) continue;
    sync::RowWrite write{&model::enrolment, sync::RowWrite::Kind::kPut,
                         NewUuid(*options_.environment), std::nullopt, values};
    std::erase_if(write.fields, [](const auto& one) { return model::IsEmpty(one.second); });
    write.fields.emplace_back(&model::enrolment.child, child);
    write.fields.emplace_back(&model::enrolment.group, command.group);
    writes.push_back(std::move(write));
  }
  SetOwners(writes);
  if (!writes.empty()) {
    const auto written = store_.Write(writes, Options());
    if (!written) return Complain(written.error(), &model::enrolment);
    Remember(written->action, written->rows);
  }
  enrol.result = Counted("desk.notice.enrolled", writes.size());
  if (const size_t there = command.children.size() - writes.size(); there > 0)
    AddSentence(enrol.result, Counted("desk.notice.already_there", there));
  const std::string warnings = EnrolWarnings(command, active.size());
  if (!warnings.empty()) AddSentence(enrol.result, warnings);
  enrol.chosen.clear();
  if (!writes.empty() && command.state == "enrolled") {
    enrol.order.emplace();
    enrol.order->what = DocumentRequest::What::kEnrolmentOrder;
    enrol.order->id = command.group;
    enrol.order->order_number = model::Normalize(command.order_number);
  }
  Say(enrol.result, !writes.empty());
}

void Desk::Do(const SaveRoster&) {
  RosterState& roster = state_.roster;
  auto writes = WritesOf(roster, *options_.environment);
  if (!writes) {
    KeepRoster();
    for (const auto& [field, error] : roster.problems) return Complain(error, &model::enrolment);
    const auto& problem = roster.rows[roster.row].problems[roster.column];
    return Complain(problem ? *problem : model::Error{"bad_value"}, &model::child);
  }
  if (writes->empty()) return Complain({"nothing_to_write"}, &model::child);
  SetOwners(*writes);
  sync::WriteOptions options = Options();
  options.settings = {{"desk.roster", ""}};
  const auto written = store_.Write(*writes, options);
  if (!written) return Complain(written.error(), writes->front().type);
  Remember(written->action, written->rows);
  const size_t children = static_cast<size_t>(roster.filled());
  std::string hint;
  if (!roster.matches_total())
    hint = texts_->Text("desk.notice.total",
                        {{"expected", roster.expected}, {"children", std::to_string(children)}});
  roster = NewRoster(*options_.environment);
  roster.take_focus = true;
  kept_roster_.clear();
  state_.roster_drafted = false;
  Say(Counted("desk.notice.roster", children), true, hint);
}

void Desk::Do(const LeaveRosterCell&) {
  RosterState& roster = state_.roster;
  SettleRoster(roster, roster.row, *data_, *options_.environment);
  KeepRoster();
}

void Desk::Do(const PasteRoster& command) {
  PasteIntoRoster(state_.roster, command.text, *data_, *options_.environment);
  KeepRoster();
}

void Desk::Do(const ClearRoster&) {
  state_.roster = NewRoster(*options_.environment);
  state_.roster.take_focus = true;
  KeepRoster();
}

void Desk::Do(const UndoLast&) {
  const bool building =
      state_.screen == Screen::kSurveys && state_.surveys.view == SurveyView::kBuilder;
  if (building && state_.surveys.draft && TakeBack(*state_.surveys.draft)) return;
  if (IsKeying()) return Do(CorrectBlank{});
  if (actions_.empty()) return Complain({"nothing_to_undo"});
  const model::Uuid action = actions_.back();
  // Also when nothing of it can be taken back: the one before is next.
  actions_.pop_back();
  Undo(action);
}

void Desk::Do(const UndoAction& command) {
  std::erase(actions_, command.action);
  Undo(command.action);
}

void Desk::Undo(const model::Uuid& action) {
  if (imports_.erase(action) == 0)
    return TakeUndone(action, store_.Undo(action, Options(NoteOfUndo(*texts_))));
  Say(texts_->Text("transfer.undoing"), false);
  InBackground(
      *options_.network,
      [this, action,
       options = Options(NoteOfUndo(*texts_))](sync::Store& store) -> Background::Then {
        return [this, action, undone = store.Undo(action, options)] { TakeUndone(action, undone); };
      },
      [this](const model::Error& error) { Complain(error); });
}

void Desk::TakeUndone(const model::Uuid& action, const model::Result<sync::UndoResult>& undone) {
  if (!undone) return Complain(undone.error());
  if (state_.import.done && state_.import.done->action == action) state_.import.done->undone = true;
  std::string kept;
  for (const auto& [key, cell] : undone->kept) {
    const model::EntityType* type = model::FindEntity(key.entity);
    if (type == nullptr) continue;
    kept += (kept.empty() ? "" : ", ") + TitleOf(*type, key.id);
    if (!cell.empty()) kept += " (" + texts_->FieldLabel(*type, cell) + ")";
  }
  if (!kept.empty()) kept = texts_->Text("desk.notice.undo_kept", {{"what", kept}});
  if (undone->action.is_nil() && kept.empty()) return Complain({"nothing_to_undo"});
  Remember({}, undone->rows);
  Say(Counted("desk.notice.undone", undone->rows.size()), false, kept);
  RefreshRecord();
  ReadHistory();
}

}  // namespace kruzhok::client
