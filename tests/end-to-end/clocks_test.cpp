// SPDX-License-Identifier: MIT
// Computers whose clocks are wrong by decades.
#include <cstdlib>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

bool HasFaketime() {
  try {
    return Program("faketime", {"-f", "+0d", "true"}).Wait().exit == 0;
  } catch (const std::runtime_error&) {
    return false;
  }
}

int YearOf(const Json& time) {
  return time.is_string() ? std::atoi(time.get<std::string>().c_str()) : 0;
}

// Two computers of one school, with clocks of their own, and a coordinator whose clock is right.
struct School {
  School(const std::string& one_clock, const std::string& other_clock) {
    one.first.SetClock(one_clock);
    other.first.SetClock(other_clock);
    one.first.Do(one.second);
    other.first.Do(other.second);
    child = one.first.Put("child", {"last_name=Ёлкин", "first_name=Яша", "class=1"});
    SyncAll(all(), 2);
  }
  std::vector<const Site*> all() const { return {&one.first, &other.first, &coordinator}; }

  // The one that exchanges first is the official one, whatever the clocks say.
  void Work() {
    one.first.Edit("child", child, {"class=2"});
    other.first.Edit("child", child, {"class=3", "phone=1"});
    other.first.Sync();
    one.first.Sync();
    other.first.Edit("child", child, {"address=Лесная"});
    one.first.Edit("child", child, {"address=Полевая"});
    one.first.Sync();
    SyncAll(all());
    coordinator.Do({"resolve", "child", child, "address", "--value", "Луговая"});
    coordinator.Sync();
    SyncAll(all());
    one.first.Do({"delete", "child", child});
    one.first.Do({"restore", "child", child});
    SyncAll(all());
  }

  District district;
  std::pair<Site, Words> one = district.hub.Invite("А", "school", district.hub.url());
  std::pair<Site, Words> other = district.hub.Invite("А", "school", district.hub.url());
  Site coordinator = district.hub.Join("Вера", "coordinator");
  std::string child;
};

// What everybody sees of the row, without ids and times.
Json Seen(const School& school) {
  Json seen;
  for (const Site* site : school.all()) {
    const Json row = site->Get("child", school.child);
    Json history;
    for (const Json& item : site->Cli({"history", "child", school.child}).lines())
      history.push_back(
          {item["what"], item["field"], item["old"], item["new"], item["by"], item["state"]});
    seen.push_back({row["fields"], row["disputed"], row["deleted"], row["state"], history});
    site->Verify();
    CHECK(site->Digest(school.one.first.organisation()) ==
          school.coordinator.Digest(school.one.first.organisation()));
  }
  return seen;
}

}  // namespace

TEST_CASE("Clocks at 2009 and at 2099 change nothing but the times shown, beside the hub's") {
  if (!HasFaketime()) {
    std::cout << "skipped: the program faketime is not installed (script/setup installs it)\n";
    return;
  }
  School right("", "");
  School wrong("@2009-03-01 10:00:00", "@2099-12-31 23:00:00");
  right.Work();
  wrong.Work();
  CHECK(Seen(wrong) == Seen(right));
  CHECK(wrong.coordinator.Get("child", wrong.child)["disputed"] == Json{"class"});
  CHECK(wrong.coordinator.Get("child", wrong.child)["fields"]["class"] == "3");

  const int year = YearOf(right.one.first.Get("child", right.child)["changed_at"]);
  for (const Site* site : wrong.all())
    for (const Json& item : site->Cli({"history", "child", wrong.child}).lines()) {
      const int told = item["by"] == "А" ? 2009 : item["by"] == "А2" ? 2099 : year;
      CHECK(std::abs(YearOf(item["at"]) - told) <= 1);
      CHECK(std::abs(YearOf(item["received_at"]) - year) <= 1);
    }
  const int64_t year_s = 365 * 86'400;
  CHECK(wrong.one.first.Do({"status"})["clock_offset_s"] > 10 * year_s);
  CHECK(wrong.other.first.Do({"status"})["clock_offset_s"] < -10 * year_s);
  CHECK(std::abs(wrong.coordinator.Do({"status"})["clock_offset_s"].get<int64_t>()) < 600);
}
