// SPDX-License-Identifier: MIT
// The district's endpoint: puts commits into one order and hands them on. It checks form and rights
// and keeps no business logic. It is a site too: what it has to say (organisations, devices,
// refusals, decisions) it says in commits of its own. Knows nothing of HTTP. May be used by several
// threads; one at a time gets in. Several programs may have one hub open: one that serves, others
// that administer.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "server-stub/hub_store.h"
#include "sync/crypto.h"
#include "sync/exchange/join.h"
#include "sync/store/commit_builder.h"

namespace kruzhok::server {

struct HubOptions {
  sync::OpenOptions database;
  sync::Limits limits;
  size_t max_answer_bytes = size_t{8} << 20;  // Of pages, whatever a site wants.
};

struct RefusedEntry {
  OutsideEntry outside;
  std::string author;
  std::string organisation;
  int64_t at_ms = 0;
};

class Hub {
 public:
  // Makes a new hub. already_exists when there is one.
  static model::Result<void> Init(const HubOptions& options, std::string_view district,
                                  sync::Environment& environment);
  // Opens a hub to administer it: no new epoch. not_found when there is none.
  static model::Result<std::unique_ptr<Hub>> Open(const HubOptions& options,
                                                  sync::Environment& environment);
  // To be called before the hub serves: whether the data folder is an old one put back cannot be
  // seen, so every start opens an epoch.
  void StartEpoch();

  // --- For sites ---
  // unauthorized, bad_request, bad_frame, not_kruzhok, protocol_… . `whole`: false when the line
  // was cut in the middle of the request; whole frames of it are taken, and the answer goes
  // nowhere.
  model::Result<std::string> Sync(std::string_view token, std::string_view body, bool whole);
  // bad_code, bad_request. The JSON of a sync::JoinAnswer.
  model::Result<std::string> Join(std::string_view body);
  // A bundle that a carrier has brought, and the one to take back; see sync/exchange/bundle.h. A
  // computer that brings its passport joins by it. wrong_file, newer_file, damaged_file, wrong_hub,
  // wrong_receiver, unauthorized, bad_code.
  model::Result<std::string> ReadBundle(std::string_view bundle);

  // --- For the district ---
  model::Uuid AddOrganisation(std::string_view name, std::string_view kind,
                              const std::optional<model::Uuid>& id);
  std::vector<Organisation> Organisations();
  // not_found: no such organisation.
  model::Result<std::string> NewCode(sync::Role role, const model::Uuid& organisation, int days);
  // The same as a file, for a computer without a network; `server`: where it may ask should it get
  // one, or empty. not_found, weak_pin. Takes about a second.
  model::Result<std::string> NewPassport(sync::Role role, const model::Uuid& organisation, int days,
                                         std::string_view pin, std::string_view server);
  std::vector<Device> Devices();
  model::Result<void> RevokeDevice(const model::Uuid& id);
  // A device keeps one more organisation beside its own, or one less: it sends what it has not sent
  // yet, then forgets the organisation's data. not_found.
  model::Result<void> GiveOrganisation(const model::Uuid& device, const model::Uuid& organisation);
  model::Result<void> TakeOrganisation(const model::Uuid& device, const model::Uuid& organisation);
  // The values of a row go, everywhere and for good; who wrote when stays (152-FZ). not_found.
  model::Result<void> Erase(std::string_view entity, const model::Uuid& id,
                            std::string_view reason);
  std::vector<RefusedEntry> Refused();
  // not_outside, cannot_accept.
  model::Result<void> Decide(const sync::Dot& dot, sync::Ask::Type decision,
                             std::string_view reason);
  std::vector<std::string> Verify();
  std::string Metrics();  // Prometheus text.
  std::string district();
  int64_t epoch();  // The counter of the hub's present life.
  void Backup(const std::string& path);

 private:
  Hub(std::unique_ptr<HubStore> store, const HubOptions& options, sync::Environment& environment);
  struct Visit;    // One request in progress.
  struct Serving;  // Knows which.

  int64_t NowS() const { return environment_.NowMs() / 1000; }
  void OpenEpochAbove(int64_t counter);

