// SPDX-License-Identifier: MIT
#include "server-stub/hub_store.h"

#include <algorithm>
#include <charconv>

namespace kruzhok::server {
namespace {

using sync::BlobView;
using sync::ResetAtEnd;
using sync::Statement;

// By the format that each raises.
constexpr std::string_view kFormats[] = {R"(
CREATE TABLE IF NOT EXISTS setting(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS epoch(position INTEGER PRIMARY KEY, counter INTEGER NOT NULL,
  random INTEGER NOT NULL, after INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rolling(number INTEGER PRIMARY KEY, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS stream(stream INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS row_owner(id BLOB PRIMARY KEY, entity INTEGER NOT NULL,
  owner INTEGER NOT NULL, stream INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS taken(hash BLOB PRIMARY KEY, commits TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outside(log INTEGER PRIMARY KEY, state INTEGER NOT NULL, code TEXT NOT NULL,
  entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, detail TEXT NOT NULL,
  accepted INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS organisation(id BLOB PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS device(id BLOB PRIMARY KEY, organisation BLOB NOT NULL, role INTEGER NOT NULL,
  name TEXT NOT NULL, key BLOB NOT NULL, token BLOB, revoked INTEGER NOT NULL, contact INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL, pending INTEGER NOT NULL, version TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS device_token ON device(token);
CREATE TABLE IF NOT EXISTS device_site(site INTEGER PRIMARY KEY, device BLOB NOT NULL,
  issued TEXT NOT NULL DEFAULT '', shown TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS code(secret BLOB PRIMARY KEY, role INTEGER NOT NULL, organisation BLOB NOT NULL,
  expires INTEGER NOT NULL, device_key BLOB NOT NULL, spent INTEGER NOT NULL) WITHOUT ROWID;
)",
                                         R"(
CREATE TABLE device_organisation(device BLOB NOT NULL, organisation BLOB NOT NULL,
  taken INTEGER NOT NULL, PRIMARY KEY(device, organisation)) WITHOUT ROWID;
CREATE TABLE decision(dot TEXT PRIMARY KEY, accepted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE erased(entity TEXT NOT NULL, id BLOB NOT NULL, sought INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(entity, id)) WITHOUT ROWID;
CREATE TABLE redacting(log INTEGER PRIMARY KEY);
CREATE TABLE token(hash BLOB PRIMARY KEY, device BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO token SELECT token,id FROM device WHERE token IS NOT NULL;
ALTER TABLE device ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN heard_epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN heard_number INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX epoch_identity ON epoch(counter, random);
ALTER TABLE device_site ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_site ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
)"};
constexpr int kFormat = std::size(kFormats);
static_assert(kFormat == sync::ChangeLog::kFormat);

Device DeviceOf(const Statement& row) {
  Device device;
  device.id = model::Uuid::FromBytes(row.Blob(0));
  device.organisation = model::Uuid::FromBytes(row.Blob(1));
  device.role = static_cast<sync::Role>(row.Int(2));
  device.name = row.Text(3);
  device.public_key = row.Blob(4);
  device.revoked = row.Int(5) != 0;
  device.last_contact_ms = row.Int(6);
  device.acknowledged = row.Int(7);
  device.pending = row.Int(8);
  device.version = row.Text(9);
  device.token_hash = row.Blob(10);
  device.said = row.Int(11);
  device.heard_epoch = row.Int(12);
  device.heard_number = row.Int(13);
  return device;
}

constexpr std::string_view kDeviceColumns =
    "id,organisation,role,name,key,revoked,contact,acknowledged,pending,version,token,said,"
    "heard_epoch,heard_number";

OutsideEntry OutsideOf(const Statement& row, sync::ChangeLog& log) {
  OutsideEntry entry;
  entry.log = row.Int(0);
  entry.verdict = {log.Get(entry.log).dot,   static_cast<sync::Verdict::State>(row.Int(1)),
                   std::string(row.Text(2)), std::string(row.Text(3)),
                   std::string(row.Text(4)), std::string(row.Text(5)),
                   std::string(row.Text(6))};
  entry.accepted = row.Int(7) != 0;
  return entry;
}

constexpr std::string_view kOutsideColumns = "log,state,code,entity,id,field,detail,accepted";

}  // namespace

HubStore::HubStore(std::unique_ptr<sync::Database> database)
    : database_(std::move(database)), log_(*database_) {}

std::optional<int> HubStore::FormatToMigrate(const sync::OpenOptions& options) {
  const int format = sync::Database::Open(options)->user_version();
  return format > 0 && format < kFormat ? std::optional(format) : std::nullopt;
}

model::Result<std::unique_ptr<HubStore>> HubStore::Open(const sync::OpenOptions& options) {
  auto database = sync::Database::Open(options);
  if (database->user_version() > kFormat) return model::Error{"storage_newer", options.path, ""};
  std::unique_ptr<HubStore> store(new HubStore(std::move(database)));
  if (store->database_->user_version() < kFormat) {
    sync::Transaction transaction(*store->database_);
    for (int format = store->database_->user_version(); format < kFormat; ++format) {
      store->log_.Upgrade(format);
      store->database_->Execute(kFormats[format]);
    }
    store->database_->set_user_version(kFormat);
    transaction.Commit();
  }
  return store;
}

std::string HubStore::Setting(std::string_view key) {
  Statement& select = database_->Cached("SELECT value FROM setting WHERE key=?");
  select.Bind(1, key);
  const ResetAtEnd reset(select);
  return select.Step() ? std::string(select.Blob(0)) : std::string();
}

void HubStore::SetSetting(std::string_view key, std::string_view value) {
  database_->Cached("INSERT OR REPLACE INTO setting VALUES(?,?)").Run(key, BlobView{value});
}

void HubStore::Refresh() {
  const int64_t version = database_->data_version();
  if (version == seen_version_) return;
  seen_version_ = version;
  Forget();
}

void HubStore::Forget() {
  log_.Forget();
  lineage_.reset();
  has_erased_.reset();
}

const sync::Lineage& HubStore::lineage() {
  if (!database_->in_transaction()) Refresh();
  if (lineage_) return *lineage_;
  sync::Lineage lineage;
  Statement select =
      database_->Prepare("SELECT counter,random,after FROM epoch ORDER BY position DESC LIMIT " +
                         std::to_string(sync::kMaxLineage));
  while (select.Step())
    lineage.insert(lineage.begin(),
                   {select.Int(0), static_cast<uint64_t>(select.Int(1)), select.Int(2)});
  return lineage_.emplace(std::move(lineage));
}

sync::Lineage HubStore::LineageFor(const sync::Lineage& theirs) {
  sync::Lineage mine = lineage();
  for (const sync::Epoch& epoch : theirs)
    if (std::find(mine.begin(), mine.end(), epoch) != mine.end()) return mine;
  for (auto known = theirs.rbegin(); known != theirs.rend(); ++known) {
    Statement& select = database_->Cached(
        "SELECT counter,random,after FROM epoch WHERE position>=(SELECT position FROM epoch WHERE"
        " counter=? AND random=?) ORDER BY position LIMIT 2");
    select.BindAll(known->counter, static_cast<int64_t>(known->random));
    const ResetAtEnd reset(select);
    sync::Lineage older;
    while (select.Step())
      older.push_back({select.Int(0), static_cast<uint64_t>(select.Int(1)), select.Int(2)});
    if (older.empty()) continue;
    mine.erase(mine.begin(), mine.begin() + static_cast<std::ptrdiff_t>(older.size()));
    mine.insert(mine.begin(), older.begin(), older.end());
    return mine;
  }
  return mine;
}

void HubStore::AppendEpoch(const sync::Epoch& epoch) {
  database_->Cached("INSERT INTO epoch(counter,random,after) VALUES(?,?,?)")
      .Run(epoch.counter, static_cast<int64_t>(epoch.random), epoch.after);
  lineage_.reset();
}

int64_t HubStore::last_number() {
  Statement& select = database_->Cached("SELECT max(number) FROM rolling");
  const ResetAtEnd reset(select);
  return select.Step() ? select.Int(0) : 0;
}

int64_t HubStore::Number(int64_t id, const sync::Commit& commit, int64_t received_s) {
  const int64_t number = last_number() + 1;
  const int64_t stream = log_.OrdinalOf(commit.stream);
  Statement& select = database_->Cached("SELECT last FROM stream WHERE stream=?");
  select.Bind(1, stream);
  const int64_t last = select.Step() ? select.Int(0) : 0;
  select.Reset();
  const sync::Hash rolled = sync::RollOn(RollingAt(last), number, commit.hash);
  database_->Cached("INSERT INTO rolling VALUES(?,?)").Run(number, BlobView{sync::View(rolled)});
  database_->Cached("INSERT OR REPLACE INTO stream VALUES(?,?)").Run(stream, number);
  log_.SetNumber(id, number, received_s);
  for (const sync::RowChange& row : commit.rows) {
    if (!row.creates) continue;
    database_->Cached("INSERT OR IGNORE INTO row_owner VALUES(?,?,?,?)")
        .Run(BlobView{row.id.view()}, log_.TextOrdinalOf(row.entity), log_.OrdinalOf(commit.owner),
             stream);
  }
  return number;
}

sync::Hash HubStore::RollingAt(int64_t number) {
  sync::Hash hash{};
  Statement& select = database_->Cached("SELECT hash FROM rolling WHERE number=?");
  select.Bind(1, number);
  const ResetAtEnd reset(select);
  if (select.Step()) {
    const auto bytes = select.Blob(0);
    std::copy(bytes.begin(), bytes.end(), hash.begin());
  }
  return hash;
}

sync::Hash HubStore::RollingOf(const sync::StreamId& stream) {
  Statement& select = database_->Cached("SELECT last FROM stream WHERE stream=?");
  select.Bind(1, log_.OrdinalOf(stream));
  const int64_t last = select.Step() ? select.Int(0) : 0;
  select.Reset();
  return RollingAt(last);
}

std::vector<sync::StreamId> HubStore::Streams() {
  std::vector<sync::StreamId> streams;
  Statement select = database_->Prepare("SELECT stream FROM stream ORDER BY stream");
  while (select.Step()) streams.push_back(log_.IdOf(select.Int(0)));
  return streams;
}

std::optional<RowOwner> HubStore::OwnerOf(const model::Uuid& row) {
  Statement& select = database_->Cached("SELECT entity,owner,stream FROM row_owner WHERE id=?");
  select.Bind(1, BlobView{row.view()});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return RowOwner{std::string(log_.TextOf(select.Int(0))), log_.IdOf(select.Int(1)),
                  log_.IdOf(select.Int(2))};
}

std::optional<std::vector<int64_t>> HubStore::CommitsOfFrame(const sync::FrameHash& hash) {
  Statement& select = database_->Cached("SELECT commits FROM taken WHERE hash=?");
  select.Bind(1, BlobView{{reinterpret_cast<const char*>(hash.data()), hash.size()}});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  // "first-last first-last …"
  std::vector<int64_t> ids;
  std::string_view text = select.Text(0);
  while (!text.empty()) {
    int64_t first = 0;
    int64_t last = 0;
    auto at = std::from_chars(text.data(), text.data() + text.size(), first).ptr;
    at = std::from_chars(at + 1, text.data() + text.size(), last).ptr;
    for (int64_t id = first; id <= last; ++id) ids.push_back(id);
    text.remove_prefix(std::min(text.size(), static_cast<size_t>(at - text.data()) + 1));
  }
  return ids;
}

void HubStore::RememberFrame(const sync::FrameHash& hash, const std::vector<int64_t>& ids) {
  std::string text;
  for (size_t i = 0; i < ids.size();) {
    size_t end = i + 1;
    while (end < ids.size() && ids[end] == ids[end - 1] + 1) ++end;
    if (!text.empty()) text += ' ';
    text += std::to_string(ids[i]) + '-' + std::to_string(ids[end - 1]);
    i = end;
  }
  database_->Cached("INSERT OR REPLACE INTO taken VALUES(?,?)")
      .Run(BlobView{{reinterpret_cast<const char*>(hash.data()), hash.size()}}, text);
}

void HubStore::PutOutside(int64_t log, const sync::Verdict& verdict) {
  log_.SetState(log, verdict.state == sync::Verdict::State::kRefused ? sync::CommitState::kRefused
                     : verdict.state == sync::Verdict::State::kWaiting
                         ? sync::CommitState::kWaiting
                         : sync::CommitState::kDiscarded);
  database_
      ->Cached(
          "INSERT INTO outside(log,state,code,entity,id,field,detail) VALUES(?,?,?,?,?,?,?)"
          " ON CONFLICT(log) DO UPDATE SET state=excluded.state,code=excluded.code,"
          "entity=excluded.entity,id=excluded.id,field=excluded.field,detail=excluded.detail")
      .Run(log, static_cast<int>(verdict.state), verdict.code, verdict.entity, verdict.row,
           verdict.field, verdict.detail);
}

void HubStore::SetAccepted(int64_t log) {
  database_->Cached("UPDATE outside SET accepted=1 WHERE log=?").Run(log);
}

void HubStore::RemoveOutside(int64_t log) {
  database_->Cached("DELETE FROM outside WHERE log=?").Run(log);
}

std::optional<OutsideEntry> HubStore::FindOutside(int64_t log) {
  Statement& select =
      database_->Cached("SELECT " + std::string(kOutsideColumns) + " FROM outside WHERE log=?");
  select.Bind(1, log);
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return OutsideOf(select, log_);
}

std::vector<OutsideEntry> HubStore::Outside() {
  std::vector<OutsideEntry> entries;
  Statement select =
      database_->Prepare("SELECT " + std::string(kOutsideColumns) + " FROM outside ORDER BY log");
  while (select.Step()) entries.push_back(OutsideOf(select, log_));
  return entries;
}

void HubStore::PutDecision(const sync::Dot& dot, bool accepted) {
  database_
      ->Cached(
          "INSERT INTO decision VALUES(?,?)"
          " ON CONFLICT(dot) DO UPDATE SET accepted=max(accepted,excluded.accepted)")
      .Run(sync::FormatDot(dot), accepted);
}

std::optional<bool> HubStore::DecisionOn(const sync::Dot& dot) {
  Statement& select = database_->Cached("SELECT accepted FROM decision WHERE dot=?");
  const std::string text = sync::FormatDot(dot);
  select.Bind(1, text);
  const ResetAtEnd reset(select);
  return select.Step() ? std::optional(select.Int(0) != 0) : std::nullopt;
}

void HubStore::PutErased(std::string_view entity, const model::Uuid& id) {
  database_->Cached("INSERT OR IGNORE INTO erased(entity,id) VALUES(?,?)")
      .Run(entity, BlobView{id.view()});
  has_erased_ = true;
}

bool HubStore::IsErased(std::string_view entity, const model::Uuid& id) {
  if (!has_erased_) {
    Statement any = database_->Prepare("SELECT 1 FROM erased LIMIT 1");
    has_erased_ = any.Step();
  }
  if (!*has_erased_) return false;
  Statement& select = database_->Cached("SELECT 1 FROM erased WHERE entity=? AND id=?");
  select.Bind(1, entity);
  select.Bind(2, BlobView{id.view()});
  const ResetAtEnd reset(select);
  return select.Step();
}

sync::ErasedRows HubStore::TakeUnsought() {
  sync::ErasedRows rows;
  Statement& select = database_->Cached("SELECT id,entity FROM erased WHERE sought=0");
  while (select.Step()) rows.emplace(model::Uuid::FromBytes(select.Blob(0)), select.Text(1));
  if (!rows.empty()) database_->Cached("UPDATE erased SET sought=1 WHERE sought=0").Run();
  return rows;
}

void HubStore::MarkForRedacting(int64_t log) {
  database_->Cached("INSERT OR IGNORE INTO redacting VALUES(?)").Run(log);
}

std::vector<int64_t> HubStore::TakeForRedacting() {
  std::vector<int64_t> ids;
  Statement& select = database_->Cached("SELECT log FROM redacting ORDER BY log");
  while (select.Step()) ids.push_back(select.Int(0));
  select.Reset();
  if (!ids.empty()) database_->Cached("DELETE FROM redacting").Run();
  return ids;
}

std::vector<Organisation> HubStore::Organisations() {
  std::vector<Organisation> organisations;
  Statement select = database_->Prepare("SELECT id,name,kind FROM organisation ORDER BY name,id");
  while (select.Step())
    organisations.push_back({model::Uuid::FromBytes(select.Blob(0)), std::string(select.Text(1)),
                             std::string(select.Text(2))});
  return organisations;
}

bool HubStore::HasOrganisation(const model::Uuid& id) {
  Statement& select = database_->Cached("SELECT 1 FROM organisation WHERE id=?");
  select.Bind(1, BlobView{id.view()});
  const ResetAtEnd reset(select);
  return select.Step();
}

void HubStore::PutOrganisation(const Organisation& organisation) {
  database_->Cached("INSERT OR REPLACE INTO organisation VALUES(?,?,?)")
      .Run(BlobView{organisation.id.view()}, organisation.name, organisation.kind);
}

std::vector<Device> HubStore::Devices() {
  std::vector<Device> devices;
  Statement select =
      database_->Prepare("SELECT " + std::string(kDeviceColumns) + " FROM device ORDER BY name,id");
  while (select.Step()) devices.push_back(DeviceOf(select));
  for (Device& device : devices) AddOrganisations(device);
  return devices;
}

std::optional<Device> HubStore::DeviceWhere(std::string_view condition, std::string_view blob) {
  Statement& select = database_->Cached("SELECT " + std::string(kDeviceColumns) +
                                        " FROM device WHERE " + std::string(condition));
  select.Bind(1, BlobView{blob});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  Device device = DeviceOf(select);
  AddOrganisations(device);
  return device;
}

void HubStore::AddOrganisations(Device& device) {
  Statement& select = database_->Cached(
      "SELECT organisation,taken FROM device_organisation WHERE device=? ORDER BY organisation");
  select.Bind(1, BlobView{device.id.view()});
  const ResetAtEnd reset(select);
  while (select.Step())
    (select.Int(1) != 0 ? device.taken : device.others)
        .push_back(model::Uuid::FromBytes(select.Blob(0)));
}

std::optional<Device> HubStore::DeviceByToken(std::string_view token_hash) {
  return DeviceWhere("id=(SELECT device FROM token WHERE hash=?)", token_hash);
}

void HubStore::PutToken(const model::Uuid& device, std::string_view token_hash) {
  database_->Cached("INSERT OR REPLACE INTO token VALUES(?,?)")
      .Run(BlobView{token_hash}, BlobView{device.view()});
}

void HubStore::DropTokens(const model::Uuid& device) {
  database_->Cached("DELETE FROM token WHERE device=?").Run(BlobView{device.view()});
}

std::optional<Device> HubStore::DeviceByKey(std::string_view public_key) {
  return DeviceWhere("key=?", public_key);
}

std::optional<Device> HubStore::FindDevice(const model::Uuid& id) {
  return DeviceWhere("id=?", id.view());
}

std::optional<Device> HubStore::DeviceOfSite(const sync::Site& site) {
  Statement& select = database_->Cached("SELECT device FROM device_site WHERE site=?");
  select.Bind(1, log_.OrdinalOf(site));
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return FindDevice(model::Uuid::FromBytes(select.Blob(0)));
}

void HubStore::PutDevice(const Device& device) {
  database_
      ->Cached(
          "INSERT INTO device(id,organisation,role,name,key,revoked,contact,acknowledged,pending,"
          "version,token,said,heard_epoch,heard_number) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
          " ON CONFLICT(id) DO UPDATE SET "
          "organisation=excluded.organisation,"
          "role=excluded.role,name=excluded.name,revoked=excluded.revoked,contact=excluded.contact,"
          "acknowledged=excluded.acknowledged,pending=excluded.pending,version=excluded.version,"
          "token=excluded.token,said=excluded.said,heard_epoch=excluded.heard_epoch,"
          "heard_number=excluded.heard_number")
      .Run(BlobView{device.id.view()}, BlobView{device.organisation.view()},
           static_cast<int>(device.role), device.name, BlobView{device.public_key}, device.revoked,
           device.last_contact_ms, device.acknowledged, device.pending, device.version,
           BlobView{device.token_hash}, device.said, device.heard_epoch, device.heard_number);
  database_->Cached("DELETE FROM device_organisation WHERE device=?")
      .Run(BlobView{device.id.view()});
  for (const bool taken : {false, true})
    for (const model::Uuid& organisation : taken ? device.taken : device.others)
      database_->Cached("INSERT OR REPLACE INTO device_organisation VALUES(?,?,?)")
          .Run(BlobView{device.id.view()}, BlobView{organisation.view()}, taken);
}

void HubStore::PutSite(const sync::Site& site, const model::Uuid& device) {
  database_
      ->Cached(
          "INSERT INTO device_site(site,device) VALUES(?,?)"
          " ON CONFLICT(site) DO UPDATE SET device=excluded.device")
      .Run(log_.OrdinalOf(site), BlobView{device.view()});
}

HubStore::Nonces HubStore::NoncesOf(const sync::Site& site) {
  Statement& select =
      database_->Cached("SELECT issued,shown,epoch,turn FROM device_site WHERE site=?");
  select.Bind(1, log_.OrdinalOf(site));
  const ResetAtEnd reset(select);
  if (!select.Step()) return {};
  Nonces nonces{{}, std::string(select.Text(1)), select.Int(2), select.Int(3)};
  // Separated by blanks; those that went to carriers begin with a "+".
  for (std::string_view text = select.Text(0); !text.empty();) {
    std::string_view one = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    const bool carried = one.starts_with('+');
    nonces.issued.emplace_back(carried, one.substr(carried ? 1 : 0));
  }
  return nonces;
}

void HubStore::SetNonces(const sync::Site& site, const Nonces& nonces) {
  std::string issued;
  for (const auto& [carried, nonce] : nonces.issued) {
    if (!issued.empty()) issued += ' ';
    if (carried) issued += '+';
    issued += nonce;
  }
  database_->Cached("UPDATE device_site SET issued=?,shown=?,epoch=?,turn=? WHERE site=?")
      .Run(issued, nonces.shown, nonces.epoch, nonces.turn, log_.OrdinalOf(site));
}

std::optional<StoredCode> HubStore::FindCode(std::string_view secret_hash) {
  Statement& select = database_->Cached(
      "SELECT role,organisation,expires,device_key,spent FROM code WHERE secret=?");
  select.Bind(1, BlobView{secret_hash});
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return StoredCode{static_cast<sync::Role>(select.Int(0)), model::Uuid::FromBytes(select.Blob(1)),
                    select.Int(2), std::string(select.Blob(3)), select.Int(4) != 0};
}

void HubStore::PutCode(std::string_view secret_hash, const StoredCode& code) {
  database_->Cached("INSERT OR REPLACE INTO code VALUES(?,?,?,?,?,?)")
      .Run(BlobView{secret_hash}, static_cast<int>(code.role), BlobView{code.organisation.view()},
           code.expires_ms, BlobView{code.device_key}, code.spent);
}

void HubStore::SpendCodesOf(std::string_view device_key) {
  database_->Cached("UPDATE code SET spent=1 WHERE device_key=? AND spent=0")
      .Run(BlobView{device_key});
}

}  // namespace kruzhok::server
