// SPDX-License-Identifier: MIT
// The command line as a test uses it: words in, exit code and texts out, no process. And a district
// for it to talk to, on loopback.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/cli/run.h"
#include "server-stub/http_server.h"
#include "server-stub/hub.h"
#include "sync/platform/whole_file.h"
#include "tests/support/temp_folder.h"

namespace tests {

using Json = nlohmann::json;

struct Ran {
  int exit = -1;
  std::string out;
  std::string err;

  // The lines of standard output as JSON.
  std::vector<Json> lines() const {
    std::vector<Json> all;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) all.push_back(Json::parse(line));
    return all;
  }
  Json json() const {
    const auto all = lines();
    return all.empty() ? Json() : all.front();
  }
  Json error() const { return err.empty() ? Json() : Json::parse(err).value("error", Json()); }
};

// One installation with a data folder of its own.
class CommandLine {
 public:
  Ran operator()(std::vector<std::string> words, const std::string& input = "") const {
    words.insert(words.end(), {"--data", data(), "--lang", "en"});
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const int exit = kruzhok::client::Run(words, in, out, err);
    return {exit, out.str(), err.str()};
  }
  Ran json(std::vector<std::string> words, const std::string& input = "") const {
    words.push_back("--json");
    return (*this)(std::move(words), input);
  }
  std::string data() const { return folder_.File("data"); }
  std::string File(std::string_view name) const { return folder_.File(name); }

  std::string PutChild(const std::string& last_name) const {
    return json({"put", "child", "last_name=" + last_name, "first_name=Анна"}).json()["id"];
  }
  Json Get(const std::string& entity, const std::string& id) const {
    return json({"get", entity, id}).json();
  }

 private:
  TempFolder folder_;
};

// A hub with one school, served on a free port.
class TestDistrict {
 public:
  TestDistrict() {
    options_.database.path = folder_.File("hub.db");
    REQUIRE(
        kruzhok::server::Hub::Init(options_, "Test district", kruzhok::sync::RealEnvironment()));
    auto hub = kruzhok::server::Hub::Open(options_, kruzhok::sync::RealEnvironment());
    REQUIRE(hub);
    hub_ = std::move(*hub);
    hub_->StartEpoch();
    school_ = hub_->AddOrganisation("School 1", "school", std::nullopt);
    auto server = kruzhok::server::HttpServer::Start(
        {}, [this](const kruzhok::server::HttpRequest& request) { return Answer(request); });
    REQUIRE(server);
    server_ = std::move(*server);
  }
  ~TestDistrict() { server_->Stop(); }

  std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::string school() const { return school_.Text(); }
  std::string Code(kruzhok::sync::Role role) {
    const bool school = role == kruzhok::sync::Role::kSchool;
    const auto code = hub_->NewCode(role, school ? school_ : kruzhok::sync::StreamId(), 1);
    REQUIRE(code);
    return *code;
  }
  std::string AddSchool(const std::string& name) {
    return hub_->AddOrganisation(name, "school", std::nullopt).Text();
  }
  std::string CodeOf(const std::string& school) {
    const auto code =
        hub_->NewCode(kruzhok::sync::Role::kSchool, *kruzhok::model::Uuid::FromText(school), 1);
    REQUIRE(code);
    return *code;
  }
  // For a school, with the address in it; the PIN is 271828.
  void WritePassport(const std::string& file) {
    const auto bytes =
        hub_->NewPassport(kruzhok::sync::Role::kSchool, school_, 1, "271828", address());
    REQUIRE(bytes);
    REQUIRE(kruzhok::sync::WriteWholeFile(file, *bytes));
  }
  void Join(const CommandLine& cli, kruzhok::sync::Role role, const std::string& user) {
    const Ran ran = cli.json(
        {"join", "--server", address(), "--code", Code(role), "--device", "pc", "--user", user});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
  }
  void RevokeSchools() {
    for (const auto& device : hub_->Devices())
      if (device.role == kruzhok::sync::Role::kSchool) REQUIRE(hub_->RevokeDevice(device.id));
  }
  void Stop() { server_->Stop(); }

 private:
  kruzhok::server::HttpResponse Answer(const kruzhok::server::HttpRequest& request) {
    kruzhok::server::HttpResponse response;
    const bool join = request.path == "/v1/join";
    const auto answer =
        join ? hub_->Join(request.body) : hub_->Sync(request.token, request.body, request.complete);
    if (answer) {
      response.body = *answer;
      if (!join) response.content_type = "application/x-kruzhok";
    } else {
      response.status = 400;
      response.content_type = "application/problem+json";
      response.body =
          Json{{"code", answer.error().code.name()}, {"detail", answer.error().detail}}.dump();
    }
    return response;
  }

  TempFolder folder_;
  kruzhok::server::HubOptions options_;
  std::unique_ptr<kruzhok::server::Hub> hub_;
  kruzhok::sync::StreamId school_;
  std::unique_ptr<kruzhok::server::HttpServer> server_;
};

}  // namespace tests
