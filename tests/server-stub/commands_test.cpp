// SPDX-License-Identifier: MIT
#include "server-stub/commands.h"

#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/app/sync_runner.h"
#include "model/entities/programme.h"
#include "server-stub/hub.h"
#include "server-stub/platform/data_lock.h"
#include "sync/exchange/exchange.h"
#include "sync/exchange/http_transport.h"
#include "sync/exchange/join.h"
#include "sync/store/store.h"
#include "tests/support/temp_folder.h"

namespace {

using nlohmann::json;
using tests::TempFolder;
using Words = std::vector<std::string>;

struct Outcome {
  int exit = -1;
  std::string out;
  std::string err;
};

Outcome Run(Words words) {
  std::ostringstream out, err;
  const int exit = server::Run(words, out, err);
  return {exit, out.str(), err.str()};
}

// Text that one thread writes and another waits for.
class Watched : public std::streambuf {
 public:
  std::string WaitForLine() {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [this] { return text_.find('\n') != text_.npos; });
    return text_.substr(0, text_.find('\n'));
  }

 protected:
  int overflow(int c) override {
    const std::lock_guard lock(mutex_);
    text_ += static_cast<char>(c);
    if (c == '\n') written_.notify_all();
    return c;
  }

 private:
  std::mutex mutex_;
  std::condition_variable written_;
  std::string text_;
};

// `run` on a thread of its own, which is sent the SIGTERM.
class Serving {
 public:
  explicit Serving(const std::string& data) {
    thread_ = std::thread([this, data] {
      std::ostream out(&watched_);
      exit_ = server::Run({"run", "--data", data, "--listen", "127.0.0.1:0"}, out, err_);
      out << "ended\n";
    });
    line_ = watched_.WaitForLine();
  }
  ~Serving() { Stop(); }

  int Stop() {
    if (!thread_.joinable()) return exit_;
    if (line_.starts_with("listening")) pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
    return exit_;
  }
  const std::string& line() const { return line_; }
  std::string url() const { return "http://" + line_.substr(std::string("listening on ").size()); }

 private:
  Watched watched_;
  std::ostringstream err_;
  int exit_ = -1;
  std::string line_;
  std::thread thread_;
};

// A data folder with a hub in it.
struct HubFolder {
  HubFolder() { REQUIRE(Ask({"init", "--district", "Лесной район"}).exit == 0); }

  Outcome Ask(Words words) {
    words.insert(words.end(), {"--data", data, "--json", "--lang", "en"});
    return Run(words);
  }
  std::string AddSchool() {
    return json::parse(Ask({"org", "add", "--name", "Школа № 1", "--kind", "school"}).out)["id"];
  }
  std::string Code(const std::string& school) {
    return json::parse(Ask({"code", "--role", "school", "--org", school}).out)["code"];
  }
  // The code of the error, and the exit code.
  std::string Error(const Words& words) {
    const Outcome outcome = Ask(words);
    CHECK(outcome.out.empty());
    const json error = json::parse(outcome.err)["error"];
    CHECK_FALSE(error["message"].get<std::string>().empty());
    CHECK_FALSE(error["hint"].get<std::string>().empty());
    return error["code"].get<std::string>() + ' ' + std::to_string(outcome.exit);
  }

  TempFolder folder;
  const std::string data = folder.File("hub");
};

std::unique_ptr<sync::Replica> School(const TempFolder& folder) {
  return std::move(
      *sync::Replica::Open({.path = folder.File("school.db")}, sync::RealEnvironment()));
}

model::Result<void> Join(sync::Replica& school, const std::string& url, const std::string& code) {
  const auto transport = sync::OpenHttpTransport({.server = url, .ca_file = ""});
  REQUIRE(transport);
  return sync::Join(school, **transport, {url, code, "ПК директора", "Анна"});
}

}  // namespace

TEST_CASE("Server commands: a hub is made once, and its folder is for the operator alone") {
  HubFolder hub;
  CHECK(hub.Error({"init", "--district", "Другой"}) == "already_exists 1");
  CHECK(hub.Error({"init", "--district", "  "}) == "required 1");
  const auto open_to = [](const std::string& path) {
    return std::filesystem::status(path).permissions() & std::filesystem::perms::others_all;
  };
  CHECK(open_to(hub.data) == std::filesystem::perms::none);
  CHECK(open_to(hub.data + "/hub.db") == std::filesystem::perms::none);
}

