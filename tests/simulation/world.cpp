// SPDX-License-Identifier: MIT
#include "tests/simulation/world.h"

#include <stdexcept>

#include "model/catalog.h"
#include "sync/exchange/join.h"
#include "sync/store/commit_builder.h"
#include "sync/store/write_batch.h"

namespace tests::simulation {
namespace {

using kruzhok::server::Hub;
using kruzhok::sync::CommitBuilder;
using kruzhok::sync::HeldValue;
using kruzhok::sync::Instruction;
using kruzhok::sync::kDistrict;
using kruzhok::sync::LogEntry;
using kruzhok::sync::Replica;
using kruzhok::sync::Role;
using kruzhok::sync::RowWrite;
using kruzhok::sync::Store;
using kruzhok::sync::WireValue;
using kruzhok::sync::WriteOptions;

constexpr int kRowsPerStream = 3;
constexpr int kMaxSteps = 60;
constexpr size_t kMaxKept = 12;

// The fields that people write; the first two are there from a row's birth.
const std::vector<std::string>& FieldsOf(const std::string& entity) {
  static const std::vector<std::string> child{"last_name", "first_name", "class"};
  static const std::vector<std::string> programme{"title", "goals", "results"};
  return entity == "child" ? child : programme;
}

model::Uuid FixedId(uint8_t kind, uint8_t index) {
  model::Uuid id;
  id.bytes.fill(0x11);
  id.bytes[0] = kind;
  id.bytes[15] = index;
  return id;
}

// Carries a join to the hub without a network.
class DirectTransport : public kruzhok::sync::Transport {
 public:
  explicit DirectTransport(Hub& hub) : hub_(hub) {}
  model::Result<kruzhok::sync::TransportReply> Post(
      const kruzhok::sync::TransportRequest& request) override {
    auto answer = hub_.Join(request.body);
    if (!answer) return answer.error();
    return kruzhok::sync::TransportReply{200, "application/json", *answer, std::nullopt, 0};
  }
  kruzhok::sync::TransportCount count() const override { return {}; }

