// SPDX-License-Identifier: MIT
// What must hold at any moment.
#include <algorithm>

#include "model/catalog.h"
#include "tests/simulation/world.h"

namespace tests::simulation {

// Remembers what is durable here; called when something has been done and the power is still on.
void World::Note(Person& person) {
  if (person.noted == person.disk->writes()) return;
  person.noted = person.disk->writes();
  person.changed = true;
  sync::Statement select = person.store->replica().database().Prepare(
      "SELECT id,site,seq,hash,stream,number,state,own,acked,rows FROM log");
  const sync::Lineage& lineage = person.store->replica().lineage();
  const bool same_life = hub_epoch_ && !lineage.empty() && lineage.back() == *hub_epoch_;
  std::map<StreamId, int64_t> cursors;
  const auto cursor_of = [&](const StreamId& stream) {
    const auto [cursor, fresh] = cursors.try_emplace(stream);
    if (fresh) cursor->second = person.store->replica().CursorOf(stream);
    return cursor->second;
  };
  auto& all = person.memory.held;
  for (auto& [dot, held] : all) held.here = false;
  while (select.Step()) {
    const Dot dot{person.log().IdOf(select.Int(1)), select.Int(2),
                  static_cast<uint64_t>(select.Int(3))};
    const auto [place, fresh] = all.try_emplace(dot);
    Held& held = place->second;
    held.here = true;
    held.stream = person.log().IdOf(select.Int(4));
    held.number = select.Int(5);
    held.numbered |= held.number > 0;
    held.own = select.Int(7) != 0;
    held.proven |= held.number > 0 && held.number <= cursor_of(held.stream);
    const auto state = static_cast<sync::CommitState>(select.Int(6));
    const bool inside = state == sync::CommitState::kInside;
    if (std::exchange(held.inside, inside) != inside) Touch(person, dot);
    if (fresh && select.Int(9) > 0) person.fresh.emplace_back(dot, select.Int(0));
    if (held.number > 0) NoteNumber(person, dot, held);
    // "Acknowledged" means durable at the hub.
    if (same_life && held.number == 0 && select.Int(7) != 0 && select.Int(8) != 0 &&
        !hub_held_.contains(dot))
      throw Broken("I8", person.name + " believes " + FormatDot(dot) + " to be at the hub");
  }
  NoteGone(person, same_life);
}

// Only what is of an organisation that a device keeps no longer may go, and only when the hub, as
// the device knows it, has it.
void World::NoteGone(Person& person, bool same_life) {
  std::set<Dot> purged;
  for (const auto& [dot, held] : person.memory.held) {
    if (held.here) continue;
    if (Keeps(person, held.stream)) throw Broken("I1", person.name + " has lost " + FormatDot(dot));
    purged.insert(dot);
    Touch(person, dot);
  }
  if (purged.empty()) return;
  ++events_["organisation forgotten"];
  std::erase_if(person.memory.held, [](const auto& held) { return !held.second.here; });
  if (!same_life) return;
  const HubView view(*hub_disk_);
  for (const Dot& dot : purged)
    if (!view.Find(dot))
      throw Broken("I1",
                   person.name + " has forgotten " + FormatDot(dot) + ", which the hub lacks");
}

// A number of a life of the hub means one commit.
void World::NoteNumber(Person& person, const Dot& dot, const Held& held) {
  const sync::Lineage& lineage = person.store->replica().lineage();
  const auto epoch = std::find_if(lineage.rbegin(), lineage.rend(),
                                  [&](const auto& one) { return one.after < held.number; });
  if (epoch == lineage.rend()) return;
  const auto& [number, fresh] =
      numbers_[{epoch->counter, epoch->random}].try_emplace(held.number, held.stream, dot);
  if (number->second.second != dot)
    throw Broken("I10", "number " + std::to_string(held.number) + " is " + FormatDot(dot) + " at " +
                            person.name + ", elsewhere " + FormatDot(number->second.second));
}

bool World::Keeps(const Person& person, const StreamId& stream) {
  return person.coordinator() || stream.is_nil() ||
         person.store->replica().membership().Keeps(stream);
}

void World::Touch(Person& person, const Dot& dot) {
  const auto rows = truths_.find(dot);
  if (rows == truths_.end()) return;
  for (const auto& [key, truth] : rows->second) person.touched.insert(key);
}

void World::CheckAlways() {
  for (const auto& person : people_) CheckAlways(*person);
}

void World::CheckAlways(Person& person) {
  Note(person);
  if (!std::exchange(person.changed, false)) return;
  CheckFresh(person);
  CheckCursors(person);
  CheckInside(person);
  CheckTouched(person);
}

// What has come was written by somebody, as it stands.
void World::CheckFresh(Person& person) {
  for (const auto& [dot, id] : std::exchange(person.fresh, {})) {
    Touch(person, dot);
    const auto entry = person.log().Find(dot);
    if (!entry) continue;  // And gone again.
    const bool known = truths_.contains(dot) ||
                       person.log().Line(id).find("\"organisation\"") != std::string_view::npos;
    if (!known || sync::DotHash(person.log().HashOfLine(id)) != dot.hash)
      throw Broken("I2", person.name + " holds " + FormatDot(dot) + ", which nobody has written");
  }
}

// Of the numbers that anybody was told in this life of the hub, none is missing before a cursor.
void World::CheckCursors(Person& person) {
  sync::Replica& replica = person.store->replica();
  const sync::Lineage& lineage = replica.lineage();
  std::map<StreamId, int64_t> cursors;
  for (size_t i = 0; i < lineage.size(); ++i) {
    const auto known = numbers_.find({lineage[i].counter, lineage[i].random});
    if (known == numbers_.end()) continue;
    const int64_t last = i + 1 < lineage.size() ? lineage[i + 1].after : INT64_MAX;
    for (auto number = known->second.upper_bound(lineage[i].after);
         number != known->second.end() && number->first <= last; ++number) {
      const auto& [stream, dot] = number->second;
      if (!Keeps(person, stream)) continue;
      const auto [cursor, fresh] = cursors.try_emplace(stream);
      if (fresh) cursor->second = replica.CursorOf(stream);
      if (number->first > cursor->second) continue;
      const auto held = person.memory.held.find(dot);
      if (held == person.memory.held.end() || held->second.number != number->first)
        throw Broken("I9", person.name + " has read beyond " + std::to_string(number->first) +
                               " and lacks " + FormatDot(dot));
    }
  }
}

// Each commit is in the fold as a whole, and nothing else is.
void World::CheckTouched(Person& person) {
  const auto& held = person.memory.held;
  for (const RowKey& key : std::exchange(person.touched, {})) {
    sync::Replica& replica = person.store->replica();
    if (replica.IsErased(key.entity, key.id)) continue;
    const auto state = replica.rows().Load(key.entity, key.id);
    CheckRow(
        key,
        [&](const Dot& dot) {
          const auto found = held.find(dot);
          return found != held.end() && found->second.inside;
        },
        state ? &*state : nullptr, [&] { return person.name + '\n' + LinesOf(person, key); });
    if (state && !state->deleted()) CheckOfficial(person, key, *state);
  }
}

// What everybody sees first is what the district took first.
void World::CheckOfficial(Person& person, const RowKey& key, const RowState& state) {
  const model::EntityType* type = model::FindEntity(key.entity);
  if (!type) return;
  // A write without a number comes last.
  const auto order = [&](const Dot& dot) {
    const auto held = person.memory.held.find(dot);
    const int64_t number = held == person.memory.held.end() ? 0 : held->second.number;
    return std::pair(number == 0 ? INT64_MAX : number, dot);
  };
  const auto summary = person.store->replica().rows().Summary(*type, key.id);
  for (const auto& [cell, heads] : state.cells) {
    const model::FieldInfo* field = type->FindField(cell);
    const auto first =
        std::min_element(heads.begin(), heads.end(),
                         [&](const auto& a, const auto& b) { return order(a.dot) < order(b.dot); });
    if (!summary || !field || first->value.type != sync::WireValue::Type::kText) continue;
    if (field->cell() == cell && field->kind() == model::Kind::kText &&
        summary->record.value(*field) != model::Value(first->value.text))
      throw Broken("I5", person.name + " shows another value of " + key.id.Text() + '.' + cell +
                             " than the first");
  }
}

std::string World::LinesOf(Person& person, const RowKey& key) {
  std::string text;
  const std::string id = key.id.Base64();
  person.log().ForEach({.stream = std::nullopt, .only_unnumbered = false, .containing = id},
                       [&](const sync::LogEntry& entry, std::string_view line) {
                         text += std::to_string(entry.number) + ' ' + FormatDot(entry.dot) + ' ';
                         text.append(line) += '\n';
                       });
  return text;
}

// A commit that is folded names only commits that are folded too.
void World::CheckInside(Person& person) {
  sync::CommitReader reader;
  std::vector<std::pair<Dot, std::vector<Dot>>> inside;
  person.log().ForEach({.stream = std::nullopt, .only_unnumbered = true, .containing = {}},
                       [&](const sync::LogEntry& entry, std::string_view line) {
                         if (entry.state != sync::CommitState::kInside) return;
                         const auto commit = reader.Read(line);
                         if (!commit) return;
                         inside.emplace_back(entry.dot, std::vector<Dot>());
                         (*commit)->NamesOnly([&](const Dot& dot) {
                           inside.back().second.push_back(dot);
                           return true;
                         });
                       });
  for (const auto& [dot, named] : inside)
    for (const Dot& other : named) {
      const auto entry = person.log().Find(other);
      if (!entry || entry->state != sync::CommitState::kInside)
        throw Broken("inside", person.name + ": " + FormatDot(dot) + " is folded, and " +
                                   FormatDot(other) + " is not");
    }
}

// No byte of another stream reaches a site, and nothing at all one that was revoked.
void World::CheckAnswer(const Person& person) {
  const bool revoked = Revoked(person);
  for (const StreamId& stream : hub_pages_)
    if (revoked || !Reads(person, stream))
      throw Broken("I12", person.name + " is sent " + sync::StreamName(stream));
}

}  // namespace tests::simulation
