// SPDX-License-Identifier: MIT
// What must hold when everything is quiet.
#include <algorithm>
#include <stdexcept>

#include "model/catalog.h"
#include "tests/simulation/world.h"

namespace tests::simulation {
namespace {

using kruzhok::sync::CommitState;
using kruzhok::sync::LogEntry;

constexpr int kMaxRounds = 10;

[[noreturn]] void Broken(const std::string& what) {
  throw std::runtime_error(what);
}

std::string Describe(const RowKey& key) {
  return key.entity + ' ' + key.id.Text();
}

std::string Describe(const std::set<Dot>& dots) {
  std::string text = "{";
  for (const Dot& dot : dots) text += ' ' + FormatDot(dot);
  return text + " }";
}

std::vector<Dot> Named(const kruzhok::sync::Commit& commit) {
  std::vector<Dot> named;
  commit.NamesOnly([&](const Dot& dot) {
    named.push_back(dot);
    return true;
  });
  return named;
}

}  // namespace

int World::Quiet() {
  const Faults faults = faults_;
  faults_ = {};
  const auto state = [&] {
    std::string text;
    for (const auto& person : people_) {
      for (const auto& digest : person->store->Digest(std::nullopt)) text += digest.digest;
      text += std::to_string(person->store->replica().Offers().size()) + ' ';
      text += std::to_string(person->store->Refused().size()) + ' ';
    }
    return text + hub_->Metrics().substr(hub_->Metrics().find("last_number"));
  };
  for (int round = 1; round <= kMaxRounds; ++round) {
    const std::string before = state();
    for (const auto& person : people_) Exchange(*person, false);
    if (state() == before) {
      faults_ = faults;
      return round;
    }
  }
  Broken("no quiet after " + std::to_string(kMaxRounds) + " rounds");
}

void World::Check() {
  if (const auto problems = hub_->Verify(); !problems.empty()) Broken("hub: " + problems.front());
  for (const auto& person : people_) CheckReplica(*person);
  CheckNothingLost();

  // Equal digests of every stream that two of them read.
  std::map<StreamId, std::string> digests;
  for (const auto& person : people_)
    for (const auto& digest : person->store->Digest(std::nullopt)) {
      const auto [known, fresh] = digests.emplace(digest.stream, digest.digest);
      if (!fresh && known->second != digest.digest)
        Broken("digests of " + kruzhok::sync::StreamName(digest.stream) + " differ at " +
               person->name);
    }

  // The coordinator reads everything, so its rows are held against the truth.
  Person& coordinator = *people_.back();
  std::map<RowKey, std::map<Dot, const Truth*>> numbered;
  for (const auto& [dot, truth] : truths_)
    if (coordinator.store->replica().log().NumberOf(dot)) numbered[truth.key].emplace(dot, &truth);
  size_t disputes = 0;
  for (const auto& [key, commits] : numbered) {
    const auto state = coordinator.store->replica().rows().Load(key.entity, key.id);
    if (!state) Broken(Describe(key) + " is missing");
    CheckRow(key, commits, *state);
    if (state->deleted()) continue;
    for (const auto& [cell, heads] : state->cells) disputes += state->Disputed(cell) ? 1 : 0;
  }
  if (coordinator.store->Disputes().size() != disputes) Broken("a dispute is not listed");
  events_["disputes"] += static_cast<int64_t>(disputes);
  events_["rows"] += static_cast<int64_t>(numbered.size());
}

// At any moment: a commit that is folded names only commits that are folded too.
void World::CheckInside(Person& person) {
  kruzhok::sync::CommitReader reader;
  std::vector<std::pair<Dot, std::vector<Dot>>> inside;
  person.store->replica().log().ForEach({}, [&](const LogEntry& entry, std::string_view line) {
    if (entry.state != CommitState::kInside) return;
    if (const auto commit = reader.Read(line)) inside.emplace_back(entry.dot, Named(**commit));
  });
  for (const auto& [dot, named] : inside) {
    const auto self = person.store->replica().log().Find(dot);
    if (self->number > 0) continue;  // The hub has seen to it.
    for (const Dot& other : named) {
      const auto entry = person.store->replica().log().Find(other);
      if (!entry || entry->state != CommitState::kInside)
        Broken(person.name + ": " + FormatDot(dot) + " is folded, and " + FormatDot(other) +
               " is not");
    }
  }
}

void World::CheckReplica(Person& person) {
  if (const auto problems = person.store->Verify(false); !problems.empty())
    Broken(person.name + ": " + problems.front());
  const auto offers = person.store->replica().Offers();
  if (!offers.empty()) Broken(person.name + " still offers");
  std::vector<std::pair<Dot, std::vector<Dot>>> waiting;
  kruzhok::sync::CommitReader reader;
  person.store->replica().log().ForEach({}, [&](const LogEntry& entry, std::string_view line) {
    if (entry.state == CommitState::kWaiting)
      if (const auto commit = reader.Read(line)) waiting.emplace_back(entry.dot, Named(**commit));
    if ((entry.state == CommitState::kInside) != (entry.number > 0))
      Broken(person.name + ": " + FormatDot(entry.dot) +
             " is inside without a number, or the reverse");
    const bool coordinator = person.organisation.is_nil();
    const bool readable =
        coordinator || entry.stream.is_nil() || entry.stream == person.organisation;
    if (!readable && (entry.number > 0 || !entry.own))
      Broken(person.name + " holds a commit of another stream");
  });
  for (const auto& [dot, named] : waiting)
    if (std::all_of(named.begin(), named.end(), [&](const Dot& other) {
          return person.store->replica().log().NumberOf(other).has_value();
        }))
      Broken(person.name + ": " + FormatDot(dot) + " waits for nothing");
}

void World::CheckNothingLost() {
  std::map<Dot, bool> outside;
  for (const auto& refused : hub_->Refused()) outside[refused.outside.verdict.dot] = true;
  Person& coordinator = *people_.back();
  for (const auto& person : people_)
    for (const Dot& dot : person->durable) {
      const auto held = person->store->replica().log().Find(dot);
      if (!held) Broken(person->name + " has lost " + FormatDot(dot));
      const bool numbered = coordinator.store->replica().log().NumberOf(dot).has_value();
      if (!numbered && !outside.contains(dot)) Broken("the hub has not got " + FormatDot(dot));
      if (numbered && outside.contains(dot))
        Broken(FormatDot(dot) + " is both numbered and outside");
      events_[numbered ? "numbered" : "outside"] += 1;
    }
}

// The commits of a row as the coordinator holds them, for whoever has to find out why.
std::string World::Lines(const RowKey& key) {
  std::string text;
  people_.back()->store->replica().log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = false, .containing = key.id.Base64()},
      [&](const LogEntry& entry, std::string_view line) {
        text += std::to_string(entry.number) + ' ' + FormatDot(entry.dot) + ' ' +
                std::string(line) + '\n';
      });
  return text;
}

