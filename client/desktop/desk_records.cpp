// SPDX-License-Identifier: MIT
// The open record: showing it, keeping up with its row, saving it.
#include <algorithm>
#include <functional>

#include "client/app/value_text.h"
#include "client/desktop/desk.h"
#include "client/desktop/history_lines.h"
#include "model/catalog.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/occupation.h"
#include "sync/store/field_codec.h"
#include "sync/store/row_clock.h"

namespace kruzhok::client {
namespace {

// What is typed stays; what it is compared with, and was seen, is the row as it is now.
void Rebase(FormState& form, const sync::RowView& row) {
  const FormState now = FormOf(row);
  form.overtaken = false;
  for (FormField& field : form.fields) {
    const std::string& present = now.Find(field.info->name())->saved;
    form.overtaken |= field.saved != present;
    if (!field.changed()) field.text = present;
    field.saved = present;
  }
  form.base = row.rev;
  form.is_new = false;
}

}  // namespace

Screen ScreenOf(const model::EntityType& type) {
  constexpr std::pair<std::string_view, Screen> kScreens[] = {
      {"child", Screen::kChildren},
      {"programme", Screen::kProgrammes},
      {"group", Screen::kGroups},
      {"enrolment", Screen::kEnrolments},
      {"organisation", Screen::kOrganisations},
      {"staff", Screen::kStaff},
      {"schedule", Screen::kSchedule},
      {"category", Screen::kChildren},  // Beside the list of children.
      {"occupation", Screen::kCoverage}};
  for (const auto& [name, screen] : kScreens)
    if (name == type.name()) return screen;
  return Screen::kOverview;
}

void Desk::Do(const GoTo& command) {
  if (state_.record && command.screen != ScreenOf(*state_.record->form.type)) Do(CloseRecord{});
  if (command.screen == Screen::kHelp && state_.screen != Screen::kHelp) {
    state_.before_help = state_.screen;
    state_.help_topic.clear();
  }
  if (command.screen == Screen::kExchange) Do(LookForCarried{});
  if (command.screen == Screen::kRoster) state_.roster.take_focus = true;
  if (command.screen == Screen::kCoverage) state_.coverage.worklist.take_focus = true;
  // Who is there already goes back to where it begins.
  if (command.screen == Screen::kSurveys && state_.screen == Screen::kSurveys)
    state_.surveys.view = SurveyView::kHome;
  state_.screen = command.screen;
  if (command.screen == Screen::kSettings) LookAfterBackups(BackupRound::What::kLook);
  KeepRoster();
  KeepKeying();
  KeepChoices();
}

void Desk::Do(const OpenRecord& command) {
  if (OpenSurveyOf(command)) return;
  const bool is_open = state_.record && state_.record->form.id == command.id;
  if (!is_open) {
    const auto row = store_.Get(*command.type, command.id);
    const auto draft = std::ranges::find_if(
        state_.drafts, [&](const auto& one) { return one.first.id == command.id; });
    const bool drafted = draft != state_.drafts.end();
    const bool erased = data_->erased.contains(command.id);
    if (!row && !erased && !(drafted && draft->first.is_new))
      return Complain(row.error(), command.type);
    OpenedRecord record;
    record.tab = "form";
    record.form = row ? FormOf(*row) : NewForm(*command.type, command.id);
    if (row) MaskForm(*row, record.form);
    if (drafted) ApplyDraft(draft->first, record.form);
    if (row && record.form.base != row->rev && !HasSeen(record.form.base))
      Rebase(record.form, *row);
    if (state_.record) Do(CloseRecord{});
    if (row) NoteView(*row);
    state_.record = std::move(record);
    kept_draft_ = drafted ? EncodeDraft(state_.record->form) : std::string();
    RefreshRecord();
    ReadHistory();
  }
  if (!command.field.empty()) {
    state_.record->tab = "form";
    state_.record->form.focus = command.field;
  }
  state_.screen = ScreenOf(*command.type);
  ListState& list = state_.lists[std::string(command.type->name())];
  list.scroll_to_cursor = list.cursor != command.id;
  list.cursor = command.id;
  if (command.type == &model::occupation) ShowInWorklist();
}

void Desk::Do(const NewRecord& command) {
  if (state_.record) Do(CloseRecord{});
  OpenedRecord record;
  record.form = NewForm(*command.type, NewUuid(*options_.environment), command.preset);
  record.title = texts_->EntityLabel(*command.type);
  record.tab = "form";
  state_.record = std::move(record);
  kept_draft_.clear();
  state_.screen = ScreenOf(*command.type);
}

void Desk::Do(const CloseRecord&) {
  if (!state_.record) return;
  // Where the draft cannot be stored, the record stays open with all that was typed.
  if (KeepDraft()) {
    const auto draft = DecodeDraft(kept_draft_);
    Say(texts_->Text("desk.notice.draft", {{"title", draft ? TitleOfDraft(*draft) : ""}}), false,
        texts_->Text("desk.notice.draft.hint"));
  }
  state_.record.reset();
  kept_draft_.clear();
  ++*history_wanted_;
}

void Desk::Do(const LeaveField&) {
  if (!state_.record) return;
  for (FormField& field : state_.record->form.fields)
    // An empty field that is needed stays marked until something is typed in it.
    if (field.changed() || (field.problem && !field.text.empty())) CheckField(field);
  KeepDraft();
}

void Desk::Do(const SaveRecord& command) {
  if (!state_.record) return;
  FormState& form = state_.record->form;
  const model::EntityType& type = *form.type;
  if (form.locked) return Say(texts_->Text("worklist.locked"), false);
  auto write = WriteOf(form);
  if (!write && write.error().code == "nothing_to_write") {
    DropDraft(type, form.id);
    RefreshRecord();
  } else if (!write) {
    KeepDraft();
    return Complain(write.error(), &type);
  } else {
    std::vector<std::string> undecided;
    const auto saved = Save(*std::move(write), undecided);
    if (!saved) {
      KeepDraft();
      Complain(saved.error(), &type);
      if (saved.error().code == "bad_rev")
        if (const auto row = store_.Get(type, form.id)) Rebase(form, *row);
      return;
    }
    AfterSave(undecided);
    if (!undecided.empty()) return;
  }
  if (command.then_new && &type == &model::occupation)
    OpenNextOccupation();
  else if (command.then_new)
    Do(NewRecord{&type});
}

// A disputed cell that the person saw with all its values is decided by what they typed. One that
// became disputed unseen is not theirs to decide yet: the write adds their value to it.
std::vector<Desk::Decision> Desk::SplitDisputed(sync::RowWrite& write) {
  std::vector<Decision> decisions;
  if (!write.base) return decisions;
  const auto row = store_.Get(*write.type, *write.id);
  if (!row || row->disputed.empty()) return decisions;
  const auto seen = sync::ParseRev(*write.base);
  const auto present = sync::ParseRev(row->rev);
  if (!seen || !present) return decisions;
  for (const model::Cell& cell : write.type->cells()) {
    const auto of_cell = [&](const auto& one) { return one.first->cell() == cell.name; };
    if (std::ranges::find(row->disputed, cell.fields.front()) == row->disputed.end()) continue;
    if (std::ranges::none_of(write.fields, of_cell)) continue;
    if (seen->HeadsOf(cell.name) != present->HeadsOf(cell.name)) continue;
    std::vector<model::Value> members;
    for (const model::FieldInfo* field : cell.fields) {
      members.push_back(row->record.value(*field));
      for (const auto& [written, value] : write.fields)
        if (written == field) members.back() = value;
    }
    decisions.push_back({std::string(cell.name), sync::CellValue(cell, members)});
    std::erase_if(write.fields, of_cell);
  }
  return decisions;
}

// `undecided`: disputed cells of whom this person may not decide.
model::Result<void> Desk::Save(sync::RowWrite write, std::vector<std::string>& undecided) {
  const sync::RowKey key{std::string(write.type->name()), *write.id};
  const std::vector<Decision> decisions = SplitDisputed(write);
  sync::WriteOptions options = Options();
  options.action = store_.replica().NewAction();
  const std::vector<std::pair<std::string, std::string>> no_draft = {
      {DraftKey(*write.type, key.id), ""}};
  if (decisions.empty()) options.settings = no_draft;
  if (!write.fields.empty()) {
    std::vector<sync::RowWrite> writes = {std::move(write)};
    SetOwners(writes);
    const auto written = store_.Write(writes, options);
    if (!written) return written.error();
    Remember(written->action, written->rows);
  }
  std::optional<model::Error> refused;
  for (const Decision& decision : decisions) {
    if (&decision == &decisions.back()) options.settings = no_draft;
    const auto decided = store_.Resolve(key, decision.cell, decision.value, options);
    if (decided) {
      Remember(decided->action, decided->rows);
    } else {
      refused = decided.error();
      undecided.push_back(decision.cell);
    }
  }
  if (refused) Complain(*refused, state_.record->form.type);
  return {};
}

void Desk::AfterSave(const std::vector<std::string>& undecided) {
  OpenedRecord& record = *state_.record;
  const FormState typed = record.form;
  ForgetDraft(typed.id);
  const auto row = store_.Get(*typed.type, typed.id);
  if (!row) return Complain(row.error(), typed.type);
  record.form = FormOf(*row);
  MaskForm(*row, record.form);
  RefreshRecord();
  ReadHistory();
  ListState& list = state_.lists[std::string(typed.type->name())];
  list.cursor = typed.id;
  if (undecided.empty()) {
    return Say(texts_->Text("desk.notice.saved", {{"title", record.title}}), true);
  }
  for (FormField& field : record.form.fields) {
    if (std::ranges::find(undecided, field.info->cell()) == undecided.end()) continue;
    field.text = typed.Find(field.info->name())->text;
    if (record.form.focus.empty()) record.form.focus = field.info->name();
  }
  KeepDraft();
}

void Desk::Do(const RestoreRow& command) {
  const model::EntityType* type = model::FindEntity(command.key.entity);
  if (type == nullptr) return Complain({"unknown_entity", command.key.entity});
  sync::RowWrite write{type, sync::RowWrite::Kind::kRestore, command.key.id};
  const auto written = store_.Write({write}, Options());
  if (!written) return Complain(written.error(), type);
  Remember(written->action, written->rows);
  Say(texts_->Text("desk.notice.restored", {{"title", TitleOf(*type, command.key.id)}}), true);
  RefreshRecord();
}

void Desk::RefreshRecord() {
  if (!state_.record) return;
  OpenedRecord& record = *state_.record;
  FormState& form = record.form;
  const auto row = store_.Get(*form.type, form.id);
  if (row) {
    const std::string focus = form.focus;
    if (!form.dirty()) {
      form = FormOf(*row);
      MaskForm(*row, form);
      form.focus = focus;
    } else if (form.is_new || (form.base != row->rev && !HasSeen(form.base))) {
      Rebase(form, *row);
    } else {
      form.overtaken = form.base != row->rev;
      form.deleted = row->deleted;
    }
    record.condition = row->condition;
    record.changed_at_ms = row->changed_at_ms;
    record.changed_by = row->changed_by;
    record.subtitle = SubtitleOf(*row, *texts_, [this](const auto& field, const auto& id) {
      const model::EntityType* target = model::FindEntity(field.options().target);
      return target ? TitleOf(*target, id) : std::string();
    });
  } else if (data_->erased.contains(form.id)) {
    BlankErased(record);
  }
  Show(record);
}

// What the snapshot knows of it.
void Desk::Show(OpenedRecord& record) {
  const FormState& form = record.form;
  const sync::RowKey key{std::string(form.type->name()), form.id};
  record.title = TitleOf(*form.type, form.id);
  record.erasing = data_->erasing.contains(key);
  record.disputes.clear();
  std::ranges::copy_if(data_->disputes, std::back_inserter(record.disputes),
                       [&](const DisputeItem& item) { return item.key == key; });
  record.outside.clear();
  std::ranges::copy_if(data_->outside, std::back_inserter(record.outside),
                       [&](const OutsideItem& item) { return item.key == key; });
  record.related.clear();
  for (const model::EntityType* type : model::Catalog())
    for (const model::FieldInfo* field : type->fields()) {
      // Categories stand on the card itself.
      if (field->kind() != model::Kind::kReference || field->options().target != key.entity ||
          field->options().retired || !HasList(*type) || type == &model::category)
        continue;
      RelatedRows related{type, field, data_->List(*type).RowsOf(*field, form.id)};
      // What a child's card tells of has ways of its own to begin.
      const bool begins_here = form.type != &model::child || IsSearched(*type);
      if (begins_here || !related.rows.empty()) record.related.push_back(std::move(related));
    }
  for (RelatedRows& related : record.related)  // The present year first.
    if (related.by == &model::occupation.child) {
      const ListData& list = data_->List(model::occupation);
      std::ranges::sort(
          related.rows, std::greater(),
          [&, year = list.FindColumn("year")](uint32_t row) { return list.Cell(row, *year); });
    }
  record.person = PersonOf(form);
  ReadCategories(record);
  if (form.type == &model::occupation) DescribeOccupation(record);
}

void Desk::ReadHistory() {
  if (!state_.record || state_.record->form.is_new) return;
  const sync::RowKey key{std::string(state_.record->form.type->name()), state_.record->form.id};
  const int64_t mine = ++*history_wanted_;
  InBackground(
      *options_.background,
      [this, texts = texts_, key, mine, role = RoleOf(state_),
       wanted = history_wanted_](sync::Store& store) -> Background::Then {
        if (*wanted != mine) return {};
        auto lines = ReadHistoryLines(store, *texts, key, role);
        return [this, key, lines = std::move(lines)] {
          if (state_.record && state_.record->form.id == key.id) state_.record->history = lines;
        };
      },
      [this](const model::Error& error) { Complain(error); });
}

}  // namespace kruzhok::client
