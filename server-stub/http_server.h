// SPDX-License-Identifier: MIT
// An HTTP/1.1 server that does not starve: slow clients cost a socket each, not a thread. It knows
// nothing of Kruzhok: it hands whole requests to a handler and writes the handler's answers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/result.h"
#include "sync/namespace.h"

namespace kruzhok::server {

struct HttpRequest {
  std::string method;
  std::string path;  // Without the query.
  std::string content_type;
  std::string token;  // Out of "Authorization: Bearer TOKEN"; empty when there is none.
  std::string peer;   // The address that the request came from, without the port.
  std::string body;
  // False: the line was cut in the middle of the body; `body` is what came, nobody will read the
  // answer.
  bool complete = true;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;     // 0 picks a free one.
  std::string tls_cert;  // PEM file; with tls_key: https.
  std::string tls_key;
  unsigned network_threads = 2;
  unsigned worker_threads = 4;
  // A longer body is answered 413 too_large.
  size_t max_body_bytes = size_t{16} << 20;
  // All bodies in memory together. What comes over it is answered 503 server_busy.
  size_t max_buffered_bytes = size_t{512} << 20;
  unsigned idle_timeout_s = 30;
  // A body that is not whole by then is cut: dribblers do not live for ever.
  unsigned body_deadline_s = 600;
  unsigned max_connections = 4000;
  unsigned max_connections_per_address = 1000;
};

// Runs from Start until Stop or destruction. All methods may be called from any thread.
class HttpServer {
 public:
  // Called on a worker thread, several at once, when the whole body has come. Requests cut in the
  // middle of the body (complete == false) come too, so that whole frames in them need not be sent
  // again. What it throws is answered 500 server_failed.
  using Handler = std::function<HttpResponse(const HttpRequest&)>;

  // cannot_listen (the address and the reason in detail), file_unreadable for the certificate or
  // key. Errors that the server answers by itself are application/problem+json with a stable code.
  static model::Result<std::unique_ptr<HttpServer>> Start(const HttpServerOptions& options,
                                                          Handler handler);
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;
  // Takes no new connection, lets requests in flight get their answers (at most `grace_s` seconds),
  // ends. Waits for running handlers, however long they take. A second call does nothing. Not to be
  // called by a handler.
  virtual void Stop(unsigned grace_s = 10) = 0;
};

}  // namespace kruzhok::server
