// SPDX-License-Identifier: MIT
// join, status, sync.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <thread>

#include "client/app/backup_round.h"
#include "client/app/carrying.h"
#include "client/app/data_folder.h"
#include "client/app/joining.h"
#include "client/app/json_text.h"
#include "client/app/row_json.h"
#include "client/app/sync_runner.h"
#include "client/cli/commands.h"
#include "client/platform/stop_signal.h"

namespace kruzhok::client {
namespace {

constexpr int64_t kLongestPauseMs = 300'000;  // Between failed exchanges of --watch.
// A hub may ask to be left alone for a day; whoever types `sync` is not kept waiting for that.
constexpr int64_t kLongestWaitMs = 120'000;

std::string SyncJson(const SyncTotals& totals, const sync::Status& status) {
  return JsonObject()
      .Number("pushed", totals.pushed)
      .Number("pulled", totals.pulled)
      .Number("bytes_sent", static_cast<int64_t>(totals.bytes_sent))
      .Number("bytes_received", static_cast<int64_t>(totals.bytes_received))
      .Number("requests", static_cast<int64_t>(totals.requests))
      .Seconds("seconds", totals.milliseconds)
      .Number("disputes", status.disputes)
      .Number("refused", status.refused)
      .Number("waiting", status.waiting)
      .Number("pending", status.pending)
      .str();
}

void PrintSync(Session& session, const SyncTotals& totals, const sync::Status& status) {
  const Translator& texts = session.texts();
  if (session.json()) {
    session.out() << SyncJson(totals, status) << std::endl;
    return;
  }
  session.out() << texts.Text(
                       "cli.synced",
                       {{"pushed", std::to_string(totals.pushed)},
                        {"pulled", std::to_string(totals.pulled)},
                        {"sent", ByteSize(texts, totals.bytes_sent)},
                        {"received", ByteSize(texts, totals.bytes_received)},
                        {"requests", std::to_string(totals.requests)},
                        {"seconds",
                         Decimal(texts, static_cast<double>(totals.milliseconds) / 1000, 1)}})
                << std::endl;
  if (totals.copied) session.Say(texts.Text("cli.copied"));
  if (status.disputes > 0) session.Say(texts.Count("cli.disputes", status.disputes));
  if (status.refused + status.waiting > 0)
    session.Say(texts.Count("cli.refused", status.refused + status.waiting));
}

bool NeedsPerson(const sync::Status& status) {
  return status.disputes > 0 || status.refused > 0 || status.waiting > 0;
}

void PrintFailure(Session& session, const model::Error& error) {
  const ErrorText text = Describe(session.texts(), error, error.field);
  if (session.json())
    session.err() << JsonObject()
                         .Raw("error", JsonObject()
                                           .Text("code", error.code.name())
                                           .Text("message", text.message)
                                           .TextOrNull("field", error.field)
                                           .Text("hint", text.hint)
                                           .str())
                         .str()
                  << std::endl;
  else if (!session.quiet())
    session.err() << OneLine(text.message) << std::endl;
}

SyncHooks ShowProgress(const Translator& texts, ProgressLine& progress) {
  SyncHooks hooks;
  hooks.progress = [&texts, &progress](const SyncTotals& totals) {
    progress.Say(texts.Text("cli.sync_progress", {{"pushed", std::to_string(totals.pushed)},
                                                  {"pulled", std::to_string(totals.pulled)},
                                                  {"pending", std::to_string(totals.pending)}}));
  };
  return hooks;
}

// "5", "0.5": seconds. `usage`.
model::Result<int64_t> WatchMs(const Session& session) {
  const std::string text = session.arguments().Value("--watch");
  double seconds = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failed != std::errc() || end != text.data() + text.size() || !(seconds > 0) ||
      seconds > 86'400)
    return model::Error{"usage", "--watch " + text, {}, "cli_bad_number"};
  return std::max<int64_t>(1, std::llround(seconds * 1000));
}

// For ever. A failure makes the pauses longer, a success short again. The lock is let go in
// between, so that a person may exchange by hand.
Outcome Watch(Session& session, sync::Store& store, sync::Transport& transport, int64_t pause_ms) {
  StopSignal stop;
  int64_t wait_ms = pause_ms;
  do {
    const auto lock = LockExchange(session.folder());
    if (!lock) continue;
    ProgressLine progress(session.texts(), session.err(), session.shows_progress());
    SyncHooks hooks = ShowProgress(session.texts(), progress);
    hooks.wait = [&stop](int64_t milliseconds) { return stop.WaitFor(milliseconds); };
    const SyncOutcome outcome = RunSync(store.replica(), transport, hooks);
    progress.Clear();
    if (outcome.stopped) break;
    if (outcome.error) {
      PrintFailure(session, *outcome.error);
      wait_ms = std::max(pause_ms, std::min(wait_ms * 2, kLongestPauseMs));
    } else {
      PrintSync(session, outcome.totals, store.GetStatus());
      wait_ms = pause_ms;
    }
  } while (stop.WaitFor(wait_ms));
  return model::Exit::kDone;
}

void AddBackup(Session& session, const BackupReport& backup, Table& table) {
  const Translator& texts = session.texts();
  const auto add = [&](std::string_view key, const std::string& value) {
    table.Add({texts.Text("cli.status." + std::string(key)), value});
  };
  const BackupFile* last = LastUsual(backup);
  add("backup",
      last ? LocalTime(last->made_ms) + "  " + TextOf(last->file) : texts.Text("cli.never"));
  if (backup.due) add("backup_due", texts.Text("cli.yes"));
  if (backup.problem) add("backup_problem", Describe(texts, *backup.problem, {}).message);
  if (!backup.folder.empty())
    add("backup_copy",
        (backup.copied_ms == 0 ? texts.Text("cli.never") : LocalTime(backup.copied_ms)) + "  " +
            backup.folder);
  if (const int64_t holding = HoldingErased(backup); holding > 0)
    add("backup_erased", std::to_string(holding));
}

}  // namespace

Outcome RunJoin(Session& session) {
  const Arguments& arguments = session.arguments();
  const bool by_passport = arguments.Has("--passport") || arguments.Has("--pin");
  const auto needed =
      by_passport ? std::array{"--passport", "--pin"} : std::array{"--server", "--code"};
  for (const char* option : needed)
    if (arguments.Value(option).empty())
      return model::Error{"usage", option, {}, "cli_option_missing"};
  const auto store = session.Store();
  if (!store) return store.error();
  sync::Replica& replica = (*store)->replica();
  const std::string device = arguments.Value("--device"), user = arguments.Value("--user");
  const std::string ca_file = arguments.Value("--ca");
  const auto joined =
      by_passport ? JoinByPassport(replica, {PathOf(arguments.Value("--passport")),
                                             arguments.Value("--pin"), device, user, ca_file})
                  : JoinByCode(replica, {arguments.Value("--server"), arguments.Value("--code"),
                                         device, user, ca_file});
  if (!joined) return joined.error();
  const sync::Membership& membership = replica.membership();
  if (session.json())
    session.out() << JsonObject()
                         .Text("district", membership.district)
                         .Text("organisation", sync::StreamName(membership.organisation))
                         .Text("role", RoleWord(membership.role))
                         .Text("site", membership.site.Text())
                         .str()
                  << '\n';
  else
    session.out() << session.texts().Text(
                         membership.server.empty() ? "cli.joined_by_passport" : "cli.joined",
                         {{"district", membership.district}})
                  << '\n';
  return model::Exit::kDone;
}

Outcome RunStatus(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::Status status = (*store)->GetStatus();
  BackupRound look;
  look.now_ms = session.environment().NowMs();
  const BackupReport backup = RunBackupRound(**store, look);
  if (session.json()) {
    session.out() << StatusJson(status, backup) << '\n';
    return model::Exit::kDone;
  }
  const Translator& texts = session.texts();
  const sync::Membership& membership = status.membership;
  const std::string never = texts.Text("cli.never");
  Table table;
  const auto add = [&](std::string_view key, const std::string& value) {
    table.Add({texts.Text("cli.status." + std::string(key)), value});
  };
  add("district", membership.joined ? membership.district : texts.Text("cli.not_joined"));
  if (membership.joined) add("server", membership.server);
  add("organisation", sync::StreamName(membership.organisation));
  add("role", texts.Text("cli.role." + std::string(RoleWord(membership.role))));
  add("site", membership.site.Text());
  add("pending", std::to_string(status.pending));
  add("acknowledged_through", std::to_string(status.acknowledged_through));
  add("last_contact", status.last_contact_ms == 0 ? never : LocalTime(status.last_contact_ms));
  add("disputes", std::to_string(status.disputes));
  add("refused", std::to_string(status.refused));
  add("waiting", std::to_string(status.waiting));
  add("findings", std::to_string(status.findings));
  if (!status.copy_notice.empty())
    add("copy_notice", texts.Text("copy_notice." + status.copy_notice));
  if (status.revoked) add("revoked", texts.Text("cli.yes"));
  if (status.reviews > 0) add("reviews", std::to_string(status.reviews));
  if (status.erased_at_ms > 0) add("erased_at", LocalTime(status.erased_at_ms));
  add("complete", texts.Text(status.complete ? "cli.yes" : "cli.no"));
  add("clock_offset_s", std::to_string(status.clock_offset_s));
  AddBackup(session, backup, table);
  session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunSyncCommand(Session& session) {
  int64_t pause_ms = 0;
  if (session.arguments().Has("--watch")) {
    const auto pause = WatchMs(session);
    if (!pause) return pause.error();
    pause_ms = *pause;
  }
  const auto store = session.Store();
  if (!store) return store.error();
  const auto transport = OpenTransport((*store)->replica());
  if (!transport) return transport.error();
  if (pause_ms > 0) return Watch(session, **store, **transport, pause_ms);
  const auto lock = LockExchange(session.folder());
  if (!lock) return model::Error{"already_syncing"};
  ProgressLine progress(session.texts(), session.err(), session.shows_progress());
  SyncHooks hooks = ShowProgress(session.texts(), progress);
  hooks.wait = [](int64_t milliseconds) {
    if (milliseconds > kLongestWaitMs) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return true;
  };
  const SyncOutcome outcome = RunSync((*store)->replica(), **transport, hooks);
  progress.Clear();
  if (outcome.stopped) return model::Error{"server_busy"};
  if (outcome.error) return *outcome.error;
  const sync::Status status = (*store)->GetStatus();
  PrintSync(session, outcome.totals, status);
  return NeedsPerson(status) ? model::Exit::kWaiting : model::Exit::kDone;
}

}  // namespace kruzhok::client