 private:
  Hub& hub_;
};

}  // namespace

World::World(uint64_t seed) : random_(seed) {
  // Swarm: each run has its own mix, so that every fault is sometimes alone and sometimes not.
  const auto sometimes = [&](double probability) { return Chance(0.5) ? probability : 0.0; };
  faults_ = {sometimes(.1),  sometimes(.15),       sometimes(.1),  sometimes(.15), sometimes(.3),
             sometimes(.3),  sometimes(.06),       sometimes(.05), sometimes(.05), sometimes(.12),
             sometimes(.05), Chance(.5) ? .1 : .3, sometimes(.3),  Chance(.3)};
  hub_disk_ = std::make_unique<MemoryDisk>(seed);
  hub_clock_ = std::make_unique<Clock>(seed * 31 + 7, now_ms_);
  if (!Hub::Init({hub_disk_->Options("hub.db"), {}}, "Район", *hub_clock_))
    throw std::runtime_error("init");
  OpenHub(true);
  for (uint8_t i = 0; i < 2; ++i)
    organisations_.push_back(
        hub_->AddOrganisation("Школа " + std::to_string(i + 1), "school", FixedId(1, i)));
  const size_t of_first_school = 1 + Pick(2);
  for (size_t i = 0; i < of_first_school + 2; ++i) {
    auto person = std::make_unique<Person>();
    person->name = "p" + std::to_string(i);
    if (i < of_first_school)
      person->organisation = organisations_[0];
    else if (i == of_first_school)
      person->organisation = organisations_[1];
    person->disk = std::make_unique<MemoryDisk>(seed + i + 1);
    person->clock = std::make_unique<Clock>(seed * 131 + i, now_ms_);
    if (faults_.clocks_wrong) person->clock->offset_ms = (i % 2 == 0 ? -1 : 1) * 500'000'000'000;
    OpenStore(*person);
    Join(*person);
    people_.push_back(std::move(person));
  }
}

World::~World() = default;

void World::OpenHub(bool start) {
  auto hub = Hub::Open({hub_disk_->Options("hub.db"), {}}, *hub_clock_);
  if (!hub) throw std::runtime_error("the hub does not open");
  hub_ = std::move(*hub);
  if (start) hub_->StartEpoch();
}

void World::OpenStore(Person& person) {
  auto store = Store::Open(person.disk->Options("kruzhok.db"), *person.clock);
  if (!store) throw std::runtime_error("a replica does not open");
  person.store = std::move(*store);
}

void World::Join(Person& person) {
  const auto code = hub_->NewCode(person.organisation.is_nil() ? Role::kCoordinator : Role::kSchool,
                                  person.organisation, 30);
  DirectTransport transport(*hub_);
  const auto joined = kruzhok::sync::Join(person.store->replica(), transport,
                                          {"http://127.0.0.1", *code, person.name, person.name});
  if (!joined) throw std::runtime_error("join");
}

template <typename Work>
bool World::Alive(Person& person, Work work) {
  if (Chance(faults_.kill_client)) person.disk->KillAfterWrites(static_cast<int64_t>(1 + Pick(40)));
  bool survived = true;
  try {
    work();
  } catch (const model::StorageError&) {
    survived = false;
    ++events_["client killed"];
  }
  if (survived && !person.disk->killed()) {
    person.disk->Revive();
    return true;
  }
  person.store.reset();
  person.disk->Revive();
  OpenStore(person);
  return survived;
}

void World::Run(int steps) {
  for (int i = 0; i < steps; ++i) Step();
}

void World::Step() {
  now_ms_ += static_cast<int64_t>(1 + Pick(100'000));
  Person& person = *people_[Pick(people_.size())];
  switch (Pick(12)) {
    case 0:
    case 1:
      Look(person);
      break;
    case 2:
    case 3:
    case 4:
      if (Chance(faults_.wrong_type)) return SaveBad(person, false);
      if (Chance(faults_.foreign)) return SaveBad(person, true);
      if (person.sights.empty() || Chance(.4)) Look(person);
      Save(person);
      break;
    case 5:
    case 6:
    case 7:
      Exchange(person, true);
      CheckInside(person);
      break;
    case 8:
      if (Chance(faults_.decide)) Chance(.5) ? DecideAtHub() : DecideAtCoordinator();
      break;
    case 9:
      if (Chance(faults_.decide)) RetryOrDiscard(person);
      break;
    case 10:
      if (Chance(.3)) Undo(person);
      break;
    case 11:
      if (Chance(faults_.restart_hub)) {
        hub_.reset();
        OpenHub(true);
        ++events_["hub restarted"];
      }
      break;
  }
}

Sight World::SightOf(Person& person, const RowKey& key, const StreamId& stream,
                     const model::Uuid& owner) {
  Sight sight{key, stream, owner, false, false, {}, {}, {}};
  const auto state = person.store->replica().rows().Load(key.entity, key.id);
  if (!state) return sight;
  sight.exists = true;
  sight.deleted = state->deleted();
  sight.rev = FormatRev(ClockOf(*state));
  for (const auto& [cell, heads] : state->cells)
    for (const auto& head : heads) sight.heads[cell].insert(head.dot);
  for (const auto& tombstone : state->tombstones) sight.tombstones.insert(tombstone.dot);
  return sight;
}

void World::Look(Person& person) {
  const bool district = Chance(.4);
  // A school opens what it may write; a coordinator everything.
  size_t organisation = person.organisation == organisations_[1] ? 1 : 0;
  if (person.organisation.is_nil()) organisation = Pick(organisations_.size());
  const auto index = static_cast<uint8_t>(organisation * 16 + Pick(kRowsPerStream));
  const model::Uuid owner = organisations_[organisation];
  const RowKey key{district ? "programme" : "child", FixedId(district ? 2 : 3, index)};
  person.sights.push_back(SightOf(person, key, district ? kDistrict : owner, owner));
  if (person.sights.size() > 3) person.sights.pop_front();
}

void World::Save(Person& person) {
  const size_t chosen = Pick(person.sights.size());
  const Sight sight = person.sights[chosen];
  person.sights.erase(person.sights.begin() + static_cast<std::ptrdiff_t>(chosen));
  const model::EntityType& type = *model::FindEntity(sight.key.entity);
  const auto& fields = FieldsOf(sight.key.entity);
  RowWrite write;
  write.type = &type;
  write.id = sight.key.id;
  if (person.organisation.is_nil()) write.owner = sight.owner;
  if (sight.exists) write.base = sight.rev;
  Sight told = sight;
  if (!sight.exists) {
    for (size_t i = 0; i < 2; ++i)
      write.fields.emplace_back(type.FindField(fields[i]), "v" + std::to_string(random_() % 5));
  } else if (sight.deleted) {
    write.kind = RowWrite::Kind::kRestore;
  } else if (Chance(faults_.deletes)) {
    write.kind = RowWrite::Kind::kDelete;
  } else {
    const size_t first = Pick(fields.size());
    for (size_t i = 0; i < 1 + Pick(2); ++i)
      write.fields.emplace_back(type.FindField(fields[(first + i) % fields.size()]),
                                "v" + std::to_string(random_() % 5));
  }
  // Deleting and restoring name what is there now, and so does writing without a base.
  if (write.kind != RowWrite::Kind::kPut) write.base.reset();
  if (!write.base) told = SightOf(person, sight.key, sight.stream, sight.owner);
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  std::string refused;
  const bool survived = Alive(person, [&] {
    auto written = person.store->Write({write}, options);
    // The form of a disputed field shows all values; saving it is a decision.
    if (!written && written.error().code == model::ErrorCode("disputed")) {
      told = SightOf(person, sight.key, sight.stream, sight.owner);
      const std::string& field = written.error().field;
      HeldValue value;
      value.type = WireValue::Type::kText;
      value.text = "d" + std::to_string(random_() % 5);
      WriteOptions decision = options;
      decision.note = "решено";
      written = person.store->Resolve(sight.key, field, value, decision);
      ++events_["decided"];
    }
    if (!written) refused = written.error().code.name();
  });
  if (!refused.empty()) {
    ++events_["save refused: " + refused];
    return;
  }
  Remember(person, *options.action, told, survived);
}

// A program that does what it should not: the hub has to notice.
void World::SaveBad(Person& person, bool foreign) {
  if (person.organisation.is_nil()) return;
  const model::Uuid owner = foreign
                                ? organisations_[person.organisation == organisations_[0] ? 1 : 0]
                                : person.organisation;
  const RowKey key{"child",
                   foreign ? RandomUuid(*person.clock)
                           : FixedId(3, static_cast<uint8_t>((owner == organisations_[0] ? 0 : 16) +
                                                             Pick(kRowsPerStream)))};
  const Sight sight = SightOf(person, key, owner, owner);
  if (sight.deleted) return;
  const model::Uuid action = RandomUuid(*person.clock);
  const bool survived = Alive(person, [&] {
    CommitBuilder builder(action, person.name, "");
    builder.commit().stream = builder.commit().owner = owner;
    builder.AddRow(key).creates = !sight.exists;
    HeldValue value;
    value.type = foreign ? WireValue::Type::kText : WireValue::Type::kInteger;
    value.number = 12;
    value.text = foreign ? "Чужой" : "";
    std::vector<Dot> replaces;
    if (const auto seen = sight.heads.find("class"); seen != sight.heads.end())
      replaces.assign(seen->second.begin(), seen->second.end());
    builder.AddCell("class", value, replaces);
    if (!sight.exists) {
      value.type = WireValue::Type::kText;
      value.text = "Имя";
      builder.AddCell("last_name", value, {});
      builder.AddCell("first_name", value, {});
    } else {
      builder.NameBirths(person.store->replica().rows().Load(key.entity, key.id)->births);
    }
    Replica::Change change(person.store->replica());
    person.store->replica().Add(builder.commit());
    change.Commit();
  });
  ++events_[foreign ? "foreign" : "wrong type"];
  Remember(person, action, sight, survived);
}

void World::Undo(Person& person) {
  if (person.actions.empty()) return;
  const model::Uuid target = person.actions[Pick(person.actions.size())];
  Sight sight;
  std::set<Dot> of_action;
  for (const auto& [dot, truth] : truths_) {
    const auto entry = person.store->replica().log().Find(dot);
    if (!entry) continue;
    const std::string_view line = person.store->replica().log().Line(entry->id);
    if (line.find(target.Base64()) == std::string_view::npos) continue;
    sight = SightOf(person, truth.key, entry->stream, {});
    of_action.insert(dot);
  }
  // Who takes back a deletion takes back their own, not one of somebody else beside it.
  std::erase_if(sight.tombstones, [&](const Dot& dot) { return !of_action.contains(dot); });
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  const bool survived = Alive(person, [&] {
    const auto undone = person.store->Undo(target, options);
    ++events_[undone && !undone->action.is_nil() ? "undone" : "nothing to undo"];
  });
  Remember(person, *options.action, sight, survived);
}

// Finds the commits of an action in the log, so that one that was written just before the process
// died is remembered too, and one that was not is not.
void World::Remember(Person& person, const model::Uuid& action, const Sight& sight,
                     bool acknowledged) {
  kruzhok::sync::CommitReader reader;
  person.store->replica().log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = true, .containing = action.Base64()},
      [&](const LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (!commit || (*commit)->action != action || (*commit)->rows.empty()) return;
        const auto& row = (*commit)->rows.front();
        Truth truth;
        truth.key = {std::string(row.entity), row.id};
        for (const auto& cell : (*commit)->Cells(row)) {
          const auto seen = sight.heads.find(std::string(cell.name));
          truth.saw[std::string(cell.name)] = seen == sight.heads.end()
                                                  ? std::set<Dot>()
                                                  : Behind(seen->second, std::string(cell.name));
        }
        truth.deletes = row.deletes;
        if (row.deletes)
          for (const auto& [cell, heads] : sight.heads)
            for (const Dot& dot : Behind(heads, cell)) truth.seen_by_delete.insert(dot);
        if (row.restores.count > 0) truth.restored = sight.tombstones;
        truths_.emplace(entry.dot, std::move(truth));
        person.actions.push_back(action);
        if (acknowledged) person.durable.insert(entry.dot);
        ++events_["written"];
      });
}

std::set<Dot> World::Behind(const std::set<Dot>& heads, const std::string& cell) const {
  std::set<Dot> all = heads;
  for (const Dot& head : heads) {
    const auto truth = truths_.find(head);
    if (truth == truths_.end()) continue;
    const auto saw = truth->second.saw.find(cell);
    if (saw != truth->second.saw.end()) all.insert(saw->second.begin(), saw->second.end());
  }
  return all;
}

void World::DecideAtHub() {
  const auto refused = hub_->Refused();
  if (refused.empty()) return;
  const Dot dot = refused[Pick(refused.size())].outside.verdict.dot;
  const bool accept = Chance(.6);
  const auto done = hub_->Decide(
      dot, accept ? kruzhok::sync::Ask::Type::kAccept : kruzhok::sync::Ask::Type::kDiscard,
      "решено");
  ++events_[!done ? "decision not possible" : accept ? "accepted" : "discarded"];
}

void World::DecideAtCoordinator() {
  Person& coordinator = *people_.back();
  const auto refused = coordinator.store->Refused();
  if (refused.empty()) return;
  const Dot dot = refused[Pick(refused.size())].dot;
  Alive(coordinator, [&] {
    (void)static_cast<bool>(coordinator.store->DecideRefused(
        dot, Chance(.6) ? kruzhok::sync::Ask::Type::kAccept : kruzhok::sync::Ask::Type::kDiscard,
        {}));
  });
  ++events_["asked by the coordinator"];
}

void World::RetryOrDiscard(Person& person) {
  const auto refused = person.store->Refused();
  if (refused.empty()) return;
  const auto& chosen = refused[Pick(refused.size())];
  if (!chosen.own) return;
  if (Chance(.5)) {
    Alive(person, [&] {
      (void)static_cast<bool>(
          person.store->DecideRefused(chosen.dot, kruzhok::sync::Ask::Type::kDiscard, {}));
    });
    ++events_["discarded by the author"];
    return;
  }
  const auto truth = truths_.find(chosen.dot);
  if (truth == truths_.end()) return;
  const auto entry = person.store->replica().log().Find(chosen.dot);
  const Sight sight = SightOf(person, truth->second.key, entry->stream, entry->stream);
  WriteOptions options;
  options.action = RandomUuid(*person.clock);
  const bool survived = Alive(
      person, [&] { (void)static_cast<bool>(person.store->RetryRefused(chosen.dot, options)); });
  Remember(person, *options.action, sight, survived);
  ++events_["retried"];
}

std::optional<std::string> World::AskHub(const std::string& token, const std::string& request,
                                         bool whole) {
  if (Chance(faults_.kill_hub)) hub_disk_->KillAfterWrites(static_cast<int64_t>(1 + Pick(60)));
  std::optional<std::string> answer;
  try {
    auto result = hub_->Sync(token, request, whole);
    if (result) answer = std::move(*result);
    if (!result) ++events_["hub: " + std::string(result.error().code.name())];
  } catch (const model::StorageError&) {
    ++events_["hub killed"];
  }
  if (hub_disk_->killed()) {
    hub_.reset();
    hub_disk_->Revive();
    OpenHub(true);
    return std::nullopt;
  }
  hub_disk_->Revive();
  return answer;
}

// One message there and one back, over whatever line there is today.
std::optional<std::string> World::Deliver(Person& person, std::string request, bool faults,
                                          bool& whole) {
  const std::string token = person.store->replica().membership().token;
  whole = true;
  if (!faults) return AskHub(token, request, true);
  person.sent.push_back(request);
  if (person.sent.size() > kMaxKept) person.sent.pop_front();
  if (Chance(faults_.repeat_request)) {
    ++events_["old request"];
    if (auto answer = AskHub(token, person.sent[Pick(person.sent.size())], true))
      person.stale.push_back(std::move(*answer));
  }
  if (Chance(faults_.stale_answer) && !person.stale.empty()) {
    ++events_["old answer"];
    return person.stale[Pick(person.stale.size())];
  }
  if (Chance(faults_.lose_request)) {
    ++events_["request lost"];
    return std::nullopt;
  }
  if (Chance(faults_.cut_request)) {
    ++events_["request cut"];
    AskHub(token, request.substr(0, Pick(request.size())), false);
    return std::nullopt;
  }
  auto answer = AskHub(token, request, true);
  if (!answer) return std::nullopt;
  person.stale.push_back(*answer);
  if (person.stale.size() > kMaxKept) person.stale.pop_front();
  if (Chance(faults_.lose_answer)) {
    ++events_["answer lost"];
    return std::nullopt;
  }
  if (Chance(faults_.cut_answer)) {
    ++events_["answer cut"];
    whole = false;
    answer->resize(Pick(answer->size()));
  }
  return answer;
}

void World::Exchange(Person& person, bool faults) {
  ++events_["exchange"];
  kruzhok::sync::ExchangeOptions options;
  options.push_bytes = 512u << Pick(8);
  options.pull_bytes = 4096u << Pick(4);
  auto exchange = std::make_unique<kruzhok::sync::Exchange>(person.store->replica(), options);
  const auto work = [&] {
    for (int step = 0; step < kMaxSteps; ++step) {
      const Instruction instruction = exchange->Next();
      if (instruction.kind == Instruction::Kind::kWait) continue;
      if (instruction.kind != Instruction::Kind::kSend) return;
      bool whole = true;
      const auto answer = Deliver(person, instruction.body, faults, whole);
      if (answer)
        exchange->OnAnswer(*answer, whole);
      else
        exchange->OnFailure({"connection_lost", "", ""});
      if (faults && Chance(.1)) return;  // The person goes home.
    }
  };
  if (faults) {
    // The exchange dies with its process.
    Alive(person, [&] {
      work();
      exchange.reset();
    });
  } else {
    work();
    if (exchange->Next().kind != Instruction::Kind::kDone)
      throw std::runtime_error("an exchange without faults does not end: " +
                               (exchange->Next().error
                                    ? std::string(exchange->Next().error->code.name()) + " " +
                                          exchange->Next().error->detail
                                    : std::string("busy")));
  }
}

}  // namespace tests::simulation