// What everybody sees first is what the district took first.
void World::CheckOfficial(const RowKey& key, const std::string& cell, const RowState& state) {
  const auto found = state.cells.find(cell);
  if (found == state.cells.end()) return;
  const model::EntityType& type = *model::FindEntity(key.entity);
  for (const auto& person : people_) {
    const auto summary = person->store->replica().rows().Summary(type, key.id);
    if (!summary) continue;
    const auto first = std::min_element(
        found->second.begin(), found->second.end(), [&](const auto& a, const auto& b) {
          kruzhok::sync::ChangeLog& log = person->store->replica().log();
          return log.NumberOf(a.dot).value_or(INT64_MAX) < log.NumberOf(b.dot).value_or(INT64_MAX);
        });
    if (first->value.type != kruzhok::sync::WireValue::Type::kText) continue;
    const auto& shown = summary->record.value(*type.FindField(cell));
    if (shown != model::Value(first->value.text))
      Broken(person->name + " shows another value of " + Describe(key) + '.' + cell +
             " than the first");
  }
}

// What the row must be, from what people saw.
void World::CheckRow(const RowKey& key, const std::map<Dot, const Truth*>& commits,
                     const RowState& state) {
  std::set<Dot> all_heads;
  std::set<std::string> cells;
  for (const auto& [dot, truth] : commits)
    for (const auto& [cell, saw] : truth->saw) cells.insert(cell);
  for (const std::string& cell : cells) {
    std::set<Dot> truth_heads;
    for (const auto& [dot, truth] : commits) {
      if (!truth->saw.contains(cell)) continue;
      const bool replaced =
          std::any_of(commits.begin(), commits.end(), [&, d = dot](const auto& other) {
            const auto saw = other.second->saw.find(cell);
            return saw != other.second->saw.end() && saw->second.contains(d);
          });
      if (!replaced) truth_heads.insert(dot);
    }
    std::set<Dot> heads;
    if (const auto found = state.cells.find(cell); found != state.cells.end())
      for (const auto& head : found->second) heads.insert(head.dot);
    if (heads != truth_heads)
      Broken(Lines(key) + Describe(key) + '.' + cell + ": heads " + Describe(heads) +
             ", in truth " + Describe(truth_heads));
    CheckOfficial(key, cell, state);
    all_heads.insert(truth_heads.begin(), truth_heads.end());
  }
  std::set<Dot> restored;
  for (const auto& [dot, truth] : commits)
    restored.insert(truth->restored.begin(), truth->restored.end());
  const bool deleted =
      !all_heads.empty() && std::all_of(all_heads.begin(), all_heads.end(), [&](const Dot& head) {
        return std::any_of(commits.begin(), commits.end(), [&](const auto& other) {
          return other.second->deletes && !restored.contains(other.first) &&
                 other.second->seen_by_delete.contains(head);
        });
      });
  if (deleted != state.deleted())
    Broken(Lines(key) + Describe(key) + (deleted ? " should be deleted" : " should live"));
  const char* required = key.entity == "child" ? "last_name" : "title";
  if (!state.cells.contains(required)) Broken(Describe(key) + " has lost its " + required);
}

}  // namespace tests::simulation
