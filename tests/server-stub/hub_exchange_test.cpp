// SPDX-License-Identifier: MIT
// The hub as the other end of an exchange: joining, copies, restarts, old messages, and what a
// visit costs.
#include <catch2/catch.hpp>

#include "model/catalog.h"
#include "model/entities/child.h"
#include "tests/support/district.h"

using tests::CodeOf;
using tests::District;
using tests::Fields;

namespace {

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}};

}  // namespace

TEST_CASE(
    "Hub: a join code is good once, until it expires, and for the device that used it first") {
  District d;
  const auto organisation = d.Organisation("А");
  const std::string code = d.Code(sync::Role::kSchool, organisation);
  const std::string old = d.Code(sync::Role::kSchool, organisation);
  auto &a = d.Stranger(), &b = d.Stranger();
  CHECK(b.Join("7K3F-9QXA") == "bad_code");
  CHECK(a.Join(code).empty());
  CHECK(a.Join(code).empty());
  CHECK(b.Join(code) == "bad_code");
  d.hub_environment.now_ms += int64_t{31} * 86'400'000;
  CHECK(b.Join(old) == "bad_code");
  CHECK(b.Join(d.Code(sync::Role::kSchool, organisation)).empty());
  CHECK(d.hub().Devices().size() == 2);
}

TEST_CASE("Hub: a lost answer burns no code, until the device has exchanged for the first time") {
  District d;
  auto& a = d.Stranger();
  const std::string code = d.Code(sync::Role::kSchool, d.Organisation("А"));
  tests::MemoryDisk before(7);
  a.Close();
  before.CopyFrom(a.disk);
  a.Open();
  CHECK(a.Join(code).empty());
  a.Close();
  a.disk.CopyFrom(before);  // As if the answer had never come.
  a.Open();
  CHECK(a.Join(code).empty());
  CHECK(d.hub().Devices().size() == 1);
  CHECK(a.Sync().empty());
  a.Close();
  a.disk.CopyFrom(before);
  a.Open();
  CHECK(a.Join(code) == "bad_code");
}

TEST_CASE("Hub: joining hands what was entered before over to the organisation") {
  District d;
  auto &a = d.Stranger(), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(a.Delete(a.Put("child", kElkin)).empty());
  const auto organisation = d.Organisation("А");
  CHECK(a.Join(d.Code(sync::Role::kSchool, organisation)).empty());
  CHECK(a.Row(child).owner == organisation);
  CHECK(a.store().Verify(false).empty());
  d.SyncAll();
  CHECK(a.store().Refused().empty());
  CHECK(c.Value(child, "class") == "5А");
  CHECK(c.store().Count(model::child) == 1);
  CHECK(a.DigestOf(organisation) == c.DigestOf(organisation));
}

TEST_CASE("Hub: a coordinator who has entered something before joining joins all the same") {
  District d;
  auto &a = d.Stranger(), &b = d.School("Б");
  const auto programme = a.Put("programme", {{"title", "Шахматы"}});
  const auto child = a.Put("child", kElkin);
  CHECK(a.Join(d.Code(sync::Role::kCoordinator, {})).empty());
  d.SyncAll();
  CHECK(b.Value(programme, "title") == "Шахматы");
  CHECK(a.Row(child).condition == sync::RowCondition::kRefused);  // No organisation owns it.
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE(
    "Hub: a copied site is noticed; both sides keep what they wrote and nothing is disputed") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator(), &copy = d.Stranger();
  const auto first = a.Put("child", kElkin);
  d.SyncAll();
  copy.CopyFrom(a);
  std::vector<model::Uuid> children{first};
  bool noticed = false;
  for (int round = 0; round < 3; ++round) {
    children.push_back(a.Put("child", {{"last_name", "Первая"}, {"first_name", "А"}}));
    children.push_back(copy.Put("child", {{"last_name", "Вторая"}, {"first_name", "Б"}}));
    for (auto* each : {&a, &copy}) {
      CHECK(each->Sync().empty());
      noticed |= each->totals.copied;
    }
  }
  d.SyncAll();
  CHECK(noticed);
  for (const auto& child : children) CHECK((a.Has(child) && copy.Has(child) && c.Has(child)));
  CHECK(c.Disputes() == 0);
  CHECK(a.replica().membership().site != copy.replica().membership().site);
  CHECK(a.DigestOf(a.organisation()) == copy.DigestOf(a.organisation()));
}

TEST_CASE("Hub: after a restart nothing is sent again and nothing is counted as new") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  a.Put("child", kElkin);
  d.SyncAll();
  const int64_t epoch = d.hub().epoch();
  d.RestartHub();
  CHECK(d.hub().epoch() == epoch + 1);
  for (auto* each : {&a, &b}) {
    CHECK(each->Sync().empty());
    CHECK(each->totals.pushed + each->totals.pulled + each->totals.frames_sent == 0);
    CHECK(each->totals.requests == 1);
  }
  a.Put("child", {{"last_name", "Новая"}, {"first_name", "А"}});
  d.SyncAll();
  CHECK(a.DigestOf(a.organisation()) == b.DigestOf(a.organisation()));
  CHECK(a.replica().lineage().back().counter == epoch + 1);
}

