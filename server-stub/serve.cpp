// SPDX-License-Identifier: MIT
// The command `run`: serves until it is told to stop.
#include <charconv>
#include <mutex>

#include <nlohmann/json.hpp>

#include "server-stub/platform/data_lock.h"
#include "server-stub/platform/one_heap.h"
#include "server-stub/platform/stop_signal.h"
#include "server-stub/service.h"
#include "server-stub/session.h"

namespace kruzhok::server {
namespace {

constexpr std::string_view kDefaultListen = "127.0.0.1:8080";

// "127.0.0.1:8080", "[::1]:8080".
model::Result<HttpServerOptions> ListenOptions(const Session& session) {
  const sync::Arguments& arguments = session.arguments();
  const std::string text =
      arguments.Has("--listen") ? arguments.Value("--listen") : std::string(kDefaultListen);
  const model::Error bad{"usage", text, {}, "server_bad_listen"};
  const size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return bad;
  HttpServerOptions options;
  options.address = text.substr(0, colon);
  const bool brackets = options.address.front() == '[' && options.address.back() == ']';
  if (brackets) options.address = options.address.substr(1, options.address.size() - 2);
  if (!brackets && options.address.find(':') != text.npos) return bad;
  const auto [end, failed] =
      std::from_chars(text.data() + colon + 1, text.data() + text.size(), options.port);
  if (failed != std::errc() || end != text.data() + text.size()) return bad;
  options.tls_cert = arguments.Value("--tls-cert");
  options.tls_key = arguments.Value("--tls-key");
  if (options.tls_cert.empty() != options.tls_key.empty())
    return model::Error{
        "usage", options.tls_key.empty() ? "--tls-key" : "--tls-cert", {}, "cli_option_missing"};
  return options;
}

bool IsLoopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

std::string Shown(const HttpServerOptions& options, uint16_t port) {
  const bool ipv6 = options.address.find(':') != options.address.npos;
  return (ipv6 ? '[' + options.address + ']' : options.address) + ':' + std::to_string(port);
}

}  // namespace

Outcome RunServe(Session& session) {
  auto listen = ListenOptions(session);
  if (!listen) return listen.error();
  if (listen->tls_cert.empty() && !IsLoopback(listen->address)) {
    session.set_hint(session.texts().Text("server.insecure_address.hint"));
    return model::Error{"insecure_address", listen->address, {}};
  }
  UseOneHeap();
  StopSignal stop;
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const auto lock = DataLock::Try(session.lock());
  if (!lock) return model::Error{"already_running", TextOf(session.folder()), {}};
  (*hub)->StartEpoch();

  std::mutex log;
  ServiceOptions options;
  options.limits = session.OptionsFor(session.database()).limits;
  options.log = [&](const std::string& line) {
    const std::lock_guard guard(log);
    session.err() << line << std::endl;
  };
  listen->max_body_bytes = options.limits.body_bytes;
  Service service(**hub, session.environment(), options);
  const auto server = HttpServer::Start(
      *listen, [&](const HttpRequest& request) { return service.Handle(request); });
  if (!server) return server.error();
  session.out() << "listening on " << Shown(*listen, (*server)->port()) << std::endl;
  stop.Wait();
  (*server)->Stop();
  return model::Exit::kDone;
}

}  // namespace kruzhok::server
