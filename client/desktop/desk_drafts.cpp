// SPDX-License-Identifier: MIT
// What was typed and is not saved outlives the program.
#include "client/app/value_text.h"
#include "client/desktop/desk.h"
#include "sync/store/row_clock.h"

namespace kruzhok::client {
namespace {

// Whether the row holds all that was typed already.
bool IsSaved(const Draft& draft, const sync::RowView& row) {
  if (!draft.beside.empty()) return false;
  for (const auto& [name, texts] : draft.texts) {
    const model::FieldInfo* field = draft.type->FindField(name);
    if (field != nullptr && FormText(*field, row.record.value(*field)) != texts.first) return false;
  }
  return true;
}

}  // namespace

void Desk::LoadDrafts() {
  std::vector<std::string> done;
  for (const auto& [key, json] : store_.replica().Settings(kDraftPrefix)) {
    const auto draft = DecodeDraft(json);
    if (!draft) continue;  // A newer program's; it stays for that one.
    const auto row = store_.Get(*draft->type, draft->id);
    const bool erased = store_.replica().IsErased(draft->type->name(), draft->id);
    if (erased || (row && IsSaved(*draft, *row)))
      done.push_back(key);
    else if (MaySee(RoleOf(state_), draft->type->name()))
      state_.drafts.emplace_back(*draft, TitleOfDraft(*draft));
  }
  if (done.empty()) return;
  sync::Replica::Change change(store_.replica());
  for (const std::string& key : done) store_.replica().SetSetting(key, "");
  change.Commit();
}

bool Desk::KeepDraft() {
  if (state_.surveys.draft) KeepDraftOf(state_.surveys.draft->form, kept_survey_);
  if (state_.surveys.form) {
    NoteInvited(*state_.surveys.form);
    KeepDraftOf(state_.surveys.form->form, kept_wave_);
  }
  KeepIndicatorDraft();
  return state_.record && KeepDraftOf(state_.record->form, kept_draft_);
}

bool Desk::KeepDraftOf(FormState& form, std::string& kept) {
  if (!form.dirty()) {
    if (!kept.empty()) DropDraft(*form.type, form.id);
    return false;
  }
  if (!kept.empty() && EncodeDraft(form) == kept) return true;
  const int64_t before = std::exchange(form.drafted_at_ms, options_.environment->NowMs());
  std::string json = EncodeDraft(form);
  try {
    SetSetting(DraftKey(*form.type, form.id), json);
  } catch (const model::StorageError&) {
    form.drafted_at_ms = before;
    throw;
  }
  ForgetDraft(form.id);
  if (const auto draft = DecodeDraft(json))
    state_.drafts.emplace(state_.drafts.begin(), *draft, TitleOfDraft(*draft));
  kept = std::move(json);
  return true;
}

void Desk::DropDraft(const model::EntityType& type, const model::Uuid& id) {
  SetSetting(DraftKey(type, id), "");
  ForgetDraft(id);
}

void Desk::ForgetDraft(const model::Uuid& id) {
  std::erase_if(state_.drafts, [&id](const auto& one) { return one.first.id == id; });
  if (state_.record && state_.record->form.id == id) kept_draft_.clear();
  if (state_.surveys.draft && state_.surveys.draft->form.id == id) kept_survey_.clear();
  if (state_.surveys.form && state_.surveys.form->form.id == id) kept_wave_.clear();
}

const Draft* Desk::DraftOf(const model::Uuid& id) const {
  for (const auto& [draft, title] : state_.drafts)
    if (draft.id == id) return &draft;
  return nullptr;
}

void Desk::KeepRoster() {
  std::string json = EncodeRoster(state_.roster);
  if (json == kept_roster_) return;
  SetSetting("desk.roster", json);
  state_.roster_drafted = !json.empty();
  kept_roster_ = std::move(json);
}

std::string Desk::TitleOfDraft(const Draft& draft) {
  if (!draft.is_new) return TitleOf(*draft.type, draft.id);
  model::Record record(*draft.type);
  for (const model::FieldInfo* field : TitleFields(*draft.type)) {
    const auto typed = draft.texts.find(std::string(field->name()));
    if (typed == draft.texts.end() || typed->second.first.empty()) continue;
    if (field->kind() == model::Kind::kText)
      record.SetValue(*field, typed->second.first);
    else if (const auto id = model::Uuid::FromText(typed->second.first))
      record.SetValue(*field, *id);
  }
  const std::string title = RowTitle(record, StoredTitles(store_));
  return title.empty() ? texts_->EntityLabel(*draft.type) : title;
}

// Joining and refusals take writes away that somebody may have seen.
bool Desk::HasSeen(std::string_view base) {
  const auto clock = sync::ParseRev(base);
  if (!clock) return false;
  for (const sync::Dot& dot : clock->Seen()) {
    const auto entry = store_.replica().log().Find(dot);
    if (!entry || entry->state != sync::CommitState::kInside) return false;
  }
  return true;
}

void Desk::Do(const DiscardDraft&) {
  if (!state_.record) return DiscardIndicatorDraft();
  const FormState form = state_.record->form;
  DropDraft(*form.type, form.id);
  Say(texts_->Text("desk.notice.draft_discarded", {{"title", state_.record->title}}), false);
  state_.record.reset();
  if (!form.is_new) Do(OpenRecord{form.type, form.id});
}

}  // namespace kruzhok::client
