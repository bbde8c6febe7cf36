// SPDX-License-Identifier: MIT
#include "sync/exchange/http_transport.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "server-stub/http_server.h"
#include "tests/support/hostile_peer.h"

namespace {

using namespace tests;

const std::string kTls = std::string(KRUZHOK_SOURCE_DIR) + "/tests/data/tls/";

// Sets a variable of the environment for the time of its life.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  Environment(const Environment&) = delete;
  ~Environment() { unsetenv(name_); }

 private:
  const char* name_;
};

sync::HttpTransportOptions Impatient(std::string server) {
  sync::HttpTransportOptions options;
  options.server = std::move(server);
  options.connect_timeout_s = 2;
  options.low_speed_time_s = 1;
  return options;
}

std::unique_ptr<sync::Transport> Open(const sync::HttpTransportOptions& options) {
  auto transport = sync::OpenHttpTransport(options);
  INFO(options.server);
  REQUIRE(transport);
  return std::move(*transport);
}

model::Result<sync::TransportReply> Post(const sync::HttpTransportOptions& options) {
  return Open(options)->Post({"/v1/sync", "application/json", "secret", R"({"n":1})"});
}

std::string ErrorOf(const model::Result<sync::TransportReply>& reply) {
  return reply ? "no error" : std::string(reply.error().code.name());
}

std::string ErrorOf(Script script) {
  const HostilePeer peer(std::move(script));
  const auto reply = Post(Impatient(peer.url()));
  if (!reply) CHECK(reply.error().detail.find(peer.url()) != std::string::npos);
  return ErrorOf(reply);
}

std::string OpeningError(const std::string& server) {
  const auto transport = sync::OpenHttpTransport(Impatient(server));
  return transport ? "no error" : std::string(transport.error().code.name());
}

uint16_t FreePort() {
  return Socket::Listen().port();
}

server::HttpServerOptions Secure() {
  server::HttpServerOptions options;
  options.tls_cert = kTls + "hub.pem";
  options.tls_key = kTls + "hub-key.pem";
  return options;
}

server::HttpResponse Echo(const server::HttpRequest& request) {
  server::HttpResponse response;
  response.body = request.path + " " + request.token + " " + request.body;
  return response;
}

}  // namespace

