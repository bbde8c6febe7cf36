// SPDX-License-Identifier: MIT
// Exchange by sticks: what crosses and comes late; and three schools and a coordinator who never
// have a network, for a school year: couriers carry bundles when they happen to go, lose some,
// bring some twice, late and out of order.
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "sync/exchange/bundle.h"
#include "tests/support/district.h"

namespace {

using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}};

constexpr int kDays = 210;

class Year {
 public:
  Year() {
    for (const char* name : {"А", "Б", "В"}) all_.push_back(&d_.School(name));
    all_.push_back(&d_.Coordinator());
  }

  void Day() {
    for (Installation* each : all_) {
      Work(*each);
      if (Chance(0.4)) to_hub_.emplace_back(each, sync::WriteRequest(each->replica(), "")->bytes);
    }
    // Somebody drives to the district; a stick may stay in the car, or be read twice.
    while (!to_hub_.empty() && Chance(0.6)) {
      const size_t chosen = Pick(to_hub_.size());
      const auto [from, bytes] = to_hub_[chosen];
      const auto answer = d_.hub().ReadBundle(bytes);
      REQUIRE(answer);
      to_school_.emplace_back(from, *answer);
      if (Chance(0.9)) to_hub_.erase(to_hub_.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    while (!to_school_.empty() && Chance(0.6)) {
      const size_t chosen = Pick(to_school_.size());
      const auto [to, bytes] = to_school_[chosen];
      if (!Chance(0.1)) CHECK(sync::ReadAnswer(to->replica(), bytes));
      if (Chance(0.9)) to_school_.erase(to_school_.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    d_.hub_environment.now_ms += 86'400'000;
  }

  // The year's last sticks, read by everybody in turn; then all must agree.
  void End() {
    for (int round = 0; round < 3; ++round)
      for (Installation* each : all_) {
        const auto answer = d_.hub().ReadBundle(sync::WriteRequest(each->replica(), "")->bytes);
        REQUIRE(answer);
        CHECK(sync::ReadAnswer(each->replica(), *answer));
      }
    std::map<sync::StreamId, std::string> digests;
    for (Installation* each : all_) {
      CHECK(each->store().GetStatus().pending == 0);
      CHECK(each->store().GetStatus().complete);
      CHECK(each->store().GetStatus().copy_notice.empty());
      CHECK(each->store().Verify(false).empty());
      for (const auto& digest : each->store().Digest(std::nullopt)) {
        const auto [known, fresh] = digests.emplace(digest.stream, digest.digest);
        CHECK(known->second == digest.digest);
      }
    }
    CHECK(digests.size() == 4);
    CHECK(d_.hub().Verify().empty());
    CHECK(d_.hub().Refused().empty());
    CHECK(all_.back()->store().Count(*model::FindEntity("child")) == children_);
  }

 private:
  bool Chance(double probability) {
    return std::uniform_real_distribution<>(0, 1)(random_) < probability;
  }
  size_t Pick(size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random_); }

  void Work(Installation& each) {
    const bool coordinator = each.replica().membership().role == sync::Role::kCoordinator;
    if (!coordinator && Chance(0.3)) {
      rows_.push_back(
          each.Put("child", {{"last_name", "Ёлкин"}, {"first_name", std::to_string(random_())}}));
      ++children_;
    }
    if (rows_.empty() || Chance(0.4)) return;
    const model::Uuid row = rows_[Pick(rows_.size())];
    if (!each.Has(row)) return;
    const std::string field = Chance(0.5) ? "class" : "middle_name";
    const std::string value = field == "class" ? std::to_string(1 + Pick(11)) + "А" : "Петрович";
    // A form of a disputed field decides.
    if (each.Edit(row, {{field, value}}) == "disputed") each.Resolve(row, field, value);
  }

  District d_;
  std::vector<Installation*> all_;
  std::vector<std::pair<Installation*, std::string>> to_hub_, to_school_;
  std::vector<model::Uuid> rows_;
  int64_t children_ = 0;
  std::mt19937_64 random_{2026};
};

}  // namespace

TEST_CASE("A year by stick alone: three schools and a coordinator end with the same data") {
  Year year;
  for (int day = 0; day < kDays; ++day) year.Day();
  year.End();
}

TEST_CASE("Two requests on one stick, both answers read in order") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  a.Put("child", kElkin);
  const std::string r1 = sync::CarriedRequest(a.replica(), 1 << 20);
  a.Put("child", kElkin);
  const std::string r2 = sync::CarriedRequest(a.replica(), 1 << 20);
  const auto a1 = d.Ask(a, r1);
  const auto a2 = d.Ask(a, r2);
  CHECK(CodeOf(sync::TakeCarriedAnswer(a.replica(), *a1)).empty());
  CHECK(CodeOf(sync::TakeCarriedAnswer(a.replica(), *a2)).empty());
  CHECK(a.replica().Offers().empty());
}

TEST_CASE("Carried answers that cross a request are no copy") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto site = a.replica().membership().site;
  const auto first = sync::WriteRequest(a.replica(), "А");
  const auto second = sync::WriteRequest(a.replica(), "А");
  const auto to_first = d.hub().ReadBundle(first->bytes);
  const auto to_second = d.hub().ReadBundle(second->bytes);
  CHECK(sync::ReadAnswer(a.replica(), *to_first));
  const auto third = sync::WriteRequest(a.replica(), "А");
  CHECK(sync::ReadAnswer(a.replica(), *to_second));
  CHECK(sync::ReadAnswer(a.replica(), *d.hub().ReadBundle(third->bytes)));
  CHECK(a.Sync().empty());
  CHECK(a.store().GetStatus().copy_notice.empty());
  CHECK(a.replica().membership().site == site);
}

