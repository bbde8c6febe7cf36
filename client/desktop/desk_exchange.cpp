// SPDX-License-Identifier: MIT
// The district: exchanging, joining, deciding; and who works here, with what settings.
#include <algorithm>

#include "client/app/joining.h"
#include "client/app/row_reading.h"
#include "client/desktop/desk.h"
#include "model/catalog.h"
#include "model/text_fold.h"
#include "sync/exchange/http_transport.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostExchanges = 100;

}  // namespace

void Desk::Remember(const SyncHistoryLine& line) {
  auto& history = state_.exchange.history;
  history.insert(history.begin(), line);
  if (history.size() > kMostExchanges) history.pop_back();
}

bool Desk::NoticeExchange() {
  if (options_.worker == nullptr) return false;
  const SyncReport report = options_.worker->Report();
  ExchangeState& exchange = state_.exchange;
  bool changed = exchange.running != report.running ||
                 exchange.totals.milliseconds != report.totals.milliseconds;
  exchange.running = report.running;
  exchange.totals = report.totals;
  if (report.finished == syncs_finished_) return changed;
  syncs_finished_ = report.finished;
  exchange.error = report.error;
  Remember({report.finished_at_ms, report.totals, report.error, report.stopped});
  ++wanted_;  // When the district was reached last has changed, if nothing else.
  if (!std::exchange(sync_asked_, false)) return true;
  if (report.error)
    Complain(*report.error);
  else if (report.stopped)
    Say(texts_->Text("desk.notice.sync_stopped"), false);
  else
    Say(texts_->Text("desk.notice.synced", {{"pushed", std::to_string(report.totals.pushed)},
                                            {"pulled", std::to_string(report.totals.pulled)}}),
        false, report.totals.copied ? texts_->Text("desk.notice.copied") : std::string());
  return true;
}

void Desk::Do(const SyncNow&) {
  if (!store_.replica().membership().joined) return Complain({"not_joined"});
  // Who exchanges by files does it there.
  if (store_.replica().membership().server.empty()) return Do(GoTo{Screen::kExchange});
  if (options_.worker == nullptr) return;
  sync_asked_ = true;
  options_.worker->Start();
  state_.exchange.running = true;
}

void Desk::Do(const StopSync&) {
  if (options_.worker != nullptr) options_.worker->Stop();
}

void Desk::Do(const JoinDistrict& command) {
  JoinInput input;
  input.server = command.server;
  input.code = command.code;
  input.user = command.user;
  JoinInBackground([input](sync::Store& store) { return JoinByCode(store.replica(), input); },
                   input.user);
}

void Desk::JoinInBackground(std::function<model::Result<void>(sync::Store&)> join,
                            const std::string& user) {
  JoinState& state = state_.join;
  if (state.running) return;
  state.running = true;
  state.error.reset();
  const auto failed = [this](const model::Error& error) {
    state_.join.running = false;
    state_.join.error = error;
    Complain(error);
  };
  InBackground(
      *options_.network,
      [this, join = std::move(join), user = model::Normalize(user),
       failed](sync::Store& store) -> Background::Then {
        const auto joined = join(store);
        if (!joined) return [failed, error = joined.error()] { failed(error); };
        return [this, user] {
          const sync::Membership& membership = store_.replica().membership();
          state_.join = JoinState();
          state_.wizard.open = false;
          ++wanted_;
          if (!user.empty()) SetUser(user);
          const bool by_files = membership.server.empty();
          if (options_.worker != nullptr && !by_files) options_.worker->Start();
          RefreshRecord();
          Say(texts_->Text(by_files ? "desk.notice.joined_by_passport" : "desk.notice.joined",
                           {{"district", membership.district}}),
              false);
          if (by_files) Do(GoTo{Screen::kExchange});
        };
      },
      failed);
}

void Desk::Do(const NameSchool& command) {
  SetSetting("desk.school", model::Normalize(command.school));
  if (!model::Normalize(command.user).empty()) SetUser(model::Normalize(command.user));
  state_.wizard.open = false;
  ++wanted_;
}

void Desk::Do(const SwitchUser& command) {
  const std::string name = model::Normalize(command.name);
  if (name.empty()) return;
  SetUser(name);
  state_.users_open = false;
  state_.new_user.clear();
}

void Desk::Do(const ForgetUser& command) {
  if (!AllowsAll()) return;  // Else nobody might be left who gives the roles.
  std::erase(state_.settings.users, command.name);
  KeepSettings();
}

