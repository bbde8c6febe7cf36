// SPDX-License-Identifier: MIT
// Hubs and disks that misbehave: each ends the command with a stable code, a sentence and advice in
// both languages, and the exit code of the contract.
#include <algorithm>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <list>
#include <regex>

#include <catch2/catch.hpp>

#include "client/app/sync_runner.h"
#include "sync/exchange/http_transport.h"
#include "sync/sqlite/database.h"
#include "tests/end-to-end/district.h"
#include "tests/support/hostile_peer.h"

using namespace kruzhok;
using namespace tests::end_to_end;
using tests::Answer;
using tests::CutAfter;
using tests::HostilePeer;
using tests::ReadRequest;
using tests::Reply;
using tests::Script;
using tests::Send;

namespace {

constexpr const char* kMessage = "application/x-kruzhok";
constexpr const char* kProblem = "application/problem+json";

constexpr size_t k20Megabytes = size_t{20} << 20;

struct Case {
  std::string what;
  Script script;
  std::string code;
  int exit;
  bool reaches_hub = false;
};

// What the hub answers comes as `spoil` makes it of the true body.
Script Spoiled(uint16_t hub, const std::function<std::string(std::string)>& spoil) {
  return {ReadRequest(), [hub, spoil](tests::Connection& connection) {
            std::string request = connection.heard;  // Only this thread adds to it.
            request.insert(request.find("\r\n") + 2, "Connection: close\r\n");
            const tests::Socket onward = tests::Socket::Connect(hub);
            onward.Write(request);
            const std::string reply = onward.ReadAll();
            const std::string body = reply.substr(reply.find("\r\n\r\n") + 4);
            connection.socket.Write(Reply(200, kMessage, spoil(body)));
          }};
}

std::string WithSpoiledEnd(std::string body) {
  for (size_t i = body.size() / 2; i < body.size(); ++i) body[i] = static_cast<char>(~body[i]);
  return body;
}

std::vector<Case> Cases(uint16_t hub) {
  const std::string nonsense(3000, 'x');
  const auto half = [](const std::string& body) { return body.substr(0, body.size() / 2); };
  const auto longer = [](const std::string& body) {
    return body + std::string(k20Megabytes, '\0');
  };
  return {
      {"no message", Answer(Reply(200, kMessage, nonsense)), "not_kruzhok", 4},
      {"no message, cut off", CutAfter(1000, Reply(200, kMessage, nonsense)), "not_kruzhok", 4},
      {"no zstd", Spoiled(hub, WithSpoiledEnd), "bad_frame", 4, true},
      {"half a message", Spoiled(hub, half), "connection_lost", 4, true},
      {"a message and 20 MB", Spoiled(hub, longer), "bad_frame", 4, true},
      {"cut off in the head", CutAfter(20, Reply(200, kMessage, nonsense)), "connection_lost", 4},
      {"reset", {ReadRequest(), tests::Reset()}, "connection_lost", 4},
      {"20 MB", Answer(Reply(200, kMessage, std::string(k20Megabytes, 'x'))), "not_kruzhok", 4},
      {"not HTTP", {Send("SSH-2.0-OpenSSH_9.2p1\r\n"), ReadRequest()}, "bad_answer", 4},
      {"a page of HTML", tests::AnswerHtml(), "not_kruzhok", 4},
      {"500", tests::AnswerServerError(), "server_failed", 4},
      {"401", Answer(Reply(401, "text/plain", "")), "unauthorized", 1},
      {"401 with its code", Answer(Reply(401, kProblem, R"({"code":"unauthorized"})")),
       "unauthorized", 1},
      {"403", Answer(Reply(403, "text/plain", "")), "forbidden", 1},
      {"404", Answer(Reply(404, "text/html", "")), "not_kruzhok", 4},
      {"413", Answer(Reply(413, "text/html", "")), "too_large", 1},
      {"426", Answer(Reply(426, "text/plain", "")), "protocol_too_old", 1},
      {"429 for an hour",
       Answer("HTTP/1.1 429 Later\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"),
       "server_busy", 4},
  };
}

bool HasRussianLetters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\xD0' || c == '\xD1'; });
}