TEST_CASE("A request that comes late is no copy") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto late = sync::WriteRequest(a.replica(), "А");
  for (int day = 0; day < 2; ++day) {
    const auto answer = d.hub().ReadBundle(sync::WriteRequest(a.replica(), "А")->bytes);
    CHECK(sync::ReadAnswer(a.replica(), *answer));
  }
  CHECK(sync::ReadAnswer(a.replica(), *d.hub().ReadBundle(late->bytes)));
  CHECK(a.store().GetStatus().copy_notice.empty());
  CHECK(a.Sync().empty());
  CHECK(a.store().GetStatus().copy_notice.empty());
}

TEST_CASE("An answer that the line loses while another is on a stick is no copy") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto carried = d.hub().ReadBundle(sync::WriteRequest(a.replica(), "А")->bytes);
  const auto line = std::exchange(a.line, [&](const std::string& request) {
    d.Ask(a, request);
    return std::optional<std::string>();
  });
  CHECK_FALSE(a.Sync().empty());
  a.line = line;
  CHECK(sync::ReadAnswer(a.replica(), *carried));
  CHECK(a.Sync().empty());
  CHECK(a.store().GetStatus().copy_notice.empty());
}

TEST_CASE("A late stick that is the first to reach a hub that has started again is no copy") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto late = sync::WriteRequest(a.replica(), "А");
  a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  d.RestartHub();
  CHECK(d.hub().ReadBundle(late->bytes));
  CHECK(a.Sync().empty());
  CHECK(a.store().GetStatus().copy_notice.empty());
}

TEST_CASE("However many sticks are on their way, the next exchange by line is no copy") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto request = sync::WriteRequest(a.replica(), "А");
  CHECK(a.Sync().empty());
  for (int i = 0; i < 40; ++i) CHECK(d.hub().ReadBundle(request->bytes));
  CHECK(a.Sync().empty());
  CHECK(a.store().GetStatus().copy_notice.empty());
}

TEST_CASE("The clock of a PC is not wrong because an answer was three days on the way") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto answer = d.Ask(a, sync::CarriedRequest(a.replica(), 1 << 20));
  a.environment.now_ms += 3 * 86'400'000LL;
  CHECK(sync::TakeCarriedAnswer(a.replica(), *answer));
  CHECK(std::abs(a.store().GetStatus().clock_offset_s) < 60);
}

TEST_CASE("An answer carried to an older copy of the PC costs no new beginning") {
  District d;
  auto& a = d.School("А");
  for (int i = 0; i < 5; ++i) a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  auto& older = d.Stranger();
  older.CopyFrom(a);
  d.RestartHub();
  CHECK(a.Sync().empty());
  const auto answer = d.hub().ReadBundle(sync::WriteRequest(a.replica(), "А")->bytes);
  const int64_t rest = older.replica().rest();
  CHECK(rest > 0);
  (void)static_cast<bool>(sync::ReadAnswer(older.replica(), *answer));
  CHECK(older.replica().rest() >= rest);
}
