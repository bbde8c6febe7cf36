// SPDX-License-Identifier: MIT
#include "server-stub/service.h"

#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/app/sync_runner.h"
#include "model/entities/child.h"
#include "model/entities/programme.h"
#include "sync/exchange/http_transport.h"
#include "sync/store/store.h"
#include "tests/support/fake_time.h"
#include "tests/support/memory_vfs.h"

namespace {

using nlohmann::json;
using server::HttpRequest;
using server::HttpResponse;
using server::HttpServer;
using server::Hub;
using server::Service;
using tests::FakeTime;
using tests::MemoryDisk;

constexpr const char* kJson = "application/json";

// A hub with one school, on a disk in memory.
struct District {
  District() {
    server::HubOptions options;
    options.database = disk.Options("hub.db");
    REQUIRE(Hub::Init(options, "Лесной район", time));
    key_seed = (*server::HubStore::Open(options.database))->Setting("key");
    hub = std::move(*Hub::Open(options, time));
    school = hub->AddOrganisation("Школа № 1", "school", std::nullopt);
    server::ServiceOptions service_options;
    service_options.log = [this](const std::string& line) { log += line + '\n'; };
    service = std::make_unique<Service>(*hub, time, service_options);
  }

  HttpResponse Ask(std::string method, std::string path, std::string body = "",
                   std::string type = kJson, std::string peer = "10.0.0.1") {
    HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.body = std::move(body);
    request.content_type = std::move(type);
    request.peer = std::move(peer);
    return service->Handle(request);
  }
  HttpResponse Sync(const std::string& token, std::string body, bool complete = true) {
    return service->Handle({"POST", "/v1/sync", std::string(sync::kContentType), token, "10.0.0.1",
                            std::move(body), complete});
  }
  // What a device sends that has this code.
  std::string JoinBody(const std::string& code) {
    const sync::SigningKey key = sync::NewSigningKey(std::string(32, 'k'));
    sync::JoinRequest request{sync::ParseJoinCode(code)->secret, key.public_key, "ПК", site, {}};
    request.signature = sync::Sign(key, sync::JoinStatement(request));
    return sync::EncodeJoinRequest(request);
  }
  std::string Code() { return *hub->NewCode(sync::Role::kSchool, school, 7); }
  std::string Token() {
    return json::parse(Ask("POST", "/v1/join", JoinBody(Code())).body)["token"];
  }

