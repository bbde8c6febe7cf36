// SPDX-License-Identifier: MIT
// What people do at their PCs, and what the oracle remembers of it.
#include <algorithm>

#include "model/catalog.h"
#include "sync/store/row_clock.h"
#include "tests/simulation/alive.h"

namespace tests::simulation {
namespace {

using sync::HeldValue;
using sync::RowWrite;
using sync::WireValue;
using sync::WriteOptions;

constexpr int kRows = 3;  // Of each kind in an organisation; few, so that people meet.
constexpr size_t kForms = 3;
constexpr int kBatchRows = 120;

// The fields that people write; the first two are there from a row's birth.
const std::vector<std::string>& FieldsOf(const std::string& entity) {
  static const std::vector<std::string> child{"last_name", "first_name", "class"};
  static const std::vector<std::string> programme{"title", "goals", "results"};
  return entity == "child" ? child : programme;
}

HeldValue TextValue(const std::string& text) {
  HeldValue value;
  value.type = WireValue::Type::kText;
  value.text = text;
  return value;
}

// What a local write may be refused with; anything else, and no write at all, breaks I22.
void CheckRefusal(const std::string& code) {
  static const std::set<std::string> allowed{
      "",          "disputed", "deleted",      "not_deleted", "outside", "not_allowed",
      "not_found", "bad_rev",  "not_disputed", "erased"};
  if (!allowed.contains(code)) throw Broken("I22", "a write is refused with " + code);
}

}  // namespace

Sight World::Look(Person& person, const Place& place) {
  Sight sight{place, false, false, {}, {}, {}};
  const auto state = person.store->replica().rows().Load(place.key.entity, place.key.id);
  if (!state) return sight;
  sight.exists = true;
  sight.deleted = state->deleted();
  sight.rev = FormatRev(ClockOf(*state));
  for (const auto& [cell, heads] : state->cells)
    for (const auto& head : heads) sight.heads[cell].insert(head.dot);
  for (const auto& tombstone : state->tombstones) sight.tombstones.insert(tombstone.dot);
  return sight;
}

Place World::AnyPlace(const Person& person) {
  const bool district = dice_.Chance(.4);
  // A school opens what it may write; a coordinator everything.
  size_t school = person.organisation == organisations_[1] ? 1 : 0;
  if (person.coordinator()) school = dice_.Pick(organisations_.size());
  const auto index = static_cast<uint8_t>(dice_.Pick(kRows));
  return district ? Programme(school, index) : Child(school, index);
}

void World::StepLook(Person& person) {
  person.memory.sights.push_back(Look(person, AnyPlace(person)));
  if (person.memory.sights.size() > kForms) person.memory.sights.pop_front();
}

RowWrite World::WishFor(const Sight& sight) {
  const auto& fields = FieldsOf(sight.place.key.entity);
  RowWrite write;
  write.type = model::FindEntity(sight.place.key.entity);
  write.id = sight.place.key.id;
  if (sight.exists) write.base = sight.rev;
  const auto set = [&](size_t field) {
    write.fields.emplace_back(write.type->FindField(fields[field % fields.size()]),
                              "v" + std::to_string(dice_.Pick(5)));
  };
  if (!sight.exists) {
    set(0);
    set(1);
  } else if (sight.deleted) {
    write.kind = RowWrite::Kind::kRestore;
    write.base.reset();
  } else {
    const size_t first = dice_.Pick(fields.size());
    set(first);
    if (dice_.Chance(.5)) set(first + 1);
  }
  return write;
}

// One action. What names what is there now, and not what was seen, is remembered so.
std::string World::Write(Person& person, const std::vector<Sight>& sights,
                         std::vector<RowWrite> writes) {
  std::vector<Sight> told;
  for (size_t i = 0; i < sights.size(); ++i) {
    if (person.coordinator()) writes[i].owner = sights[i].place.owner;
    told.push_back(writes[i].base ? sights[i] : Look(person, sights[i].place));
  }
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  std::string refused;
  Alive(person, [&] {
    const auto written = person.store->Write(writes, options);
    if (!written) refused = written.error().code.name();
  });
  CheckRefusal(refused);
  if (refused.empty())
    Remember(person, *options.action, told);
  else
    ++events_["refused: " + refused];
  return refused;
}

void World::StepSave(Person& person) {
  auto& sights = person.memory.sights;
  if (sights.empty() || dice_.Chance(.4)) StepLook(person);
  std::vector<Sight> chosen;
  std::vector<RowWrite> writes;
  for (size_t rows = dice_.Chance(.2) ? 2 : 1; rows > 0 && !sights.empty(); --rows) {
    const auto at = sights.begin() + static_cast<std::ptrdiff_t>(dice_.Pick(sights.size()));
    const bool twice = std::any_of(chosen.begin(), chosen.end(), [&](const Sight& sight) {
      return sight.place.key == at->place.key;
    });
    if (twice) break;
    chosen.push_back(*at);
    sights.erase(at);
    writes.push_back(WishFor(chosen.back()));
  }
  // The form of a disputed field shows all values, and saving it is a decision.
  if (Write(person, chosen, std::move(writes)) == "disputed") StepResolve(person);
}

void World::StepDelete(Person& person) {
  const Place place = AnyPlace(person);
  const Sight sight = Look(person, place);
  if (!sight.exists || sight.deleted) return;
  RowWrite write;
  write.kind = RowWrite::Kind::kDelete;
  write.type = model::FindEntity(place.key.entity);
  write.id = place.key.id;
  if (Write(person, {sight}, {write}).empty()) ++events_["deleted"];
}

void World::StepResolve(Person& person) {
  const auto disputes = person.store->Disputes();
  if (disputes.empty()) return;
  const sync::Dispute& dispute = disputes[dice_.Pick(disputes.size())];
  const auto state = person.store->replica().rows().Load(dispute.key.entity, dispute.key.id);
  const Sight sight = Look(person, {dispute.key, state->stream, state->owner});
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  options.note = "решено";
  std::string refused;
  const bool take = dice_.Chance(.3);
  const HeldValue value = TextValue("d" + std::to_string(dice_.Pick(3)));
  Alive(person, [&] {
    const auto done =
        take ? person.store->Resolve(dispute.key, dispute.cell, dispute.official.dot, options)
             : person.store->Resolve(dispute.key, dispute.cell, value, options);
    if (!done) refused = done.error().code.name();
  });
  if (refused != "bad_value") CheckRefusal(refused);  // Not every disputed cell is a text.
  if (refused.empty()) Remember(person, *options.action, {sight});
  ++events_[refused.empty() ? "decided" : "decision refused: " + refused];
}

void World::StepUndo(Person& person) {
  if (person.memory.actions.empty()) return;
  const model::Uuid target = person.memory.actions[dice_.Pick(person.memory.actions.size())];
  std::vector<Sight> sights;
  std::set<Dot> of_action;
  for (const auto& [dot, rows] : truths_) {
    const auto entry = person.log().Find(dot);
    if (!entry) continue;
    if (person.log().Line(entry->id).find(target.Base64()) == std::string_view::npos) continue;
    for (const auto& [key, truth] : rows) sights.push_back(Look(person, {key, entry->stream, {}}));
    of_action.insert(dot);
  }
  // Who takes back a deletion takes back their own, not one of somebody else beside it.
  for (Sight& sight : sights)
    std::erase_if(sight.tombstones, [&](const Dot& dot) { return !of_action.contains(dot); });
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  Alive(person, [&] {
    const auto undone = person.store->Undo(target, options);
    ++events_[undone && !undone->action.is_nil() ? "undone" : "nothing to undo"];
  });
  Remember(person, *options.action, sights);
}

// Ten times what anybody enters at once, in several commits.
void World::StepBatch(Person& person) {
  const Place place = AnyPlace(person);
  const model::EntityType* child = model::FindEntity("child");
  std::vector<Sight> sights;
  std::vector<RowWrite> writes(kBatchRows);
  const model::Uuid owner = person.coordinator() ? place.owner : person.organisation;
  for (RowWrite& write : writes) {
    write.type = child;
    write.id = RandomUuid(*person.clock);
    write.fields = {{child->FindField("last_name"), "Пакет"},
                    {child->FindField("first_name"), "v" + std::to_string(dice_.Pick(5))}};
    if (person.coordinator()) write.owner = owner;
    sights.push_back({{{"child", *write.id}, owner, owner}, false, false, {}, {}, {}});
  }
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  options.commit_rows = 50;
  Alive(person, [&] {
    const auto written = person.store->Write(writes, options);
    if (!written) throw Broken("I22", "a batch: " + std::string(written.error().code.name()));
  });
  Remember(person, *options.action, sights);
}

Truth& World::Tell(const Dot& dot, const RowKey& key) {
  writes_of_[key].insert(dot);
  return truths_[dot][key];
}

// Finds the commits of an action in the log, so that one that was written just before the process
// died is remembered too, and one that was not is not.
void World::Remember(Person& person, const model::Uuid& action, const std::vector<Sight>& sights) {
  std::map<RowKey, const Sight*> seen;
  for (const Sight& sight : sights) seen.emplace(sight.place.key, &sight);
  sync::CommitReader reader;
  person.log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = true, .containing = action.Base64()},
      [&](const sync::LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (!commit || (*commit)->action != action || (*commit)->rows.empty()) return;
        for (const sync::RowChange& row : (*commit)->rows) {
          const RowKey key{std::string(row.entity), row.id};
          const auto found = seen.find(key);
          static const Sight kNothing;
          const Sight& sight = found == seen.end() ? kNothing : *found->second;
          Truth& truth = Tell(entry.dot, key);
          for (const auto& cell : (*commit)->Cells(row)) {
            const std::string name(cell.name);
            const auto heads = sight.heads.find(name);
            truth.saw[name] =
                heads == sight.heads.end() ? std::set<Dot>() : Behind(heads->second, key, name);
          }
          truth.deletes = row.deletes;
          if (row.deletes)
            for (const auto& [cell, heads] : sight.heads)
              truth.seen_by_delete.merge(Behind(heads, key, cell));
          if (row.restores.count > 0) truth.restored = sight.tombstones;
        }
        person.memory.actions.push_back(action);
        ++events_["written"];
      });
}

