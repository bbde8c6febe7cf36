// SPDX-License-Identifier: MIT
// The hub's own life: opening, epochs, organisations, devices, codes, decisions.
#include "server-stub/hub.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "model/catalog.h"
#include "server-stub/judge.h"

namespace kruzhok::server {
namespace {

using nlohmann::json;

constexpr size_t kShownRows = size_t{16} << 10;

std::string Hashed(std::string_view secret) {
  return std::string(sync::View(sync::HashOf(secret)));
}

// The hub's site id is new with each epoch.
sync::Site SiteOf(const sync::Epoch& epoch) {
  const sync::Hash hash = sync::HashOf("kruzhok hub " + std::to_string(epoch.counter) + '.' +
                                       std::to_string(epoch.random));
  return sync::Site::FromBytes(sync::View(hash).substr(0, 16));
}

std::string Text64(std::string_view bytes) {
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

const char* RoleName(sync::Role role) {
  return role == sync::Role::kCoordinator ? "coordinator" : "school";
}

}  // namespace

Hub::Hub(std::unique_ptr<HubStore> store, const HubOptions& options, sync::Environment& environment)
    : store_(std::move(store)), options_(options), environment_(environment) {
  key_ = sync::NewSigningKey(store_->Setting("key"));
}

model::Result<void> Hub::Init(const HubOptions& options, std::string_view district,
                              sync::Environment& environment) {
  auto store = HubStore::Open(options.database);
  if (!store) return store.error();
  if (!(*store)->Setting("key").empty())
    return model::Error{"already_exists", options.database.path, ""};
  std::string seed(32, '\0');
  environment.Random(seed.data(), seed.size());
  HubStore::Change change(**store);
  (*store)->SetSetting("key", seed);
  (*store)->SetSetting("district", district);
  change.Commit();
  Hub hub(std::move(*store), options, environment);
  hub.StartEpoch();
  return {};
}

model::Result<std::unique_ptr<Hub>> Hub::Open(const HubOptions& options,
                                              sync::Environment& environment) {
  auto store = HubStore::Open(options.database);
  if (!store) return store.error();
  if ((*store)->Setting("key").empty()) return model::Error{"not_found", options.database.path, ""};
  return std::unique_ptr<Hub>(new Hub(std::move(*store), options, environment));
}

void Hub::StartEpoch() {
  const std::lock_guard lock(mutex_);
  HubStore::Change change(*store_);
  OpenEpochAbove(0);
  change.Commit();
}

void Hub::OpenEpochAbove(int64_t counter) {
  const sync::Lineage& lineage = store_->lineage();
  sync::Epoch epoch{std::max(counter, lineage.empty() ? 0 : lineage.back().counter) + 1, 0,
                    store_->last_number()};
  environment_.Random(&epoch.random, 6);
  store_->AppendEpoch(epoch);
}

std::string Hub::district() {
  const std::lock_guard lock(mutex_);
  return store_->Setting("district");
}

int64_t Hub::epoch() {
  const std::lock_guard lock(mutex_);
  return store_->lineage().back().counter;
}

void Hub::Backup(const std::string& path) {
  const std::lock_guard lock(mutex_);
  store_->database().Backup(path);
}

void Hub::Say(sync::CommitBuilder& builder) {
  sync::Commit& commit = builder.commit();
  commit.site = SiteOf(store_->lineage().back());
  commit.seq = store_->log().MaxSeq(commit.site) + 1;
  commit.at_ms = environment_.NowMs();
  commit.schema = model::SchemaVersion();
  std::string line;
  sync::AppendLine(commit, line);
  commit.hash = sync::HashOf(line);
  store_->Number(store_->log().AppendOwn(commit, line), commit, NowS());
  ++counters_.commits;
}

void Hub::SayControl(const sync::StreamId& stream, sync::Control::Type type,
                     const std::vector<sync::Dot>& targets, std::string_view text) {
  sync::CommitBuilder builder(sync::RandomUuid(environment_), store_->Setting("district"), "");
  builder.commit().stream = builder.commit().owner = stream;
  builder.commit().controls.push_back({type, builder.AddDots(targets), text});
  Say(builder);
}

model::Uuid Hub::AddOrganisation(std::string_view name, std::string_view kind,
                                 const std::optional<model::Uuid>& id) {
  const std::lock_guard lock(mutex_);
  const model::Uuid organisation = id ? *id : sync::NewUuid(environment_);
  if (store_->HasOrganisation(organisation)) return organisation;
  HubStore::Change change(*store_);
  sync::CommitBuilder builder(sync::RandomUuid(environment_), store_->Setting("district"), "");
  builder.commit().stream = sync::kDistrict;
  builder.commit().owner = organisation;
  builder.AddRow({"organisation", organisation}).creates = true;
  sync::HeldValue value;
  value.type = sync::WireValue::Type::kText;
  value.text = name;
  builder.AddCell("name", value, {});
  if (!kind.empty()) {
    value.text = kind;
    builder.AddCell("kind", value, {});
  }
  Say(builder);
  store_->PutOrganisation({organisation, std::string(name), std::string(kind)});
  change.Commit();
  return organisation;
}

std::vector<Organisation> Hub::Organisations() {
  const std::lock_guard lock(mutex_);
  return store_->Organisations();
}

model::Result<std::string> Hub::NewCode(sync::Role role, const model::Uuid& organisation,
                                        int days) {
  const std::lock_guard lock(mutex_);
  if ((role == sync::Role::kSchool || !organisation.is_nil()) &&
      !store_->HasOrganisation(organisation))
    return model::Error{"not_found", organisation.Text(), ""};
  const sync::JoinCode code = sync::NewJoinCode(environment_, key_.public_key);
  HubStore::Change change(*store_);
  store_->PutCode(
      Hashed(code.secret),
      {role, organisation, environment_.NowMs() + int64_t{86'400'000} * days, "", false});
  change.Commit();
  return sync::FormatJoinCode(code);
}

model::Result<std::string> Hub::Join(std::string_view body) {
  const std::lock_guard lock(mutex_);
  const auto request = sync::DecodeJoinRequest(body);
  if (!request) return request.error();
  const auto answer = JoinLocked(*request);
  if (!answer) return answer.error();
  return sync::EncodeJoinAnswer(*answer);
}

model::Result<sync::JoinAnswer> Hub::JoinLocked(const sync::JoinRequest& request) {
  if (!sync::VerifySignature(request.device_public_key, sync::JoinStatement(request),
                             request.signature))
    return model::Error{"bad_request", "signature", ""};
  // Some keys can sign, and nothing can be sealed to them: no bundle could ever be answered.
  if (!sync::SealTo(request.device_public_key, "")) return model::Error{"bad_request", "key", ""};
  const std::string secret = Hashed(request.secret);
  auto code = store_->FindCode(secret);
  const bool usable = code && !code->spent && environment_.NowMs() < code->expires_ms &&
                      (code->device_key.empty() || code->device_key == request.device_public_key);
  if (!usable) return model::Error{"bad_code", "", ""};
  HubStore::Change change(*store_);
  code->device_key = request.device_public_key;
  store_->PutCode(secret, *code);
  auto device = store_->DeviceByKey(request.device_public_key);
  const bool another = device && device->organisation != code->organisation;
  // What a device is stays: its replica has read the streams of that, and no others.
  if (device && (device->role != code->role || (another && device->revoked)))
    return model::Error{"bad_code", "", ""};
  if (!device) {
    device.emplace();
    device->id = sync::RandomUuid(environment_);
    device->public_key = request.device_public_key;
    device->organisation = code->organisation;
    device->role = code->role;
  }
  if (another) {
    // A code of another organisation adds it to those that the device keeps.
    std::erase(device->taken, code->organisation);
    std::erase(device->others, code->organisation);
    device->others.push_back(code->organisation);
  }
  device->name = request.device;
  // A copy of the device may have joined as well, and goes on. Whoever held a token of one that was
  // revoked does not.
  if (device->revoked) store_->DropTokens(device->id);
  device->revoked = false;
  std::string token(32, '\0');
  environment_.Random(token.data(), token.size());
  const std::string text = Text64(token);
  device->token_hash = Hashed(text);
  store_->PutDevice(*device);
  store_->PutToken(device->id, device->token_hash);
  if (store_->DeviceOfSite(request.site) || IsOwnSite(request.site)) {
    SayDevice(*device, std::nullopt);
  } else {
    store_->PutSite(request.site, device->id);
    SayDevice(*device, request.site);
  }
  change.Commit();
  sync::JoinAnswer answer{
      store_->Setting("district"), key_.public_key, device->organisation, device->role, text, {}};
  answer.signature = sync::Sign(key_, sync::JoinedStatement(request, answer));
  return answer;
}

bool Hub::IsOwnSite(const sync::Site& site) {
  const sync::Lineage& lineage = store_->lineage();
  return std::any_of(lineage.begin(), lineage.end(),
                     [&](const sync::Epoch& epoch) { return SiteOf(epoch) == site; });
}

void Hub::RegisterSite(const sync::Site& site, const Device& device) {
  if (store_->DeviceOfSite(site) || IsOwnSite(site)) return;
  store_->PutSite(site, device.id);
  SaySomethingOf(device, {{"site", site.Base64()}});
}

// All that another life of this hub needs to know of the device stands in the control, so that a
// restored hub gets it back from those who read it. The token's hash opens nothing.
void Hub::SayDevice(const Device& device, const std::optional<sync::Site>& site) {
  json control{{"token", Text64(device.token_hash)},
               {"revoked", device.revoked},
               {"organisation", device.organisation.Base64()},
               {"organisations", json::array()}};
  if (site) control["site"] = site->Base64();
  for (const model::Uuid& other : device.others) control["organisations"].push_back(other.Base64());
  for (const model::Uuid& taken : device.taken) control["taken"].push_back(taken.Base64());
  SaySomethingOf(device, std::move(control));
  Device said = device;
  said.said = store_->last_number();
  store_->PutDevice(said);
}

void Hub::SaySomethingOf(const Device& device, json control) {
  control["type"] = "device";
  control["device"] = device.id.Base64();
  control["name"] = device.name;
  control["role"] = RoleName(device.role);
  control["key"] = Text64(device.public_key);
  const bool coordinator = device.role == sync::Role::kCoordinator;
  SayControl(coordinator ? sync::kDistrict : device.organisation, sync::Control::Type::kDevice, {},
             control.dump());
}

std::vector<Device> Hub::Devices() {
  const std::lock_guard lock(mutex_);
  return store_->Devices();
}

model::Result<void> Hub::RevokeDevice(const model::Uuid& id) {
  const std::lock_guard lock(mutex_);
  auto device = store_->FindDevice(id);
  if (!device) return model::Error{"not_found", id.Text(), ""};
  HubStore::Change change(*store_);
  device->revoked = true;
  store_->PutDevice(*device);
  device->said = store_->last_number() + 1;
  store_->PutDevice(*device);
  const json control{{"type", "revoke"}, {"device", id.Base64()}};
  const bool coordinator = device->role == sync::Role::kCoordinator;
  SayControl(coordinator ? sync::kDistrict : device->organisation, sync::Control::Type::kRevoke, {},
             control.dump());
  change.Commit();
  return {};
}

model::Result<void> Hub::GiveOrganisation(const model::Uuid& device,
                                          const model::Uuid& organisation) {
  const std::lock_guard lock(mutex_);
  auto found = store_->FindDevice(device);
  if (!found) return model::Error{"not_found", device.Text(), ""};
  if (!store_->HasOrganisation(organisation))
    return model::Error{"not_found", organisation.Text(), ""};
  if (organisation == found->organisation || found->role == sync::Role::kCoordinator) return {};
  HubStore::Change change(*store_);
  std::erase(found->taken, organisation);
  std::erase(found->others, organisation);
  found->others.push_back(organisation);
  store_->PutDevice(*found);
  SayDevice(*found, std::nullopt);
  change.Commit();
  return {};
}

model::Result<void> Hub::TakeOrganisation(const model::Uuid& device,
                                          const model::Uuid& organisation) {
  const std::lock_guard lock(mutex_);
  auto found = store_->FindDevice(device);
  if (!found) return model::Error{"not_found", device.Text(), ""};
  if (std::erase(found->others, organisation) == 0)
    return model::Error{"not_found", organisation.Text(), ""};
  HubStore::Change change(*store_);
  found->taken.push_back(organisation);
  store_->PutDevice(*found);
  SayDevice(*found, std::nullopt);
  change.Commit();
  return {};
}

std::vector<RefusedEntry> Hub::Refused() {
  const std::lock_guard lock(mutex_);
  std::vector<RefusedEntry> entries;
  for (OutsideEntry& outside : store_->Outside()) {
    const sync::LogEntry entry = store_->log().Get(outside.log);
    const auto device = store_->DeviceOfSite(entry.dot.site);
    RefusedEntry refused{std::move(outside), std::string(entry.author), "", entry.at_ms};
    if (device) refused.organisation = sync::StreamName(device->organisation);
    entries.push_back(std::move(refused));
  }
  return entries;
}

sync::StreamId Hub::DecisionStream(const sync::LogEntry& entry, const sync::Verdict& verdict) {
  // Where the author can read it: the commit's stream, or its organisation's when that was the
  // fault. Of an organisation that it keeps no more the author is to read nothing.
  const auto author = store_->DeviceOfSite(entry.dot.site);
  if (!author) return entry.stream;
  if (verdict.code == "revoked") {
    const auto& taken = author->taken;
    if (entry.stream == author->organisation ||
        std::find(taken.begin(), taken.end(), entry.stream) != taken.end())
      return entry.stream;
  }
  if (verdict.code != "wrong_stream" && verdict.code != "revoked") return entry.stream;
  return author->organisation;
}

void Hub::AnnounceRefusal(const sync::Commit& commit, const sync::Verdict& verdict,
                          const std::optional<Device>& author, const sync::StreamId& otherwise) {
  sync::LogEntry entry;
  entry.dot = commit.dot();
  entry.stream = commit.stream;
  json control{{"type", "refuse"},
               {"targets", {sync::FormatDot(entry.dot)}},
               {"code", verdict.code},
               {"author", std::string(commit.author)},
               {"at", commit.at_ms}};
  if (!verdict.entity.empty()) control["entity"] = verdict.entity;
  if (!verdict.row.empty()) control["id"] = verdict.row;
  if (!verdict.field.empty()) control["field"] = verdict.field;
  const bool erased = std::any_of(
      commit.rows.begin(), commit.rows.end(),
      [this](const sync::RowChange& row) { return store_->IsErased(row.entity, row.id); });
  if (!verdict.detail.empty() && !erased) control["detail"] = verdict.detail;
  if (author) control["device"] = author->name;
  // What it wanted to write, for the coordinator who decides; not of streams that others read.
  std::string line;
  sync::Commit shown = commit;
  sync::AppendLine(shown, line);
  if (const auto at = line.find("\"rows\":");
      at != std::string::npos && line.size() - at <= kShownRows && !erased)
    control["rows"] = line.substr(at + 7, line.rfind(']') - at - 6);
  SayControl(author ? DecisionStream(entry, verdict) : otherwise, sync::Control::Type::kRefuse,
             {entry.dot}, control.dump());
}

model::Result<void> Hub::Decide(const sync::Dot& dot, sync::Ask::Type decision,
                                std::string_view reason) {
  const std::lock_guard lock(mutex_);
  HubStore::Change change(*store_);
  if (const auto decided = DecideLocked(dot, decision, reason); !decided) return decided.error();
  change.Commit();
  return {};
}

model::Result<void> Hub::DecideLocked(const sync::Dot& dot, sync::Ask::Type decision,
                                      std::string_view reason) {
  const auto entry = store_->log().Find(dot);
  const auto outside = entry ? store_->FindOutside(entry->id) : std::nullopt;
  if (!outside) return model::Error{"not_outside", sync::FormatDot(dot), ""};
  std::vector<sync::Dot> targets{dot};
  if (decision == sync::Ask::Type::kAccept) {
    // Accepting takes the outside commits that it names with it.
    for (size_t i = 0; i < targets.size(); ++i) {
      const auto target = store_->log().Find(targets[i]);
      const auto held = target ? store_->FindOutside(target->id) : std::nullopt;
      if (!held || !CanBeAccepted(held->verdict))
        return model::Error{"cannot_accept", sync::FormatDot(targets[i]), ""};
      const auto commit = reader_.Read(store_->log().Line(target->id));
      if (!commit) return model::Error{"cannot_accept", sync::FormatDot(targets[i]), ""};
      (*commit)->NamesOnly([&](const sync::Dot& named) {
        if (!store_->log().NumberOf(named) &&
            std::find(targets.begin(), targets.end(), named) == targets.end())
          targets.push_back(named);
        return true;
      });
    }
  }
  json control{{"type", decision == sync::Ask::Type::kAccept ? "accept" : "discard"},
               {"targets", json::array()}};
  for (const sync::Dot& target : targets) control["targets"].push_back(sync::FormatDot(target));
  if (!reason.empty()) control["reason"] = reason;
  const sync::StreamId stream = DecisionStream(*entry, outside->verdict);
  if (decision == sync::Ask::Type::kAccept) {
    for (const sync::Dot& target : targets) {
      store_->PutDecision(target, true);
      store_->SetAccepted(store_->log().Find(target)->id);
    }
    SayControl(stream, sync::Control::Type::kAccept, targets, control.dump());
    Settle();
    return {};
  }
  if (outside->accepted || outside->verdict.state == sync::Verdict::State::kDiscarded) return {};
  store_->PutDecision(dot, false);
  sync::Verdict discarded = outside->verdict;
  discarded.state = sync::Verdict::State::kDiscarded;
  store_->PutOutside(entry->id, discarded);
  SayControl(stream, sync::Control::Type::kDiscard, targets, control.dump());
  return {};
}

std::vector<std::string> Hub::Verify() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> problems = store_->database().IntegrityCheck();
  std::map<int64_t, std::pair<sync::StreamId, sync::Hash>> numbered;
  sync::CommitReader reader;
  store_->log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view line) {
    const auto commit = reader.Read(line);
    if (!commit || (*commit)->dot() != entry.dot)
      problems.push_back("log: the line of " + sync::FormatDot(entry.dot) + " is damaged");
    else if (entry.number > 0)
      numbered.emplace(entry.number, std::pair(entry.stream, (*commit)->hash));
  });
  std::map<sync::StreamId, sync::Hash> rolling;
  int64_t expected = 0;
  for (const auto& [number, commit] : numbered) {
    if (number != ++expected) {
      problems.push_back("numbers: " + std::to_string(expected) + " is missing");
      expected = number;
    }
    sync::Hash& hash = rolling[commit.first];
    hash = sync::RollOn(hash, number, commit.second);
    if (hash != store_->RollingAt(number))
      problems.push_back("numbers: the rolling hash at " + std::to_string(number));
  }
  return problems;
}

}  // namespace kruzhok::server
