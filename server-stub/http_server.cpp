// SPDX-License-Identifier: MIT
#include "server-stub/http_server.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <microhttpd.h>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "model/assert.h"
#include "server-stub/bearer_token.h"
#include "server-stub/platform/socket_address.h"
#include "server-stub/problem.h"
#include "server-stub/worker_pool.h"

namespace kruzhok::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kListenBacklog = 1024;
constexpr size_t kConnectionMemory = 16384;  // Buffers and headers of a connection; not its body.
// How much of a refused body is read on, so that the client comes to its answer: an answer in the
// middle of a body is lost together with the connection.
constexpr size_t kPatienceBytes = size_t{64} << 20;
constexpr int kRetryAfterSeconds = 5;
constexpr unsigned kDefaultGraceSeconds = 10;

enum class Stage {
  kReading,   // The body is coming.
  kRefused,   // `answer` is an error of the server's own; the rest of the body is thrown away.
  kWorking,   // Suspended in the network library, with a worker.
  kAnswered,  // The handler is done; `answer` is its answer.
  kDropped,   // Stop did not wait for it.
};

// One request from its headers to the last byte of its answer. Up to kWorking only the network
// thread writes it; the handler reads `request` while kWorking; `stage` and `answer` change under
// the server's mutex.
struct Pending {
  explicit Pending(std::atomic<size_t>& all_bodies) : buffered(all_bodies) {}
  ~Pending() { ForgetBody(); }
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;

  void ForgetBody() {
    buffered -= request.body.size();
    std::string().swap(request.body);
  }

  std::atomic<size_t>& buffered;
  MHD_Connection* connection = nullptr;
  HttpRequest request;
  HttpResponse answer;
  Stage stage = Stage::kReading;
  Clock::time_point deadline;
  size_t received = 0;   // Bytes of the body, those thrown away too.
  bool at_once = false;  // Refused, and the client is not to send its body.
};

std::string Header(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value == nullptr ? std::string() : value;
}

// The declared length of the body; a chunked one declares none.
size_t DeclaredLength(MHD_Connection* connection) {
  const std::string text = Header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

std::string PeerOf(MHD_Connection* connection) {
  const auto* found = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return found == nullptr ? std::string() : FormatSocketAddress(found->client_addr);
}

std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(file), {}};
  return file.bad() ? std::nullopt : std::optional(std::move(text));
}

class Server final : public HttpServer {
 public:
  Server(const HttpServerOptions& options, Handler handler)
      : options_(options), handler_(std::move(handler)), workers_(options.worker_threads) {}
  ~Server() override { Stop(kDefaultGraceSeconds); }

  model::Result<void> Listen();
  uint16_t port() const override { return port_; }
  void Stop(unsigned grace_s) override;

 private:
  bool tls() const { return !options_.tls_cert.empty() || !options_.tls_key.empty(); }
  static MHD_Result OnRequest(void* server, MHD_Connection* connection, const char* url,
                              const char* method, const char* version, const char* data,
                              size_t* size, void** context);
  static void OnCompleted(void* server, MHD_Connection* connection, void** context,
                          MHD_RequestTerminationCode how);
  static void OnLog(void* server, const char* format, va_list arguments);

  Pending* Begin(MHD_Connection* connection, const char* url, const char* method);
  MHD_Result TakeBody(Pending& pending, std::string_view bytes);
  MHD_Result Proceed(Pending& pending);
  MHD_Result SendAnswer(Pending& pending, bool close);
  void Complete(Pending& pending, bool cut);
  void Work(Pending& pending);
  HttpResponse Handle(const HttpRequest& request) const;
  HttpResponse TooLarge() const {
    return Problem(413, {"too_large", std::to_string(options_.max_body_bytes), ""});
  }

  const HttpServerOptions options_;
  const Handler handler_;
  uint16_t port_ = 0;
  std::atomic<size_t> buffered_{0};

