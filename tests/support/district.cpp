// SPDX-License-Identifier: MIT
#include "tests/support/district.h"

#include <stdexcept>

#include "model/catalog.h"
#include "model/validation.h"
#include "sync/store/commit_builder.h"
#include "sync/store/field_codec.h"

namespace tests {
namespace {

constexpr int kMaxSteps = 200;

// Carries a join to the hub.
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

template <typename T>
T Must(model::Result<T> result, const std::string& what) {
  if (!result)
    throw std::runtime_error(what + ": " + std::string(result.error().code.name()) + ' ' +
                             result.error().detail + ' ' + result.error().field);
  return std::move(*result);
}

void Must(const std::string& code, const std::string& what) {
  if (!code.empty()) throw std::runtime_error(what + ": " + code);
}

}  // namespace

void TestEnvironment::Random(void* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i)
    static_cast<uint8_t*>(bytes)[i] = static_cast<uint8_t>(random_());
}

Installation::Installation(District& district, std::string name, uint64_t seed)
    : disk(seed), environment(seed), district_(district), name_(std::move(name)) {
  line = [this](const std::string& request) { return district_.Ask(*this, request); };
  Open();
}

void Installation::Open() {
  store_ = Must(sync::Store::Open(disk.Options("kruzhok.db"), environment), "open");
}

void Installation::CopyFrom(Installation& other) {
  Close();
  disk.CopyFrom(other.disk);
  Open();
}

const model::EntityType& Installation::TypeOf(const model::Uuid& id) const {
  return *model::FindEntity(district_.entity_of.at(id));
}

std::string Installation::Write(sync::RowWrite write, const Fields& fields) {
  for (const auto& [name, typed] : fields) {
    const model::FieldInfo* field = write.type->FindField(name);
    if (!field) throw std::runtime_error("no field " + name);
    write.fields.emplace_back(field, Must(model::ParseInput(*field, typed), name));
  }
  const auto written = store_->Write({write}, {});
  if (!written) return CodeOf(written);
  action_ = written->action;
  written_ = written->rows.front().id;
  district_.entity_of[written->rows.front().id] = write.type->name();
  return {};
}

model::Uuid Installation::Put(std::string_view entity, const Fields& fields,
                              const std::optional<model::Uuid>& owner) {
  sync::RowWrite write;
  write.type = model::FindEntity(entity);
  write.owner = owner;
  Must(Write(write, fields), "put");
  return written_;
}

std::string Installation::Edit(const model::Uuid& id, const Fields& fields,
                               const std::optional<std::string>& base) {
  sync::RowWrite write;
  write.type = &TypeOf(id);
  write.id = id;
  write.base = base;
  return Write(write, fields);
}

std::string Installation::Delete(const model::Uuid& id, const std::optional<std::string>& base) {
  sync::RowWrite write;
  write.type = &TypeOf(id);
  write.kind = sync::RowWrite::Kind::kDelete;
  write.id = id;
  write.base = base;
  return Write(write, {});
}

std::string Installation::Restore(const model::Uuid& id) {
  sync::RowWrite write;
  write.type = &TypeOf(id);
  write.kind = sync::RowWrite::Kind::kRestore;
  write.id = id;
  return Write(write, {});
}

std::string Installation::Resolve(const model::Uuid& id, std::string_view field,
                                  std::string_view value) {
  const auto typed = Must(model::ParseInput(*TypeOf(id).FindField(field), value), "resolve");
  return CodeOf(store_->Resolve({std::string(TypeOf(id).name()), id}, field, sync::ToHeld(typed),
                                sync::WriteOptions{}));
}

sync::Dot Installation::Smuggle(const std::vector<Smuggled>& rows) {
  sync::CommitBuilder builder(RandomUuid(environment), name_, "");
  sync::Commit& commit = builder.commit();
  commit.stream = rows.front().stream.value_or(organisation());
  commit.owner = rows.front().owner.value_or(commit.stream);
  std::set<sync::RowKey> keys;
  for (const Smuggled& row : rows) {
    const sync::RowKey key{row.entity, row.id};
    keys.insert(key);
    district_.entity_of[row.id] = row.entity;
    const auto state = replica().rows().Load(key.entity, key.id);
    builder.AddRow(key).creates = !state;
    for (const auto& [cell, json] : row.json) {
      std::vector<sync::Dot> replaces;
      if (state)
        if (const auto found = state->cells.find(cell); found != state->cells.end())
          for (const sync::Head& head : found->second) replaces.push_back(head.dot);
      builder.AddCell(cell, *sync::ParseHeldValue(json), replaces);
    }
    if (state) builder.NameBirths(state->births);
  }
  sync::Replica::Change change(replica());
  commit.site = replica().membership().site;
  commit.seq = replica().log().MaxSeq(commit.site) + 1;
  commit.at_ms = environment.NowMs();
  commit.schema = rows.front().schema > 0 ? rows.front().schema : model::SchemaVersion();
  std::string text;
  AppendLine(commit, text);
  commit.hash = sync::HashOf(text);
  replica().log().AppendOwn(commit, text);
  replica().Refold(keys);
  change.Commit();
  return commit.dot();
}