// What a new PC wrote before it joined has nobody else behind it.
void World::RememberJoined(Person& person) {
  sync::CommitReader reader;
  person.log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view line) {
    const auto commit = reader.Read(line);
    if (!commit) return;
    for (const sync::RowChange& row : (*commit)->rows) {
      Truth& truth = Tell(entry.dot, {std::string(row.entity), row.id});
      for (const auto& cell : (*commit)->Cells(row)) truth.saw[std::string(cell.name)];
    }
  });
  Note(person);
}

std::set<Dot> World::Behind(const std::set<Dot>& heads, const RowKey& key,
                            const std::string& cell) const {
  std::set<Dot> all = heads;
  for (const Dot& head : heads) {
    const auto rows = truths_.find(head);
    if (rows == truths_.end()) continue;
    const auto truth = rows->second.find(key);
    if (truth == rows->second.end()) continue;
    const auto saw = truth->second.saw.find(cell);
    if (saw != truth->second.saw.end()) all.insert(saw->second.begin(), saw->second.end());
  }
  return all;
}

std::string World::Put(Person& person, const Sight& sight, const std::string& field,
                       const std::string& value) {
  RowWrite write;
  write.type = model::FindEntity(sight.place.key.entity);
  write.id = sight.place.key.id;
  if (sight.exists) write.base = sight.rev;
  const auto& fields = FieldsOf(sight.place.key.entity);
  if (!sight.exists)
    for (size_t i = 0; i < 2; ++i)
      if (fields[i] != field) write.fields.emplace_back(write.type->FindField(fields[i]), "имя");
  write.fields.emplace_back(write.type->FindField(field), value);
  return Write(person, {sight}, {write});
}