void Desk::SetUser(const std::string& name) {
  sync::Replica& replica = store_.replica();
  std::vector<std::string>& users = state_.settings.users;
  const bool known = std::ranges::find(users, name) != users.end();
  // Nobody gives themselves another role by another name.
  const bool restricted = !known && RoleOf(state_) == PersonRole::kRestricted;
  Settings settings = state_.settings;
  if (!known) settings.users.push_back(name);
  {
    sync::Replica::Change change(replica);
    sync::Membership membership = replica.membership();
    membership.user = name;
    replica.SetMembership(membership);
    replica.SetSetting("desk.settings", EncodeSettings(settings));
    if (restricted) SetRole(replica, name, PersonRole::kRestricted);
    change.Commit();
  }
  const PersonRole before = RoleOf(state_);
  if (restricted) state_.privacy.restricted.insert(name);
  state_.settings = std::move(settings);
  state_.user = name;
  if (RoleOf(state_) != before) ShowToAnother();
}

void Desk::KeepSettings() {
  SetSetting("desk.settings", EncodeSettings(state_.settings));
}

void Desk::Do(const ChangeSettings& command) {
  const bool other_language = command.settings.language != texts_->language();
  state_.settings = command.settings;
  state_.settings.text_percent = std::clamp(state_.settings.text_percent, 80, 200);
  KeepSettings();
  if (options_.worker != nullptr) options_.worker->SetByItself(state_.settings.sync_by_itself);
  if (!other_language) return;
  texts_ = std::make_shared<const Translator>(state_.settings.language);
  // They are words of the language that was.
  for (auto& [entity, list] : state_.lists) list.facets.clear();
  state_.enrol.result.clear();
  state_.notice.reset();
  ++wanted_;
  RefreshRecord();
}

void Desk::Do(const SetProxy& command) {
  const std::string address = model::Normalize(command.address);
  sync::HttpTransportOptions probe;
  probe.server = "https://localhost";
  probe.proxy = address;
  if (const auto readable = sync::OpenHttpTransport(probe); !readable)
    return Complain(readable.error());
  SetSetting(kProxySetting, address);
  state_.proxy = address;
}

void Desk::Decided(const model::Result<sync::WriteResult>& result, const sync::RowKey& key) {
  const model::EntityType* type = model::FindEntity(key.entity);
  if (!result) return Complain(result.error(), type);
  Remember(result->action, result->rows);
  const std::string title = type ? TitleOf(*type, key.id) : key.entity;
  Say(texts_->Text("desk.notice.decided", {{"title", title}}), true);
  RefreshRecord();
  ReadHistory();
}

void Desk::Do(const TakeValue& command) {
  Decided(store_.Resolve(command.key, command.cell, command.dot, Options(command.reason)),
          command.key);
}

void Desk::Do(const GiveValue& command) {
  const model::EntityType* type = model::FindEntity(command.key.entity);
  if (type == nullptr) return Complain({"unknown_entity", command.key.entity});
  const auto value = ReadCell(*type, command.cell, command.text);
  if (!value) return Complain(value.error(), type);
  Decided(store_.Resolve(command.key, command.cell, *value, Options(command.reason)), command.key);
}

void Desk::Do(const DecideOutside& command) {
  if (command.what == DecideOutside::What::kRetry) {
    const auto retried = store_.RetryRefused(command.dot, Options());
    if (!retried) return Complain(retried.error());
    Remember(retried->action, retried->rows);
    Say(texts_->Text("desk.notice.retried"), false);
  } else {
    const bool accept = command.what == DecideOutside::What::kAccept;
    const auto asked = store_.DecideRefused(
        command.dot, accept ? sync::Ask::Type::kAccept : sync::Ask::Type::kDiscard, Options());
    if (!asked) return Complain(asked.error());
    ++wanted_;
    Say(texts_->Text(accept ? "desk.notice.accepted" : "desk.notice.discarded"), false);
  }
  RefreshRecord();
  ReadHistory();
}

void Desk::Do(const ShowNew& command) {
  Arrange(state_.lists[std::string(command.type->name())]);
}

void Desk::Do(const Dismiss&) {
  state_.notice.reset();
}

void Desk::Do(const CopyText& command) {
  if (options_.copy_text) options_.copy_text(command.text);
}

}  // namespace kruzhok::client
