// SPDX-License-Identifier: MIT
// Work apart, exchange, agreement: what several computers make of the same rows.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

// A hundred children of one school: twenty one by one, the others out of a file.
void PutHundred(const Site& school, const std::string& marker) {
  for (int i = 0; i < 20; ++i) school.Put("child", Child(marker + std::to_string(i)));
  std::vector<Json> rows;
  for (int i = 20; i < 100; ++i) rows.push_back(ChildRow(marker + std::to_string(i)));
  REQUIRE(school.PutFile("child", rows, {"--commit-size", "7"}).size() == 80);
}

size_t Named(const std::vector<Json>& rows, const std::string& beginning) {
  return static_cast<size_t>(std::count_if(rows.begin(), rows.end(), [&](const Json& row) {
    return row["fields"]["last_name"].get<std::string>().starts_with(beginning);
  }));
}

// Two computers and a coordinator that all have one child.
struct OneChild : District {
  OneChild() {
    child = one.Put("child", {"last_name=Ёлкин", "first_name=Яша", "class=3а"});
    SyncAll(all(), 2);
  }
  std::vector<const Site*> all() const { return {&one, &other, &coordinator}; }

  Site one = hub.Join("Школа", "school");
  Site other = hub.Join("Школа", "school");
  Site coordinator = hub.Join("Вера", "coordinator");
  std::string child;
};

}  // namespace

TEST_CASE("Two schools and a coordinator that worked without a hub agree after three exchanges") {
  District district;
  Hub& hub = district.hub;
  const Site a = hub.Join("А", "school");
  const Site b = hub.Join("Б", "school");
  const Site coordinator = hub.Join("Вера", "coordinator");
  hub.Stop();
  PutHundred(a, "Ёлкин-А-");
  PutHundred(b, "Щукин-Б-");
  const std::string programme = a.Put("programme", {"title=Шахматы"});
  const Ran away = a.Cli({"sync"});
  CHECK(away.exit == 4);
  CHECK(away.code() == "unreachable");
  CHECK(a.Do({"status"})["pending"] == 20 + 12 + 1);

  hub.Start();
  SyncAll({&a, &b, &coordinator}, 1);
  SyncAll({&a, &b}, 1);
  for (const Site* site : {&a, &b, &coordinator}) {
    site->Verify();
    CHECK(site->Do({"status"})["pending"] == 0);
    CHECK(site->Digest("district") == a.Digest("district"));
    CHECK(site->Get("programme", programme)["fields"]["title"] == "Шахматы");
  }
  CHECK(a.Digest(a.organisation()) == coordinator.Digest(a.organisation()));
  CHECK(b.Digest(b.organisation()) == coordinator.Digest(b.organisation()));
  CHECK(Named(a.List("child"), "Ёлкин-А-") == 100);
  CHECK(Named(b.List("child"), "Щукин-Б-") == 100);
  CHECK(coordinator.List("child").size() == 200);
  CHECK(a.List("child").size() == 100);
  CHECK(b.List("child").size() == 100);
  CHECK(a.Knows("Ёлкин-А-17"));
  CHECK_FALSE(a.Knows("Щукин"));
  CHECK_FALSE(b.Knows("Ёлкин"));
}

TEST_CASE("Two computers that changed different fields of one child both have both changes") {
  OneChild here;
  here.one.Edit("child", here.child, {"phone=1"});
  here.other.Edit("child", here.child, {"address=Лесная, 5"});
  SyncAll(here.all());
  for (const Site* site : here.all()) {
    const Json row = site->Get("child", here.child);
    CHECK(row["fields"]["phone"] == "1");
    CHECK(row["fields"]["address"] == "Лесная, 5");
    CHECK(row["disputed"].empty());
    CHECK(row["state"] == "acknowledged");
    CHECK(site->Do({"status"})["disputes"] == 0);
  }
}