  std::mutex mutex_;
  std::condition_variable drained_;
  std::unordered_map<Pending*, std::shared_ptr<Pending>> pending_;  // The requests in flight.
  bool stopping_ = false;
  bool dropping_ = false;  // Nothing may be suspended any more.

  std::mutex log_mutex_;
  bool starting_ = true;
  std::string
      log_;  // What the library says while it starts. Later it tells of broken lines: no news.

  std::mutex stop_mutex_;
  MHD_Daemon* daemon_ = nullptr;  // Changed by Listen and, under `stop_mutex_`, by Stop.
  WorkerPool workers_;            // Last: its threads use all the others.
};

model::Result<void> Server::Listen() {
  const std::string where = options_.address + ":" + std::to_string(options_.port);
  const auto address = SocketAddress::Parse(options_.address, options_.port);
  if (!address)
    return model::Error{"cannot_listen", where + ": not an address of this computer", ""};
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  if (address->is_ipv6()) flags |= options_.address == "::" ? MHD_USE_DUAL_STACK : MHD_USE_IPv6;

  std::string cert, key;
  if (tls()) {
    const std::pair<const std::string*, std::string*> files[] = {{&options_.tls_cert, &cert},
                                                                 {&options_.tls_key, &key}};
    for (const auto& [path, text] : files) {
      auto read = ReadFile(*path);
      if (!read) return model::Error{"file_unreadable", *path, ""};
      *text = std::move(*read);
    }
    flags |= MHD_USE_TLS;
  }
  MHD_OptionItem secure[] = {
      {MHD_OPTION_HTTPS_MEM_CERT, 0, cert.data()},  // Parsed at once, not kept.
      {MHD_OPTION_HTTPS_MEM_KEY, 0, key.data()},
      {MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>("NORMAL:-VERS-TLS1.0:-VERS-TLS1.1")},
      {MHD_OPTION_END, 0, nullptr}};
  MHD_OptionItem* const extra = tls() ? secure : secure + std::size(secure) - 1;
  // clang-format off
  daemon_ = MHD_start_daemon(
      flags, options_.port, nullptr, nullptr, &Server::OnRequest, this,
      MHD_OPTION_EXTERNAL_LOGGER, &Server::OnLog, this,  // First: it tells of the rest.
      MHD_OPTION_SOCK_ADDR, address->data(),
      MHD_OPTION_THREAD_POOL_SIZE, options_.network_threads,
      MHD_OPTION_CONNECTION_LIMIT, options_.max_connections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, options_.max_connections_per_address,
      MHD_OPTION_LISTEN_BACKLOG_SIZE, kListenBacklog,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory,
      MHD_OPTION_CONNECTION_TIMEOUT, options_.idle_timeout_s,
      MHD_OPTION_NOTIFY_COMPLETED, &Server::OnCompleted, this,
      MHD_OPTION_ARRAY, extra, MHD_OPTION_END);
  // clang-format on
  const std::lock_guard lock(log_mutex_);
  starting_ = false;
  if (daemon_ == nullptr) {
    // A listening socket comes first in the library, the certificate after it.
    if (!tls() || log_.find("bind") != log_.npos || log_.find("listen") != log_.npos)
      return model::Error{"cannot_listen", where + ": " + log_, ""};
    const std::string files = options_.tls_cert + ", " + options_.tls_key;
    return model::Error{"file_unreadable", files + ": " + log_, ""};
  }
  port_ = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port;
  return {};
}

