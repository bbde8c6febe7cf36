// SPDX-License-Identifier: MIT
#include "tests/end-to-end/courier.h"

#include <fstream>
#include <iterator>
#include <utility>

#include <catch2/catch.hpp>

namespace tests::end_to_end {
namespace {

namespace fs = std::filesystem;

constexpr size_t kRoom = 24;  // For so many files; what is too much is lost.

std::string Contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Courier::Courier(fs::path folder, std::mt19937_64& random, Events& events)
    : folder_(std::move(folder)), random_(random), events_(events) {
  fs::create_directories(folder_);
}

fs::path Courier::NewFile() {
  return folder_ / (std::to_string(++files_) + ".krz");
}

void Courier::Put(Bag& bag, Stick stick) {
  bag.push_back(std::move(stick));
  if (bag.size() <= kRoom && !Chance(20)) return;
  bag.erase(bag.begin() + static_cast<std::ptrdiff_t>(random_() % bag.size()));
  ++events_["bundles lost"];
}

Courier::Stick Courier::Damaged(const Stick& stick) {
  std::string bytes = Contents(stick.file);
  const size_t at = random_() % (1 + random_() % bytes.size());  // Headers are short.
  if (Chance(2))
    bytes.resize(at);
  else
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random_() % 8);
  const Stick copy{NewFile(), stick.site, State::kDamaged};
  std::ofstream(copy.file, std::ios::binary) << bytes;
  return copy;
}

std::optional<Courier::Stick> Courier::Take(Bag& bag, const Site* site) {
  std::vector<size_t> fitting;
  for (size_t i = 0; i < bag.size(); ++i)
    if (site == nullptr || bag[i].site == site) fitting.push_back(i);
  if (fitting.empty()) return std::nullopt;
  const size_t chosen = fitting[random_() % fitting.size()];
  if (!honest_ && bag[chosen].state == State::kWhole && Chance(8)) return Damaged(bag[chosen]);
  Stick stick = bag[chosen];
  bag.erase(bag.begin() + static_cast<std::ptrdiff_t>(chosen));
  return stick;
}

void Courier::CheckRefusal(const Stick& stick, bool right_door, const Ran& ran) {
  INFO(ran.out + ran.err);
  CHECK(ran.exit == 1);
  const std::string code = ran.code();
  if (right_door || code != "wrong_receiver") {
    CHECK(stick.state != State::kWhole);
    CHECK(std::set<std::string>{"damaged_file", "wrong_file", "newer_file"}.contains(code));
  }
  ++events_["bundles refused: " + code];
}

Errand Courier::Write(const Site& site) {
  const Stick stick{NewFile(), &site};
  return {"bundle write", site.Begin({"bundle", "write", stick.file.string()}),
          [this, stick](const Ran& ran) { EndWrite(stick, ran); }, fs::path(stick.file) += ".part"};
}

void Courier::EndWrite(const Stick& stick, const Ran& ran) {
  const bool done = IsDone(ran, {"already_syncing"});
  CHECK((fs::exists(stick.file) || !done));
  // A courier takes what has the name of a bundle, whatever became of its writer; and somebody
  // gives that name to what the writer has left.
  if (fs::exists(stick.file)) Put(requests_, stick);
  if (const fs::path part = fs::path(stick.file) += ".part"; fs::exists(part)) {
    CHECK(ran.exit == kKilled);
    ++events_["bundles half-written"];
    const Stick half{NewFile(), stick.site, State::kUnknown};
    fs::rename(part, half.file);
    Put(requests_, half);
  }
  if (done) ++events_["requests written"];
}

std::optional<Errand> Courier::Deliver(const Hub& hub) {
  const auto stick = Take(requests_, nullptr);
  if (!stick) return std::nullopt;
  const fs::path answer = NewFile();
  return Errand{
      "hub bundle read",
      hub.Begin({"bundle", "read", stick->file.string(), "--answer", answer.string()}),
      [this, stick = *stick, answer](const Ran& ran) { EndReadByHub(stick, answer, ran); },
      fs::path(answer) += ".part"};
}

void Courier::EndReadByHub(const Stick& stick, const fs::path& answer, const Ran& ran) {
  if (ran.exit == 1) return CheckRefusal(stick, true, ran);
  const bool done = IsDone(ran);
  CHECK((!done || stick.state != State::kDamaged));
  if (!done || (!honest_ && Chance(4))) Put(requests_, stick);
  if (const fs::path part = fs::path(answer) += ".part"; fs::exists(part)) {
    ++events_["bundles half-written"];
    const Stick half{NewFile(), stick.site, State::kUnknown};
    fs::rename(part, half.file);
    Put(answers_, half);
  }
  if (fs::exists(answer)) Put(answers_, {answer, stick.site});
  if (done) ++events_["requests read"];
}

std::optional<Errand> Courier::Deliver(const Site& site) {
  const auto stick = Take(answers_, !honest_ && Chance(16) ? nullptr : &site);
  if (!stick) return std::nullopt;
  return Errand{"bundle read", site.Begin({"bundle", "read", stick->file.string()}),
                [this, stick = *stick, &site](const Ran& ran) { EndReadBySite(stick, site, ran); }};
}

void Courier::EndReadBySite(const Stick& stick, const Site& site, const Ran& ran) {
  const bool right_door = stick.site == &site;
  const bool busy = ran.exit == 1 && ran.code() == "already_syncing";
  if (ran.exit == 1 && !busy) CheckRefusal(stick, right_door, ran);
  if (ran.exit == 1 && !busy && right_door) return;
  const bool done = ran.exit != 1 && IsDone(ran);
  const Json said = done ? ran.json() : Json::object();
  if (done) {
    INFO(ran.out + ran.err);
    CHECK(right_door);
    CHECK(stick.state != State::kDamaged);
    CHECK(said["copied"] == false);
    ++events_["answers read"];
  }
  for (const char* how : {"again", "ahead", "stale"})
    if (said.value(how, false)) ++events_[std::string("answers read: ") + how];
  if (!done || said.value("ahead", false) || (!honest_ && Chance(4))) Put(answers_, stick);
}

void Courier::DeliverAll(const Hub& hub, const std::vector<const Site*>& sites) {
  honest_ = true;
  const auto finish = [](std::optional<Errand> errand) {
    if (errand) errand->end(errand->program.Wait());
  };
  for (size_t left = requests_.size(); left > 0; --left) finish(Deliver(hub));
  // What is ahead waits for what may be lost: each is read once.
  for (size_t left = answers_.size(); left > 0; --left)
    for (const Site* site : sites) finish(Deliver(*site));
}

void Courier::Exchange(const Site& site, const Hub& hub) {
  const std::string request = NewFile().string(), answer = NewFile().string();
  site.Do({"bundle", "write", request});
  const Ran ran = hub.Cli({"bundle", "read", request, "--answer", answer});
  INFO(ran.err);
  REQUIRE(ran.exit == 0);
  REQUIRE(IsDone(site.Cli({"bundle", "read", answer})));
}

}  // namespace tests::end_to_end