TEST_CASE("Two values of one field are one dispute everywhere, until a decision ends it") {
  OneChild here;
  here.one.Edit("child", here.child, {"class=4а"});
  here.coordinator.Edit("child", here.child, {"class=4б"});
  here.one.Sync();
  CHECK(here.coordinator.Cli({"sync"}).exit == 5);
  SyncAll(here.all());
  for (const Site* site : here.all()) {
    const auto disputes = site->Cli({"disputes"}).lines();
    REQUIRE(disputes.size() == 1);
    CHECK(disputes[0]["field"] == "class");
    CHECK(disputes[0]["official"]["value"] == "4а");
    CHECK(disputes[0]["official"]["by"] == "Школа");
    REQUIRE(disputes[0]["proposals"].size() == 1);
    CHECK(disputes[0]["proposals"][0]["value"] == "4б");
    CHECK(disputes[0]["proposals"][0]["by"] == "Вера");
    CHECK(disputes[0]["proposals"][0]["at"].is_string());
    CHECK(site->Get("child", here.child)["state"] == "disputed");
    CHECK(site->Get("child", here.child)["fields"]["class"] == "4а");
  }
  const Ran put = here.one.Cli({"put", "child", "--id", here.child, "class=5"});
  CHECK(put.exit == 1);
  CHECK(put.code() == "disputed");
  CHECK(put.error()["field"] == "class");

  here.coordinator.Do(
      {"resolve", "child", here.child, "class", "--value", "4в", "--reason", "спросили маму"});
  here.coordinator.Sync();
  SyncAll(here.all());
  for (const Site* site : here.all()) {
    CHECK(site->Get("child", here.child)["fields"]["class"] == "4в");
    CHECK(site->Cli({"disputes"}).lines().empty());
    CHECK(site->Cli({"sync"}).exit == 0);
    const Json decision = site->Cli({"history", "child", here.child}).lines().back();
    CHECK(decision["old"] == "4а");
    CHECK(decision["new"] == "4в");
    CHECK(decision["by"] == "Вера");
    CHECK(decision["note"] == "спросили маму");
  }
}

TEST_CASE("A put that saw the row before a pull makes a dispute, not an overwrite") {
  OneChild here;
  const std::string seen = here.one.Get("child", here.child)["rev"];
  here.other.Edit("child", here.child, {"class=4а"});
  here.other.Sync();
  here.one.Sync();
  here.one.Do({"put", "child", "--id", here.child, "--base", seen, "class=4б"});
  SyncAll(here.all());
  for (const Site* site : here.all()) {
    const Json row = site->Get("child", here.child);
    CHECK(row["fields"]["class"] == "4а");
    CHECK(row["disputed"] == Json{"class"});
    const Json dispute = site->Cli({"disputes"}).json();
    CHECK(dispute["proposals"][0]["value"] == "4б");
  }
  const std::string now = here.one.Get("child", here.child)["rev"];
  here.one.Do({"put", "child", "--id", here.child, "--base", now, "phone=7"});
  CHECK(here.one.Cli({"put", "child", "--id", here.child, "--base", "???", "phone=8"}).code() ==
        "bad_rev");
}

TEST_CASE("A row that one deleted and another edited is alive, whole and marked at both") {
  OneChild here;
  here.one.Do({"delete", "child", here.child});
  here.other.Edit("child", here.child, {"phone=1"});
  SyncAll(here.all());
  for (const Site* site : here.all()) {
    const Json row = site->Get("child", here.child);
    CHECK(row["deleted"] == false);
    CHECK(row["findings"] == Json{"deleted_and_edited"});
    CHECK(row["fields"]["last_name"] == "Ёлкин");
    CHECK(row["fields"]["first_name"] == "Яша");
    CHECK(row["fields"]["class"] == "3а");
    CHECK(row["fields"]["phone"] == "1");
    CHECK(site->Do({"status"})["findings"] == 1);
    CHECK(site->Digest(here.one.organisation()) ==
          here.coordinator.Digest(here.one.organisation()));
  }
}