TEST_CASE(
    "Server commands: organisations are added and listed; the same id again changes nothing") {
  HubFolder hub;
  const std::string id = "0190a6c4-0000-7000-8000-000000000001";
  const Words add{"org", "add", "--id", id, "--kind", "school", "--name", " Школа № 1 "};
  CHECK(json::parse(hub.Ask(add).out) == json{{"id", id}});
  CHECK(json::parse(hub.Ask(add).out) == json{{"id", id}});
  CHECK(json::parse(hub.Ask({"org", "list"}).out) ==
        json{{"id", id}, {"name", "Школа № 1"}, {"kind", "school"}});
  CHECK(hub.Error({"org", "add", "--id", id, "--kind", "school", "--name", "Б"}) ==
        "already_exists 1");
  CHECK(hub.Error({"org", "add", "--name", "Б", "--kind", "circus"}) == "bad_value 1");
  CHECK(hub.Error({"org", "add", "--name", "", "--kind", "school"}) == "required 1");
  CHECK(hub.Error({"org", "add", "--name", "Б", "--kind", "school", "--id", "7"}) == "bad_id 1");
}

TEST_CASE(
    "Server commands: what is written wrongly is usage, also what lacks an option") {
  HubFolder hub;
  for (const Words& words :
       std::vector<Words>{{"org"},
                          {"dance"},
                          {"org", "remove"},
                          {"org", "add", "--name", "Б"},
                          {"device", "revoke"},
                          {"verify", "now"},
                          {"verify", "--fast"},
                          {"code", "--role", "school"},
                          {"code", "--role", "king"},
                          {"code", "--role", "coordinator", "--days", "0"},
                          {"code", "--role", "coordinator", "--passport", "f"},
                          {"bundle", "read", "f"},
                          {"run", "--listen", "8080"},
                          {"run", "--listen", "127.0.0.1:99999"},
                          {"run", "--listen", "::1:80"},
                          {"run", "--tls-cert", "hub.pem"}})
    CHECK(hub.Error(words) == "usage 2");
}

TEST_CASE("Server commands: without a hub there is nothing to ask") {
  const TempFolder folder;
  for (const Words& words :
       std::vector<Words>{{"org", "list"}, {"verify"}, {"run"}, {"backup", "x"}}) {
    Words all = words;
    all.insert(all.end(), {"--data", folder.File("none"), "--json"});
    const Outcome outcome = Run(all);
    CHECK(outcome.exit == 1);
    CHECK(json::parse(outcome.err)["error"]["code"] == "not_found");
  }
  CHECK_FALSE(std::filesystem::exists(folder.File("none")));
}

TEST_CASE("Server commands: people get tables and sentences in their language") {
  HubFolder hub;
  hub.AddSchool();
  const Outcome list = Run({"--lang", "ru", "org", "--data", hub.data, "list"});
  CHECK(list.out.find("название") != std::string::npos);
  CHECK(list.out.find("Школа № 1") != std::string::npos);
  CHECK(Run({"org", "list", "--data", hub.data, "--lang=en"}).out.find("name") !=
        std::string::npos);
  CHECK(Run({"--lang", "en"}).out.find("org add --name NAME") != std::string::npos);
}

TEST_CASE("Server commands: plain http is for loopback only") {
  HubFolder hub;
  CHECK(hub.Error({"run", "--listen", "0.0.0.0:0"}) == "insecure_address 1");
  CHECK(hub.Error({"run", "--listen", "[::]:0"}) == "insecure_address 1");
  CHECK(hub.Error({"run", "--listen", "0.0.0.0:0", "--tls-cert", "no.pem", "--tls-key",
                   "no.pem"}) == "file_unreadable 1");
}

