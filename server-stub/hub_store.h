// SPDX-License-Identifier: MIT
// What the hub keeps, behind one interface: numbered commits, those outside, who owns which row,
// devices and join codes, epochs. SQLite now; another database would take this class's place. It
// decides nothing. One thread at a time, everything in the caller's transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/environment.h"
#include "sync/exchange/message.h"
#include "sync/log/change_log.h"
#include "sync/sqlite/database.h"
#include "sync/sqlite/transaction.h"
#include "sync/store/replica.h"

namespace kruzhok::server {

struct Device {
  model::Uuid id;
  model::Uuid organisation;         // Nil: the district as a whole.
  std::vector<model::Uuid> others;  // Further organisations that it keeps.
  std::vector<model::Uuid> taken;   // Those that it kept once; what it still sends stays outside.
  sync::Role role = sync::Role::kSchool;
  std::string name;
  std::string public_key;
  std::string token_hash;   // Of the last token that it was given.
  int64_t said = 0;         // The number of this life's last word on it.
  int64_t heard_epoch = 0;  // The last word of an earlier life that was obeyed: the epoch's counter
  int64_t heard_number = 0;  // and the number in it.
  bool revoked = false;
  int64_t last_contact_ms = 0;
  int64_t acknowledged = 0;  // Commits taken from it.
  int64_t pending = 0;       // As it declared.
  std::string version;
};

struct Organisation {
  model::Uuid id;
  std::string name;
  std::string kind;
};

struct RowOwner {
  std::string entity;
  model::Uuid owner;
  sync::StreamId stream;
};

// A commit that has no number, and why.
struct OutsideEntry {
  int64_t log = 0;
  sync::Verdict verdict;
  bool accepted = false;  // By a coordinator; it gets its number as soon as what it names has one.
};

struct StoredCode {
  sync::Role role = sync::Role::kSchool;
  model::Uuid organisation;
  int64_t expires_ms = 0;
  std::string device_key;  // Of the device that used it first; empty: unused.
  bool spent = false;      // That device has exchanged: nobody joins with it any more.
};

class HubStore {
 public:
  // The format that Open will migrate the file from; nothing: it has today's.
  static std::optional<int> FormatToMigrate(const sync::OpenOptions& options);
  // storage_newer. Throws StorageError. Makes an empty hub when there is none.
  static model::Result<std::unique_ptr<HubStore>> Open(const sync::OpenOptions& options);

  // A write transaction, in which what other programs have written to the file meanwhile is seen;
  // without Commit, nothing of it has happened.
  class Change {
   public:
    explicit Change(HubStore& store) : store_(store), transaction_(*store.database_) {
      store.Refresh();
    }
    ~Change() {
      if (!committed_) store_.Forget();
    }
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    void Commit() {
      transaction_.Commit();
      committed_ = true;
    }

   private:
    HubStore& store_;
    sync::Transaction transaction_;
    bool committed_ = false;
  };

  sync::Database& database() { return *database_; }
  sync::ChangeLog& log() { return log_; }

  std::string Setting(std::string_view key);
  void SetSetting(std::string_view key, std::string_view value);

  // The last kMaxLineage epochs. Until the next change or Refresh.
  const sync::Lineage& lineage();
  // As much of all epochs as somebody has to know who knows these: from the last one that both
  // share, should it be older than lineage().
  sync::Lineage LineageFor(const sync::Lineage& theirs);
  void AppendEpoch(const sync::Epoch& epoch);

  // --- Numbers ---
  int64_t last_number();
  // Gives the commit the next number, rolls its stream's hash on and notes the owners of its new
  // rows.
  int64_t Number(int64_t id, const sync::Commit& commit, int64_t received_s);
  sync::Hash RollingAt(int64_t number);                // Of the stream that the number is in.
  sync::Hash RollingOf(const sync::StreamId& stream);  // After its last number.
  std::vector<sync::StreamId> Streams();
  std::optional<RowOwner> OwnerOf(const model::Uuid& row);

  // --- Frames that were taken, by hash ---
  std::optional<std::vector<int64_t>> CommitsOfFrame(const sync::FrameHash& hash);
  void RememberFrame(const sync::FrameHash& hash, const std::vector<int64_t>& ids);

  // --- Outside ---
  void PutOutside(int64_t log, const sync::Verdict& verdict);
  void SetAccepted(int64_t log);
  void RemoveOutside(int64_t log);
  std::optional<OutsideEntry> FindOutside(int64_t log);
  std::vector<OutsideEntry> Outside();

  // What a coordinator has decided of a commit, whether it is here yet or not. An acceptance
  // stands.
  void PutDecision(const sync::Dot& dot, bool accepted);
  std::optional<bool> DecisionOn(const sync::Dot& dot);

  // --- Erased rows, and commits whose lines still have to be redacted ---
  void PutErased(std::string_view entity, const model::Uuid& id);
  bool IsErased(std::string_view entity, const model::Uuid& id);
  // Those whose lines nobody has looked for yet; now somebody does.
  sync::ErasedRows TakeUnsought();
  void MarkForRedacting(int64_t log);
  std::vector<int64_t> TakeForRedacting();

  // --- Organisations, devices, codes ---
  std::vector<Organisation> Organisations();
  bool HasOrganisation(const model::Uuid& id);
  void PutOrganisation(const Organisation& organisation);
  std::vector<Device> Devices();
  // Any of the tokens that the device holds: another life may have given it another one.
  void PutToken(const model::Uuid& device, std::string_view token_hash);
  void DropTokens(const model::Uuid& device);
  std::optional<Device> DeviceByToken(std::string_view token_hash);
  std::optional<Device> DeviceByKey(std::string_view public_key);
  std::optional<Device> DeviceOfSite(const sync::Site& site);
  std::optional<Device> FindDevice(const model::Uuid& id);
  void PutDevice(const Device& device);
  void PutSite(const sync::Site& site, const model::Uuid& device);  // Its device from now on.
  struct Nonces {
    // With the answers since the one whose nonce was shown, and whether a carrier has it.
    std::vector<std::pair<bool, std::string>> issued;
    std::string shown;  // By the last request that came by line or showed one of those.
    int64_t epoch = 0;  // Of the hub when it issued; an earlier life may have issued others since.
    int64_t turn = 0;   // Answers so far in that epoch.
  };
  Nonces NoncesOf(const sync::Site& site);
  void SetNonces(const sync::Site& site, const Nonces& nonces);
  std::optional<StoredCode> FindCode(std::string_view secret_hash);
  void PutCode(std::string_view secret_hash, const StoredCode& code);
  void SpendCodesOf(std::string_view device_key);

 private:
  explicit HubStore(std::unique_ptr<sync::Database> database);
  void Refresh();  // Forgets, when another program has written to the file.
  void Forget();   // What is remembered of the file.
  void AddOrganisations(Device& device);
  std::optional<Device> DeviceWhere(std::string_view condition, std::string_view blob);

  std::unique_ptr<sync::Database> database_;
  sync::ChangeLog log_;
  int64_t seen_version_ = -1;
  std::optional<sync::Lineage> lineage_;
  std::optional<bool> has_erased_;
};

}  // namespace kruzhok::server