  // One request of a device, in the caller's change and under the lock; at most so many bytes of
  // pages go into the answer, which is nothing where the line broke.
  enum class Way { kLine, kBrokenLine, kCarrier };
  model::Result<sync::Answer> Serve(const Device& device, sync::Request request, Way way,
                                    size_t most_bytes);
  // Under the lock; makes its own change.
  model::Result<sync::JoinAnswer> JoinLocked(const sync::JoinRequest& request);
  // The computer that a bundle is from; under the lock. `join` and `joined`: JSON, or empty.
  model::Result<Device> DeviceOfBundle(std::string_view public_key, std::string_view join,
                                       std::string& joined);
  void KeepCode(std::string_view join);
  void CheckProofs(Visit& visit);
  void Obey(const sync::Commit& commit);
  void ObeyDevice(const sync::Dot& said, std::string_view json);
  void ObeyRevoke(const sync::Dot& said, std::string_view json);
  bool IsNews(const sync::Dot& said, Device& device);
  model::Result<void> EraseLocked(std::string_view entity, const model::Uuid& id,
                                  std::string_view reason);
  void EraseRow(std::string_view entity, const model::Uuid& id);
  void SeekErased();
  void RedactErased();
  void Sweep();
  void SayDevice(const Device& device, const std::optional<sync::Site>& site);
  void Outlaw(int64_t id, const sync::Commit& commit, const sync::Verdict& verdict,
              const std::optional<Device>& author, const sync::StreamId& otherwise);

  void TakeChained(int64_t id);
  model::Result<void> TakeFrame(const sync::PushedFrame& frame, Visit& visit);
  int64_t TakeCommit(const sync::Commit& commit, size_t position, const sync::PushedFrame& frame,
                     const sync::FrameLines& lines, Visit& visit);
  std::optional<Device> AuthorOf(const sync::Commit& commit, const Visit& visit);
  void RegisterSite(const sync::Site& site, const Device& device);
  bool IsOwnSite(const sync::Site& site);  // One that the hub writes or wrote under.
  void GiveNumber(int64_t id, const sync::Commit& commit);
  void Settle();
  void ObeyAsks(const sync::Commit& commit);
  model::Result<void> DecideLocked(const sync::Dot& dot, sync::Ask::Type decision,
                                   std::string_view reason);
  // `otherwise`: the stream to say it in when nobody knows the author.
  void AnnounceRefusal(const sync::Commit& commit, const sync::Verdict& verdict,
                       const std::optional<Device>& author, const sync::StreamId& otherwise);
  sync::StreamId DecisionStream(const sync::LogEntry& entry, const sync::Verdict& verdict);
  // Signs a commit of the hub's own and numbers it.
  void Say(sync::CommitBuilder& builder);
  void SaySomethingOf(const Device& device, nlohmann::json control);
  void SayControl(const sync::StreamId& stream, sync::Control::Type type,
                  const std::vector<sync::Dot>& targets, std::string_view json);

  void CheckNonce(Visit& visit, Way way);
  void AddFates(Visit& visit);
  void AddPages(Visit& visit);
  void AddEmptyPage(const sync::StreamId& stream, int64_t after, Visit& visit);
  bool AddPagesOf(const sync::StreamId& stream, int64_t after, Visit& visit);
  std::vector<sync::StreamId> StreamsOf(const Device& device);

  std::unique_ptr<HubStore> store_;
  HubOptions options_;
  sync::Environment& environment_;
  std::mutex mutex_;
  sync::SigningKey key_;
  sync::CommitReader reader_;
  Visit* visit_ = nullptr;  // While a request is served.
  bool sweep_ = false;      // Lines were redacted since the file was last written anew.
  struct Counters {
    int64_t requests = 0;
    int64_t refused_requests = 0;
    int64_t bytes_in = 0;
    int64_t bytes_out = 0;
    int64_t commits = 0;
    int64_t commits_refused = 0;
    int64_t commits_waiting = 0;
  } counters_;
};

}  // namespace kruzhok::server