TEST_CASE("Server commands: run serves until SIGTERM, alone on its folder") {
  HubFolder hub;
  Serving serving(hub.data);
  CHECK(serving.line().starts_with("listening on 127.0.0.1:"));
  CHECK(hub.Error({"run", "--listen", "127.0.0.1:0"}) == "already_running 3");
  CHECK(serving.Stop() == 0);
  Serving again(hub.data);
  CHECK(again.line().starts_with("listening on "));
  CHECK(again.Stop() == 0);
}

TEST_CASE("Server commands: administration works while the server runs on the same data") {
  HubFolder hub;
  Serving serving(hub.data);
  const std::string school = hub.AddSchool();
  const auto replica = School(hub.folder);
  REQUIRE(Join(*replica, serving.url(), hub.Code(school)));
  const json device = json::parse(hub.Ask({"device", "list"}).out);
  CHECK(device["name"] == "ПК директора");
  CHECK(device["role"] == "school");
  CHECK(device["organisation"] == school);
  CHECK(device["last_contact"].is_null());
  const std::string other = hub.AddSchool();
  CHECK(hub.Ask({"device", "revoke", device["id"]}).exit == 0);
  CHECK(json::parse(hub.Ask({"device", "list"}).out)["revoked"] == true);
  CHECK(hub.Error({"device", "revoke", school}) == "not_found 1");
  // The server goes on from what the commands have numbered.
  sync::Exchange exchange(*replica);
  const auto transport = sync::OpenHttpTransport({.server = serving.url(), .ca_file = ""});
  const auto reply = (*transport)
                         ->Post({"/v1/sync", std::string(sync::kContentType),
                                 replica->membership().token, exchange.Next().body});
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(json::parse(hub.Ask({"verify"}).out)["ok"] == true);
  CHECK(serving.Stop() == 0);
}

TEST_CASE("Server commands: where no server runs, whatever gets a number begins an epoch") {
  HubFolder hub;
  const auto epoch = [&] {
    server::HubOptions options;
    options.database.path = hub.data + "/hub.db";
    const auto open = server::Hub::Open(options, sync::RealEnvironment());
    return (*open)->epoch();
  };
  hub.AddSchool();
  CHECK(epoch() == 2);
  hub.Ask({"org", "list"});
  CHECK(epoch() == 2);
  Serving serving(hub.data);
  hub.AddSchool();
  CHECK(epoch() == 3);
}

TEST_CASE("Server commands: a backup goes into an empty folder, and begins an epoch there") {
  HubFolder hub;
  const std::string school = hub.AddSchool();
  const std::string file = hub.folder.File("hub.backup");
  CHECK(json::parse(hub.Ask({"backup", file}).out)["bytes"] > 0);
  CHECK(hub.Ask({"backup", file}).exit == 0);
  CHECK(hub.Error({"backup", hub.data + "/hub.db"}) == "already_exists 1");
  CHECK(hub.Error({"restore", file}) == "already_exists 1");
  const std::string empty = hub.folder.File("empty");
  const Outcome restored = Run({"restore", file, "--data", empty, "--json"});
  CHECK(json::parse(restored.out) == json{{"district", "Лесной район"}, {"epoch", 3}});
  CHECK(json::parse(Run({"org", "list", "--data", empty, "--json"}).out)["id"] == school);
}

TEST_CASE("Server commands: an older backup stays as it is until the new one takes its place") {
  HubFolder hub;
  const std::string file = hub.folder.File("hub.backup"), older = hub.folder.File("older");
  REQUIRE(hub.Ask({"backup", file}).exit == 0);
  std::filesystem::create_hard_link(file, older);
  hub.AddSchool();
  REQUIRE(hub.Ask({"backup", file}).exit == 0);
  const auto schools = [&](const std::string& backup) {
    const Words data{"--data", backup + ".data", "--json"};
    CHECK(Run({"restore", backup, data[0], data[1], data[2]}).exit == 0);
    return Run({"org", "list", data[0], data[1], data[2]}).out;
  };
  CHECK(schools(older).empty());
  CHECK_FALSE(schools(file).empty());
}