void Server::Stop(unsigned grace_s) {
  const std::lock_guard stop_lock(stop_mutex_);
  if (daemon_ == nullptr) return;
  std::unique_lock lock(mutex_);
  stopping_ = true;
  lock.unlock();
  const MHD_socket listening = MHD_quiesce_daemon(daemon_);
  if (listening != MHD_INVALID_SOCKET) RefuseConnections(listening);
  lock.lock();
  drained_.wait_for(lock, std::chrono::seconds(grace_s), [this] { return pending_.empty(); });
  dropping_ = true;
  // The library stops the program when it is stopped with suspended connections.
  for (const auto& [pending, owner] : pending_) {
    if (pending->stage != Stage::kWorking) continue;
    pending->stage = Stage::kDropped;
    MHD_resume_connection(pending->connection);
  }
  lock.unlock();
  MHD_stop_daemon(daemon_);
  daemon_ = nullptr;
  if (listening != MHD_INVALID_SOCKET) CloseSocket(listening);
  workers_.Stop();
}

// Called by the library for the headers, for each piece of the body (`*size` > 0), at its end, and
// again after a resume.
MHD_Result Server::OnRequest(void* server, MHD_Connection* connection, const char* url,
                             const char* method, const char* /*version*/, const char* data,
                             size_t* size, void** context) {
  Server& self = *static_cast<Server*>(server);
  if (*context == nullptr) {
    Pending* pending = self.Begin(connection, url, method);
    *context = pending;
    return pending->at_once ? self.SendAnswer(*pending, true) : MHD_YES;
  }
  Pending& pending = *static_cast<Pending*>(*context);
  if (*size == 0) return self.Proceed(pending);
  const std::string_view bytes(data, *size);
  *size = 0;
  return self.TakeBody(pending, bytes);
}

void Server::OnCompleted(void* server, MHD_Connection* /*connection*/, void** context,
                         MHD_RequestTerminationCode how) {
  if (*context == nullptr) return;
  Pending& pending = *static_cast<Pending*>(*context);
  *context = nullptr;
  static_cast<Server*>(server)->Complete(pending, how != MHD_REQUEST_TERMINATED_COMPLETED_OK);
}

void Server::OnLog(void* server, const char* format, va_list arguments) {
  Server& self = *static_cast<Server*>(server);
  char line[256];
  const int written = std::vsnprintf(line, sizeof line, format, arguments);
  const std::lock_guard lock(self.log_mutex_);
  if (written <= 0 || !self.starting_ || self.log_.size() > sizeof line) return;
  self.log_ += line;
  while (!self.log_.empty() && self.log_.back() == '\n') self.log_.pop_back();
}

