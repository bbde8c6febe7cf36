// SPDX-License-Identifier: MIT
#include "client/desktop/review_items.h"

#include <nlohmann/json.hpp>

#include "client/app/masked_name.h"
#include "client/app/refusal_text.h"
#include "client/app/row_json.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

// As far as it is known here: a school writes only its own rows, so a school's value comes from the
// row's owner.
std::string WhereOf(sync::Store& store, const Snapshot& snapshot, const sync::Site& site,
                    const model::Uuid& owner) {
  const sync::Membership& membership = snapshot.status.membership;
  if (site == membership.site) return snapshot.organisation;
  const auto role = store.replica().RoleOf(site);
  if (!role) return {};
  if (*role == sync::Role::kCoordinator) return membership.district;
  return snapshot.search->TitleOf(model::organisation, owner);
}

std::string TitleOf(const Snapshot& snapshot, const sync::RowKey& key) {
  const model::EntityType* type = model::FindEntity(key.entity);
  return type ? snapshot.search->TitleOf(*type, key.id) : std::string();
}

using Cells = std::vector<std::pair<std::string, sync::HeldValue>>;

// What the commit wanted to write into the row.
Cells WantedCells(const sync::RefusedCommit& commit, const sync::RowKey& key) {
  Cells wanted;
  const auto rows = nlohmann::json::parse(commit.rows_json, nullptr, false);
  if (!rows.is_array()) return wanted;
  for (const auto& row : rows) {
    if (!row.is_object() || row.value("id", "") != key.id.Base64()) continue;
    const auto cells = row.find("fields");
    if (cells == row.end() || !cells->is_object()) continue;
    for (const auto& [cell, value] : cells->items())
      if (const auto held = sync::ParseHeldValue(value.dump())) wanted.emplace_back(cell, *held);
  }
  return wanted;
}

// Of a row that nobody has but in this commit.
std::string TitleOf(const Snapshot& snapshot, const model::EntityType& type, const Cells& cells) {
  model::Record record(type);
  for (const auto& [name, value] : cells) {
    const model::Cell* cell = type.FindCell(name);
    const auto members = cell ? sync::CellMembers(*cell, value) : std::nullopt;
    for (size_t i = 0; members && i < members->size(); ++i)
      record.SetValue(*cell->fields[i], (*members)[i]);
  }
  return RowTitle(record, [&](const model::FieldInfo& field, const model::Uuid& id) {
    const model::EntityType* target = model::FindEntity(field.options().target);
    return target ? snapshot.search->TitleOf(*target, id) : std::string();
  });
}

// Which cards are of one child with this one, by the district's mark, which says nothing to people.
std::string LinkedWith(const Snapshot& snapshot, const Translator& texts, const model::Uuid& card,
                       const sync::HeldValue& value) {
  const auto members = sync::CellMembers(*model::child.FindCell(model::child.person.name()), value);
  const auto* person = members ? std::get_if<std::string>(&members->front()) : nullptr;
  std::string names;
  for (const model::CoverageCard& other : snapshot.coverage_book.facts.cards)
    if (person != nullptr && other.id != card && other.person == *person)
      names += (names.empty() ? "" : ", ") + snapshot.search->TitleOf(model::child, other.id) +
               " (" + snapshot.search->TitleOf(model::organisation, other.owner) + ")";
  return names.empty() ? texts.Text("persons.dispute.nobody")
                       : texts.Text("persons.dispute.with", {{"names", names}});
}

}  // namespace

std::vector<DisputeItem> DisputeItems(sync::Store& store, const Snapshot& snapshot,
                                      const Translator& texts, ValueText& words) {
  std::vector<DisputeItem> items;
  for (const sync::Dispute& dispute : store.Disputes()) {
    DisputeItem item;
    item.key = dispute.key;
    item.cell = dispute.cell;
    item.type = model::FindEntity(dispute.key.entity);
    item.title = TitleOf(snapshot, dispute.key);
    item.label = item.type ? texts.FieldLabel(*item.type, item.cell) : item.cell;
    const auto row =
        item.type ? store.replica().rows().Summary(*item.type, item.key.id) : std::nullopt;
    const model::Uuid owner = row ? row->owner : model::Uuid();
    item.hidden = row && IsMasked(snapshot.status.membership, owner, row->record) &&
                  IsHiddenOfMasked(item.cell);
    const auto text_of = [&](const sync::HeldValue& value) {
      if (item.hidden) return texts.Text("privacy.hidden");
      if (item.type == &model::child && item.cell == model::child.person.name())
        return LinkedWith(snapshot, texts, item.key.id, value);
      return words.OfCell(item.type, item.cell, value);
    };
    const auto value_of = [&](const sync::Proposal& proposal) {
      return DisputeValue{proposal.dot,   text_of(proposal.value),
                          proposal.by,    WhereOf(store, snapshot, proposal.site, owner),
                          proposal.at_ms, proposal.received_at_s,
                          proposal.note};
    };
    item.official = value_of(dispute.official);
    for (const sync::Proposal& proposal : dispute.proposals) {
      if (proposal.dot == dispute.official_before) item.official_before = item.proposals.size();
      item.proposals.push_back(value_of(proposal));
    }
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<OutsideItem> OutsideItems(sync::Store& store, const Snapshot& snapshot,
                                      const Translator& texts, ValueText& words) {
  std::vector<OutsideItem> items;
  for (sync::RefusedCommit& commit : store.Refused()) {
    OutsideItem item;
    item.key = RecordOf(commit);
    const model::EntityType* type = item.key ? model::FindEntity(item.key->entity) : nullptr;
    if (type != nullptr && !commit.field.empty())
      item.field = texts.FieldLabel(*type, commit.field);
    if (item.key) {
      const Cells cells = WantedCells(commit, *item.key);
      item.title = TitleOf(snapshot, *item.key);
      if (item.title.empty() && type != nullptr) item.title = TitleOf(snapshot, *type, cells);
      for (const auto& [cell, value] : cells)
        item.values.emplace_back(type ? texts.FieldLabel(*type, cell) : cell,
                                 words.OfCell(type, cell, value));
    }
    const ErrorText why = WhyRefused(texts, commit, item.field.empty() ? commit.field : item.field);
    item.reason = why.message;
    item.hint = why.hint;
    item.commit = std::move(commit);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace kruzhok::client
