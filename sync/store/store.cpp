// SPDX-License-Identifier: MIT
// Writing, and decisions about what was written.
#include "sync/store/store.h"

#include <algorithm>

#include "model/catalog.h"
#include "model/validation.h"
#include "sync/store/field_codec.h"
#include "sync/store/write_batch.h"

namespace kruzhok::sync {
namespace {

model::Error AtRow(model::Error error, size_t index, size_t count) {
  if (count > 1) error.detail = "row " + std::to_string(index + 1) + ": " + error.detail;
  return error;
}

std::string CellName(std::string_view entity, std::string_view field) {
  const model::EntityType* type = model::FindEntity(entity);
  const model::FieldInfo* known = type ? type->FindField(field) : nullptr;
  return std::string(known ? known->cell() : field);
}

}  // namespace

model::Result<std::unique_ptr<Store>> Store::Open(const OpenOptions& options,
                                                  Environment& environment) {
  auto replica = Replica::Open(options, environment);
  if (!replica) return replica.error();
  return std::unique_ptr<Store>(new Store(std::move(*replica)));
}

model::Result<WriteResult> Store::Write(const std::vector<RowWrite>& rows,
                                        const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  if (rows.empty()) return model::Error{"nothing_to_write", "", ""};
  WriteBatch batch(*replica_, options);
  // Several commits cannot be taken back together, so nothing is written before all has been
  // checked.
  std::vector<std::optional<WriteBatch::Planned>> plans(rows.size());
  for (size_t i = 0; i < rows.size() && rows.size() > 1; ++i) {
    auto checked = batch.Check(rows[i]);
    if (!checked) return AtRow(checked.error(), i, rows.size());
    plans[i] = std::move(*checked);
  }
  for (size_t i = 0; i < rows.size(); ++i)
    if (const auto added = batch.Add(rows[i], std::move(plans[i])); !added)
      return AtRow(added.error(), i, rows.size());
  return batch.Finish();
}

std::vector<std::optional<model::Error>> Store::Check(const std::vector<RowWrite>& rows) {
  WriteBatch batch(*replica_, {});
  std::vector<std::optional<model::Error>> errors(rows.size());
  for (size_t i = 0; i < rows.size(); ++i)
    if (const auto checked = batch.Check(rows[i]); !checked) errors[i] = checked.error();
  return errors;
}

model::Result<WriteResult> Store::Resolve(const RowKey& key, std::string_view field,
                                          const Dot& take, const WriteOptions& options) {
  const auto state = replica_->rows().Load(key.entity, key.id);
  if (!state) return model::Error{"not_found", key.id.Text(), ""};
  const std::string cell = CellName(key.entity, field);
  const auto heads = state->cells.find(cell);
  if (!state->Disputed(cell))
    return model::Error{"not_disputed", std::string(field), std::string(field)};
  for (const Head& head : heads->second)
    if (head.dot == take) return Decide(key, cell, head.value, options);
  return model::Error{"unknown_dot", FormatDot(take), std::string(field)};
}

model::Result<WriteResult> Store::Resolve(const RowKey& key, std::string_view field,
                                          const HeldValue& value, const WriteOptions& options) {
  const auto state = replica_->rows().Load(key.entity, key.id);
  if (!state) return model::Error{"not_found", key.id.Text(), ""};
  const std::string cell = CellName(key.entity, field);
  if (!state->Disputed(cell))
    return model::Error{"not_disputed", std::string(field), std::string(field)};
  const model::EntityType* type = model::FindEntity(key.entity);
  const model::Cell* known = type ? type->FindCell(cell) : nullptr;
  const auto members = known ? CellMembers(*known, value) : std::nullopt;
  if (known && !members) return model::Error{"bad_value", value.Json(), std::string(field)};
  if (known)
    for (size_t i = 0; i < members->size(); ++i)
      if (auto problem = model::CheckValue(*known->fields[i], (*members)[i])) return *problem;
  return Decide(key, cell, value, options);
}

// Within one organisation that organisation or a coordinator decides; where the district's value is
// one of the heads, a coordinator.
model::Result<WriteResult> Store::Decide(const RowKey& key, const std::string& cell,
                                         const HeldValue& value, const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  const auto state = replica_->rows().Load(key.entity, key.id);
  if (state->deleted()) return model::Error{"deleted", key.id.Text(), ""};
  WriteBatch::Planned plan;
  plan.key = key;
  plan.stream = state->stream;
  plan.owner = state->owner;
  plan.births = state->births;
  const auto& heads = state->cells.find(cell)->second;
  WriteBatch::Planned::Cell decided{cell, value, {}};
  const Membership& membership = replica_->membership();
  for (const Head& head : heads) {
    if (membership.role == Role::kSchool && replica_->RoleOf(head.dot.site) == Role::kCoordinator)
      return model::Error{"not_allowed", "", cell};
    decided.replaces.push_back(head.dot);
  }
  if (membership.role == Role::kSchool && !membership.Keeps(state->owner))
    return model::Error{"not_allowed", StreamName(state->owner), cell};
  plan.cells.push_back(std::move(decided));
  WriteBatch batch(*replica_, options);
  batch.AddPlanned(plan);
  return batch.Finish();
}

model::Result<WriteResult> Store::RetryRefused(const Dot& dot, const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  const auto entry = replica_->log().Find(dot);
  if (!entry || entry->state == CommitState::kInside || entry->state == CommitState::kDiscarded)
    return model::Error{"not_outside", FormatDot(dot), ""};
  CommitReader reader;
  const auto commit = reader.Read(replica_->log().Line(entry->id));
  if (!commit) return commit.error();
  WriteOptions anew = options;
  anew.note = anew.note.empty() ? std::string((*commit)->note) : anew.note;
  WriteBatch batch(*replica_, anew);
  for (const RowChange& change : (*commit)->rows) {
    WriteBatch::Planned plan;
    plan.key = {std::string(change.entity), change.id};
    const auto state = replica_->rows().Load(plan.key.entity, plan.key.id);
    if (!state && !change.creates) return model::Error{"not_found", change.id.Text(), ""};
    if (state && state->deleted() && change.restores.count == 0)
      return model::Error{"deleted", change.id.Text(), ""};
    plan.creates = !state;
    plan.stream = state ? state->stream : (*commit)->stream;
    plan.owner = state ? state->owner : (*commit)->owner;
    if (state) plan.births = state->births;
    for (const CellWrite& cell : (*commit)->Cells(change)) {
      WriteBatch::Planned::Cell planned{std::string(cell.name), HeldValue(cell.value), {}};
      if (state)
        if (const auto found = state->cells.find(cell.name); found != state->cells.end())
          for (const Head& head : found->second) planned.replaces.push_back(head.dot);
      plan.cells.push_back(std::move(planned));
    }
    plan.deletes = change.deletes && state.has_value();
    if (plan.deletes) plan.seen = state->AllHeads();
    if (change.restores.count > 0 && state)
      for (const Tombstone& tombstone : state->tombstones) plan.restores.push_back(tombstone.dot);
    batch.AddPlanned(plan);
  }
  WriteResult result = batch.Finish();
  if (const auto discarded = DecideRefused(dot, Ask::Type::kDiscard, options); !discarded)
    return discarded.error();
  return result;
}

model::Result<void> Store::DecideRefused(const Dot& dot, Ask::Type decision,
                                         const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  const Membership& membership = replica_->membership();
  const auto entry = replica_->log().Find(dot);
  const bool own = entry && entry->own;
  std::optional<StreamId> stream;
  if (own && (entry->state == CommitState::kRefused || entry->state == CommitState::kWaiting))
    stream = membership.organisation;
  for (const Refusal& refusal : replica_->Refusals())
    if (refusal.dot == dot && !stream) stream = refusal.stream;
  if (!stream) return model::Error{"not_outside", FormatDot(dot), ""};
  if (decision == Ask::Type::kAccept && membership.role != Role::kCoordinator)
    return model::Error{"not_allowed", FormatDot(dot), ""};
  if (decision == Ask::Type::kAccept)
    for (const RefusedCommit& refused : Refused())
      if (refused.dot == dot && !CanBeAccepted(refused.code))
        return model::Error{"cannot_accept", FormatDot(dot), ""};
  if (membership.role == Role::kSchool && !own)
    return model::Error{"not_allowed", FormatDot(dot), ""};
  const int64_t id = entry ? entry->id : 0;
  WriteBatch batch(*replica_, options);
  batch.AddAsk(membership.role == Role::kSchool ? membership.organisation : *stream, decision, dot);
  batch.Finish();
  if (own && decision == Ask::Type::kDiscard) {
    Replica::Change change(*replica_);
    replica_->MarkDiscarded(id);
    change.Commit();
  }
  return {};
}

model::Result<void> Store::Erase(const RowKey& key, const WriteOptions& options) {
  if (const auto fits = WriteBatch::CheckOptions(options); !fits) return fits.error();
  if (replica_->membership().role != Role::kCoordinator)
    return model::Error{"not_allowed", key.id.Text(), ""};
  const auto state = replica_->rows().Load(key.entity, key.id);
  if (!state) return model::Error{"not_found", key.entity + ' ' + key.id.Text(), ""};
  WriteBatch batch(*replica_, options);
  batch.AskToErase(state->stream, key);
  batch.Finish();
  return {};
}

}  // namespace kruzhok::sync