void CheckSentences(const Json& error, const std::string& language) {
  for (const char* name : {"message", "hint"}) {
    // A path of this machine is not in anybody's language.
    const std::string text = std::regex_replace(error.value(name, ""), std::regex(R"(/\S+)"), "");
    CHECK(text.size() > 10);
    CHECK(HasRussianLetters(text) == (language == "ru"));
  }
}

// A school that joined by way of a peer, which behaves on every connection after that one.
Site JoinBy(Hub& hub, const HostilePeer& peer, const std::string& name) {
  const auto [site, join] = hub.Invite(name, "school", peer.url());
  site.Do(join);
  site.Put("child", Child("Ёлкин"));
  return site;
}

std::vector<Script> AfterJoining(const Hub& hub, std::vector<Script> scripts) {
  scripts.insert(scripts.begin(), Script{tests::RelayTo(hub.port())});
  return scripts;
}

// The programs wait for a minute; this one does not.
client::SyncOutcome ExchangeWithoutPatience(const std::string& server, const Site& site) {
  sync::OpenOptions file;
  file.path = site.database().string();
  const auto replica = sync::Replica::Open(file, sync::RealEnvironment());
  sync::HttpTransportOptions limits;
  limits.server = server;
  limits.low_speed_time_s = 1;
  const auto transport = sync::OpenHttpTransport(limits);
  sync::ExchangeOptions options;
  options.max_failures = 0;
  return client::RunSync(**replica, **transport, {}, options);
}

std::string Contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void CheckStorageError(const Site& site, const std::string& code) {
  for (const char* language : {"ru", "en"}) {
    const Ran ran = site.Cli({"sync", "--lang", language});
    INFO(ran.err);
    CHECK(ran.exit == 3);
    CHECK(ran.code() == code);
    CheckSentences(ran.error(), language);
  }
}

}  // namespace

TEST_CASE("Whatever answers in the hub's place, sync says what it was and what to do",
          "[patient]") {
  struct Try {
    Case wanted;
    std::string language;
    std::unique_ptr<HostilePeer> peer;
    Site site;
    Program sync;
  };
  District district;
  std::list<Try> tries;
  // All at once, because sync is patient with a line that may get better.
  for (const Case& one : Cases(district.hub.port()))
    for (const char* language : {"ru", "en"}) {
      auto peer = std::make_unique<HostilePeer>(AfterJoining(district.hub, {one.script}));
      const Site site = JoinBy(district.hub, *peer, "Школа");
      Program sync = site.Begin({"sync", "--lang", language});
      tries.push_back({one, language, std::move(peer), site, std::move(sync)});
    }
  for (Try& one : tries) {
    const Ran ran = one.sync.Wait();
    INFO(one.wanted.what << ": " << ran.err);
    CHECK(ran.out.empty());
    CHECK(ran.code() == one.wanted.code);
    CHECK(ran.exit == one.wanted.exit);
    CheckSentences(ran.error(), one.language);
    if (!one.wanted.reaches_hub) CHECK(one.site.Do({"status"})["pending"] == 1);
  }
}

TEST_CASE("A hub that asks for a moment gets it, and the exchange goes on by itself") {
  District district;
  const std::string later = "HTTP/1.1 429 Later\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
  const Script relay{tests::RelayTo(district.hub.port())};
  const HostilePeer peer({relay, {ReadRequest(), Send(later)}, relay});
  const Json said = JoinBy(district.hub, peer, "А").Sync();
  CHECK(said["pushed"] == 1);
  CHECK(said["seconds"] >= 1.0);
  CHECK(peer.connections() == 3);
}

