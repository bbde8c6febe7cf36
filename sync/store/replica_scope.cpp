// SPDX-License-Identifier: MIT
// Who this installation is and what it may hold: copies and restores, organisations that come and
// go, what the district has erased.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/store/replica.h"

namespace kruzhok::sync {
bool Membership::Keeps(const model::Uuid& owner) const {
  return owner == organisation || std::find(others.begin(), others.end(), owner) != others.end();
}

void Replica::TakeNewSite(std::string_view reason) {
  Membership membership = this->membership();
  membership.site = RandomUuid(environment_);
  membership.new_site.clear();
  SetMembership(membership);
  if (!reason.empty()) SetSetting("copy_notice", reason);
}

// The hub tells what a device is: which site is whose, and which organisations it keeps.
void Replica::ApplyDevice(const std::map<std::string, HeldValue>& members) {
  const auto text = [&](const char* name) {
    const auto found = members.find(name);
    return found == members.end() ? std::string() : found->second.text;
  };
  if (const auto site = model::Uuid::FromBase64(text("site")))
    database_->Cached("INSERT OR REPLACE INTO device_site(site,role,json) VALUES(?,?,?)")
        .Run(log_.OrdinalOf(*site), text("role"), text("name"));
  Membership membership = this->membership();
  const auto key = model::DecodeBase64Url(text("key"));
  if (!key || *key != NewSigningKey(membership.device_key).public_key) return;
  const auto listed = members.find("organisations");
  if (listed == members.end()) return;
  std::vector<model::Uuid> now;
  const auto list = nlohmann::json::parse(listed->second.Json(), nullptr, false);
  if (list.is_array())
    for (const auto& item : list)
      if (const auto id =
              item.is_string() ? model::Uuid::FromBase64(item.get<std::string>()) : std::nullopt)
        now.push_back(*id);
  for (const model::Uuid& organisation : now) {
    database_->Cached("DELETE FROM leaving WHERE organisation=?").Run(log_.OrdinalOf(organisation));
    if (membership.Keeps(organisation)) continue;
    // Everybody else's streams were read as far as rest() says; this one from its beginning.
    database_
        ->Cached(
            "INSERT INTO stream(stream,cursor,rolling,behind) VALUES(?,0,zeroblob(32),1)"
            " ON CONFLICT(stream) DO UPDATE SET behind=1")
        .Run(log_.OrdinalOf(organisation));
    SetSetting("complete", "");
  }
  for (const model::Uuid& organisation : membership.others)
    if (std::find(now.begin(), now.end(), organisation) == now.end())
      database_->Cached("INSERT OR IGNORE INTO leaving VALUES(?)")
          .Run(log_.OrdinalOf(organisation));
  membership.others = now;
  SetMembership(membership);
}

const std::set<RowKey>& Replica::Erased() {
  if (!erased_) {
    erased_.emplace();
    Statement select = database_->Prepare("SELECT entity,id FROM erased");
    while (select.Step())
      erased_->insert({std::string(select.Text(0)), model::Uuid::FromBytes(select.Blob(1))});
  }
  return *erased_;
}

bool Replica::IsErased(std::string_view entity, const model::Uuid& id) {
  return !Erased().empty() && Erased().contains({std::string(entity), id});
}

void Replica::ApplyErase(const std::map<std::string, HeldValue>& members) {
  const auto entity = members.find("entity");
  const auto row = members.find("id");
  if (entity == members.end() || row == members.end()) return;
  const auto id = model::Uuid::FromBase64(row->second.text);
  if (!id || IsErased(entity->second.text, *id)) return;
  const RowKey key{entity->second.text, *id};
  database_->Cached("INSERT OR IGNORE INTO erased(entity,id) VALUES(?,?)")
      .Run(key.entity, BlobView{id->view()});
  erased_->insert(key);
  rows_.Erase(key);
  database_->Cached("DELETE FROM outside_row WHERE entity=? AND id=?")
      .Run(key.entity, BlobView{id->view()});
  database_->Cached("UPDATE outside SET detail='' WHERE entity=? AND id=?")
      .Run(key.entity, id->Base64());
  database_->Cached("DELETE FROM refusal WHERE instr(json,?)>0").Run(id->Base64());
  DropDrafts({id->Text(), id->Base64()});
  SweepLater();
  SetSetting("erased_at", std::to_string(environment_.NowMs()));
}

// Marks the lines of rows that were erased since the last time.
void Replica::SeekErased() {
  ErasedRows rows;
  Statement select = database_->Prepare("SELECT id,entity FROM erased WHERE sought=0");
  while (select.Step()) rows.emplace(model::Uuid::FromBytes(select.Blob(0)), select.Text(1));
  if (rows.empty()) return;
  database_->Cached("UPDATE erased SET sought=1 WHERE sought=0").Run();
  const std::string only = rows.size() == 1 ? rows.begin()->first.Base64() : std::string();
  CommitReader reader;
  log_.ForEach({.stream = std::nullopt, .only_unnumbered = false, .containing = only},
               [&](const LogEntry& entry, std::string_view line) {
                 const auto commit = reader.Read(line);
                 if (commit && TellsOf(**commit, rows))
                   database_->Cached("INSERT OR IGNORE INTO erasing VALUES(?)").Run(entry.id);
               });
}

void Replica::RedactErased() {
  std::vector<int64_t> erasing;
  Statement select = database_->Prepare(
      "SELECT log FROM erasing JOIN log ON log.id=erasing.log WHERE acked=1 OR own=0");
  while (select.Step()) erasing.push_back(select.Int(0));
  std::map<int64_t, std::string> lines;
  for (const int64_t id : erasing) {
    database_->Cached("DELETE FROM erasing WHERE log=?").Run(id);
    const std::string_view before = log_.Line(id);
    const auto commit = reader_.Read(before);
    if (!commit) continue;
    std::string line = RedactedLine(
        **commit,
        [this](std::string_view entity, const model::Uuid& row) { return IsErased(entity, row); });
    // It may have come redacted.
    if (line != before) lines.emplace(id, std::move(line));
  }
  if (lines.empty()) return;
  log_.ReplaceLines(lines);
  log_.DropUnreferenced();
  SweepLater();
}

void Replica::DropDrafts(const std::set<std::string>& ids) {
  for (const auto& [key, value] : Settings("draft/"))
    for (const std::string& id : ids)
      if (key.find(id) != std::string::npos || value.find(id) != std::string::npos) {
        SetSetting(key, "");
        break;
      }
}

void Replica::Settle() {
  DropDoneProofs();
  SeekErased();
  RedactErased();
  std::vector<model::Uuid> leaving;
  Statement streams = database_->Prepare("SELECT organisation FROM leaving");
  while (streams.Step()) leaving.push_back(log_.IdOf(streams.Int(0)));
  if (leaving.empty()) return;
  std::set<StreamId> offered;
  for (const Offer& offer : Offers()) offered.insert(log_.Get(offer.id).stream);
  for (const model::Uuid& organisation : leaving)
    if (!offered.contains(organisation)) Purge(organisation);
}

void Replica::SweepLater() {
  SetSetting("sweep", "1");
}

void Replica::Sweep() {
  if (Setting("sweep").empty()) return;
  try {
    database_->Execute("VACUUM");
  } catch (const model::StorageError&) {
    return;  // No room for a second file, or somebody is writing: next time.
  }
  if (!database_->Checkpoint()) return;  // Somebody is reading; next time.
  Change change(*this);
  SetSetting("sweep", "");
  change.Commit();
}

void Replica::Purge(const model::Uuid& organisation) {
  const int64_t stream = log_.OrdinalOf(organisation);
  std::vector<RowKey> keys;
  std::set<std::string> texts;
  rows_.ForEach(organisation, [&](const RowKey& key, const RowState&) { keys.push_back(key); });
  for (const RowKey& key : keys) {
    rows_.Erase(key);
    texts.insert({key.id.Text(), key.id.Base64()});
  }
  DropDrafts(texts);
  std::vector<int64_t> ids;
  Statement select = database_->Prepare("SELECT id FROM log WHERE stream=?");
  select.Bind(1, stream);
  while (select.Step()) ids.push_back(select.Int(0));
  Statement authors = database_->Prepare("SELECT DISTINCT author FROM log WHERE stream=?");
  authors.Bind(1, stream);
  std::vector<int64_t> names;
  while (authors.Step()) names.push_back(authors.Int(0));
  authors.Reset();
  RemoveFromLog(ids);
  for (const int64_t name : names) log_.ForgetAuthor(name);
  for (const char* table : {"stream", "signature", "refusal"})
    database_->Cached("DELETE FROM " + std::string(table) + " WHERE stream=?").Run(stream);
  database_->Cached("DELETE FROM leaving WHERE organisation=?").Run(stream);
  SweepLater();
  // Its last seqs may have been in what is gone, and must not be given again.
  TakeNewSite("");
}

}  // namespace kruzhok::sync
