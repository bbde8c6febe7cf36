// SPDX-License-Identifier: MIT
// What must hold when everything is quiet.
#include <algorithm>

#include "model/catalog.h"
#include "tests/simulation/world.h"

namespace tests::simulation {
namespace {

using sync::CommitState;
using sync::LogEntry;

constexpr int kMaxRounds = 10;

}  // namespace

void World::End() {
  dice_ = Dice(seed_);
  Quiet();
  const auto before = Check().commits;
  const std::string state = State();
  std::set<Dot> lost;  // With every machine that held them; a stick may bring them back.
  for (const auto& [dot, truth] : truths_)
    if (!before.contains(dot)) lost.insert(dot);
  ReadOldSticks();
  Quiet();
  if (State() != state)
    for (const auto& [dot, commit] : Check().commits)
      if (!before.contains(dot) && truths_.contains(dot) && !lost.contains(dot))
        throw Broken("I7", "an old message has brought " + FormatDot(dot));
  Verify();
  events_["lost with all who held it"] += static_cast<int64_t>(lost.size());
}

std::string World::State() {
  std::string text;
  for (const auto& person : people_) {
    sync::Replica& replica = person->store->replica();
    sync::Statement select = replica.database().Prepare(
        "SELECT count(*),sum(number*id),sum(state*id),sum(acked) FROM log");
    select.Step();
    for (int column = 0; column < 4; ++column) text += std::to_string(select.Int(column)) + ' ';
    text += std::to_string(replica.rest()) + ' ' + replica.membership().site.Base64() + '\n';
  }
  const std::string metrics = hub_->Metrics();
  return text + metrics.substr(metrics.find("last_number"));
}

void World::Quiet() {
  std::string before = State();
  for (int round = 1; round <= kMaxRounds; ++round) {
    std::string chatty;
    for (const auto& person : people_) {
      const sync::ExchangeTotals totals = Exchange(*person);
      CheckAlways(*person);
      if (totals.requests > 1 || totals.pushed > 0 || totals.pulled > 0) chatty = person->name;
    }
    std::string after = State();
    // After a start of the hub what is outside is offered to it once more, and nothing changes by it.
    if (after == before && (round > 1 || chatty.empty())) {
      // Who has nothing to say says it in one request.
      if (!chatty.empty()) throw Broken("I17", chatty + " has more to say than there is");
      auto& most = events_["most rounds"];
      most = std::max<int64_t>(most, round);
      return;
    }
    before = std::move(after);
  }
  throw Broken("I23", "no quiet after " + std::to_string(kMaxRounds) + " rounds");
}

void World::ReadOldSticks() {
  for (const auto& messages : {sent_, sticks_})
    for (const Message& message : messages)
      if (auto answer = Carry(message)) Keep(answers_, std::move(*answer));
  for (const Message& answer : answers_)
    for (const auto& person : people_)
      if (person->family == answer.family) BringAnswer(*person, answer);
}

// What the machines say of themselves.
void World::Verify() {
  if (const auto problems = hub_->Verify(); !problems.empty())
    throw Broken("hub verifies", problems.front());
  for (const auto& person : people_)
    if (const auto problems = person->store->Verify(false); !problems.empty())
      throw Broken("replica verifies", person->name + ": " + problems.front());
}

HubView World::Check() {
  HubView view(*hub_disk_);
  CheckNothingLost(view);
  CheckOutside(view);
  for (const auto& person : people_) CheckReplica(*person, view);
  CheckDigests();
  CheckErased(view);
  CheckTruth(view);
  if (forks_) return view;
  std::set<std::pair<sync::Site, int64_t>> seqs;
  for (const auto& [dot, commit] : view.commits)
    if (!seqs.emplace(dot.site, dot.seq).second)
      throw Broken("I10", "two commits " + FormatDot(dot) + ", and nothing was copied");
  return view;
}

// What a machine that lives has ever held and can offer is at the hub, and what had a number has
// one.
void World::CheckNothingLost(const HubView& view) {
  const auto held = [&](const std::string& who, const Dot& dot) {
    if (!view.Find(dot)) throw Broken("I1", "the hub has not got " + FormatDot(dot) + " of " + who);
  };
  for (const Dot& dot : hub_held_) held("the hub", dot);
  for (const auto& person : people_)
    for (const auto& [dot, what] : person->memory.held) {
      if (what.own || what.proven) held(person->name, dot);
    }
  for (const auto& person : people_)
    for (const auto& [dot, what] : person->memory.held) {
      if (what.numbered && what.proven && !view.Numbered(dot) && !NamesWhatIsLost(view, dot))
        throw Broken("I1 number", FormatDot(dot) + " had a number at " + person->name + "; now " +
                                      view.Find(dot)->code);
    }
}

// A commit that names what was lost with all who held it waits for ever, as it must.
bool World::NamesWhatIsLost(const HubView& view, const Dot& dot) const {
  const HubCommit* commit = view.Find(dot);
  if (!commit) return !CanProve(dot);
  return commit->number == 0 && std::ranges::any_of(commit->named, [&](const Dot& named) {
           return NamesWhatIsLost(view, named);
         });
}

bool World::CanProve(const Dot& dot) const {
  return std::ranges::any_of(people_, [&](const auto& person) {
    const auto held = person->memory.held.find(dot);
    return held != person->memory.held.end() && (held->second.own || held->second.proven);
  });
}

// Nobody waits for nothing.
void World::CheckOutside(const HubView& view) {
  for (const auto& [dot, commit] : view.commits) {
    if (commit.number > 0) {
      ++events_["numbered"];
      continue;
    }
    ++events_["outside"];
    if (!commit.accepted && commit.state != sync::Verdict::State::kWaiting) continue;
    if (commit.code == "unproven" && !CanProve(dot)) continue;  // For a person to judge.
    if (std::all_of(commit.named.begin(), commit.named.end(),
                    [&](const Dot& named) { return view.Numbered(named); }))
      throw Broken("I18",
                   FormatDot(dot) + " waits at the hub for nothing: " + commit.code + commit.line);
  }
}

void World::CheckReplica(Person& person, const HubView& view) {
  if (!person.store->replica().Offers().empty()) throw Broken("I17", person.name + " still offers");
  if (Revoked(person)) return;  // It may push, and reads nothing.
  size_t numbered = 0;
  person.log().ForEach({}, [&](const LogEntry& entry, std::string_view) {
    const HubCommit* commit = view.Find(entry.dot);
    if (!commit || commit->number != entry.number)
      throw Broken("I3", person.name + " has another number of " + FormatDot(entry.dot));
    if ((entry.state == CommitState::kInside) != (entry.number > 0))
      throw Broken("inside", person.name + ": " + FormatDot(entry.dot) +
                                 " is inside without a number, or the reverse");
    if (entry.number > 0) ++numbered;
    if (!Reads(person, entry.stream) && (entry.number > 0 || !entry.own))
      throw Broken("I12", person.name + " holds a commit of another stream");
    if (entry.number == 0 && entry.own && view.discarded.contains(entry.dot) &&
        entry.state != CommitState::kDiscarded)
      throw Broken("discard known", person.name + " has not heard of " + FormatDot(entry.dot));
  });
  for (const auto& [dot, commit] : view.commits)
    if (commit.number > 0 && Reads(person, commit.stream)) --numbered;
  if (numbered != 0) throw Broken("I9", person.name + " lacks numbered commits");
  if (const auto status = person.store->GetStatus(); status.pending != 0)
    throw Broken("I17", person.name + " has pending commits");
  CheckRows(person, view);
}

// Every row is what a fold of the hub's commits says, and every dispute is listed.
void World::CheckRows(Person& person, const HubView& view) {
  size_t disputes = 0;
  for (const auto& [key, expected] : view.rows) {
    if (!Reads(person, expected.stream)) continue;
    const auto state = person.store->replica().rows().Load(key.entity, key.id);
    if (view.erased.contains(key)) {
      if (state) throw Broken("erasure", person.name + " still shows " + key.id.Text());
      continue;
    }
    if (!state) throw Broken("I3", person.name + " lacks " + key.entity + ' ' + key.id.Text());
    const auto heads = [](const RowState& row) {
      std::map<std::string, std::set<Dot>> all;
      for (const auto& [cell, cell_heads] : row.cells)
        for (const auto& head : cell_heads) all[cell].insert(head.dot);
      for (const auto& tombstone : row.tombstones) all["(deleted)"].insert(tombstone.dot);
      return all;
    };
    if (heads(*state) != heads(expected) || state->deleted() != expected.deleted())
      throw Broken("I3", person.name + " has another " + key.entity + ' ' + key.id.Text() + '\n' +
                             view.Lines(key));
    if (state->deleted()) continue;
    for (const auto& [cell, cell_heads] : state->cells) {
      disputes += state->Disputed(cell) ? 1 : 0;
    }
    CheckOfficial(person, key, *state);
  }
  if (person.store->Disputes().size() != disputes)
    throw Broken("I20", person.name + " does not list every dispute");
  events_["disputes"] += static_cast<int64_t>(disputes);
}

// Of what was erased nothing is left, neither in a log nor in the bytes of a disk.
void World::CheckErased(const HubView& view) {
  const auto look = [&](const std::string& who, const MemoryDisk& disk, const std::string& secret) {
    for (const std::string& file : disk.Files())
      if (disk.Contents(file).find(secret) != std::string::npos)
        throw Broken("erasure", who + " still holds " + secret + " in " + file);
  };
  for (const RowKey& key : view.erased)
    for (const std::string& secret : secrets_[key]) {
      ++events_["secret erased"];
      look("the hub", *hub_disk_, secret);
      for (const auto& [dot, commit] : view.commits)
        if (commit.line.find(secret) != std::string::npos)
          throw Broken("erasure", "the hub's log still holds " + secret);
      for (const auto& person : people_) {
        if (Revoked(*person)) continue;
        look(person->name, *person->disk, secret);
        person->log().ForEach(
            {.stream = std::nullopt, .only_unnumbered = false, .containing = secret},
            [&](const LogEntry& entry, std::string_view) {
              throw Broken("erasure",
                           person->name + ": " + FormatDot(entry.dot) + " still holds " + secret);
            });
      }
    }
}

void World::CheckDigests() {
  std::map<StreamId, std::string> digests;
  for (const auto& person : people_) {
    if (Revoked(*person)) continue;
    for (const auto& digest : person->store->Digest(std::nullopt)) {
      const auto [known, fresh] = digests.emplace(digest.stream, digest.digest);
      if (!fresh && known->second != digest.digest)
        throw Broken(
            "I3", "digests of " + sync::StreamName(digest.stream) + " differ at " + person->name);
    }
  }
}

}  // namespace tests::simulation