TEST_CASE("A hub that hangs ends the exchange with timeout, and nothing is lost", "[patient]") {
  District district;
  std::vector<std::future<client::SyncOutcome>> hanging;
  std::list<HostilePeer> peers;
  std::list<Site> sites;
  for (const Script& script : {tests::HangAfterAccept(), tests::HangInBody("<html>")}) {
    const HostilePeer& peer = peers.emplace_back(AfterJoining(district.hub, {script}));
    const Site& site = sites.emplace_back(JoinBy(district.hub, peer, "Школа"));
    hanging.push_back(std::async(
        std::launch::async, [&peer, &site] { return ExchangeWithoutPatience(peer.url(), site); }));
  }
  for (auto& one : hanging) {
    const client::SyncOutcome outcome = one.get();
    REQUIRE(outcome.error);
    CHECK(outcome.error->code == model::ErrorCode("timeout"));
    CHECK(outcome.error->code.exit() == model::Exit::kUnreachable);
  }
  for (const Site& site : sites) CHECK(site.Do({"status"})["pending"] == 1);
}

TEST_CASE("A second sync at the same time says so, until the first one is gone") {
  District district;
  const auto arrived = std::make_shared<std::promise<void>>();
  const auto tell = [arrived](tests::Connection&) { arrived->set_value(); };
  const Script relay{tests::RelayTo(district.hub.port())};
  const HostilePeer peer({relay, {ReadRequest(), tell, tests::Hang()}, relay});
  const Site site = JoinBy(district.hub, peer, "А");
  {
    const Program first = site.Begin({"sync"});
    arrived->get_future().wait();
    for (const char* language : {"ru", "en"}) {
      const Ran second = site.Cli({"sync", "--lang", language});
      CHECK(second.exit == 1);
      CHECK(second.code() == "already_syncing");
      CheckSentences(second.error(), language);
    }
    site.Put("child", Child("Щукин"));  // Work goes on.
  }
  CHECK(site.Sync()["pushed"] == 2);
}

TEST_CASE("A database of a newer program, or a file that is none, is told and left as it was") {
  District district;
  const Site site = district.hub.Join("А", "school");
  {
    sync::OpenOptions options;
    options.path = site.database().string();
    sync::Database::Open(options)->Execute("PRAGMA user_version=1000");
  }
  const std::string newer = Contents(site.database());
  CheckStorageError(site, "storage_newer");
  CHECK(site.Cli({"verify"}).code() == "storage_newer");
  CHECK(Contents(site.database()) == newer);

  const std::string text(10'000, '?');
  std::ofstream(site.database(), std::ios::binary) << text;
  CheckStorageError(site, "not_a_database");
  CHECK(Contents(site.database()) == text);
}

TEST_CASE("A full disk is told as such, and what was there before is still there") {
  const tests::TempFolder folder;
  const std::string disk = folder.File("disk");
  std::filesystem::create_directory(disk);
  std::ofstream rows(folder.File("rows.jsonl"));
  for (int i = 0; i < 3000; ++i) {
    Json row = ChildRow("Ёлкин-" + std::to_string(i));
    row["fields"]["note"] = std::string(1000, static_cast<char>('a' + i % 26));
    rows << row.dump() << '\n';
  }
  rows.close();
  // A disk of one megabyte that nobody else sees.
  const std::string script =
      "mount -t tmpfs -o size=1m none \"$1\" || exit 77; shift\n"
      "\"$@\" put child last_name=Щукин first_name=Яша >&2 || exit 78\n"
      "\"$@\" put child --file \"$ROWS\"; echo $?\n"
      "\"$@\" get child $(\"$@\" list child --limit 1 | cut -d'\"' -f8)\n"
      "\"$@\" verify\n";
  const Ran ran = Program("unshare",
                          {"--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk,
                           KRUZHOK_CLI, "--data", disk, "--json", "--lang", "en"},
                          {"ROWS=" + folder.File("rows.jsonl")})
                      .Wait();
  INFO(ran.out + ran.err);
  if (ran.exit == 77 || ran.out.empty()) {
    std::cout << "skipped: this machine does not let a test mount a small disk\n";
    return;
  }
  const auto lines = ran.lines();
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == 3);
  CHECK(ran.err.find("\"storage_full\"") != std::string::npos);
  CHECK(lines[1]["fields"]["last_name"] == "Щукин");
  CHECK(lines[2]["ok"] == true);
}
