// SPDX-License-Identifier: MIT
#include "server-stub/http_server.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/socket.h"

namespace {

using server::HttpRequest;
using server::HttpResponse;
using server::HttpServer;
using server::HttpServerOptions;
using tests::Socket;

const std::string kTls = std::string(KRUZHOK_SOURCE_DIR) + "/tests/data/tls/";

std::unique_ptr<HttpServer> Start(HttpServer::Handler handler,
                                  const HttpServerOptions& options = {}) {
  auto server = HttpServer::Start(options, std::move(handler));
  if (!server) FAIL(server.error().code.name() << " " << server.error().detail);
  return std::move(*server);
}

std::string StartError(const HttpServerOptions& options) {
  const auto server = HttpServer::Start(options, [](const HttpRequest&) { return HttpResponse(); });
  return server ? "no error" : std::string(server.error().code.name());
}

HttpResponse Echo(const HttpRequest& request) {
  HttpResponse response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path + " " + request.body;
  return response;
}

std::string Head(size_t length, const std::string& more = "") {
  return "POST /v1/sync HTTP/1.1\r\nHost: hub\r\nContent-Length: " + std::to_string(length) +
         "\r\n" + more + "\r\n";
}

// Reads one answer with a Content-Length.
std::string ReadAnswer(const Socket& socket) {
  std::string answer;
  size_t whole = std::string::npos;
  while (answer.size() < whole) {
    const std::string piece = socket.Read();
    if (piece.empty()) break;
    answer += piece;
    const size_t end = answer.find("\r\n\r\n");
    const size_t length = answer.find("Content-Length: ");
    if (end != answer.npos && length < end)
      whole = end + 4 + std::stoul(answer.substr(length + 16));
  }
  return answer;
}

// A client whose request has begun for the server, which has `bytes` of its body of 4.
Socket Begin(const HttpServer& server, const std::string& bytes) {
  Socket socket = Socket::Connect(server.port());
  socket.Write(Head(4, "Expect: 100-continue\r\n"));
  CHECK(socket.Read().starts_with("HTTP/1.1 100 "));
  socket.Write(bytes);
  return socket;
}

std::string Ask(const HttpServer& server, const std::string& request) {
  const Socket socket = Socket::Connect(server.port());
  socket.Write(request);
  return ReadAnswer(socket);
}

nlohmann::json ProblemIn(const std::string& answer) {
  CHECK(answer.find("Content-Type: application/problem+json") != std::string::npos);
  return nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
}

// A door that handlers wait at until the test opens it.
class Door {
 public:
  void Pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void AwaitWaiting(int number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= number; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

}  // namespace

TEST_CASE("Server: a handler sees method, path, type, token, peer and body") {
  std::promise<HttpRequest> seen;
  const auto server = Start([&](const HttpRequest& request) {
    seen.set_value(request);
    HttpResponse response;
    response.status = 418;
    response.headers.emplace_back("Retry-After", "3");
    response.body = "pot";
    return response;
  });
  const std::string answer = Ask(*server,
                                 "POST /a%20b?c=d HTTP/1.1\r\nHost: hub\r\n"
                                 "Content-Type: application/x-kruzhok\r\n"
                                 "Authorization: bearer  T0ken\r\n"
                                 "Content-Length: 5\r\n\r\nhello");
  CHECK(answer.starts_with("HTTP/1.1 418 "));
  CHECK(answer.find("\r\nRetry-After: 3\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\npot"));
  const HttpRequest request = seen.get_future().get();
  CHECK(request.method == "POST");
  CHECK(request.path == "/a b");
  CHECK(request.content_type == "application/x-kruzhok");
  CHECK(request.token == "T0ken");
  CHECK(request.peer == "127.0.0.1");
  CHECK(request.body == "hello");
  CHECK(request.complete);
}

TEST_CASE("Server: a connection serves one request after the other") {
  const auto server = Start(Echo);
  const Socket socket = Socket::Connect(server->port());
  for (const std::string body : {"one", "two", ""}) {
    socket.Write(Head(body.size()) + body);
    CHECK(ReadAnswer(socket).ends_with("\r\n\r\nPOST /v1/sync " + body));
  }
  socket.Write("GET /v1/health HTTP/1.1\r\nHost: hub\r\n\r\n");
  CHECK(ReadAnswer(socket).ends_with("\r\n\r\nGET /v1/health "));
}

TEST_CASE("Server: many clients at once each get their own answer") {
  const auto server = Start(Echo);
  std::atomic<int> right{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 16; ++i)
    clients.emplace_back([&, i] {
      const Socket socket = Socket::Connect(server->port());
      for (int j = 0; j < 20; ++j) {
        const std::string body(static_cast<size_t>(i * 997 + j), 'x');
        socket.Write(Head(body.size()) + body);
        right += ReadAnswer(socket).ends_with("\r\n\r\nPOST /v1/sync " + body);
      }
    });
  for (std::thread& client : clients) client.join();
  CHECK(right == 16 * 20);
}

TEST_CASE("Server: as many handlers run at once as there are workers") {
  Door door;
  HttpServerOptions options;
  options.worker_threads = 3;
  const auto server =
      Start([&](const HttpRequest& request) { return door.Pass(), Echo(request); }, options);
  std::vector<Socket> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(Socket::Connect(server->port()));
    clients.back().Write(Head(1) + "x");
  }
  door.AwaitWaiting(3);
  door.Open();
  for (const Socket& client : clients) CHECK(ReadAnswer(client).starts_with("HTTP/1.1 200 "));
}

TEST_CASE("Server: half a body on 64 lines does not delay a whole request") {
  std::atomic<int> handled{0};
  const auto server = Start([&](const HttpRequest& request) { return ++handled, Echo(request); });
  std::vector<Socket> slow;
  for (int i = 0; i < 64; ++i) {
    slow.push_back(Socket::Connect(server->port()));
    slow.back().Write(Head(4) + "ab");
  }
  CHECK(Ask(*server, Head(5) + "quick").ends_with("quick"));
  CHECK(handled == 1);
  for (const Socket& client : slow) client.Write("cd");
  for (const Socket& client : slow) CHECK(ReadAnswer(client).ends_with("abcd"));
}

TEST_CASE("Server: a body over the limit is answered 413, told beforehand or not") {
  HttpServerOptions options;
  options.max_body_bytes = 1000;
  std::atomic<int> handled{0};
  const auto server =
      Start([&](const HttpRequest& request) { return ++handled, Echo(request); }, options);
  const std::string told = Ask(*server, Head(1001) + std::string(1001, 'x'));
  CHECK(told.starts_with("HTTP/1.1 413 "));
  const nlohmann::json problem = ProblemIn(told);
  CHECK(problem["code"] == "too_large");
  CHECK(problem["status"] == 413);
  CHECK(problem["type"] == "about:blank");
  CHECK(problem["title"].is_string());
  CHECK(problem["detail"] == "1000");
  const std::string chunk = "258\r\n" + std::string(600, 'x') + "\r\n";
  const std::string counted = Ask(*server,
                                  "POST / HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: "
                                  "chunked\r\n\r\n" +
                                      chunk + chunk + "0\r\n\r\n");
  CHECK(counted.starts_with("HTTP/1.1 413 "));
  CHECK(ProblemIn(counted)["code"] == "too_large");
  // Nobody waits for the body of a client that asks first, or that has too much of it.
  CHECK(Ask(*server, Head(1001, "Expect: 100-continue\r\n")).starts_with("HTTP/1.1 413 "));
  CHECK(Ask(*server, Head(size_t{1} << 40)).starts_with("HTTP/1.1 413 "));
  CHECK(handled == 0);
  CHECK(Ask(*server, Head(1000) + std::string(1000, 'y')).starts_with("HTTP/1.1 200 "));
}

TEST_CASE("Server: a body without an end is cut") {
  HttpServerOptions options;
  options.max_body_bytes = 1000;
  const auto server = Start(Echo, options);
  const Socket socket = Socket::Connect(server->port());
  socket.Write("POST / HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "258\r\n" + std::string(600, 'x') + "\r\n";
  while (socket.Write(chunk)) continue;
  SUCCEED("the server went away");
}

TEST_CASE("Server: bodies together over the limit of memory are answered 503") {
  Door door;
  HttpServerOptions options;
  options.max_buffered_bytes = 1500;
  const auto server =
      Start([&](const HttpRequest& request) { return door.Pass(), Echo(request); }, options);
  const Socket first = Socket::Connect(server->port());
  first.Write(Head(1000) + std::string(1000, 'a'));
  door.AwaitWaiting(1);
  const std::string busy = Ask(*server, Head(1000) + std::string(1000, 'b'));
  CHECK(busy.starts_with("HTTP/1.1 503 "));
  CHECK(busy.find("\r\nRetry-After: ") != std::string::npos);
  CHECK(ProblemIn(busy)["code"] == "server_busy");
  door.Open();
  CHECK(ReadAnswer(first).starts_with("HTTP/1.1 200 "));
  CHECK(Ask(*server, Head(1000) + std::string(1000, 'b')).starts_with("HTTP/1.1 200 "));
}

TEST_CASE("Server: a cut body reaches the handler with what came of it") {
  for (const std::string transfer :
       {"Content-Length: 9000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"}) {
    std::promise<HttpRequest> seen;
    const auto server =
        Start([&](const HttpRequest& request) { return seen.set_value(request), HttpResponse(); });
    Socket socket = Socket::Connect(server->port());
    socket.Write("POST /v1/sync HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer T\r\n" + transfer +
                 std::string(700, 'f'));
    socket.EndWriting();
    const HttpRequest request = seen.get_future().get();
    CHECK(!request.complete);
    CHECK(request.body == std::string(700, 'f'));
    CHECK(request.token == "T");
    CHECK(socket.ReadAll().empty());
  }
}

TEST_CASE("Server: a silent client is cut, and so is one that dribbles beyond the deadline") {
  HttpServerOptions options;
  SECTION("silent") {
    options.idle_timeout_s = 1;
  }
  SECTION("beyond the deadline") {
    options.body_deadline_s = 0;
  }
  std::promise<HttpRequest> seen;
  const auto server = Start(
      [&](const HttpRequest& request) { return seen.set_value(request), HttpResponse(); }, options);
  const Socket socket = Socket::Connect(server->port());
  socket.Write(Head(100) + "first");
  if (options.body_deadline_s == 0) {
    while (socket.Write("x")) continue;
  } else {
    CHECK(seen.get_future().get().body == "first");
  }
  CHECK(socket.ReadAll().empty());
}

TEST_CASE("Server: what a handler throws is answered 500") {
  const auto server = Start([](const HttpRequest& request) -> HttpResponse {
    throw std::runtime_error("no disk for " + request.path);
  });
  const std::string answer = Ask(*server, Head(0));
  CHECK(answer.starts_with("HTTP/1.1 500 "));
  CHECK(ProblemIn(answer)["code"] == "server_failed");
}

TEST_CASE("Server: one address may not take all connections") {
  HttpServerOptions options;
  options.max_connections_per_address = 3;
  const auto server = Start(Echo, options);
  std::vector<Socket> taken;
  for (int i = 0; i < 3; ++i) {
    taken.push_back(Socket::Connect(server->port()));
    taken.back().Write(Head(1) + "x");
    CHECK(ReadAnswer(taken.back()).starts_with("HTTP/1.1 200 "));
  }
  CHECK(Ask(*server, Head(1) + "x").empty());
}

TEST_CASE("Server: Stop lets requests in flight finish and takes no new ones") {
  Door door;
  const auto server = Start([&](const HttpRequest& request) { return door.Pass(), Echo(request); });
  const uint16_t port = server->port();
  const Socket working = Begin(*server, "work"), reading = Begin(*server, "ha");
  door.AwaitWaiting(1);
  std::thread stopping([&] { server->Stop(60); });
  while (Socket::Connect(port).is_open()) std::this_thread::yield();
  reading.Write("lf");
  door.Open();
  const std::string answer = working.ReadAll();
  CHECK(answer.ends_with("work"));
  CHECK(answer.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(reading.ReadAll().ends_with("half"));
  stopping.join();
  server->Stop();
}

TEST_CASE("Server: Stop does not wait longer than it is told, and what was cut by it is handled") {
  Door door;
  std::atomic<int> cut{0};
  HttpServerOptions options;
  options.worker_threads = 1;
  const auto server = Start(
      [&](const HttpRequest& request) {
        if (request.complete) door.Pass();
        cut += !request.complete;
        return Echo(request);
      },
      options);
  const Socket working = Begin(*server, "work");
  door.AwaitWaiting(1);
  const Socket queued = Begin(*server, "wait"), half = Begin(*server, "ha");
  std::thread opening([&] {
    CHECK(working.ReadAll().empty());  // Its line is cut before its handler is done.
    door.Open();
  });
  server->Stop(1);
  opening.join();
  CHECK(queued.ReadAll().empty());
  CHECK(half.ReadAll().empty());
  CHECK(cut == 1);
}

TEST_CASE("Server: it listens where it is told, or says why it cannot") {
  HttpServerOptions options;
  for (const char* address : {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"}) {
    options.address = address;
    CHECK(StartError(options) == "no error");
  }
  const auto server = Start(Echo);
  CHECK(server->port() != 0);
  options.address = "127.0.0.1";
  options.port = server->port();
  CHECK(StartError(options) == "cannot_listen");
  const auto again = HttpServer::Start(options, Echo);
  CHECK(again.error().detail.starts_with("127.0.0.1:" + std::to_string(server->port()) + ": "));
  options = {};
  for (const char* address : {"203.0.113.7", "hub.example", ""}) {
    options.address = address;
    CHECK(StartError(options) == "cannot_listen");
  }
}

TEST_CASE("Server: TLS needs a certificate and its key") {
  HttpServerOptions options;
  options.tls_cert = kTls + "hub.pem";
  CHECK(StartError(options) == "file_unreadable");
  options.tls_key = kTls + "no-such.pem";
  CHECK(StartError(options) == "file_unreadable");
  options.tls_key = kTls + "README.md";
  CHECK(StartError(options) == "file_unreadable");
  options.tls_key = kTls + "hub-key.pem";
  const auto server = Start(Echo, options);
  // A client that breaks the handshake, or speaks plain, harms nobody.
  CHECK(Ask(*server, Head(0)).find("200") == std::string::npos);
  options.port = server->port();
  CHECK(StartError(options) == "cannot_listen");
}
