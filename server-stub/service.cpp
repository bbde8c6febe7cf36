// SPDX-License-Identifier: MIT
#include "server-stub/service.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "server-stub/problem.h"
#include "sync/version.h"

namespace kruzhok::server {
namespace {

using nlohmann::ordered_json;

constexpr int kBusyRetryS = 2;      // Another writer has the file; it will be done soon.
constexpr int kStorageRetryS = 60;  // Somebody must do something about the disk first.

struct Status {
  model::ErrorCode code;
  int http;
};

constexpr Status kStatuses[] = {
    {"unauthorized", 401},     {"forbidden", 403},     {"not_allowed", 403},
    {"bad_code", 403},         {"revoked", 403},       {"no_such_address", 404},
    {"not_found", 404},        {"wrong_hub", 409},     {"already_exists", 409},
    {"already_joined", 409},   {"too_large", 413},     {"protocol_too_old", 426},
    {"protocol_too_new", 426}, {"server_failed", 500}, {"server_busy", 503},
};

bool HasType(const HttpRequest& request, std::string_view type) {
  const std::string_view given = request.content_type;
  return given.starts_with(type) &&
         (given.size() == type.size() || given[type.size()] == ';' || given[type.size()] == ' ');
}

HttpResponse WrongType(std::string_view wanted) {
  return Problem(415, {"bad_request", "Content-Type: " + std::string(wanted), ""});
}

HttpResponse ProblemOf(const model::Error& error) {
  HttpResponse response = Problem(StatusOf(error.code), error);
  // RFC 9110 wants these headers with these statuses.
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (response.status == 426)
    response.headers.emplace_back("Upgrade", "kruzhok/" + std::to_string(sync::kProtocolMax));
  return response;
}

ordered_json LimitsJson(const sync::Limits& limits) {
  return {{"body_bytes", limits.body_bytes},
          {"commit_bytes", limits.commit_bytes},
          {"commit_rows", limits.commit_rows}};
}

HttpResponse Json(const ordered_json& json) {
  HttpResponse response;
  response.body = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
  return response;
}

}  // namespace

int StatusOf(model::ErrorCode code) {
  for (const Status& status : kStatuses)
    if (status.code == code) return status.http;
  return code.exit() == model::Exit::kStorage ? 503 : 400;
}

Service::Service(Hub& hub, sync::Environment& environment, ServiceOptions options)
    : hub_(hub), environment_(environment), options_(std::move(options)), joins_(options_.joins) {}

HttpResponse Service::Handle(const HttpRequest& request) {
  HttpResponse response;
  try {
    response = Dispatch(request);
  } catch (const model::StorageError& error) {
    // The words are for the operator: they tell of files.
    if (options_.log) options_.log(std::string(error.code().name()) + ": " + error.what());
    response = Problem(503, {error.code(), "", ""},
                       error.code() == "storage_busy" ? kBusyRetryS : kStorageRetryS);
  }
  const std::lock_guard lock(mutex_);
  ++answers_[response.status];
  return response;
}

HttpResponse Service::Dispatch(const HttpRequest& request) {
  const bool post = request.path == "/v1/join" || request.path == "/v1/sync";
  const bool get = request.path == "/v1/health" || request.path == "/metrics";
  if (!post && !get) return Problem(404, {"no_such_address", request.path, ""});
  if (post ? request.method != "POST" : request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = Problem(405, {"bad_request", request.method, ""});
    response.headers.emplace_back("Allow", post ? "POST" : "GET, HEAD");
    return response;
  }
  if (request.path == "/v1/sync") return Sync(request);
  if (!request.complete) return Problem(400, {"connection_lost", "", ""});
  if (request.path == "/v1/join") return Join(request);
  return request.path == "/metrics" ? Metrics() : Health();
}

HttpResponse Service::Join(const HttpRequest& request) {
  const int64_t now_ms = environment_.NowMs();
  if (const int wait_s = joins_.WaitOf(request.peer, now_ms); wait_s > 0)
    return Problem(429, {"server_busy", "too many wrong codes", ""}, wait_s);
  if (!HasType(request, "application/json")) return WrongType("application/json");
  if (request.body.size() > sync::kMaxJoinBytes)
    return ProblemOf({"too_large", std::to_string(sync::kMaxJoinBytes), ""});
  const auto answer = hub_.Join(request.body);
  if (!answer) {
    joins_.CountFailure(request.peer, now_ms);
    return ProblemOf(answer.error());
  }
  ordered_json json = ordered_json::parse(*answer);
  json["limits"] = LimitsJson(options_.limits);
  return Json(json);
}

HttpResponse Service::Sync(const HttpRequest& request) {
  if (!HasType(request, sync::kContentType)) return WrongType(sync::kContentType);
  auto answer = hub_.Sync(request.token, request.body, request.complete);
  if (!answer) return ProblemOf(answer.error());
  HttpResponse response;
  response.content_type = sync::kContentType;
  response.body = std::move(*answer);
  return response;
}

HttpResponse Service::Health() {
  return Json({{"status", "ok"},
               {"version", sync::kVersion},
               {"protocol", {sync::kProtocolMin, sync::kProtocolMax}},
               {"district", hub_.district()},
               {"epoch", hub_.epoch()},
               {"limits", LimitsJson(options_.limits)}});
}

HttpResponse Service::Metrics() {
  HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = hub_.Metrics();
  response.body +=
      "# HELP kruzhok_http_answers_total Answers by status.\n"
      "# TYPE kruzhok_http_answers_total counter\n";
  const std::lock_guard lock(mutex_);
  for (const auto& [status, count] : answers_)
    response.body += "kruzhok_http_answers_total{status=\"" + std::to_string(status) + "\"} " +
                     std::to_string(count) + '\n';
  return response;
}

}  // namespace kruzhok::server
