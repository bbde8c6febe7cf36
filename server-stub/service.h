// SPDX-License-Identifier: MIT
// The hub over HTTP: which address asks what of it, and how its answers and refusals read there.
// Knows nothing of sockets.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "server-stub/http_server.h"
#include "server-stub/hub.h"
#include "server-stub/join_limit.h"

namespace kruzhok::server {

struct ServiceOptions {
  JoinLimitOptions joins;
  sync::Limits limits;  // Those of the hub.
  // Told of what the operator should know (a failing disk); one line at a time, from any thread.
  std::function<void(const std::string&)> log;
};

// All methods may be called from any thread. The hub and the environment must outlive it.
class Service {
 public:
  Service(Hub& hub, sync::Environment& environment, ServiceOptions options = {});

  HttpResponse Handle(const HttpRequest& request);

 private:
  HttpResponse Dispatch(const HttpRequest& request);
  HttpResponse Join(const HttpRequest& request);
  HttpResponse Sync(const HttpRequest& request);
  HttpResponse Health();
  HttpResponse Metrics();

  Hub& hub_;
  sync::Environment& environment_;
  const ServiceOptions options_;
  JoinLimit joins_;
  std::mutex mutex_;
  std::map<int, int64_t> answers_;  // By status.
};

// The HTTP status that tells the error: 401 "join again", 403 "not yours", 409 "another epoch or
// site", 413 "smaller", 426 "upgrade", 503 "come back later"; 400 where there is none of its own.
int StatusOf(model::ErrorCode code);

}  // namespace kruzhok::server