TEST_CASE("Client: a request carries its path, type, token and body, and waits for no 100") {
  const HostilePeer peer(
      Answer("HTTP/1.1 429 Slow down\r\nContent-Type: application/x-kruzhok\r\n"
             "Retry-After: 17\r\nContent-Length: 4\r\n\r\nbusy"));
  const auto reply = Post(Impatient(peer.url() + "/"));
  REQUIRE(reply);
  CHECK(reply->status == 429);
  CHECK(reply->content_type == "application/x-kruzhok");
  CHECK(reply->body == "busy");
  CHECK(reply->retry_after_s == 17);
  CHECK(!reply->cut);
  const std::string heard = peer.heard();
  CHECK(heard.starts_with("POST /v1/sync HTTP/1.1\r\n"));
  CHECK(heard.find("\r\nAuthorization: Bearer secret\r\n") != std::string::npos);
  CHECK(heard.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
  CHECK(heard.find("Expect") == std::string::npos);
  CHECK(heard.ends_with("\r\n\r\n{\"n\":1}"));
}

TEST_CASE("Client: posts share one connection, and every byte of them is counted") {
  const std::string answer = Reply(200, "text/plain", "yes");
  const HostilePeer peer(Answer(answer));
  const auto transport = Open(Impatient(peer.url()));
  for (int i = 0; i < 3; ++i) CHECK(transport->Post({"/v1/sync", "text/plain", "", "ping"}));
  CHECK(peer.connections() == 1);
  CHECK(transport->count().requests == 3);
  CHECK(transport->count().sent == peer.heard().size());
  CHECK(transport->count().received == 3 * answer.size());
}

TEST_CASE("Client: a big body goes out whole although the answer comes at its end") {
  const auto server = server::HttpServer::Start({}, Echo);
  REQUIRE(server);
  const auto transport = Open(Impatient("http://127.0.0.1:" + std::to_string((*server)->port())));
  const std::string body(3'000'000, 'x');
  const auto reply = transport->Post({"/big", "text/plain", "t", body});
  REQUIRE(reply);
  CHECK(reply->body == "/big t " + body);
}

TEST_CASE("Client: a body that the hub finds too large brings its refusal, not a broken line") {
  server::HttpServerOptions options = Secure();
  options.max_body_bytes = 1000;
  const auto server = server::HttpServer::Start(options, Echo);
  REQUIRE(server);
  sync::HttpTransportOptions client =
      Impatient("https://localhost:" + std::to_string((*server)->port()));
  client.ca_file = kTls + "hub.pem";
  for (int i = 0; i < 5; ++i) {
    const auto reply = Open(client)->Post({"/", "a/b", "", std::string(3'000'000, 'x')});
    REQUIRE(reply);
    CHECK(reply->status == 413);
  }
}

TEST_CASE("Client: each way in which there is no answer has its own code") {
  CHECK(ErrorOf(Post(Impatient("http://127.0.0.1:" + std::to_string(FreePort())))) ==
        "unreachable");
  CHECK(ErrorOf(Post(Impatient("https://no-such-host.invalid"))) == "unreachable");
  CHECK(ErrorOf(HangAfterAccept()) == "timeout");
  CHECK(ErrorOf({ReadRequest()}) == "connection_lost");
  CHECK(ErrorOf({ReadRequest(), Reset()}) == "connection_lost");
  CHECK(ErrorOf(CutAfter(25, Reply(200, "text/plain", "cut in its headers"))) == "connection_lost");
  CHECK(ErrorOf({ReadRequest(), Send("SSH-2.0-OpenSSH_9.2\r\n")}) == "bad_answer");
  CHECK(ErrorOf(Answer(Reply(407, "text/html", "who are you?"))) == "proxy_refused");
}

TEST_CASE("Client: any status is an answer, and a redirect is not followed") {
  const HostilePeer html(AnswerHtml()), failing(AnswerServerError());
  const HostilePeer moved(
      Answer("HTTP/1.1 302 Found\r\nLocation: " + html.url() + "\r\nContent-Length: 0\r\n\r\n"));
  CHECK(Post(Impatient(html.url()))->content_type == "text/html");
  CHECK(Post(Impatient(failing.url()))->status == 500);
  CHECK(Post(Impatient(moved.url()))->status == 302);
  CHECK(html.connections() == 1);
}

TEST_CASE("Client: what came before the line broke is kept, with the reason") {
  const std::string whole = Reply(200, "application/x-kruzhok", std::string(5000, 'f'));
  const size_t head = whole.size() - 5000;
  const HostilePeer cut(CutAfter(head + 1234, whole)), hanging(HangInBody("half"));
  const HostilePeer reset({ReadRequest(), Send(ReplyPromising(9, 200, "a/b", "ab")), Reset()});
  const HostilePeer chunked(
      {ReadRequest(), Send("HTTP/1.1 200 Ok\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n")});

  const auto first = Post(Impatient(cut.url()));
  REQUIRE(first);
  CHECK(first->body == std::string(1234, 'f'));
  REQUIRE(first->cut);
  CHECK(first->cut->code == model::ErrorCode("connection_lost"));
  CHECK(first->content_type == "application/x-kruzhok");

  const auto second = Post(Impatient(hanging.url()));
  REQUIRE(second);
  CHECK(second->body == "half");
  REQUIRE(second->cut);
  CHECK(second->cut->code == model::ErrorCode("timeout"));

  for (const HostilePeer* peer : {&reset, &chunked}) {
    const auto reply = Post(Impatient(peer->url()));
    REQUIRE(reply);
    REQUIRE(reply->cut);
    CHECK(reply->cut->code == model::ErrorCode("connection_lost"));
  }
}

TEST_CASE("Client: after a broken line the next post takes a new one") {
  const HostilePeer peer(
      std::vector{CutAfter(50, Reply(200, "a/b", "cut")), Answer(Reply(200, "a/b", "whole"))});
  const auto transport = Open(Impatient(peer.url()));
  static_cast<void>(transport->Post({"/", "a/b", "", ""}));
  const auto reply = transport->Post({"/", "a/b", "", ""});
  REQUIRE(reply);
  CHECK(reply->body == "whole");
}

TEST_CASE("Client: an answer over the limit is cut off as a bad one") {
  const HostilePeer peer(Answer(Reply(200, "a/b", std::string(100'000, 'z'))));
  sync::HttpTransportOptions options = Impatient(peer.url());
  options.max_reply_bytes = 1000;
  const auto reply = Post(options);
  REQUIRE(reply);
  CHECK(reply->body == std::string(1000, 'z'));
  REQUIRE(reply->cut);
  CHECK(reply->cut->code == model::ErrorCode("bad_answer"));
  options.max_reply_bytes = 100'000;
  CHECK(!Post(options)->cut);
}

TEST_CASE("Client: plain http goes to loopback only, and an address has no path") {
  for (const char* server : {"http://hub.example", "http://128.0.0.1:80", "http://127.evil.example",
                             "http://0.0.0.0", "http://127.0.0.1.evil.example", "http://[::2]",
                             "http://localhost.evil.example", "http://2130706434"})
    CHECK(OpeningError(server) ==
          (std::string(server) == "http://2130706434" ? "no error" : "insecure_address"));
  for (const char* server : {"http://127.0.0.1:8080", "http://127.8.9.1", "http://[::1]:80",
                             "http://localhost", "HTTP://LOCALHOST:81/", "https://hub.example"})
    CHECK(OpeningError(server) == "no error");
  for (const char* server : {"", "hub.example", "ftp://hub.example", "https://", "https://a/b",
                             "https://a?b", "https://me:word@hub.example", "https://a:99999"})
    CHECK(OpeningError(server) == "usage");
}

TEST_CASE("Client: a token cannot bring headers of its own") {
  const HostilePeer peer(AnswerHtml());
  const auto reply = Open(Impatient(peer.url()))->Post({"/", "a/b", "x\r\nEvil: 1", ""});
  CHECK(ErrorOf(reply) == "unauthorized");
  CHECK(peer.connections() == 0);
}

TEST_CASE("Client: TLS is trusted by the own authority only") {
  const auto server = server::HttpServer::Start(Secure(), Echo);
  REQUIRE(server);
  const std::string port = std::to_string((*server)->port());
  sync::HttpTransportOptions options = Impatient("https://localhost:" + port);
  CHECK(ErrorOf(Post(options)) == "tls_failed");
  options.ca_file = kTls + "no-such.pem";
  CHECK(ErrorOf(Post(options)) == "tls_failed");
  options.ca_file = kTls + "hub.pem";
  const auto reply = Post(options);
  REQUIRE(reply);
  CHECK(reply->body == R"(/v1/sync secret {"n":1})");
  options.server = "https://127.1.2.3:" + port;  // Not a name of the certificate.
  CHECK(ErrorOf(Post(options)) != "no error");
}

TEST_CASE("Client: a broken handshake is a broken line, a wrong one is not") {
  const Step hello = [](Connection& connection) { connection.socket.Read(); };
  const HostilePeer closing(Script{hello}), resetting(Script{hello, Reset()});
  const HostilePeer hanging(HangAfterAccept());
  const HostilePeer plain(Script{Send("HTTP/1.1 400 Bad\r\n\r\n"), Hang()});
  const auto code = [](const HostilePeer& peer) {
    return ErrorOf(Post(Impatient("https://127.0.0.1:" + std::to_string(peer.port()))));
  };
  CHECK(code(closing) == "connection_lost");
  CHECK(code(resetting) == "connection_lost");
  CHECK(code(hanging) == "timeout");
  CHECK(code(plain) == "tls_failed");
}

TEST_CASE("Client: the proxy of the environment is used, with its password, except for no_proxy") {
  const HostilePeer hub(AnswerHtml()), proxy(AnswerServerError());
  const Environment http("http_proxy", "http://me:word@127.0.0.1:" + std::to_string(proxy.port()));
  CHECK(Post(Impatient(hub.url()))->status == 500);
  CHECK(proxy.heard().starts_with("POST " + hub.url() + "/v1/sync HTTP/1.1\r\n"));
  const Environment none("no_proxy", "127.0.0.1");
  CHECK(Post(Impatient(hub.url()))->status == 200);
}

TEST_CASE(
    "Client: a proxy of one's own goes before that of the environment, and must be readable") {
  const HostilePeer hub(AnswerHtml()), proxy(AnswerServerError()), other(AnswerHtml());
  const Environment http("http_proxy", other.url());
  sync::HttpTransportOptions options = Impatient(hub.url());
  options.proxy = "me:word@127.0.0.1:" + std::to_string(proxy.port());
  CHECK(Post(options)->status == 500);
  CHECK(proxy.heard().starts_with("POST " + hub.url() + "/v1/sync HTTP/1.1\r\n"));
  options.proxy = "proxy.invalid:3128";
  CHECK(Post(options)->status == 200);  // Plain http stays on this computer.
  options.proxy = "http://a b:99999999";
  CHECK(sync::OpenHttpTransport(options).error().code.name() == "usage");
}

TEST_CASE("Client: plain http does not leave the computer through a proxy elsewhere") {
  const HostilePeer hub(AnswerHtml());
  const Environment http("http_proxy", "http://proxy.invalid:3128");
  CHECK(Post(Impatient(hub.url()))->status == 200);
}

TEST_CASE("Client: https goes through a CONNECT proxy, which sees no token") {
  const auto server = server::HttpServer::Start(Secure(), Echo);
  REQUIRE(server);
  const HostilePeer proxy(ConnectProxy((*server)->port()));
  const Environment https("https_proxy", proxy.url());
  sync::HttpTransportOptions options = Impatient("https://hub.test");
  options.ca_file = kTls + "hub.pem";
  const auto reply = Post(options);
  REQUIRE(reply);
  CHECK(reply->body == R"(/v1/sync secret {"n":1})");
  CHECK(proxy.heard().starts_with("CONNECT hub.test:443 HTTP/1.1\r\n"));
  CHECK(proxy.heard().find("secret") == std::string::npos);
}

TEST_CASE("Client: a proxy that refuses is told from a hub that is not there") {
  const HostilePeer password(
      Answer("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"school\""
             "\r\nContent-Length: 0\r\n\r\n"));
  const HostilePeer forbidding(Answer(Reply(403, "text/html", "no")));
  for (const HostilePeer* proxy : {&password, &forbidding}) {
    const Environment https("HTTPS_PROXY", proxy->url());
    CHECK(ErrorOf(Post(Impatient("https://hub.test"))) == "proxy_refused");
  }
  const Environment http("http_proxy", password.url());
  CHECK(ErrorOf(Post(Impatient("http://127.0.0.1:1"))) == "proxy_refused");
}

TEST_CASE("Client: over a line that is cut again and again each post ends with a known result") {
  const auto server = server::HttpServer::Start({}, Echo);
  REQUIRE(server);
  CuttingProxy line((*server)->port(), 7, 1, 3000);
  const auto transport = Open(Impatient(line.url()));
  int whole = 0;
  for (int i = 0; i < 40; ++i) {
    const auto reply = transport->Post({"/p", "a/b", "t", std::string(1500, 'b')});
    if (!reply) CHECK(ErrorOf(reply) == "connection_lost");
    if (reply && reply->cut) CHECK(reply->cut->code == model::ErrorCode("connection_lost"));
    whole += reply && !reply->cut;
  }
  CHECK(whole > 0);
  CHECK(line.cuts() > 10);
  line.StopCutting();
  static_cast<void>(transport->Post({"/p", "a/b", "t", "the old connection may have to be cut"}));
  const uint64_t before = transport->count().received;
  const uint64_t passed = line.bytes_from_target();
  CHECK(transport->Post({"/p", "a/b", "t", "b"}));
  CHECK(transport->count().received - before == line.bytes_from_target() - passed);
}