TEST_CASE("Hub: a site shows the lives it knows only to a hub that has forgotten the last one") {
  District d;
  auto& a = d.School("А");
  d.SyncAll();
  tests::HubBackup before(d);
  d.RestartHub();
  const auto shown = [&] {
    a.requests.clear();
    CHECK(a.Sync().empty());
    std::vector<std::pair<size_t, bool>> lives;
    for (const std::string& bytes : a.requests) {
      const auto request = sync::DecodeRequest(bytes)->message;
      lives.emplace_back(request.lineage.size(), !request.epoch_signature.empty());
    }
    return lives;
  };
  CHECK(shown() == std::vector<std::pair<size_t, bool>>{{1, false}});
  CHECK(shown() == std::vector<std::pair<size_t, bool>>{{1, false}});
  before.PutBack();
  const auto lives = shown();
  REQUIRE(lives.size() > 1);
  CHECK((lives[0] == std::pair<size_t, bool>(1, false) && lives[1].first > 1 && lives[1].second));
}

TEST_CASE("Hub: an epoch beyond all measure in a request does not become the district's") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  d.SyncAll();
  auto request = sync::DecodeRequest(a.requests.front())->message;
  request.lineage.push_back({int64_t{1} << 53, 1, 0});
  const int64_t epoch = d.hub().epoch();
  CHECK(d.Ask(a, EncodeRequest(request)));
  CHECK(d.hub().epoch() == epoch);
  CHECK(b.Sync().empty());
}

TEST_CASE("Hub: a repeated request brings nothing new, and a repeated answer changes nothing") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  const std::string push = a.requests.front();
  const std::string old_answer = a.answers.front();
  c.Put("programme", {{"title", "Шахматы"}});
  d.SyncAll();
  const std::string metrics = d.hub().Metrics();
  const auto number = metrics.substr(metrics.find("\nkruzhok_last_number"), 30);
  REQUIRE(d.Ask(a, push));
  CHECK(d.hub().Metrics().find(number) != std::string::npos);
  const std::string digest = a.DigestOf(a.organisation()) + a.DigestOf(sync::kDistrict);
  sync::Exchange exchange(a.replica());
  exchange.Next();
  exchange.OnAnswer(old_answer, true);
  CHECK(digest == a.DigestOf(a.organisation()) + a.DigestOf(sync::kDistrict));
  CHECK(a.Sync().empty());
  CHECK(a.Value(child, "last_name") == "Ёлкин");
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Hub: a page that starts ahead of the cursor is not taken, and is asked for again") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  a.Put("child", kElkin);
  d.SyncAll();
  a.Put("child", {{"last_name", "Новая"}, {"first_name", "А"}});
  CHECK(a.Sync().empty());
  CHECK(b.Sync().empty());
  const std::string ahead = b.answers.front();
  {
    sync::Replica::Change change(b.replica());
    b.replica().PullAgain({});
    change.Commit();
  }
  const auto to_hub = b.line;
  bool first = true;
  b.line = [&](const std::string& request) -> std::optional<std::string> {
    return std::exchange(first, false) ? std::optional(ahead) : to_hub(request);
  };
  CHECK(b.Sync().empty());
  CHECK(a.DigestOf(a.organisation()) == b.DigestOf(a.organisation()));
}

TEST_CASE("Hub: a page whose signature or rolling hash is wrong is refused whole") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  const bool rolling = GENERATE(true, false);
  const auto to_hub = b.line;
  b.line = [&](const std::string& request) -> std::optional<std::string> {
    auto answer = sync::DecodeAnswer(*to_hub(request))->message;
    for (auto& page : answer.pages) (rolling ? page.rolling : page.signature)[3] ^= 1;
    return EncodeAnswer(answer);
  };
  CHECK(b.Sync() == "bad_answer");
  CHECK(b.store().Count(*model::FindEntity("child")) == 0);
  CHECK(b.replica().rest() == 0);
  b.line = to_hub;
  CHECK(b.Sync().empty());
  CHECK(b.store().Count(*model::FindEntity("child")) == 1);
}

TEST_CASE("Hub: with nothing to say, one request of less than 1 KB goes each way") {
  District d;
  auto& a = d.School("А");
  for (int i = 0; i < 40; ++i) a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Sync().empty());
  CHECK(a.requests.size() == 1);
  CHECK(a.requests.front().size() + a.answers.front().size() <= 1024);
}

TEST_CASE(
    "Hub: an edit of one field costs less than 1 KB each way, also while the hub is new to it") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(a.Sync().empty());
  size_t bytes = 0;
  for (const auto& message : a.requests) bytes += message.size();
  CHECK(bytes <= 1024);
  CHECK(c.Sync().empty());
  CHECK(c.Value(child, "class") == "5А");
}

TEST_CASE("Hub: without a token, or with other bytes, nothing is said") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  CHECK(CodeOf(d.hub().Sync("", a.requests.front(), true)) == "unauthorized");
  CHECK(CodeOf(d.hub().Sync("x", a.requests.front(), true)) == "unauthorized");
  CHECK_FALSE(d.Ask(a, "<html>вход в сеть</html>"));
  CHECK(d.hub_error == "not_kruzhok");
  CHECK_FALSE(d.Ask(a, a.requests.front().substr(0, 40)));
  CHECK(d.hub_error == "connection_lost");
}