  MemoryDisk disk;
  FakeTime time;
  std::unique_ptr<Hub> hub;
  model::Uuid school;
  sync::Site site = sync::RandomUuid(sync::RealEnvironment());
  std::string log;
  std::string key_seed;  // Of what the hub signs with.
  std::unique_ptr<Service> service;
};

// "403 bad_code"
std::string Problem(const HttpResponse& response) {
  if (response.content_type != "application/problem+json") return std::to_string(response.status);
  const json problem = json::parse(response.body);
  CHECK(problem["status"] == response.status);
  CHECK_FALSE(problem["title"].get<std::string>().empty());
  return std::to_string(response.status) + ' ' + problem["code"].get<std::string>();
}

std::string Header(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

// An installation of a school, and its way to the hub.
struct Installation {
  Installation(uint16_t port, const std::string& code) {
    store = std::move(*sync::Store::Open(disk.Options("kruzhok.db"), time));
    const std::string url = "http://127.0.0.1:" + std::to_string(port);
    transport = std::move(*sync::OpenHttpTransport({.server = url, .ca_file = ""}));
    joined = sync::Join(store->replica(), *transport, {url, code, "ПК", "Анна"});
  }

  model::Uuid Put(const model::EntityType& type,
                  std::vector<std::pair<const model::FieldInfo*, model::Value>> fields) {
    const auto written = store->Write({{.type = &type, .fields = std::move(fields)}}, {});
    if (!written) FAIL(written.error().code.name() << " " << written.error().detail);
    return written->rows.front().id;
  }
  std::string Sync() {
    const auto outcome = client::RunSync(store->replica(), *transport);
    return outcome.error ? std::string(outcome.error->code.name()) : "done";
  }
  std::string Digest(const sync::StreamId& stream) { return store->Digest(stream).front().digest; }

  MemoryDisk disk{2};
  FakeTime time;
  std::unique_ptr<sync::Store> store;
  std::unique_ptr<sync::Transport> transport;
  model::Result<void> joined;
};

std::unique_ptr<HttpServer> Serve(District& district) {
  auto server = HttpServer::Start(
      {}, [&](const HttpRequest& request) { return district.service->Handle(request); });
  REQUIRE(server);
  return std::move(*server);
}

}  // namespace

TEST_CASE("Service: an unknown address is 404; a wrong method 405, with those that are right") {
  District district;
  CHECK(Problem(district.Ask("GET", "/")) == "404 no_such_address");
  CHECK(Problem(district.Ask("POST", "/v1/sync/")) == "404 no_such_address");
  const HttpResponse get = district.Ask("GET", "/v1/sync");
  CHECK(Problem(get) == "405 bad_request");
  CHECK(Header(get, "Allow") == "POST");
  CHECK(Header(district.Ask("POST", "/metrics"), "Allow") == "GET, HEAD");
}

TEST_CASE("Service: a body of another type is refused before anybody reads it") {
  District district;
  CHECK(Problem(district.Ask("POST", "/v1/join", "{}", "text/plain")) == "415 bad_request");
  CHECK(Problem(district.Ask("POST", "/v1/join", "{}", "application/jsonx")) == "415 bad_request");
  CHECK(Problem(district.Ask("POST", "/v1/sync", "{}", kJson)) == "415 bad_request");
  CHECK(Problem(district.Ask("POST", "/v1/join", "{}", "application/json; charset=utf-8")) ==
        "400 bad_request");
}

TEST_CASE("Service: whoever is unknown is told to join again; strange bytes are a bad request") {
  District district;
  const HttpResponse unknown = district.Sync("nobody", "");
  CHECK(Problem(unknown) == "401 unauthorized");
  CHECK(Header(unknown, "WWW-Authenticate") == "Bearer");
  const std::string token = district.Token();
  CHECK(Problem(district.Sync(token, "<html>")) == "400 not_kruzhok");
  sync::Request request;
  request.site = district.site;
  const std::string whole = sync::EncodeRequest(request);
  CHECK(Problem(district.Sync(token, whole)) == "200");
  CHECK(district.Sync(token, whole).content_type == sync::kContentType);
}

TEST_CASE("Service: a program without a protocol in common is told to upgrade") {
  District district;
  const std::string token = district.Token();
  sync::Request request;
  request.site = district.site;
  request.protocol_min = request.protocol_max = sync::kProtocolMax + 1;
  const HttpResponse newer = district.Sync(token, sync::EncodeRequest(request));
  CHECK(Problem(newer) == "426 protocol_too_new");
  CHECK(Header(newer, "Upgrade") == "kruzhok/" + std::to_string(sync::kProtocolMax));
  request.protocol_min = request.protocol_max = sync::kProtocolMin - 1;
  CHECK(Problem(district.Sync(token, sync::EncodeRequest(request))) == "426 protocol_too_old");
}

TEST_CASE("Service: every error has a status that tells what to do") {
  for (const model::ErrorDefinition& error : model::kErrors) {
    const int status = server::StatusOf(model::ErrorCode::FromName(error.name, "usage"));
    INFO(error.name << " " << status);
    CHECK((status >= 400 && status < 600));
    if (error.exit == model::Exit::kStorage) CHECK(status == 503);
  }
  CHECK(server::StatusOf("forbidden") == 403);
  CHECK(server::StatusOf("wrong_hub") == 409);
  CHECK(server::StatusOf("too_large") == 413);
  CHECK(server::StatusOf("protocol_too_old") == 426);
}

TEST_CASE("Service: the answer to a join tells the limits; a body that is too long is refused") {
  District district;
  const json answer =
      json::parse(district.Ask("POST", "/v1/join", district.JoinBody(district.Code())).body);
  CHECK(answer["district"] == "Лесной район");
  CHECK(answer["limits"]["body_bytes"] == sync::Limits().body_bytes);
  CHECK(Problem(district.Ask("POST", "/v1/join", std::string(20'000, ' '))) == "413 too_large");
}

TEST_CASE("Service: after ten wrong codes an address has to wait; others go on") {
  District district;
  const std::string wrong = district.JoinBody("0000-0000-0000-0000");
  const std::string right = district.JoinBody(district.Code());
  for (int i = 0; i < 10; ++i)
    CHECK(Problem(district.Ask("POST", "/v1/join", wrong)) == "403 bad_code");
  const HttpResponse limited = district.Ask("POST", "/v1/join", right);
  CHECK(Problem(limited) == "429 server_busy");
  CHECK(Header(limited, "Retry-After") == "600");
  CHECK(Problem(district.Ask("POST", "/v1/join", right, kJson, "10.0.0.2")) == "200");
  district.time.now_ms += 600'000;
  CHECK(Problem(district.Ask("POST", "/v1/join", right)) == "200");
}

TEST_CASE("JoinLimit: many addresses together have to wait too; a clock set back frees everybody") {
  server::JoinLimit limit({.failures_per_peer = 2, .failures = 5, .window_ms = 1000});
  for (int i = 0; i < 5; ++i) limit.CountFailure("10.0.0." + std::to_string(i), 5000 + i);
  CHECK(limit.WaitOf("10.9.9.9", 5010) == 1);
  CHECK(limit.WaitOf("10.9.9.9", 6000) == 0);
  CHECK(limit.WaitOf("10.0.0.4", 4000) == 0);
}

TEST_CASE("Service: a failing disk is 503 with a time to come back, and its words stay here") {
  District district;
  const std::string body = district.JoinBody(district.Code());
  district.disk.FullAfterBytes(0);
  const HttpResponse full = district.Ask("POST", "/v1/join", body);
  CHECK(Problem(full) == "503 storage_full");
  CHECK(Header(full, "Retry-After") == "60");
  CHECK(full.body.find("hub.db") == std::string::npos);
  CHECK(district.log.find("storage_full: ") == 0);
  district.disk.NoLongerFull();
  CHECK(Problem(district.Ask("POST", "/v1/join", body)) == "200");
}

TEST_CASE(
    "Service: a line cut in the middle of a push brings its whole frames; other requests are "
    "dropped") {
  District district;
  const auto server = Serve(district);
  Installation school(server->port(), district.Code());
  REQUIRE(school.joined);
  const model::Uuid id = school.Put(model::programme, {{&model::programme.title, "Шахматы"}});
  sync::Exchange exchange(school.store->replica());
  const sync::Instruction push = exchange.Next();
  REQUIRE(push.kind == sync::Instruction::Kind::kSend);
  const std::string token = school.store->replica().membership().token;
  CHECK(Problem(district.Sync(token, push.body, false)) == "200");
  CHECK(district.hub->Metrics().find("kruzhok_last_number 3\n") != std::string::npos);
  CHECK(school.Sync() == "done");
  CHECK(school.store->Get(model::programme, id)->condition == sync::RowCondition::kAcknowledged);

  HttpRequest join{"POST", "/v1/join", kJson, "", "10.0.0.1", district.JoinBody(district.Code()),
                   false};
  district.service->Handle(join);
  CHECK(district.hub->Devices().size() == 1);
}

TEST_CASE("Service: health names the district, the version and the epoch") {
  District district;
  const HttpResponse response = district.Ask("GET", "/v1/health");
  CHECK(response.content_type == kJson);
  const json health = json::parse(response.body);
  CHECK(health["status"] == "ok");
  CHECK(health["district"] == "Лесной район");
  CHECK(health["version"].get<std::string>().find('.') != std::string::npos);
  CHECK(health["epoch"] == 1);
}

TEST_CASE("Service: metrics are text that Prometheus reads, each sample after its help and type") {
  District district;
  district.Ask("GET", "/nowhere");
  const HttpResponse response = district.Ask("GET", "/metrics");
  CHECK(response.content_type == "text/plain; version=0.0.4; charset=utf-8");
  const std::regex sample(R"re(([a-z_]+)(\{[a-z]+="[^"]*"\})? [0-9]+)re");
  std::istringstream lines(response.body);
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    INFO(line);
    if (line.starts_with("# HELP ")) {
      name = line.substr(7, line.find(' ', 7) - 7);
    } else if (line.starts_with("# TYPE ")) {
      CHECK(line.starts_with("# TYPE " + name + ' '));
    } else {
      REQUIRE(std::regex_match(line, found, sample));
      CHECK(found[1] == name);
    }
  }
  CHECK(response.body.find("kruzhok_http_answers_total{status=\"404\"} 1\n") != std::string::npos);
}

TEST_CASE("Service: two schools and a coordinator join over HTTP and come to the same data") {
  District district;
  const auto server = Serve(district);
  const model::Uuid second = district.hub->AddOrganisation("Школа № 2", "school", std::nullopt);
  Installation first(server->port(), district.Code());
  Installation other(server->port(), *district.hub->NewCode(sync::Role::kSchool, second, 7));
  Installation coordinator(server->port(), *district.hub->NewCode(sync::Role::kCoordinator, {}, 7));
  REQUIRE((first.joined && other.joined && coordinator.joined));
  const model::Uuid programme = first.Put(model::programme, {{&model::programme.title, "Шахматы"}});
  const model::Uuid child = first.Put(
      model::child, {{&model::child.last_name, "Ёлкин"}, {&model::child.first_name, "Пётр"}});
  for (Installation* one : {&first, &other, &coordinator, &first, &other, &coordinator})
    CHECK(one->Sync() == "done");
  CHECK(first.Digest(sync::kDistrict) == other.Digest(sync::kDistrict));
  CHECK(first.Digest(sync::kDistrict) == coordinator.Digest(sync::kDistrict));
  CHECK(first.Digest(district.school) == coordinator.Digest(district.school));
  CHECK(other.store->Get(model::programme, programme));
  CHECK_FALSE(other.store->Get(model::child, child));
  CHECK(coordinator.store->Get(model::child, child));
  CHECK(district.hub->Verify().empty());
}

TEST_CASE(
    "Service: a code works for one device; a mistyped one and a revoked device are told why") {
  District district;
  const auto server = Serve(district);
  const std::string code = district.Code();
  Installation school(server->port(), code);
  REQUIRE(school.joined);
  CHECK(school.Sync() == "done");
  Installation thief(server->port(), code);
  REQUIRE_FALSE(thief.joined);
  CHECK(thief.joined.error().code.name() == "bad_code");
  REQUIRE(district.hub->RevokeDevice(district.hub->Devices().front().id));
  school.Put(model::programme, {{&model::programme.title, "Шашки"}});
  CHECK(school.Sync() == "done");
  CHECK(district.hub->Refused().size() == 1);
}

TEST_CASE("Hub: an epoch of a request that fails in the end has never been") {
  District district;
  sync::Request request;
  request.site = district.site;
  request.lineage = {{5, 7, 0}};
  // As this hub would have signed it in a life that it has forgotten.
  const auto key = sync::NewSigningKey(district.key_seed);
  request.epoch_signature = sync::Sign(key, sync::EpochStatement(request.lineage.back()));
  request.frames = {{sync::FrameHashOf("no frame"), "no frame"}};
  CHECK(district.Sync(district.Token(), sync::EncodeRequest(request)).status == 400);
  CHECK(district.hub->epoch() == 1);
  request.frames.clear();
  CHECK(district.Sync(district.Token(), sync::EncodeRequest(request)).status == 200);
  CHECK(district.hub->epoch() == 6);
}
