// SPDX-License-Identifier: MIT
// What must hold at any moment.
#include <algorithm>

#include "tests/simulation/world.h"

namespace tests::simulation {

// Remembers what is durable here; called when something has been done and the power is still on.
void World::Note(Person& person) {
  sync::Statement select = person.store->replica().database().Prepare(
      "SELECT identity.id,seq,hash,number,own,acked FROM log JOIN identity ON ordinal=site");
  const sync::Lineage& lineage = person.store->replica().lineage();
  const bool same_life = hub_epoch_ && !lineage.empty() && lineage.back() == *hub_epoch_;
  // What it has given back it need not hold.
  if (forgetful_.contains(person.family)) {
    person.memory.held.clear();
    person.memory.numbered.clear();
  }
  while (select.Step()) {
    const Dot dot{sync::Site::FromBytes(select.Blob(0)), select.Int(1),
                  static_cast<uint64_t>(select.Int(2))};
    const bool numbered = select.Int(3) > 0;
    person.memory.held.insert(dot);
    if (numbered) person.memory.numbered.insert(dot);
    // "Acknowledged" means durable at the hub.
    if (same_life && !numbered && select.Int(4) != 0 && select.Int(5) != 0 &&
        !hub_held_.contains(dot))
      throw Broken("I8", person.name + " believes " + FormatDot(dot) + " to be at the hub");
  }
}

void World::CheckAlways(Person& person) {
  CheckInside(person);
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
void World::CheckAnswer(const Person& person, const std::string& bytes) {
  const auto answer = sync::DecodeAnswer(bytes);
  if (!answer) throw Broken("answer", "the hub's own answer cannot be read");
  const bool revoked = Revoked(person);
  for (const sync::Page& page : answer->message.pages)
    if (revoked || !Reads(person, page.stream))
      throw Broken("I12", person.name + " is sent " + sync::StreamName(page.stream));
}

}  // namespace tests::simulation
