// SPDX-License-Identifier: MIT
// Erasing a person's data for good, and what is left of what the district has erased.
#include <algorithm>

#include "client/app/search.h"
#include "client/app/value_text.h"
#include "client/desktop/desk.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {

std::string Desk::AboutCard(const sync::RowView& row) {
  std::string about = SubtitleOf(row, *texts_, StoredTitles(store_));
  const std::string owner = StoredTitle(store_, model::organisation, row.owner);
  if (!owner.empty()) about += (about.empty() ? "" : " · ") + owner;
  return about;
}

void Desk::Do(const StartErasing& command) {
  const model::EntityType& type = *command.type;
  const auto row = store_.Get(type, command.id);
  if (!row) return Complain(row.error(), &type);
  EraseState erase;
  erase.type = &type;
  erase.title = RowTitle(row->record);
  for (const model::FieldInfo* field : TitleFields(type))
    if (const auto* text = std::get_if<std::string>(&row->record.value(*field));
        text != nullptr && erase.surname.empty())
      erase.surname = *text;
  if (erase.surname.empty()) erase.surname = texts_->EntityLabel(type);
  erase.cards.push_back({row->id, AboutCard(*row)});
  // Whoever has a card at another organisation too demands it of all of them.
  const auto person = &type == &model::child ? row->record.Get(model::child.person) : std::nullopt;
  if (person && !person->empty()) {
    sync::ListOptions same;
    same.where = {{&model::child.person, *person}};
    same.with_deleted = true;
    store_.List(type, same, [&](const sync::RowView& card) {
      if (card.id != row->id) erase.cards.push_back({card.id, AboutCard(card)});
      return true;
    });
  }
  state_.erase = std::move(erase);
}

void Desk::Do(const RunErasing&) {
  if (!state_.erase || !MayErase(*state_.erase)) return;
  const EraseState erase = *std::exchange(state_.erase, std::nullopt);
  for (const EraseState::Card& card : erase.cards) {
    const sync::RowKey key{std::string(erase.type->name()), card.id};
    const auto asked = store_.Erase(key, Options(erase.ground));
    if (!asked) return Complain(asked.error(), erase.type);
    AccessLine line = AccessTo(Access::kErased, *erase.type, card.id, model::Record(*erase.type));
    Note(std::move(line));
  }
  ++wanted_;
  Say(texts_->Text("desk.notice.erasing"), false, texts_->Text("desk.notice.erasing.hint"));
  if (!store_.replica().membership().server.empty()) Do(SyncNow{});
}

// Whatever else of it is in memory or beside the data.
void Desk::NoticeErased(const Snapshot& before) {
  const size_t gone = data_->erased.size() - std::min(data_->erased.size(), before.erased.size());
  if (gone == 0 || before.version == 0) return;
  state_.drafts.clear();
  kept_draft_.clear();
  LoadDrafts();
  ClearPapers();
  Say(Counted("desk.notice.erased", gone), false, texts_->Text("desk.notice.erased.hint"));
}

void Desk::BlankErased(OpenedRecord& record) {
  if (record.erased) return;
  const model::EntityType& type = *record.form.type;
  const model::Uuid id = record.form.id;
  DropDraft(type, id);
  record.form = NewForm(type, id);
  record.form.is_new = false;
  record.erased = true;
  record.subtitle.clear();
  record.changed_by.clear();
  record.changed_at_ms = 0;
  record.history.clear();
  ReadHistory();
}

}  // namespace kruzhok::client
