// SPDX-License-Identifier: MIT
// The machines of a district, and what may happen to one in the middle of its work.
#include "tests/simulation/world.h"

#include <algorithm>

#include "model/catalog.h"
#include "sync/exchange/join.h"
#include "tests/simulation/alive.h"

namespace tests::simulation {
namespace {

constexpr int64_t kDecades = 500'000'000'000;  // Milliseconds: sixteen years.

model::Uuid FixedId(uint8_t kind, uint8_t index) {
  model::Uuid id;
  id.bytes.fill(0x11);
  id.bytes[0] = kind;
  id.bytes[15] = index;
  return id;
}

// Carries a join to the hub without a network.
class DirectTransport : public sync::Transport {
 public:
  explicit DirectTransport(server::Hub& hub) : hub_(hub) {}
  model::Result<sync::TransportReply> Post(const sync::TransportRequest& request) override {
    auto answer = hub_.Join(request.body);
    if (!answer) return answer.error();
    return sync::TransportReply{200, "application/json", *answer, std::nullopt, 0};
  }
  sync::TransportCount count() const override { return {}; }

 private:
  server::Hub& hub_;
};

// Whose PC: the index of an organisation, or nothing for a coordinator.
constexpr std::optional<size_t> kCast[] = {0, std::nullopt, 1, 0, std::nullopt};

}  // namespace

World::World(uint64_t seed, size_t people, const Faults& faults)
    : dice_(seed), seed_(seed), faults_(faults) {
  hub_disk_ = std::make_unique<MemoryDisk>(seed);
  hub_clock_ = std::make_unique<Clock>(seed * 31 + 7, now_ms_);
  if (!server::Hub::Init({hub_disk_->Options("hub.db"), {}}, "Район", *hub_clock_))
    throw Broken("setup", "the hub cannot be made");
  OpenHub(true);
  for (uint8_t i = 0; i < 2; ++i)
    organisations_.push_back(
        hub_->AddOrganisation("Школа " + std::to_string(i + 1), "school", FixedId(1, i)));
  for (size_t i = 0; i < people; ++i) {
    people_.push_back(NewPerson(i, "p" + std::to_string(i)));
    if (faults[Fault::kWrongClocks] > 0)
      people_.back()->clock->offset_ms = i % 2 == 0 ? -kDecades : kDecades;
    JoinDistrict(*people_.back());
    Note(*people_.back());
  }
}

World::~World() = default;

Place World::Child(size_t school, uint8_t index) const {
  const auto row = static_cast<uint8_t>(school * 16 + index);
  return {{"child", FixedId(3, row)}, organisations_[school], organisations_[school]};
}

Place World::Programme(size_t school, uint8_t index) const {
  const auto row = static_cast<uint8_t>(school * 16 + index);
  return {{"programme", FixedId(2, row)}, sync::kDistrict, organisations_[school]};
}

void World::Do(const Step& step) {
  static constexpr Action kActions[] = {
      &World::StepLook,     &World::StepSave,     &World::StepDelete,      &World::StepResolve,
      &World::StepUndo,     &World::StepBatch,    &World::StepWrongType,   &World::StepForeign,
      &World::StepNewer,    &World::StepRetry,    &World::StepAskDecision, &World::StepDecideAtHub,
      &World::StepExchange, &World::StepStick,    &World::StepCarry,       &World::StepBringAnswer,
      &World::StepClock,    &World::StepPowerOff, &World::StepDamage,      &World::StepRestartHub,
      &World::StepCopy,     &World::StepBackup,   &World::StepRestore,     &World::StepSwap,
      &World::StepDie,      &World::StepJoin,     &World::StepRevoke,      &World::StepGive,
      &World::StepTake,     &World::StepErase,    &World::StepHubBackup,   &World::StepHubRestore};
  static_assert(std::size(kActions) == kSteps);
  dice_ = Dice(step.number);
  now_ms_ += static_cast<int64_t>(1 + dice_.Pick(100'000));
  const size_t who = step.who % people_.size();
  faulty_ = true;
  (this->*kActions[step.kind])(*people_[who]);
  faulty_ = false;
  CheckAlways();
  ++events_["step " + std::string(Name(step.kind))];
}

void World::Do(const std::vector<Step>& steps) {
  for (const Step& step : steps) Do(step);
}

void World::OpenHub(bool start) {
  auto hub = server::Hub::Open({hub_disk_->Options("hub.db"), {}}, *hub_clock_);
  if (!hub) throw Broken("hub opens", hub.error().detail);
  hub_ = std::move(*hub);
  hub_epoch_.reset();
  devices_at_ = -1;
  if (start) hub_->StartEpoch();
}

void World::OpenStore(Person& person) {
  auto store = sync::Store::Open(person.disk->Options("kruzhok.db"), *person.clock);
  if (!store) throw Broken("replica opens", std::string(store.error().code.name()));
  person.store = std::move(*store);
}

void World::Reopen(Person& person) {
  person.store.reset();
  person.disk->Revive();
  OpenStore(person);
  person.noted = -1;
}

std::unique_ptr<Person> World::NewPerson(size_t like, const std::string& name) {
  auto person = std::make_unique<Person>();
  person->name = name;
  const auto organisation = kCast[like % std::size(kCast)];
  if (organisation) person->organisation = organisations_[*organisation];
  person->family = families_++;
  person->disk = std::make_unique<MemoryDisk>(seed_ + person->family + 1);
  person->clock = std::make_unique<Clock>(seed_ * 131 + person->family, now_ms_);
  OpenStore(*person);
  return person;
}

void World::JoinDistrict(Person& person) {
  const auto code =
      hub_->NewCode(person.coordinator() ? sync::Role::kCoordinator : sync::Role::kSchool,
                    person.organisation, 30);
  DirectTransport transport(*hub_);
  const auto joined = sync::Join(person.store->replica(), transport,
                                 {"http://127.0.0.1", *code, person.name, person.name});
  if (!joined) throw Broken("join", std::string(joined.error().code.name()));
}

Person& World::Join(size_t like, int rows) {
  auto person = NewPerson(like, "late" + std::to_string(people_.size()));
  for (int i = 0; i < rows; ++i) {
    sync::RowWrite write;
    write.type = model::FindEntity("child");
    write.fields = {{write.type->FindField("last_name"), "v" + std::to_string(i)},
                    {write.type->FindField("first_name"), "v" + std::to_string(i)}};
    if (!person->store->Write({write}, {})) throw Broken("I22", "writing before joining");
  }
  JoinDistrict(*person);
  RememberJoined(*person);
  people_.push_back(std::move(person));
  return *people_.back();
}

Person& World::Copy(Person& person) {
  auto copy = std::make_unique<Person>();
  copy->name = person.name + '\'';
  copy->organisation = person.organisation;
  copy->family = person.family;
  copy->memory = person.memory;
  copy->disk = std::make_unique<MemoryDisk>(seed_ + ++copies_ + 77);
  copy->disk->CopyFrom(*person.disk);
  copy->clock = std::make_unique<Clock>(seed_ * 137 + copies_, now_ms_);
  OpenStore(*copy);
  forks_ = true;
  people_.push_back(std::move(copy));
  return *people_.back();
}

size_t World::Backup(const Person& person) {
  auto disk = std::make_unique<MemoryDisk>(seed_ + 300);
  disk->CopyFrom(*person.disk);
  backups_.push_back({person.family, std::move(disk), person.memory});
  return backups_.size() - 1;
}

void World::Restore(Person& person, size_t backup) {
  person.store.reset();
  person.disk->CopyFrom(*backups_[backup].disk);
  // Forms that are open, and lists that were exported, are those of today.
  auto sights = std::move(person.memory.sights);
  person.memory = backups_[backup].memory;
  if (dice_.Chance(.5)) person.memory.sights = std::move(sights);
  person.noted = -1;
  OpenStore(person);
  forks_ = true;
}

void World::Die(Person& person) {
  std::erase_if(people_, [&](const auto& other) { return other.get() == &person; });
}

const server::Device* World::DeviceOf(const Person& person) {
  const std::string& seed = person.store->replica().membership().device_key;
  std::string& key = keys_[seed];
  if (key.empty()) key = sync::NewSigningKey(seed).public_key;
  if (std::exchange(devices_at_, hub_disk_->writes()) != hub_disk_->writes())
    devices_ = hub_->Devices();
  for (const server::Device& device : devices_)
    if (device.public_key == key) return &device;
  return nullptr;
}

bool World::Reads(const Person& person, const StreamId& stream) {
  if (person.coordinator() || stream.is_nil() || stream == person.organisation) return true;
  const server::Device* device = DeviceOf(person);
  return device && std::count(device->others.begin(), device->others.end(), stream) > 0;
}

bool World::Revoked(const Person& person) {
  const server::Device* device = DeviceOf(person);
  return device && device->revoked;
}

void World::Revoke(Person& person) {
  if (const server::Device* device = DeviceOf(person))
    if (!hub_->RevokeDevice(device->id)) throw Broken("revocation", person.name);
}

size_t World::BackUpHub() {
  auto disk = std::make_unique<MemoryDisk>(seed_ + 500);
  if (dice_.Chance(.5)) {
    disk->CopyFrom(*hub_disk_);
  } else {
    hub_->Backup("backup.db");
    disk->Put("hub.db", hub_disk_->Contents("backup.db"));
    hub_disk_->Remove("backup.db");
  }
  hub_backups_.push_back({std::move(disk), hub_held_});
  return hub_backups_.size() - 1;
}

void World::RestoreHub(size_t backup) {
  hub_.reset();
  hub_disk_->CopyFrom(*hub_backups_[backup].disk);
  hub_held_ = hub_backups_[backup].held;
  OpenHub(true);
}

void World::RestartHub(MemoryDisk::Crash crash) {
  hub_disk_->Kill(crash);
  hub_.reset();
  hub_disk_->Revive();
  OpenHub(true);
}

}  // namespace tests::simulation
