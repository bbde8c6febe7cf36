// SPDX-License-Identifier: MIT
// Commits that the hub has to refuse, or cannot understand, and what is decided about them.
#include "model/catalog.h"
#include "sync/frame.h"
#include "sync/store/commit_builder.h"
#include "tests/simulation/alive.h"

namespace tests::simulation {
namespace {

using sync::CommitBuilder;
using sync::HeldValue;
using sync::WireValue;

HeldValue Text(const std::string& text) {
  HeldValue value;
  value.type = WireValue::Type::kText;
  value.text = text;
  return value;
}

HeldValue Number(int64_t number) {
  HeldValue value;
  value.type = WireValue::Type::kInteger;
  value.number = number;
  return value;
}

std::vector<Dot> HeadsOf(const Sight& sight, const std::string& cell) {
  const auto found = sight.heads.find(cell);
  if (found == sight.heads.end()) return {};
  return {found->second.begin(), found->second.end()};
}

}  // namespace

// A program that does what it should not: the hub has to notice.
void World::AddByHand(Person& person, const Sight& sight, bool foreign) {
  if (sight.deleted) return;
  const model::Uuid action = RandomUuid(*person.clock);
  const RowKey& key = sight.place.key;
  Alive(person, [&] {
    CommitBuilder builder(action, person.name, "");
    builder.commit().stream = builder.commit().owner = sight.place.owner;
    builder.AddRow(key).creates = !sight.exists;
    builder.AddCell("class", foreign ? Text("Чужой") : Number(12), HeadsOf(sight, "class"));
    if (!sight.exists) {
      builder.AddCell("last_name", Text("Имя"), {});
      builder.AddCell("first_name", Text("Имя"), {});
    } else {
      builder.NameBirths(person.store->replica().rows().Load(key.entity, key.id)->births);
    }
    sync::Replica::Change change(person.store->replica());
    person.store->replica().Add(builder.commit());
    change.Commit();
  });
  Remember(person, action, {sight});
}

void World::PutWrongType(Person& person, const Place& place) {
  AddByHand(person, Look(person, place), false);
}

void World::StepWrongType(Person& person) {
  const Place place = AnyPlace(person);
  if (place.key.entity != "child") return;
  PutWrongType(person, place);
  ++events_["wrong type"];
}

void World::StepForeign(Person& person) {
  if (person.coordinator()) return;
  const model::Uuid owner = organisations_[person.organisation == organisations_[0] ? 1 : 0];
  const Place place{{"child", RandomUuid(*person.clock)}, owner, owner};
  AddByHand(person, Look(person, place), true);
  ++events_["foreign"];
}

// A PC with a program of next year, which nobody here has: it sends what this one cannot know.
void World::StepNewer(Person& person) {
  const Place place = AnyPlace(person);
  const Sight sight = Look(person, place);
  if (place.key.entity != "child" || sight.deleted) return;
  CommitBuilder builder(RandomUuid(*person.clock), person.name, "");
  sync::Commit& commit = builder.commit();
  commit.stream = commit.owner = place.owner;
  commit.site = RandomUuid(*person.clock);
  commit.seq = 1;
  commit.at_ms = person.clock->NowMs();
  commit.schema = model::SchemaVersion() + 1;
  std::map<RowKey, Truth> truths;
  const auto add = [&](const std::string& cell, const HeldValue& value) {
    builder.AddCell(cell, value, HeadsOf(sight, cell));
    const auto heads = sight.heads.find(cell);
    truths[place.key].saw[cell] =
        heads == sight.heads.end() ? std::set<Dot>() : Behind(heads->second, place.key, cell);
  };
  builder.AddRow(place.key).creates = !sight.exists;
  if (!sight.exists) {
    add("last_name", Text("Новая"));
    add("first_name", Text("Программа"));
  }
  add("shoe_size", dice_.Chance(.5) ? Number(static_cast<int64_t>(dice_.Pick(40)))
                                    : Text("n" + std::to_string(dice_.Pick(3))));
  if (sight.exists)
    builder.NameBirths(person.store->replica().rows().Load(place.key.entity, place.key.id)->births);
  if (dice_.Chance(.3)) {
    const RowKey unknown{"bicycle", RandomUuid(*person.clock)};
    builder.AddRow(unknown).creates = true;
    builder.AddCell("colour", Text("красный"), {});
    truths[unknown].saw["colour"];
  }
  std::string line;
  AppendLine(commit, line);
  commit.hash = sync::HashOf(line);
  for (auto& [key, truth] : truths) Tell(commit.dot(), key) = std::move(truth);
  sync::Request request;
  request.site = commit.site;
  request.schema = commit.schema;
  request.frames.push_back({{}, sync::PackFrame(line + '\n')});
  request.frames.back().hash = sync::FrameHashOf(request.frames.back().bytes);
  if (AskHub(person.store->replica().membership().token, EncodeRequest(request), true))
    ++events_["newer program"];
}

void World::StepRetry(Person& person) {
  const auto refused = person.store->Refused();
  if (refused.empty()) return;
  const auto& chosen = refused[dice_.Pick(refused.size())];
  const auto truth = truths_.find(chosen.dot);
  if (!chosen.own || truth == truths_.end()) return;
  if (dice_.Chance(.5)) {
    Alive(person, [&] {
      (void)static_cast<bool>(
          person.store->DecideRefused(chosen.dot, sync::Ask::Type::kDiscard, {}));
    });
    ++events_["discarded by the author"];
    return;
  }
  const auto entry = person.log().Find(chosen.dot);
  std::vector<Sight> sights;
  for (const auto& [key, row] : truth->second)
    sights.push_back(Look(person, {key, entry->stream, entry->stream}));
  sync::WriteOptions options;
  options.action = RandomUuid(*person.clock);
  Alive(person, [&] { (void)static_cast<bool>(person.store->RetryRefused(chosen.dot, options)); });
  Remember(person, *options.action, sights);
  ++events_["retried"];
}

void World::StepAskDecision(Person& person) {
  const auto refused = person.store->Refused();
  if (!person.coordinator() || refused.empty()) return;
  const Dot dot = refused[dice_.Pick(refused.size())].dot;
  const auto decision = dice_.Chance(.6) ? sync::Ask::Type::kAccept : sync::Ask::Type::kDiscard;
  Alive(person, [&] { (void)static_cast<bool>(person.store->DecideRefused(dot, decision, {})); });
  ++events_["asked by a coordinator"];
}

void World::StepDecideAtHub(Person&) {
  const auto refused = hub_->Refused();
  if (refused.empty()) return;
  const Dot dot = refused[dice_.Pick(refused.size())].outside.verdict.dot;
  const bool accept = dice_.Chance(.6);
  const auto done =
      hub_->Decide(dot, accept ? sync::Ask::Type::kAccept : sync::Ask::Type::kDiscard, "решено");
  ++events_[!done ? "decision not possible" : accept ? "accepted" : "discarded"];
}

}  // namespace tests::simulation
