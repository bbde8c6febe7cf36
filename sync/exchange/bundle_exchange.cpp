// SPDX-License-Identifier: MIT
// An installation's side of bundles.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/exchange/bundle.h"
#include "sync/exchange/join.h"

namespace kruzhok::sync {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kSetting = "carried";
constexpr size_t kMostWritten = 20, kMostRead = 64;

struct Memory {
  CarriedNotes notes;
  std::vector<std::string> read;  // Ids of answers, the newest last.
};

Memory Load(Replica& replica) {
  Memory memory;
  const auto json = ordered_json::parse(replica.Setting(kSetting), nullptr, false);
  if (!json.is_object()) return memory;
  try {
    for (const auto& one : json.at("written"))
      memory.notes.written.push_back(
          {one.at("id"), one.at("at"), one.at("commits"), one.at("answered")});
    memory.notes.last_read_ms = json.at("last_read");
    memory.read = json.at("read").get<std::vector<std::string>>();
  } catch (const ordered_json::exception&) {
    return {};
  }
  return memory;
}

void Keep(Replica& replica, Memory memory) {
  auto& written = memory.notes.written;
  if (written.size() > kMostWritten) written.resize(kMostWritten);
  if (memory.read.size() > kMostRead) memory.read.erase(memory.read.begin());
  ordered_json json{{"written", ordered_json::array()},
                    {"last_read", memory.notes.last_read_ms},
                    {"read", memory.read}};
  for (const CarriedRequestNote& one : written)
    json["written"].push_back({{"id", one.id},
                               {"at", one.at_ms},
                               {"commits", one.commits},
                               {"answered", one.answered_ms}});
  Replica::Change change(replica);
  replica.SetSetting(kSetting, json.dump());
  change.Commit();
}

// True: it was read before.
bool NoteRead(Replica& replica, const BundleHeader& header) {
  Memory memory = Load(replica);
  if (std::find(memory.read.begin(), memory.read.end(), header.id) != memory.read.end())
    return true;
  const int64_t now = replica.environment().NowMs();
  memory.read.push_back(header.id);
  memory.notes.last_read_ms = now;
  for (CarriedRequestNote& one : memory.notes.written)
    if (one.id == header.answers && one.answered_ms == 0) one.answered_ms = now;
  Keep(replica, std::move(memory));
  return false;
}

// What the hub said to a passport, where it is the one that is waited for.
void TakeJoinAnswer(Replica& replica, std::string_view json) {
  if (json.empty() || replica.membership().passport_secret.empty()) return;
  const auto answer = DecodeJoinAnswer(json);
  if (!answer) return;
  const JoinRequest request = PendingJoin(replica);
  Replica::Change change(replica);
  if (TakeJoined(replica, request, *answer)) change.Commit();
}

model::Result<void> CheckReceiver(const Membership& membership, const BundleHeader& header,
                                  std::string_view device_key) {
  if (!membership.joined) return model::Error{"not_joined"};
  if (header.hub != ShortName(membership.hub_key))
    return model::Error{"wrong_hub", header.district};
  if (header.kind == BundleHeader::Kind::kRequest)
    return model::Error{"wrong_receiver", header.district, {}, "bundle_for_hub"};
  if (header.device_key != device_key)
    return model::Error{"wrong_receiver", header.to, {}, "bundle_for_other"};
  return {};
}

}  // namespace

model::Result<WrittenBundle> WriteRequest(Replica& replica, std::string_view from,
                                          size_t most_bytes) {
  const Membership membership = replica.membership();
  if (!membership.joined) return model::Error{"not_joined"};
  const SigningKey key = NewSigningKey(membership.device_key);
  BundleHeader header;
  header.hub = ShortName(membership.hub_key);
  header.district = header.to = membership.district;
  header.from = from;
  header.device_key = key.public_key;
  header.written_ms = replica.environment().NowMs();
  header.commits = static_cast<int64_t>(replica.Offers().size());
  std::string join;
  if (!membership.passport_secret.empty()) join = EncodeJoinRequest(PendingJoin(replica));
  auto bytes =
      EncodeBundle(header, {join, CarriedRequest(replica, most_bytes)}, key, membership.hub_key);
  if (!bytes) return bytes.error();
  header.id = DecodeBundle(*bytes)->header.id;
  return WrittenBundle{std::move(header), std::move(*bytes)};
}

model::Result<ReadBundle> ReadAnswer(Replica& replica, std::string_view bytes) {
  const auto bundle = DecodeBundle(bytes);
  if (!bundle) return bundle.error();
  const Membership membership = replica.membership();
  const SigningKey key = NewSigningKey(membership.device_key);
  if (const auto mine = CheckReceiver(membership, bundle->header, key.public_key); !mine)
    return mine.error();
  const auto body = OpenBundle(*bundle, membership.hub_key, key);
  if (!body) return body.error();
  const auto parts = SplitBody(*body);
  if (!parts) return parts.error();
  TakeJoinAnswer(replica, parts->join);
  const auto outcome = TakeCarriedAnswer(replica, parts->message);
  if (!outcome) return outcome.error();
  ReadBundle read{bundle->header, *outcome, false};
  // What could not be taken yet may be read again.
  if (!outcome->ahead && !outcome->stale) read.again = NoteRead(replica, bundle->header);
  return read;
}

CarriedNotes NotesOfCarried(Replica& replica) {
  return Load(replica).notes;
}

void NoteWritten(Replica& replica, const BundleHeader& header) {
  Memory memory = Load(replica);
  memory.notes.written.insert(memory.notes.written.begin(),
                              {header.id, header.written_ms, header.commits, 0});
  Keep(replica, std::move(memory));
}

}  // namespace kruzhok::sync
