// SPDX-License-Identifier: MIT
#include "sync/store/write_batch.h"

#include <algorithm>

#include "model/catalog.h"
#include "model/validation.h"
#include "sync/store/field_codec.h"
#include "sync/store/natural_key.h"

namespace kruzhok::sync {
namespace {

constexpr size_t kCommitRoom = kMaxCommitBytes - 4096;
constexpr size_t kMaxNoteBytes = 16384;

bool IsOrganisation(const model::EntityType& type) {
  return type.name() == "organisation";
}

const model::EntityType& TypeOf(const RowWrite& write) {
  return *write.type;
}

// Whether the write makes the row of its natural key, rather than changes one that it has seen.
bool IsMade(const RowWrite& write, const model::Uuid& owner) {
  return !TypeOf(write).key().empty() && KeyedUuid(TypeOf(write), owner, write.fields) == write.id;
}

}  // namespace

WriteBatch::WriteBatch(Replica& replica, const WriteOptions& options)
    : replica_(replica), options_(options) {
  if (options_.author.empty()) options_.author = replica.membership().user;
  options_.commit_rows = std::clamp<size_t>(options_.commit_rows, 1, kMaxCommitRows);
  result_.action = options.action ? *options.action : replica.NewAction();
}

model::Result<void> WriteBatch::CheckOptions(const WriteOptions& options) {
  if (options.note.size() + options.author.size() <= kMaxNoteBytes) return {};
  return model::Error{"too_large", std::to_string(kMaxNoteBytes), ""};
}

model::Result<void> WriteBatch::CheckRights(const model::Uuid& owner) {
  const Membership& membership = replica_.membership();
  if (membership.role == Role::kCoordinator || membership.Keeps(owner)) return {};
  return model::Error{"not_allowed", StreamName(owner), ""};
}

model::Result<std::optional<RowClock>> WriteBatch::BaseOf(const RowWrite& write,
                                                          const RowState& state) {
  if (!write.base) return std::optional<RowClock>();
  auto clock = ParseRev(*write.base);
  if (!clock) return model::Error{"bad_rev", *write.base, ""};
  // A row is known by its births: with those of another row it is another row's rev.
  if (!std::includes(state.births.begin(), state.births.end(), clock->births.begin(),
                     clock->births.end()))
    return model::Error{"bad_rev", *write.base, ""};
  for (const Dot& dot : clock->Seen()) {
    const auto entry = replica_.log().Find(dot);
    if (!entry || entry->state != CommitState::kInside)
      return model::Error{"bad_rev", FormatDot(dot), ""};
  }
  return clock;
}

model::Result<model::Uuid> WriteBatch::OwnerOf(const RowWrite& write) {
  const Membership& membership = replica_.membership();
  if (write.owner) return *write.owner;
  if (membership.role == Role::kSchool) return membership.organisation;
  if (TypeOf(write).audience() == model::Audience::kDistrict) return kDistrict;
  return model::Error{"required", "--owner", "owner"};
}

model::Result<std::optional<RowWrite>> WriteBatch::Keyed(const RowWrite& write) {
  const model::EntityType& type = TypeOf(write);
  if (write.id || type.key().empty()) return std::optional<RowWrite>();
  const auto owner = OwnerOf(write);
  if (!owner) return owner.error();
  RowWrite keyed = write;
  keyed.id = KeyedUuid(type, *owner, write.fields);
  return std::optional(std::move(keyed));
}

model::Result<WriteBatch::Planned> WriteBatch::PlanNew(const RowWrite& write, Planned plan) {
  if (replica_.IsErased(plan.key.entity, plan.key.id))
    return model::Error{"erased", plan.key.id.Text(), ""};
  const bool district = TypeOf(write).audience() == model::Audience::kDistrict;
  if (IsOrganisation(TypeOf(write)) && !write.owner) {
    plan.owner = plan.key.id;
  } else {
    const auto owner = OwnerOf(write);
    if (!owner) return owner.error();
    plan.owner = *owner;
  }
  if (!district && plan.owner == kDistrict) return model::Error{"bad_value", "district", "owner"};
  if (const auto allowed = CheckRights(plan.owner); !allowed) return allowed.error();
  plan.stream = district ? kDistrict : plan.owner;
  plan.creates = true;
  if (const auto cells = PlanCells(write, RowState(), std::nullopt, plan); !cells)
    return cells.error();
  std::erase_if(plan.cells, [](const Planned::Cell& cell) { return cell.value.empty(); });
  if (plan.cells.empty()) return model::Error{"nothing_to_write", "", ""};
  return plan;
}

model::Result<void> WriteBatch::PlanCells(const RowWrite& write, const RowState& state,
                                          const std::optional<RowClock>& base, Planned& plan) {
  const model::EntityType& type = TypeOf(write);
  model::Record before(type);
  if (state.exists())
    if (const auto summary = replica_.rows().Summary(type, plan.key.id)) before = summary->record;
  model::Record record = before;
  for (const auto& [field, value] : write.fields) {
    // Validation judges the rest, and each value once.
    if (field->options().key && !plan.creates && value != before.value(*field))
      return model::Error{"bad_value", "", std::string(field->name()), "is_key"};
    if (!model::Fits(field->kind(), value)) return *model::CheckValue(*field, value);
    record.SetValue(*field, value);
  }
  const auto problems =
      plan.creates ? model::Validate(record) : model::ValidateChange(before, record);
  if (!problems.empty()) return problems.front().error;
  std::vector<bool> planned(type.cells().size());
  for (const auto& [field, value] : write.fields) {
    const model::Cell& cell = type.CellOf(*field);
    if (planned[cell.index]) continue;  // Another field of the same group.
    if (field->options().key && !plan.creates) continue;
    planned[cell.index] = true;
    std::vector<Dot> replaces;
    if (const auto found = state.cells.find(cell.name); found != state.cells.end())
      for (const Head& head : found->second) replaces.push_back(head.dot);
    const std::vector<Dot> present = replaces;
    if (base) replaces = base->HeadsOf(cell.name);
    if (state.Disputed(cell.name) && (!base || replaces == present))
      return model::Error{"disputed", std::string(field->name()), std::string(field->name())};
    Planned::Cell& written = plan.cells.emplace_back();
    written.name = cell.name;
    written.replaces = std::move(replaces);
    if (cell.is_group) {
      std::vector<model::Value> members;
      for (const model::FieldInfo* member : cell.fields) members.push_back(record.value(*member));
      written.value = GroupValue(cell, members);
    } else {
      written.value = ToHeld(record.value(*field));
    }
  }
  return {};
}

model::Result<WriteBatch::Planned> WriteBatch::Plan(const RowWrite& write) {
  Planned plan;
  plan.key = {std::string(TypeOf(write).name()),
              write.id ? *write.id : NewUuid(replica_.environment(), TypeOf(write).moment())};
  const auto state =
      write.id ? replica_.rows().Load(plan.key.entity, plan.key.id) : std::optional<RowState>();
  const std::string id = plan.key.id.Text();
  if (!state) {
    if (write.id && !replica_.OutsideOf(plan.key).empty()) return model::Error{"outside", id, ""};
    if (write.kind != RowWrite::Kind::kPut) return model::Error{"not_found", id, ""};
    if (write.base) return model::Error{"bad_rev", *write.base, ""};
    return PlanNew(write, std::move(plan));
  }
  plan.owner = state->owner;
  plan.stream = state->stream;
  if (const auto allowed = CheckRights(plan.owner); !allowed) return allowed.error();
  const auto base = BaseOf(write, *state);
  if (!base) return base.error();
  plan.births = *base ? (*base)->births : state->births;
  switch (write.kind) {
    case RowWrite::Kind::kPut:
      if (state->deleted()) {
        if (!IsMade(write, plan.owner)) return model::Error{"deleted", id, ""};
        for (const Tombstone& tombstone : state->tombstones) plan.restores.push_back(tombstone.dot);
      }
      if (write.fields.empty()) return model::Error{"nothing_to_write", id, ""};
      if (const auto cells = PlanCells(write, *state, *base, plan); !cells) return cells.error();
      break;
    case RowWrite::Kind::kDelete:
      if (state->deleted()) return model::Error{"deleted", id, ""};
      plan.deletes = true;
      plan.seen = *base ? (*base)->Seen() : state->AllHeads();
      break;
    case RowWrite::Kind::kRestore:
      if (state->tombstones.empty()) return model::Error{"not_deleted", id, ""};
      for (const Tombstone& tombstone : state->tombstones) plan.restores.push_back(tombstone.dot);
      break;
  }
  return plan;
}

model::Result<std::optional<WriteBatch::Planned>> WriteBatch::Check(const RowWrite& write) {
  const auto keyed = Keyed(write);
  if (!keyed) return keyed.error();
  if (*keyed) return Check(**keyed);
  if (!change_) change_ = std::make_unique<Replica::Change>(replica_);
  checked_as_ = replica_.membership().site;
  auto plan = Plan(write);
  if (!plan) return plan.error();
  // Nobody else knows a new id, so that its plan stays good whatever is written meanwhile.
  if (write.id) return std::optional<Planned>();
  return std::optional(std::move(*plan));
}

model::Result<void> WriteBatch::Add(const RowWrite& write, std::optional<Planned> checked) {
  const auto keyed = Keyed(write);
  if (!keyed) return keyed.error();
  if (*keyed) return Add(**keyed);
  if (!change_) change_ = std::make_unique<Replica::Change>(replica_);
  // What is gathered must be in the log before this row is looked at, where it is the same row.
  if (builder_ && write.id && builder_->Touches({std::string(TypeOf(write).name()), *write.id})) {
    Flush();
    change_ = std::make_unique<Replica::Change>(replica_);
  }
  const bool stale = !checked || checked_as_ != replica_.membership().site;
  model::Result<Planned> plan = stale ? Plan(write) : std::move(*checked);
  if (!plan) return plan.error();
  size_t bytes = 0;
  for (const Planned::Cell& cell : plan->cells) bytes += cell.value.text.size();
  if (bytes > kCommitRoom / 8) {
    // A row this large may not fit even alone; measured only then, since measuring costs a copy.
    CommitBuilder alone(result_.action, options_.author, options_.note);
    alone.AddRow(plan->key);
    for (const Planned::Cell& cell : plan->cells)
      alone.AddCell(cell.name, cell.value, cell.replaces);
    if (alone.bytes() > kCommitRoom) return model::Error{"too_large", plan->key.id.Text(), ""};
  }
  AddPlanned(std::move(*plan));
  return {};
}

void WriteBatch::Start(const StreamId& stream, const model::Uuid& owner) {
  if (builder_ && (builder_->commit().stream != stream || builder_->commit().owner != owner ||
                   builder_->commit().rows.size() >= options_.commit_rows))
    Flush();
  if (!change_) change_ = std::make_unique<Replica::Change>(replica_);
  if (builder_) return;
  builder_ = std::make_unique<CommitBuilder>(result_.action, options_.author, options_.note);
  builder_->commit().stream = stream;
  builder_->commit().owner = owner;
}

void WriteBatch::AddPlanned(Planned plan) {
  size_t bytes = 512 + 64 * (plan.seen.size() + plan.births.size());
  for (const Planned::Cell& cell : plan.cells)
    bytes += 6 * cell.value.text.size() + 64 * (1 + cell.replaces.size()) + 2 * cell.name.size();
  if (builder_ && builder_->bytes() + bytes > kCommitRoom && !builder_->empty()) Flush();
  Start(plan.stream, plan.owner);
  RowChange& row = builder_->AddRow(plan.key);
  row.creates = plan.creates;
  row.deletes = plan.deletes;
  for (Planned::Cell& cell : plan.cells)
    builder_->AddCell(cell.name, std::move(cell.value), cell.replaces);
  builder_->commit().rows.back().seen = builder_->AddDots(plan.seen);
  builder_->commit().rows.back().restores = builder_->AddDots(plan.restores);
  if (!plan.creates) builder_->NameBirths(plan.births);
  open_rows_.push_back(std::move(plan.key));
}

void WriteBatch::AddAsk(const StreamId& stream, Ask::Type type, const Dot& target) {
  Start(stream, stream);
  builder_->AddAsk(type, target);
}

void WriteBatch::AskToErase(const StreamId& stream, const RowKey& key) {
  Start(stream, stream);
  builder_->AskToErase(key);
}

void WriteBatch::Flush() {
  if (!builder_) return;
  Commit& commit = builder_->commit();
  replica_.Add(commit);
  // A new row under a new id is known by this commit alone.
  const std::string born = FormatRev(RowClock{{commit.dot()}, {}, {}});
  for (size_t i = 0; i < open_rows_.size(); ++i) {
    const RowKey& key = open_rows_[i];
    result_.rows.push_back(
        {key.id, commit.rows[i].creates
                     ? born
                     : FormatRev(ClockOf(*replica_.rows().Load(key.entity, key.id)))});
  }
  change_->Commit();
  change_.reset();
  builder_.reset();
  open_rows_.clear();
}

WriteResult WriteBatch::Finish() {
  if (builder_)
    for (const auto& [key, value] : options_.settings) replica_.SetSetting(key, value);
  Flush();
  change_.reset();
  return std::move(result_);
}

}  // namespace kruzhok::sync
