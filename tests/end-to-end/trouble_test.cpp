// SPDX-License-Identifier: MIT
// Programs that die at any moment.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "sync/store/replica.h"
#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

using Clock = std::chrono::steady_clock;
using Marks = std::vector<std::string>;

constexpr std::string_view kMark = "mark-";
constexpr int kKilled = 128 + SIGKILL;

std::chrono::seconds Duration() {
  const char* text = std::getenv("KRUZHOK_KILL_SECONDS");
  return std::chrono::seconds(text == nullptr ? 15 : std::atoi(text));
}

// A command under way, and the texts that it writes: each stands nowhere else.
struct Work {
  Program program;
  size_t site;
  Marks marks;
};

// Two computers of one school, another school, a coordinator, and somebody who pulls plugs.
class Trouble {
 public:
  Trouble() {
    for (const char* name : {"А", "А", "Б"}) sites_.push_back(district_.hub.Join(name, "school"));
    sites_.push_back(district_.hub.Join("Вера", "coordinator"));
    children_.resize(sites_.size());
  }

  // Everybody works and exchanges at the same time; one of the programs dies.
  void Round() {
    std::vector<Work> works;
    for (size_t site = 0; site < sites_.size(); ++site) {
      if (!sites_[site].organisation().empty()) works.push_back(Write(site));
      works.push_back({sites_[site].Begin({"sync"}), site, {}});
    }
    // When it happens is up to chance; nothing is waited for.
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % 80'000));
    if (random_() % 3 == 0) {
      district_.hub.Kill();
      district_.hub.Start();
      ++hub_kills_;
    } else {
      works[random_() % works.size()].program.Signal(SIGKILL);
    }
    for (Work& work : works) Finish(work);
  }

  void Check() {
    std::vector<const Site*> all;
    for (const Site& site : sites_) all.push_back(&site);
    SyncAll(all, 3);
    const Site& coordinator = sites_.back();
    for (const Site& site : sites_) {
      site.Verify();
      CHECK(site.Do({"status"})["pending"] == 0);
      CHECK(site.Digest("district") == coordinator.Digest("district"));
      if (!site.organisation().empty())
        CHECK(site.Digest(site.organisation()) == coordinator.Digest(site.organisation()));
    }
    const std::set<std::string> there = NumberedMarks(coordinator);
    Marks missing;
    for (const std::string& mark : acknowledged_)
      if (!there.contains(mark)) missing.push_back(mark);
    CHECK(missing == Marks());
    std::cout << "killed: the hub " << hub_kills_ << " times, clients " << client_kills_
              << " times; writes acknowledged " << acknowledged_.size() << ", arrived "
              << there.size() << ", acknowledged and missing " << missing.size() << '\n';
    CHECK(hub_kills_ > 0);
    CHECK(client_kills_ > 0);
  }

 private:
  std::string Mark() { return std::string(kMark) + std::to_string(++last_mark_) + '.'; }

  Work Write(size_t site) {
    const Site& school = sites_[site];
    const auto& children = children_[site];
    if (random_() % 4 == 0) return PutFile(site);
    const std::string mark = Mark();
    if (children.empty() || random_() % 2 == 0)
      return {school.Begin({"put", "programme", "title=" + mark}), site, {mark}};
    const std::string& id = children[random_() % children.size()];
    return {school.Begin({"put", "child", "--id", id, "note=" + mark}), site, {mark}};
  }

  Work PutFile(size_t site) {
    Marks marks;
    const auto file = sites_[site].folder() / "many.jsonl";
    std::ofstream stream(file, std::ios::binary);
    for (int i = 0; i < 30; ++i) {
      marks.push_back(Mark());
      stream << ChildRow(marks.back()).dump() << '\n';
    }
    stream.close();
    const Words words{"put", "child", "--file", file.string(), "--commit-size", "5"};
    return {sites_[site].Begin(words), site, marks};
  }

  void Finish(Work& work) {
    const Ran ran = work.program.Wait();
    INFO(ran.out + ran.err);
    if (ran.exit == kKilled) ++client_kills_;
    if (ran.exit == 1)
      CHECK(ran.code() == "disputed");  // Two computers have written into one child's note.
    else
      CHECK(std::set{0, 4, 5, kKilled}.contains(ran.exit));
    if (ran.exit != 0 || work.marks.empty()) return;
    const auto lines = ran.lines();
    REQUIRE(lines.size() == work.marks.size());
    acknowledged_.insert(work.marks.begin(), work.marks.end());
    if (lines.size() > 1) children_[work.site].push_back(lines.front()["id"]);
  }

  static std::set<std::string> NumberedMarks(const Site& site) {
    kruzhok::sync::OpenOptions options;
    options.path = site.database().string();
    const auto replica = kruzhok::sync::Replica::Open(options, kruzhok::sync::RealEnvironment());
    REQUIRE(replica);
    std::set<std::string> marks;
    (*replica)->log().ForEach({}, [&](const auto& entry, std::string_view line) {
      for (size_t at = line.find(kMark); at != line.npos && entry.number > 0;
           at = line.find(kMark, at + 1))
        marks.emplace(line.substr(at, line.find('.', at) - at + 1));
    });
    return marks;
  }

  District district_;
  std::vector<Site> sites_;
  std::vector<Words> children_;  // By site: those that it may edit.
  std::set<std::string> acknowledged_;
  std::mt19937_64 random_{1};
  int64_t last_mark_ = 0;
  int hub_kills_ = 0;
  int client_kills_ = 0;
};

}  // namespace

TEST_CASE("Whatever is killed while all work, nothing that a command acknowledged is missing") {
  Trouble trouble;
  for (const auto end = Clock::now() + Duration(); Clock::now() < end;) trouble.Round();
  trouble.Check();
}
