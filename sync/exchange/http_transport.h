// SPDX-License-Identifier: MIT
// The transport over HTTP/1.1 with libcurl: TLS, proxies from the environment, time limits that
// tell a slow line from a dead one.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "sync/exchange/transport.h"

namespace kruzhok::sync {

struct HttpTransportOptions {
  std::string server;   // "https://hub.example" or "http://127.0.0.1:8080"; no path.
  std::string ca_file;  // PEM file of an own certificate authority; empty: the system's.
  std::string proxy{};  // "proxy.school:3128", a name and password before an @; empty: see below.
  // While it is true, posts end within a second: connection_lost. Outlives the transport.
  const std::atomic<bool>* stop = nullptr;
  int connect_timeout_s = 20;
  // Slower than `low_speed_bytes_s` for `low_speed_time_s` seconds, both directions together: the
  // line counts as dead (timeout). The hub's time to think counts too.
  int low_speed_bytes_s = 30;
  int low_speed_time_s = 60;
  // A longer body is cut off there, with `cut` = bad_answer: a hostile peer cannot fill memory.
  size_t max_reply_bytes = size_t{64} << 20;
};

// `insecure_address` when the scheme is plain http and the host is not loopback (127.0.0.0/8, ::1,
// localhost); `usage` when the address or that of the proxy cannot be read. The connection is kept
// open between posts. Without a proxy of its own it is that of http_proxy, https_proxy,
// HTTPS_PROXY, all_proxy; no_proxy holds for both. Plain http goes only through a proxy that is on
// loopback too. Redirects are answers, not followed. From then on the program ignores SIGPIPE,
// which a broken TLS line would raise.
model::Result<std::unique_ptr<Transport>> OpenHttpTransport(const HttpTransportOptions& options);

}  // namespace kruzhok::sync