std::string World::Put(size_t who, const Place& place, const std::string& field,
                       const std::string& value) {
  return Put(*people_[who], Look(*people_[who], place), field, value);
}

std::string World::Delete(size_t who, const Place& place) {
  RowWrite write;
  write.kind = RowWrite::Kind::kDelete;
  write.type = model::FindEntity(place.key.entity);
  write.id = place.key.id;
  return Write(*people_[who], {Look(*people_[who], place)}, {write});
}

std::string World::Restore(size_t who, const Place& place) {
  RowWrite write;
  write.kind = RowWrite::Kind::kRestore;
  write.type = model::FindEntity(place.key.entity);
  write.id = place.key.id;
  return Write(*people_[who], {Look(*people_[who], place)}, {write});
}

std::string World::Resolve(size_t who, const Place& place, const std::string& field,
                           const std::string& value) {
  Person& person = *people_[who];
  const Sight sight = Look(person, place);
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  const auto done = person.store->Resolve(place.key, field, TextValue(value), options);
  if (!done) return std::string(done.error().code.name());
  Remember(person, *options.action, {sight});
  Note(person);
  return {};
}

std::string World::Value(size_t who, const Place& place, const std::string& field) {
  const model::EntityType& type = *model::FindEntity(place.key.entity);
  const auto row = people_[who]->store->Get(type, place.key.id);
  if (!row) return std::string(row.error().code.name());
  if (row->deleted) return "deleted";
  const model::Value& value = row->record.value(*type.FindField(field));
  return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : "";
}

size_t World::Disputes(size_t who) {
  return people_[who]->store->Disputes().size();
}

}  // namespace tests::simulation
