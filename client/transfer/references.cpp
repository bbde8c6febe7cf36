// SPDX-License-Identifier: MIT
#include "client/transfer/references.h"

#include <algorithm>

#include "client/app/masked_name.h"
#include "client/app/search.h"
#include "client/app/search_text.h"
#include "client/app/value_text.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

void AddUnique(std::vector<model::Uuid>& ids, const model::Uuid& id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

}  // namespace

std::unique_ptr<References::Target> References::Read(const model::EntityType& type) {
  auto target = std::make_unique<Target>();
  struct Row {
    model::Uuid id;
    std::string title;
    std::string full;
    std::string shown;  // Of a card that is not called by its title here.
  };
  const sync::Membership membership = store_.replica().membership();
  std::vector<Row> rows;
  std::unordered_map<std::string, size_t> titles;  // Folded title → how many rows have it.
  sync::RowView view(type);
  const TitleOfReference title_of = [this](const model::FieldInfo& field, const model::Uuid& id) {
    return TextOf(field, id);
  };
  store_.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    view.id = row.id;
    view.record = row.record;
    Row& read = rows.emplace_back();
    read.id = row.id;
    read.title = TitleOf(row.record);
    const std::string subtitle = SubtitleOf(view, texts_, title_of);
    read.full = subtitle.empty() ? read.title : read.title + " (" + subtitle + ")";
    if (IsMasked(membership, row.owner, row.record))
      read.shown = CardName(membership, row.owner, row.record);
    ++titles[FoldedWords(read.title)];
    if (const auto birth_date =
            &type == &model::child ? row.record.Get(model::child.birth_date) : std::nullopt)
      AddUnique(target->by_words[FoldedWords(read.title + ' ' + birth_date->Russian())], row.id);
    if (&type == &model::organisation)
      if (const auto short_name = row.record.Get(model::organisation.short_name))
        AddUnique(target->by_words[FoldedWords(*short_name)], row.id);
    return true;
  });
  std::unordered_map<std::string, size_t> fulls;
  for (const Row& row : rows) ++fulls[FoldedWords(row.full)];
  for (Row& row : rows) {
    const bool own_title = titles[FoldedWords(row.title)] == 1 && !row.title.empty();
    const bool own_full = fulls[FoldedWords(row.full)] == 1;
    AddUnique(target->by_words[FoldedWords(row.title)], row.id);
    AddUnique(target->by_words[FoldedWords(row.full)], row.id);
    target->text.emplace(row.id, !row.shown.empty() ? std::move(row.shown)
                                 : own_title        ? std::move(row.title)
                                 : own_full         ? std::move(row.full)
                                                    : row.id.Text());
  }
  return target;
}

References::Target& References::TargetOf(const model::EntityType& type) {
  const auto known = targets_.find(&type);
  if (known != targets_.end()) return *known->second;
  return *targets_.emplace(&type, Read(type)).first->second;
}

std::string References::TextOf(const model::FieldInfo& field, const model::Uuid& id) {
  const model::EntityType* type = model::FindEntity(field.options().target);
  if (type == nullptr) return id.Text();
  const Target& target = TargetOf(*type);
  const auto found = target.text.find(id);
  return found == target.text.end() ? id.Text() : found->second;
}

std::vector<model::Uuid> References::Find(const model::FieldInfo& field, std::string_view words) {
  const model::EntityType* type = model::FindEntity(field.options().target);
  if (type == nullptr) return {};
  const Target& target = TargetOf(*type);
  if (const auto id = model::Uuid::FromText(words))
    return target.text.contains(*id) ? std::vector{*id} : std::vector<model::Uuid>();
  const auto found = target.by_words.find(FoldedWords(words));
  return found == target.by_words.end() ? std::vector<model::Uuid>() : found->second;
}

std::string References::TitleOf(const model::Record& record) {
  return RowTitle(record, [this](const model::FieldInfo& field, const model::Uuid& id) {
    return TextOf(field, id);
  });
}

}  // namespace kruzhok::client
