// SPDX-License-Identifier: MIT
#include "client/app/sync_runner.h"

#include <chrono>
#include <thread>

#include "sync/exchange/http_transport.h"
#include "sync/exchange/join.h"

namespace kruzhok::client {
namespace {

using Clock = std::chrono::steady_clock;

bool Sleep(int64_t milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  return true;
}

SyncTotals TotalsOf(const sync::Exchange& exchange, const sync::TransportCount& before,
                    const sync::TransportCount& now, Clock::time_point started) {
  const sync::ExchangeTotals& inner = exchange.totals();
  SyncTotals totals;
  totals.pushed = inner.pushed;
  totals.pulled = inner.pulled;
  totals.pending = inner.pending;
  totals.copied = inner.copied;
  totals.bytes_sent = now.sent - before.sent;
  totals.bytes_received = now.received - before.received;
  totals.requests = now.requests - before.requests;
  totals.milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
  return totals;
}

// Sends one request and tells the exchange what came of it.
void Post(sync::Exchange& exchange, sync::Transport& transport,
          const sync::TransportRequest& request) {
  const auto reply = transport.Post(request);
  if (!reply) return exchange.OnFailure(reply.error());
  if (reply->status == 200 && reply->content_type.starts_with(sync::kContentType))
    return exchange.OnAnswer(reply->body, !reply->cut);
  exchange.OnFailure(sync::ErrorOfReply(*reply), reply->retry_after_s);
}

// A computer that joined with a passport has still to introduce itself to the hub.
std::optional<model::Error> Introduce(sync::Replica& replica, sync::Transport& transport) {
  if (replica.membership().passport_secret.empty()) return std::nullopt;
  const sync::JoinRequest request = sync::PendingJoin(replica);
  const auto reply =
      transport.Post({"/v1/join", "application/json", "", sync::EncodeJoinRequest(request)});
  if (!reply) return reply.error();
  if (reply->status != 200 || reply->cut) return sync::ErrorOfReply(*reply);
  const auto answer = sync::DecodeJoinAnswer(reply->body);
  if (!answer) return answer.error();
  sync::Replica::Change change(replica);
  if (const auto joined = sync::TakeJoined(replica, request, *answer); !joined)
    return joined.error();
  change.Commit();
  return std::nullopt;
}

}  // namespace

model::Result<std::unique_ptr<sync::Transport>> OpenTransport(sync::Replica& replica,
                                                              const std::atomic<bool>* stop) {
  const sync::Membership& membership = replica.membership();
  if (!membership.joined) return model::Error{"not_joined"};
  if (membership.server.empty()) return model::Error{"no_server"};
  sync::HttpTransportOptions options;
  options.server = membership.server;
  options.ca_file = membership.ca_file;
  options.proxy = replica.Setting(kProxySetting);
  options.stop = stop;
  return sync::OpenHttpTransport(options);
}

std::optional<FileLock> LockExchange(const std::filesystem::path& folder) {
  return FileLock::Try(folder / "sync.lock");
}

SyncOutcome RunSync(sync::Replica& replica, sync::Transport& transport, const SyncHooks& hooks,
                    const sync::ExchangeOptions& options) {
  SyncOutcome outcome;
  if (!replica.membership().joined) {
    outcome.error = model::Error{"not_joined"};
    return outcome;
  }
  const auto started = Clock::now();
  const sync::TransportCount before = transport.count();
  if ((outcome.error = Introduce(replica, transport))) return outcome;
  sync::Exchange exchange(replica, options);
  const auto report = [&] {
    outcome.totals = TotalsOf(exchange, before, transport.count(), started);
    if (hooks.progress) hooks.progress(outcome.totals);
  };
  for (bool going = true; going;) {
    const sync::Instruction next = exchange.Next();
    switch (next.kind) {
      case sync::Instruction::Kind::kSend:
        Post(exchange, transport,
             {"/v1/sync", std::string(sync::kContentType), replica.membership().token, next.body});
        report();
        break;
      case sync::Instruction::Kind::kWait:
        report();
        outcome.stopped = !(hooks.wait ? hooks.wait(next.wait_ms) : Sleep(next.wait_ms));
        going = !outcome.stopped;
        break;
      case sync::Instruction::Kind::kDone:
        report();
        going = false;
        break;
      case sync::Instruction::Kind::kFailed:
        report();
        outcome.error = next.error ? next.error : model::Error{"connection_lost"};
        going = false;
        break;
    }
  }
  return outcome;
}

}  // namespace kruzhok::client
