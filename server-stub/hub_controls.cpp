// SPDX-License-Identifier: MIT
// What the hub has said itself: erasing, and what an earlier life of it has said, when a replica
// gives that back.
#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "server-stub/hub_visit.h"

namespace kruzhok::server {
namespace {

using nlohmann::json;

std::string TextOf(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<model::Uuid> IdsOf(const json& object, const char* name) {
  std::vector<model::Uuid> ids;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return ids;
  for (const json& item : *found)
    if (const auto id =
            item.is_string() ? model::Uuid::FromBase64(item.get<std::string>()) : std::nullopt)
      ids.push_back(*id);
  return ids;
}

}  // namespace

// Only what was proven to be the hub's own gets here: nobody else's control gets a number.
void Hub::Obey(const sync::Commit& commit) {
  struct Copy {
    sync::Control::Type type;
    std::vector<sync::Dot> targets;
    std::string text;
  };
  std::vector<Copy> controls;
  for (const sync::Control& control : commit.controls) {
    const auto targets = commit.Dots(control.targets);
    controls.push_back({control.type, {targets.begin(), targets.end()}, std::string(control.json)});
  }
  const sync::Dot said = commit.dot();
  for (const Copy& control : controls) {
    const json object = json::parse(control.text, nullptr, false);
    if (!object.is_object()) continue;
    switch (control.type) {
      case sync::Control::Type::kRefuse:
        break;  // Judged anew when it is offered.
      case sync::Control::Type::kAccept:
      case sync::Control::Type::kDiscard: {
        const bool accept = control.type == sync::Control::Type::kAccept;
        for (const sync::Dot& target : control.targets) {
          store_->PutDecision(target, accept);
          const auto entry = store_->log().Find(target);
          auto outside = entry ? store_->FindOutside(entry->id) : std::nullopt;
          if (!outside || outside->accepted) continue;
          if (accept) {
            store_->SetAccepted(entry->id);
          } else {
            outside->verdict.state = sync::Verdict::State::kDiscarded;
            store_->PutOutside(entry->id, outside->verdict);
          }
        }
        break;
      }
      case sync::Control::Type::kDevice:
        ObeyDevice(said, control.text);
        break;
      case sync::Control::Type::kRevoke:
        ObeyRevoke(said, control.text);
        break;
      case sync::Control::Type::kErase:
        if (const auto id = model::Uuid::FromBase64(TextOf(object, "id")))
          EraseRow(TextOf(object, "entity"), *id);
        break;
    }
  }
}

// Whether a word of an earlier life is younger than what this one knows of the device: what this
// life has said itself since the two parted is younger than all of them.
bool Hub::IsNews(const sync::Dot& said, Device& device) {
  if (!visit_) return false;
  const auto when = visit_->proven.find(said);
  if (when == visit_->proven.end() || device.said > when->second.fork) return false;
  const auto& [epoch, number, fork] = when->second;
  if (std::pair(epoch, number) <= std::pair(device.heard_epoch, device.heard_number)) return false;
  device.heard_epoch = epoch;
  device.heard_number = number;
  return true;
}

void Hub::ObeyDevice(const sync::Dot& said, std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  const auto id = model::Uuid::FromBase64(TextOf(object, "device"));
  const auto key = model::DecodeBase64Url(TextOf(object, "key"));
  if (!id || !key || key->size() != 32) return;
  auto device = store_->FindDevice(*id);
  // It may have joined this life already, as a device of another id.
  if (!device) device = store_->DeviceByKey(*key);
  if (const auto site = model::Uuid::FromBase64(TextOf(object, "site")))
    store_->PutSite(*site, device ? device->id : *id);
  const auto organisation = model::Uuid::FromBase64(TextOf(object, "organisation"));
  const auto token = model::DecodeBase64Url(TextOf(object, "token"));
  if (!organisation || !token) return;
  if (!device) {
    // One that joined after the copy was made which this hub began from.
    device.emplace();
    device->id = *id;
    device->public_key = *key;
    device->organisation = *organisation;
    device->role =
        TextOf(object, "role") == "coordinator" ? sync::Role::kCoordinator : sync::Role::kSchool;
  }
  if (!token->empty()) store_->PutToken(device->id, *token);
  if (IsNews(said, *device)) {
    device->name = TextOf(object, "name");
    device->token_hash = *token;
    device->revoked = object.value("revoked", false);
    device->others = IdsOf(object, "organisations");
    device->taken = IdsOf(object, "taken");
    store_->PutDevice(*device);
    return;
  }
  store_->PutDevice(*device);
  // Replicas read the old word after this life's own, so that is said once more.
  if (device->others != IdsOf(object, "organisations")) SayDevice(*device, std::nullopt);
}

void Hub::ObeyRevoke(const sync::Dot& said, std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  const auto id = model::Uuid::FromBase64(TextOf(object, "device"));
  auto device = id ? store_->FindDevice(*id) : std::nullopt;
  if (!device || !IsNews(said, *device)) return;
  device->revoked = true;
  store_->PutDevice(*device);
}

model::Result<void> Hub::Erase(std::string_view entity, const model::Uuid& id,
                               std::string_view reason) {
  const std::lock_guard lock(mutex_);
  HubStore::Change change(*store_);
  if (const auto erased = EraseLocked(entity, id, reason); !erased) return erased.error();
  RedactErased();
  change.Commit();
  Sweep();
  return {};
}

// Writes the file anew, so that the bytes of what was erased are gone too.
void Hub::Sweep() {
  if (!std::exchange(sweep_, false)) return;
  store_->database().Execute("VACUUM");
  store_->database().Checkpoint();
}

model::Result<void> Hub::EraseLocked(std::string_view entity, const model::Uuid& id,
                                     std::string_view reason) {
  const auto owner = store_->OwnerOf(id);
  if (!owner || owner->entity != entity)
    return model::Error{"not_found", std::string(entity) + ' ' + id.Text(), ""};
  if (store_->IsErased(entity, id)) return {};
  json control{{"type", "erase"}, {"entity", std::string(entity)}, {"id", id.Base64()}};
  if (!reason.empty()) control["reason"] = std::string(reason);
  SayControl(owner->stream, sync::Control::Type::kErase, {}, control.dump());
  EraseRow(entity, id);
  return {};
}

// Its lines are looked for at the end of the change, those of all erased rows at once.
void Hub::EraseRow(std::string_view entity, const model::Uuid& id) {
  if (!store_->IsErased(entity, id)) store_->PutErased(entity, id);
}

void Hub::SeekErased() {
  const sync::ErasedRows rows = store_->TakeUnsought();
  if (rows.empty()) return;
  std::vector<int64_t> found;
  sync::CommitReader reader;
  store_->log().ForEach(
      {.stream = std::nullopt,
       .only_unnumbered = false,
       .containing = rows.size() == 1 ? rows.begin()->first.Base64() : std::string()},
      [&](const sync::LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (commit && TellsOf(**commit, rows)) found.push_back(entry.id);
      });
  for (const int64_t id : found) {
    store_->MarkForRedacting(id);
    auto outside = store_->FindOutside(id);
    if (!outside || outside->verdict.detail.empty()) continue;
    outside->verdict.detail.clear();
    store_->PutOutside(id, outside->verdict);
    sweep_ = true;
  }
}

void Hub::RedactErased() {
  SeekErased();
  std::map<int64_t, std::string> lines;
  for (const int64_t id : store_->TakeForRedacting()) {
    const std::string_view before = store_->log().Line(id);
    const auto commit = reader_.Read(before);
    if (!commit) continue;
    std::string line =
        sync::RedactedLine(**commit, [this](std::string_view entity, const model::Uuid& row) {
          return store_->IsErased(entity, row);
        });
    // It may have come redacted.
    if (line != before) lines.emplace(id, std::move(line));
  }
  if (lines.empty()) return;
  store_->log().ReplaceLines(lines);
  store_->log().DropUnreferenced();
  sweep_ = true;
}

}  // namespace kruzhok::server
