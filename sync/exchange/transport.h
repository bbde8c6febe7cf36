// SPDX-License-Identifier: MIT
// How bytes get to the hub and back. The exchange core knows nothing of it; http_transport.h is the
// real one, tests have their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/result.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

struct TransportRequest {
  std::string path;          // "/v1/sync"
  std::string content_type;  // "application/json" or "application/x-kruzhok"
  std::string token;         // The bearer token; empty: no Authorization header.
  std::string body;
};

struct TransportReply {
  int status = 0;
  std::string content_type;
  std::string body;  // What has arrived, also when the line was cut in the middle.
  // Why the body is not whole; empty when it is. Whole frames of a cut body are good.
  std::optional<model::Error> cut;
  int retry_after_s = 0;  // From Retry-After (seconds or a date); 0: not said.
};

// Bytes with headers, as far as the transport can see them.
struct TransportCount {
  uint64_t sent = 0;
  uint64_t received = 0;
  uint64_t requests = 0;
};

// Used by one thread at a time.
class Transport {
 public:
  virtual ~Transport() = default;
  // An error when no answer has begun (its headers are not whole): unreachable, timeout,
  // connection_lost, tls_failed, proxy_refused, bad_answer (no HTTP). Any status is an answer.
  virtual model::Result<TransportReply> Post(const TransportRequest& request) = 0;
  virtual TransportCount count() const = 0;
};

}  // namespace kruzhok::sync