TEST_CASE(
    "Server commands: what is no backup of a hub is not restored, and leaves nothing behind") {
  const TempFolder folder;
  std::ofstream(folder.File("letter")) << "Dear district";
  School(folder);
  const auto restore = [&](const std::string& file) {
    const Outcome outcome =
        Run({"restore", folder.File(file), "--data", folder.File("hub"), "--json"});
    return json::parse(outcome.err)["error"]["code"].get<std::string>();
  };
  CHECK(restore("nothing") == "file_unreadable");
  CHECK(restore("letter") == "not_a_database");
  CHECK(restore("school.db") == "not_a_database");
  CHECK(std::filesystem::is_empty(folder.File("hub")));
}

TEST_CASE("Server commands: refused changes are listed and decided; an unknown one is told") {
  HubFolder hub;
  CHECK(hub.Ask({"refused", "list"}).out.empty());
  CHECK(hub.Error({"refused", "accept", "7"}) == "bad_id 1");
  const std::string unknown = sync::FormatDot({sync::RandomUuid(sync::RealEnvironment()), 1, 2});
  CHECK(hub.Error({"refused", "accept", unknown}) == "not_outside 1");
  CHECK(hub.Error({"refused", "discard", unknown, "--reason", "нет"}) == "not_outside 1");
}

TEST_CASE(
    "Server commands: what a revoked device wrote waits for a decision, and can be accepted") {
  HubFolder hub;
  Serving serving(hub.data);
  const auto store = std::move(
      *sync::Store::Open({.path = hub.folder.File("school.db")}, sync::RealEnvironment()));
  REQUIRE(Join(store->replica(), serving.url(), hub.Code(hub.AddSchool())));
  const auto transport = sync::OpenHttpTransport({.server = serving.url(), .ca_file = ""});
  const auto exchange = [&] { return !client::RunSync(store->replica(), **transport).error; };
  CHECK(exchange());
  const json device = json::parse(hub.Ask({"device", "list"}).out);
  CHECK(device["last_contact"].get<std::string>().ends_with("Z"));
  CHECK(hub.Ask({"device", "revoke", device["id"]}).exit == 0);
  REQUIRE(store->Write(
      {{.type = &model::programme, .fields = {{&model::programme.title, "Шахматы"}}}}, {}));
  CHECK(exchange());
  const json refused = json::parse(hub.Ask({"refused", "list"}).out);
  CHECK(refused["state"] == "refused");
  CHECK(refused["code"] == "revoked");
  CHECK(refused["organisation"] == device["organisation"]);
  CHECK(hub.Ask({"refused", "discard", refused["id"], "--reason", "Проверено"}).exit == 0);
  CHECK(json::parse(hub.Ask({"refused", "list"}).out)["state"] == "discarded");
  CHECK(hub.Ask({"refused", "accept", refused["id"]}).exit == 0);
  CHECK(hub.Ask({"refused", "list"}).out.empty());
  CHECK(json::parse(hub.Ask({"verify"}).out) == json{{"ok", true}, {"problems", json::array()}});
}

TEST_CASE("Hub: what another program has opened or added is seen at once") {
  HubFolder hub;
  server::HubOptions options;
  options.database.path = hub.data + "/hub.db";
  const auto one = std::move(*server::Hub::Open(options, sync::RealEnvironment()));
  const auto other = std::move(*server::Hub::Open(options, sync::RealEnvironment()));
  CHECK(one->epoch() == 1);
  other->StartEpoch();
  CHECK(one->epoch() == 2);
  one->AddOrganisation("Школа № 1", "school", std::nullopt);
  other->AddOrganisation("Школа № 2", "school", std::nullopt);
  CHECK(one->Organisations().size() == 2);
  CHECK(other->Verify().empty());
}

TEST_CASE("DataLock: one holder at a time; looking takes nothing") {
  const TempFolder folder;
  const std::filesystem::path file = folder.File("hub.lock");
  CHECK_FALSE(server::DataLock::IsHeld(file));
  {
    const auto lock = server::DataLock::Try(file);
    REQUIRE(lock);
    CHECK(server::DataLock::IsHeld(file));
    CHECK_FALSE(server::DataLock::Try(file));
  }
  CHECK_FALSE(server::DataLock::IsHeld(file));
  CHECK(server::DataLock::Try(file));
}