std::string Installation::Value(const model::Uuid& id, std::string_view field) {
  const auto summary = replica().rows().Summary(TypeOf(id), id);
  if (!summary) return {};
  return model::FormatValue(summary->record.value(*TypeOf(id).FindField(field)));
}

std::string Installation::Rev(const model::Uuid& id) {
  return Row(id).rev;
}

bool Installation::Has(const model::Uuid& id) {
  const auto state = replica().rows().Load(TypeOf(id).name(), id);
  return state && !state->deleted();
}

sync::RowView Installation::Row(const model::Uuid& id) {
  return Must(store_->Get(TypeOf(id), id), "row");
}

bool Installation::Knows(std::string_view text) {
  bool found = false;
  replica().log().ForEach({}, [&](const sync::LogEntry&, std::string_view line_of_log) {
    found |= line_of_log.find(text) != std::string_view::npos;
  });
  for (const std::string& file : disk.Files())
    found |= disk.Contents(file).find(text) != std::string::npos;
  return found;
}

std::string Installation::DigestOf(const sync::StreamId& stream) {
  return store_->Digest(stream).front().digest;
}

std::string Installation::Join(const std::string& code) {
  DirectTransport transport(district_.hub());
  return CodeOf(sync::Join(replica(), transport, {"http://127.0.0.1", code, name_, name_}));
}

std::string Installation::Sync() {
  requests.clear();
  answers.clear();
  sync::Exchange exchange(replica());
  for (int step = 0; step < kMaxSteps; ++step) {
    const sync::Instruction instruction = exchange.Next();
    totals = exchange.totals();
    if (instruction.kind == sync::Instruction::Kind::kDone) return {};
    if (instruction.kind == sync::Instruction::Kind::kFailed)
      return std::string(instruction.error->code.name());
    if (instruction.kind == sync::Instruction::Kind::kWait) continue;
    requests.push_back(instruction.body);
    district_.hub_error.clear();
    if (const auto answer = line(instruction.body)) {
      answers.push_back(*answer);
      exchange.OnAnswer(*answer, true);
    } else {
      const std::string& error = district_.hub_error;
      exchange.OnFailure({model::ErrorCode::FromName(error, "connection_lost"), "", ""});
    }
  }
  throw std::runtime_error("an exchange without an end");
}

District::District() {
  Must(CodeOf(server::Hub::Init({hub_disk.Options("hub.db"), {}}, "Район", hub_environment)),
       "init");
  OpenHub();
}

District::~District() = default;

void District::OpenHub() {
  hub_ = Must(server::Hub::Open({hub_disk.Options("hub.db"), {}}, hub_environment), "hub");
  hub_->StartEpoch();
}

void District::RestartHub() {
  hub_.reset();
  OpenHub();
}

Installation& District::Add(const std::string& name) {
  const uint64_t seed = installations_.size() + 1;
  return *installations_.emplace_back(std::make_unique<Installation>(*this, name, seed));
}

model::Uuid District::Organisation(const std::string& name) {
  const auto known = organisations_.find(name);
  if (known != organisations_.end()) return known->second;
  const model::Uuid id = hub_->AddOrganisation(name, "school", std::nullopt);
  entity_of[id] = "organisation";
  return organisations_[name] = id;
}

std::string District::Code(sync::Role role, const model::Uuid& organisation) {
  return Must(hub_->NewCode(role, organisation, 30), "code");
}

Installation& District::School(const std::string& name) {
  const std::string code = Code(sync::Role::kSchool, Organisation(name));
  Installation& school = Add(name);
  Must(school.Join(code), "join");
  return school;
}

Installation& District::Coordinator() {
  Installation& coordinator = Add("Координатор");
  Must(coordinator.Join(Code(sync::Role::kCoordinator, {})), "join");
  return coordinator;
}

Installation& District::Stranger() {
  return Add("Новый");
}

std::optional<std::string> District::Ask(Installation& from, const std::string& request) {
  auto answer = hub_->Sync(from.replica().membership().token, request, true);
  if (answer) return std::move(*answer);
  hub_error = CodeOf(answer);
  return std::nullopt;
}

void District::SyncAll() {
  for (int round = 0; round < 3; ++round)
    for (const auto& installation : installations_)
      if (installation->replica().membership().joined) Must(installation->Sync(), "sync");
}

const server::Device& District::DeviceNamed(std::string_view name) {
  devices_ = hub_->Devices();
  for (const server::Device& device : devices_)
    if (device.name == name) return device;
  throw std::runtime_error("no such device");
}

}  // namespace tests
