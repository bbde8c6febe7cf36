// SPDX-License-Identifier: MIT
#include "server-stub/problem.h"

#include <string>

#include <nlohmann/json.hpp>

namespace kruzhok::server {
namespace {

const char* Title(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 401:
      return "Join again";
    case 403:
      return "Not yours";
    case 404:
      return "No such address";
    case 405:
      return "No such method here";
    case 409:
      return "Another epoch or site";
    case 413:
      return "Too large: send less at once";
    case 426:
      return "Upgrade needed";
    case 429:
      return "Too many requests";
    case 503:
      return "Busy: come back later";
    default:
      return status >= 500 ? "The hub failed" : "Refused";
  }
}

}  // namespace

HttpResponse Problem(int status, const model::Error& error, int retry_after_s) {
  nlohmann::ordered_json problem = {{"type", "about:blank"},
                                    {"title", Title(status)},
                                    {"status", status},
                                    {"code", std::string(error.code.name())}};
  if (!error.detail.empty()) problem["detail"] = error.detail;
  if (!error.field.empty()) problem["field"] = error.field;
  HttpResponse response;
  response.status = status;
  response.content_type = "application/problem+json";
  // A detail can quote bytes of the peer that are no UTF-8.
  response.body = problem.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  if (retry_after_s > 0)
    response.headers.emplace_back("Retry-After", std::to_string(retry_after_s));
  return response;
}

}  // namespace kruzhok::server
