// SPDX-License-Identifier: MIT
// What earlier versions have left is today's data: opened, migrated whatever happens meanwhile, and
// exchanged. See tests/data/versions/README.md.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "model/catalog.h"
#include "server-stub/hub.h"
#include "sync/exchange/exchange.h"
#include "sync/store/store.h"
#include "tests/support/district.h"
#include "tests/support/memory_vfs.h"

using namespace kruzhok;
using nlohmann::json;
using tests::MemoryDisk;
using tests::TestEnvironment;

namespace {

namespace fs = std::filesystem;

std::string Bytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream.is_open());
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> Versions() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(KRUZHOK_SOURCE_DIR "/tests/data/versions"))
    if (entry.is_directory()) folders.push_back(entry.path());
  REQUIRE_FALSE(folders.empty());
  return folders;
}

// An installation of that version, in the hands of today's program.
struct Kept {
  Kept(const fs::path& folder, const std::string& name)
      : expected(json::parse(Bytes(folder / "expected.json"))[name]) {
    disk.Put("kruzhok.db", Bytes(folder / (name + ".db")));
  }
  void Open() {
    auto opened = sync::Store::Open(disk.Options("kruzhok.db"), environment);
    REQUIRE(opened);
    store = std::move(*opened);
  }
  void Check() {
    CHECK(store->Verify(false).empty());
    for (const auto& [stream, digest] : expected["digests"].items())
      CHECK(store->Digest(sync::ParseStreamName(stream)).front().digest == digest);
    for (const auto& [entity, count] : expected["counts"].items())
      CHECK(store->Count(*model::FindEntity(entity)) == count);
    const sync::Status status = store->GetStatus();
    CHECK(status.pending == expected["pending"]);
    CHECK(status.disputes == expected["disputes"]);
    CHECK(status.refused == expected["refused"]);
    CHECK(status.membership.site.Text() == expected["site"]);
  }

  MemoryDisk disk;
  TestEnvironment environment{1};
  std::unique_ptr<sync::Store> store;
  const json expected;
};

struct KeptHub {
  explicit KeptHub(const fs::path& folder) {
    disk.Put("hub.db", Bytes(folder / "hub.db"));
    auto opened = server::Hub::Open({disk.Options("hub.db"), {}}, environment);
    REQUIRE(opened);
    hub = std::move(*opened);
  }
  // Until nothing is left.
  void Exchange(Kept& site) {
    sync::Exchange exchange(site.store->replica());
    for (int step = 0; step < 50; ++step) {
      const sync::Instruction next = exchange.Next();
      REQUIRE(next.kind != sync::Instruction::Kind::kFailed);
      if (next.kind == sync::Instruction::Kind::kDone) return;
      if (next.kind == sync::Instruction::Kind::kWait) continue;
      const auto answer = hub->Sync(site.store->replica().membership().token, next.body, true);
      REQUIRE(answer);
      exchange.OnAnswer(*answer, true);
    }
    FAIL("an exchange without an end");
  }

  MemoryDisk disk{2};
  TestEnvironment environment{2};
  std::unique_ptr<server::Hub> hub;
};

}  // namespace

TEST_CASE("Data of every version open as they are: sound, with the same figures and unsent work") {
  for (const fs::path& folder : Versions())
    for (const char* name : {"site", "coordinator"}) {
      INFO(folder << ' ' << name);
      Kept kept(folder, name);
      kept.Open();
      kept.Check();
    }
}

TEST_CASE("Data of every version exchange with today's hub, send their unsent work and agree") {
  for (const fs::path& folder : Versions()) {
    INFO(folder);
    KeptHub hub(folder);
    CHECK(hub.hub->Verify().empty());
    hub.hub->StartEpoch();
    Kept site(folder, "site"), coordinator(folder, "coordinator");
    site.Open();
    coordinator.Open();
    for (int round = 0; round < 2; ++round)
      for (Kept* one : {&site, &coordinator}) hub.Exchange(*one);
    CHECK(site.store->GetStatus().pending == 0);
    CHECK(coordinator.store->GetStatus().pending == 0);
    for (const sync::StreamDigest& digest : site.store->Digest({}))
      CHECK(coordinator.store->Digest(digest.stream).front().digest == digest.digest);
    const model::EntityType& children = *model::FindEntity("child");
    CHECK(site.store->Count(children) == site.expected["counts"]["child"]);
    CHECK(coordinator.store->Count(children) == site.expected["counts"]["child"]);
    for (Kept* one : {&site, &coordinator}) CHECK(one->store->Verify(false).empty());
    CHECK(hub.hub->Verify().empty());
  }
}

TEST_CASE("Today's hub takes a request of every version, and today's program an answer") {
  for (const fs::path& folder : Versions()) {
    INFO(folder);
    KeptHub hub(folder);
    const std::string token = json::parse(Bytes(folder / "expected.json"))["token"];
    CHECK(hub.hub->Sync(token, Bytes(folder / "request.krz"), true));
    Kept site(folder, "site");
    site.Open();
    sync::Exchange exchange(site.store->replica());
    REQUIRE(exchange.Next().kind == sync::Instruction::Kind::kSend);
    exchange.OnAnswer(Bytes(folder / "answer.krz"), true);
    CHECK(exchange.totals().pulled > 0);
    CHECK(site.store->Verify(false).empty());
  }
}

TEST_CASE("Killed at any write while data of an old version are opened, they open again whole") {
  for (const fs::path& folder : Versions())
    for (const auto crash : {MemoryDisk::Crash::kProcess, MemoryDisk::Crash::kPower})
      for (int64_t n = 1;; ++n) {
        INFO(folder << ", killed at write " << n);
        Kept kept(folder, "site");
        kept.disk.KillAfterWrites(n, crash);
        try {
          kept.Open();
          kept.store.reset();
        } catch (const model::StorageError&) {
          REQUIRE(kept.disk.killed());
        }
        const bool killed = kept.disk.killed();
        kept.disk.Revive();
        kept.Open();
        kept.Check();
        if (!killed) break;
      }
}
