// SPDX-License-Identifier: MIT
// A line that breaks all the time.
#include <algorithm>
#include <atomic>
#include <future>
#include <iostream>
#include <random>

#include <catch2/catch.hpp>

#include "sync/sqlite/database.h"
#include "tests/end-to-end/district.h"
#include "tests/support/hostile_peer.h"
#include "tests/support/socket.h"

using namespace tests::end_to_end;

namespace {

constexpr size_t kSchools = 12;
constexpr size_t kCuts = 200;
constexpr int kRowsAtOnce = 30;
// What a request has besides its frames: HTTP's head, cursors, hashes of frames.
constexpr uint64_t kRequestOverhead = 1500;

// The notes hardly let themselves be compressed, so that frames are longer than the pieces that
// the line lets through.
std::vector<Json> NoisyRows(uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Json> rows;
  for (int i = 0; i < kRowsAtOnce; ++i) {
    std::string note;
    while (note.size() < 600) note += static_cast<char>('a' + random() % 26);
    rows.push_back(ChildRow("Ёлкин-" + std::to_string(seed) + "-" + std::to_string(i)));
    rows.back()["fields"]["note"] = note;
  }
  return rows;
}

struct Frames {
  uint64_t bytes = 0;
  uint64_t largest = 0;
};

// The frames in which a site's own commits went, each once.
Frames OwnFrames(const Site& site) {
  kruzhok::sync::OpenOptions options;
  options.path = site.database().string();
  const auto database = kruzhok::sync::Database::Open(options);
  auto select = database->Prepare(
      "SELECT LENGTH(data) FROM frame WHERE id IN (SELECT frame FROM log WHERE own)");
  Frames frames;
  while (select.Step()) {
    const auto size = static_cast<uint64_t>(select.Int(0));
    frames.bytes += size;
    frames.largest = std::max(frames.largest, size);
  }
  return frames;
}

uint64_t Metric(const Hub& hub, const std::string& name) {
  const tests::Socket socket = tests::Socket::Connect(hub.port());
  socket.Write("GET /metrics HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n");
  const std::string text = socket.ReadAll();
  const size_t found = text.find('\n' + name + ' ');
  REQUIRE(found != std::string::npos);
  return std::stoull(text.substr(found + name.size() + 2));
}

}  // namespace

TEST_CASE("Schools whose line is cut 200 times lose nothing and send hardly more than they must") {
  District district;
  Hub& hub = district.hub;
  tests::CuttingProxy line(hub.port(), 1, 1, 15000);
  std::vector<Site> schools;
  for (size_t i = 0; i < kSchools; ++i) {
    auto [school, join] = hub.Invite("Школа" + std::to_string(i), "school", line.url());
    // A lost answer burns no code, so that joining may be tried until it works.
    Ran ran = school.Cli(join);
    for (int tries = 0; ran.exit != 0 && tries < 20; ++tries) ran = school.Cli(join);
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    schools.push_back(school);
  }

  // Each school enters and exchanges at its own pace; an exchange ends or gives up for now.
  std::atomic<uint64_t> rounds = 0;
  std::vector<std::future<void>> working;
  for (const Site& school : schools)
    working.push_back(std::async(std::launch::async, [&line, &rounds, &school] {
      while (line.cuts() < kCuts) {
        const uint64_t round = ++rounds;
        school.PutFile("child", NoisyRows(round), {"--commit-size", "3"});
        if (round % 8 == 0) school.Put("programme", {"title=Шахматы-" + std::to_string(round)});
        const Ran ran = school.Cli({"sync"});
        if (ran.exit != 0 && ran.exit != 4) throw std::runtime_error(ran.err);
      }
    }));
  for (std::future<void>& one : working) one.get();
  line.StopCutting();
  for (int round = 0; round < 2; ++round)
    for (const Site& school : schools) school.Sync();

  const Site coordinator = hub.Join("Вера", "coordinator");
  coordinator.Sync();
  CHECK(coordinator.Do({"count", "child"})["count"] == rounds * kRowsAtOnce);
  CHECK(coordinator.Do({"count", "programme"})["count"] == rounds / 8);
  coordinator.Verify();
  Frames all;
  for (const Site& school : schools) {
    CHECK(school.Do({"status"})["pending"] == 0);
    CHECK(school.Digest("district") == coordinator.Digest("district"));
    CHECK(school.Digest(school.organisation()) == coordinator.Digest(school.organisation()));
    school.Verify();
    const Frames own = OwnFrames(school);
    all.bytes += own.bytes;
    all.largest = std::max(all.largest, own.largest);
  }
  // A request whose head was cut off never reached the hub, so these are counted as cuts.
  const uint64_t requests = Metric(hub, "kruzhok_requests_total") + line.cuts();
  const uint64_t most = all.bytes + line.cuts() * all.largest + requests * kRequestOverhead;
  std::cout << "a line cut " << line.cuts() << " times: " << line.bytes_to_target()
            << " bytes sent for " << all.bytes << " of frames (the largest " << all.largest
            << ") in " << requests << " requests, " << rounds * kRowsAtOnce << " rows\n";
  CHECK(line.bytes_to_target() <= most);
  CHECK(line.bytes_to_target() <= all.bytes * 2 + requests * kRequestOverhead);
}
