// SPDX-License-Identifier: MIT
// Opening, membership, settings, writing and folding.
#include "sync/store/replica.h"

#include <algorithm>
#include <charconv>

#include "model/catalog.h"
#include "sync/platform/file_identity.h"

namespace kruzhok::sync {
namespace {

// By the format that each raises. A program does not write to a file of a newer format.
constexpr std::string_view kFormats[] = {R"(
CREATE TABLE IF NOT EXISTS setting(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS epoch(position INTEGER PRIMARY KEY, counter INTEGER NOT NULL,
  random INTEGER NOT NULL, after INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS stream(
  stream INTEGER PRIMARY KEY, cursor INTEGER NOT NULL, rolling BLOB NOT NULL, signature BLOB);
CREATE TABLE IF NOT EXISTS outside(
  log INTEGER PRIMARY KEY, code TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL,
  field TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outside_row(
  entity TEXT NOT NULL, id BLOB NOT NULL, log INTEGER NOT NULL,
  PRIMARY KEY(entity, id, log)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refusal(
  dot TEXT PRIMARY KEY, stream INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS device_site(site INTEGER PRIMARY KEY, role TEXT NOT NULL, json TEXT NOT NULL);
)",
                                         R"(
CREATE TABLE signature(stream INTEGER NOT NULL, last INTEGER NOT NULL, through INTEGER NOT NULL,
  counter INTEGER NOT NULL, random INTEGER NOT NULL, rolling BLOB NOT NULL, signature BLOB NOT NULL,
  commits INTEGER NOT NULL, PRIMARY KEY(stream, last)) WITHOUT ROWID;
CREATE TABLE proof(id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, counter INTEGER NOT NULL,
  random INTEGER NOT NULL, before BLOB NOT NULL, through INTEGER NOT NULL, fork INTEGER NOT NULL,
  signature BLOB NOT NULL,
  told INTEGER NOT NULL DEFAULT 0);
CREATE TABLE proof_commit(proof INTEGER NOT NULL, number INTEGER NOT NULL, log INTEGER NOT NULL,
  PRIMARY KEY(proof, number)) WITHOUT ROWID;
CREATE INDEX proof_commit_log ON proof_commit(log);
CREATE TABLE erased(entity TEXT NOT NULL, id BLOB NOT NULL, sought INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(entity, id)) WITHOUT ROWID;
CREATE TABLE erasing(log INTEGER PRIMARY KEY);
CREATE TABLE leaving(organisation INTEGER PRIMARY KEY);
ALTER TABLE stream ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;
)"};
constexpr int kFormat = std::size(kFormats);
static_assert(kFormat == ChangeLog::kFormat);

// storage_newer.
model::Result<void> CheckFormat(Database& database) {
  const model::Error newer{"storage_newer", database.path(), ""};
  if (database.user_version() > kFormat) return newer;
  if (!database.HasTable("setting")) return {};
  Statement select = database.Prepare("SELECT value FROM setting WHERE key='schema'");
  if (select.Step() && std::stoi(std::string(select.Blob(0))) > model::SchemaVersion())
    return newer;
  return {};
}

}  // namespace

Replica::Replica(std::unique_ptr<Database> database, Environment& environment)
    : database_(std::move(database)),
      environment_(environment),
      log_(*database_),
      rows_(*database_, log_) {}

model::Result<std::unique_ptr<Replica>> Replica::Open(const OpenOptions& options,
                                                      Environment& environment) {
  // A newer program's file is not even opened for writing.
  if (const auto known = FormatToMigrate(options); !known) return known.error();
  auto database = Database::Open(options);
  if (const auto known = CheckFormat(*database); !known) return known.error();
  std::unique_ptr<Replica> replica(new Replica(std::move(database), environment));
  replica->Prepare();
  replica->NoticeCopy();
  return replica;
}

model::Result<std::optional<int>> Replica::FormatToMigrate(const OpenOptions& options) {
  if (!Database::Exists(options)) return std::optional<int>();
  OpenOptions look = options;
  look.read_only = true;
  try {
    const auto database = Database::Open(look);
    if (const auto known = CheckFormat(*database); !known) return known.error();
    const int format = database->user_version();
    return format > 0 && format < kFormat ? std::optional(format) : std::nullopt;
  } catch (const model::StorageError&) {
    // A file that was being written when the machine stopped has to be rolled back first; what else
    // is wrong with it, the opening that follows says.
    return std::optional<int>();
  }
}

void Replica::Prepare() {
  const std::string schema = std::to_string(model::SchemaVersion());
  if (database_->user_version() == kFormat && Setting("schema") == schema) return;
  Change change(*this);
  for (int format = database_->user_version(); format < kFormat; ++format) {
    log_.Upgrade(format);
    database_->Execute(kFormats[format]);
    if (format == 1) MigrateSignatures();
  }
  rows_.Upgrade();
  SetSetting("schema", schema);
  if (Setting("site").empty()) {
    Membership fresh;
    fresh.site = RandomUuid(environment_);
    fresh.organisation = NewUuid(environment_);
    fresh.device_key.resize(32);
    environment_.Random(fresh.device_key.data(), fresh.device_key.size());
    SetMembership(fresh);
  }
  database_->set_user_version(kFormat);
  change.Commit();
}

// Whoever writes in a copy is another site from then on, so that the two do not give one seq twice.
void Replica::NoticeCopy() {
  if (!database_->is_system_file()) return;
  const std::string identity = FileIdentity(database_->path());
  if (identity.empty() || Setting("file_identity") == identity) return;
  Change change(*this);
  Membership membership = this->membership();
  if (!Setting("file_identity").empty() && membership.new_site.empty()) {
    membership.new_site = "copied";
    SetMembership(membership);
  }
  SetSetting("file_identity", identity);
  change.Commit();
}

void Replica::Refresh() {
  const int64_t version = database_->data_version();
  if (version == seen_version_) return;
  seen_version_ = version;
  Forget();
}

void Replica::Forget() {
  log_.Forget();
  membership_.reset();
  lineage_.reset();
  erased_.reset();
}

std::string Replica::Setting(std::string_view key) {
  Statement& select = database_->Cached("SELECT value FROM setting WHERE key=?");
  select.Bind(1, key);
  const ResetAtEnd reset(select);
  return select.Step() ? std::string(select.Blob(0)) : std::string();
}

void Replica::SetSetting(std::string_view key, std::string_view value) {
  if (value.empty())
    database_->Cached("DELETE FROM setting WHERE key=?").Run(key);
  else
    database_->Cached("INSERT OR REPLACE INTO setting VALUES(?,?)").Run(key, BlobView{value});
}

std::vector<std::pair<std::string, std::string>> Replica::Settings(std::string_view prefix) {
  std::vector<std::pair<std::string, std::string>> settings;
  Statement& select = database_->Cached("SELECT key, value FROM setting WHERE key>=? ORDER BY key");
  select.Bind(1, prefix);
  const ResetAtEnd reset(select);
  while (select.Step() && select.Text(0).starts_with(prefix))
    settings.emplace_back(select.Text(0), select.Blob(1));
  return settings;
}

const Membership& Replica::membership() {
  if (!database_->in_transaction()) Refresh();
  if (membership_) return *membership_;
  Membership read;
  read.joined = Setting("joined") == "1";
  read.site = Site::FromBytes(Setting("site"));
  read.new_site = Setting("new_site");
  read.organisation = model::Uuid::FromBytes(Setting("organisation"));
  const std::string others = Setting("other_organisations");
  for (size_t at = 0; at + 16 <= others.size(); at += 16)
    read.others.push_back(model::Uuid::FromBytes(std::string_view(others).substr(at, 16)));
  read.role = Setting("role") == "coordinator" ? Role::kCoordinator : Role::kSchool;
  read.district = Setting("district");
  read.server = Setting("server");
  read.ca_file = Setting("ca_file");
  read.token = Setting("token");
  read.passport_secret = Setting("passport_secret");
  read.hub_key = Setting("hub_key");
  read.device_key = Setting("device_key");
  read.user = Setting("user");
  return membership_.emplace(std::move(read));
}

void Replica::SetMembership(const Membership& membership) {
  SetSetting("joined", membership.joined ? "1" : "0");
  SetSetting("site", membership.site.view());
  SetSetting("new_site", membership.new_site);
  SetSetting("organisation", membership.organisation.view());
  std::string others;
  for (const model::Uuid& organisation : membership.others) others += organisation.view();
  SetSetting("other_organisations", others);
  SetSetting("role", membership.role == Role::kCoordinator ? "coordinator" : "school");
  SetSetting("district", membership.district);
  SetSetting("server", membership.server);
  SetSetting("ca_file", membership.ca_file);
  SetSetting("token", membership.token);
  SetSetting("passport_secret", membership.passport_secret);
  SetSetting("hub_key", membership.hub_key);
  SetSetting("device_key", membership.device_key);
  SetSetting("user", membership.user);
  membership_ = membership;
}

model::Uuid Replica::NewAction() {
  constexpr size_t kOfSite = 9;  // Twelve characters; 56 bits stay random.
  model::Uuid action = RandomUuid(environment_);
  std::copy_n(membership().site.bytes.begin(), kOfSite, action.bytes.begin());
  return action;
}

namespace {

model::Moment MomentOf(const Commit& commit) {
  const auto by_day = [](const RowChange& change) {
    const model::EntityType* type = model::FindEntity(change.entity);
    return type && type->moment() == model::Moment::kDay;
  };
  return std::ranges::any_of(commit.rows, by_day) ? model::Moment::kDay : model::Moment::kExact;
}

}  // namespace

int64_t Replica::Add(Commit& commit) {
  if (!membership().new_site.empty()) TakeNewSite(std::string(membership().new_site));
  commit.site = membership().site;
  commit.seq = log_.MaxSeq(commit.site) + 1;
  commit.at_ms = NowMs(environment_, MomentOf(commit));
  commit.schema = model::SchemaVersion();
  std::string line;
  AppendLine(commit, line);
  ASSERT(line.size() <= kMaxCommitBytes && commit.rows.size() <= kMaxCommitRows);
  commit.hash = HashOf(line);
  const int64_t id = log_.AppendOwn(commit, line);
  Fold(commit, id);
  return id;
}

void Replica::Fold(const Commit& commit, int64_t id) {
  for (const RowChange& change : commit.rows) {
    if (IsErased(change.entity, change.id)) {
      database_->Cached("INSERT OR IGNORE INTO erasing VALUES(?)").Run(id);
      continue;
    }
    if (rows_.InsertBirth(commit, change, id)) continue;
    const RowKey key{std::string(change.entity), change.id};
    RowState state = rows_.Load(key.entity, key.id).value_or(RowState());
    Apply(state, commit, change);
    rows_.Save(key, state, id);
  }
}

void Replica::FoldLine(int64_t id) {
  const auto commit = reader_.Read(log_.Line(id));
  if (!commit)
    throw model::StorageError("storage_corrupt", "a line of the log: " + commit.error().detail);
  Fold(**commit, id);
}

void Replica::Adopt(const Membership& membership) {
  const model::Uuid before = this->membership().organisation;
  struct Written {
    Dot dot;
    std::string line;
  };
  std::vector<Written> lines;
  log_.ForEach({}, [&](const LogEntry& entry, std::string_view line) {
    lines.push_back({entry.dot, std::string(line)});
  });
  for (const RowKey& key : UnnumberedRows()) rows_.Erase(key);
  database_->Execute("DELETE FROM log");
  SetMembership(membership);
  // Nobody has seen these commits, so they may be written anew: with the organisation's id wherever
  // the provisional one stood, under the new site, and naming each other by their new dots. Who
  // joins without an organisation keeps the provisional id: the rows have to be somebody's.
  const std::string from = before.Base64();
  const std::string to = membership.organisation.is_nil() ? from : membership.organisation.Base64();
  std::unordered_map<Dot, Dot> renamed;
  for (Written& written : lines) {
    std::string& line = written.line;
    for (size_t at = line.find(from); at != std::string::npos; at = line.find(from, at + to.size()))
      line.replace(at, from.size(), to);
    const size_t size = line.size();
    line.resize(size + CommitReader::kPadding, '\0');
    const auto read = reader_.Read(std::string_view(line).substr(0, size));
    if (!read) throw model::StorageError("storage_corrupt", "a line of the log");
    Commit commit = **read;
    commit.site = membership.site;
    commit.seq = log_.MaxSeq(commit.site) + 1;
    for (Dot& dot : commit.dots)
      if (const auto found = renamed.find(dot); found != renamed.end()) dot = found->second;
    std::string anew;
    AppendLine(commit, anew);
    commit.hash = HashOf(anew);
    renamed.emplace(written.dot, commit.dot());
    Fold(commit, log_.AppendOwn(commit, anew));
  }
}

void Replica::Refold(const std::set<RowKey>& keys) {
  const auto folded =
      FoldRows(keys, [](const LogEntry& entry) { return entry.state == CommitState::kInside; });
  for (const RowKey& key : keys) {
    const auto found = folded.find(key);
    rows_.Erase(key);
    if (found == folded.end()) continue;
    int64_t changed = 0;
    for (const Dot& dot : found->second.AllHeads())
      if (const auto entry = log_.Find(dot)) changed = std::max(changed, entry->id);
    rows_.Save(key, found->second, changed);
  }
}

std::map<RowKey, RowState> Replica::FoldRows(const std::set<RowKey>& keys,
                                             const std::function<bool(const LogEntry&)>& use) {
  std::map<RowKey, RowFold> folds;
  if (keys.empty()) return {};
  const std::string only = keys.size() == 1 ? keys.begin()->id.Base64() : std::string();
  CommitReader reader;
  log_.ForEach({.stream = std::nullopt, .only_unnumbered = false, .containing = only},
               [&](const LogEntry& entry, std::string_view line) {
                 if (!use(entry)) return;
                 const auto commit = reader.Read(line);
                 if (!commit) return;
                 for (const RowChange& change : (*commit)->rows) {
                   const RowKey key{std::string(change.entity), change.id};
                   if (keys.contains(key) && !IsErased(key.entity, key.id))
                     folds[key].Add(**commit, change);
                 }
               });
  std::map<RowKey, RowState> states;
  for (const auto& [key, fold] : folds) states.emplace(key, fold.Result());
  return states;
}

std::set<RowKey> Replica::UnnumberedRows(std::string_view containing) {
  std::set<RowKey> keys;
  CommitReader reader;
  log_.ForEach({.stream = std::nullopt, .only_unnumbered = true, .containing = containing},
               [&](const LogEntry& entry, std::string_view line) {
                 if (entry.state != CommitState::kInside) return;
                 const auto commit = reader.Read(line);
                 if (!commit) return;
                 for (const RowChange& change : (*commit)->rows)
                   keys.insert({std::string(change.entity), change.id});
               });
  return keys;
}

}  // namespace kruzhok::sync