Pending* Server::Begin(MHD_Connection* connection, const char* url, const char* method) {
  auto pending = std::make_shared<Pending>(buffered_);
  pending->connection = connection;
  pending->deadline = Clock::now() + std::chrono::seconds(options_.body_deadline_s);
  HttpRequest& request = pending->request;
  request.method = method;
  request.path = url;
  request.content_type = Header(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
  request.token = BearerToken(Header(connection, MHD_HTTP_HEADER_AUTHORIZATION));
  request.peer = PeerOf(connection);
  const size_t length = DeclaredLength(connection);
  const std::lock_guard lock(mutex_);
  if (stopping_) {
    pending->answer = Problem(503, {"server_busy", "stopping", ""}, kRetryAfterSeconds);
    pending->stage = Stage::kRefused;
    pending->at_once = true;
  } else if (length > options_.max_body_bytes) {
    pending->answer = TooLarge();
    pending->stage = Stage::kRefused;
    pending->at_once = length - options_.max_body_bytes > kPatienceBytes ||
                       !Header(connection, MHD_HTTP_HEADER_EXPECT).empty();
  }
  return pending_.emplace(pending.get(), pending).first->first;
}

MHD_Result Server::TakeBody(Pending& pending, std::string_view bytes) {
  if (Clock::now() > pending.deadline) return MHD_NO;
  pending.received += bytes.size();
  if (pending.received > options_.max_body_bytes + kPatienceBytes) return MHD_NO;
  const std::lock_guard lock(mutex_);
  if (pending.stage != Stage::kReading) return MHD_YES;
  if (pending.received > options_.max_body_bytes) {
    pending.answer = TooLarge();
  } else if (buffered_ + bytes.size() > options_.max_buffered_bytes) {
    pending.answer = Problem(503, {"server_busy", "", ""}, kRetryAfterSeconds);
  } else {
    buffered_ += bytes.size();
    pending.request.body += bytes;
    // The library overlooks an end that comes together with the last bytes, until the line has been
    // idle for long. After a resume it asks the system anew. With TLS it reads on by itself.
    if (!tls() && !dropping_) {
      MHD_suspend_connection(pending.connection);
      MHD_resume_connection(pending.connection);
    }
    return MHD_YES;
  }
  pending.stage = Stage::kRefused;
  pending.ForgetBody();
  return MHD_YES;
}

// The body is whole, or the connection was resumed.
MHD_Result Server::Proceed(Pending& pending) {
  std::unique_lock lock(mutex_);
  switch (pending.stage) {
    case Stage::kReading: {
      if (dropping_) return MHD_NO;
      pending.stage = Stage::kWorking;
      MHD_suspend_connection(pending.connection);
      std::shared_ptr<Pending> shared = pending_.at(&pending);
      lock.unlock();
      workers_.Submit([this, shared = std::move(shared)] { Work(*shared); });
      return MHD_YES;
    }
    case Stage::kWorking:
      return MHD_YES;
    case Stage::kDropped:
      return MHD_NO;
    case Stage::kRefused:
    case Stage::kAnswered:
      break;
  }
  const bool close = stopping_;
  lock.unlock();
  return SendAnswer(pending, close);
}

// `answer` stays with `pending` until the library has sent it, so that it need not be copied.
MHD_Result Server::SendAnswer(Pending& pending, bool close) {
  const HttpResponse& answer = pending.answer;
  MHD_Response* response = MHD_create_response_from_buffer(
      answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_PERSISTENT);
  if (response == nullptr) return MHD_NO;
  if (!answer.content_type.empty())
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.content_type.c_str());
  for (const auto& [name, value] : answer.headers)
    MHD_add_response_header(response, name.c_str(), value.c_str());
  if (close) MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  const MHD_Result queued =
      MHD_queue_response(pending.connection, static_cast<unsigned>(answer.status), response);
  MHD_destroy_response(response);
  return queued;
}

// The last that the library says of a request; `pending` may be gone afterwards.
void Server::Complete(Pending& pending, bool cut) {
  std::shared_ptr<Pending> owner;
  {
    const std::lock_guard lock(mutex_);
    const auto found = pending_.find(&pending);
    ASSERT(found != pending_.end());
    owner = std::move(found->second);
    pending_.erase(found);
    if (pending_.empty()) drained_.notify_all();
  }
  if (!cut || pending.stage != Stage::kReading || pending.request.body.empty()) return;
  pending.request.complete = false;
  workers_.Submit([this, owner = std::move(owner)] { Handle(owner->request); });
}

void Server::Work(Pending& pending) {
  {
    const std::lock_guard lock(mutex_);
    if (pending.stage == Stage::kDropped) return;
  }
  HttpResponse answer = Handle(pending.request);
  pending.ForgetBody();
  const std::lock_guard lock(mutex_);
  if (pending.stage == Stage::kDropped) return;
  pending.answer = std::move(answer);
  pending.stage = Stage::kAnswered;
  MHD_resume_connection(pending.connection);
}

HttpResponse Server::Handle(const HttpRequest& request) const {
  try {
    return handler_(request);
  } catch (const std::exception& error) {
    return Problem(500, {"server_failed", error.what(), ""});
  }
}

}  // namespace

model::Result<std::unique_ptr<HttpServer>> HttpServer::Start(const HttpServerOptions& options,
                                                             Handler handler) {
  auto server = std::make_unique<Server>(options, std::move(handler));
  if (auto listening = server->Listen(); !listening) return listening.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace kruzhok::server
