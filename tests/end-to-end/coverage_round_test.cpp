// SPDX-License-Identifier: MIT
// The report of 1 September goes round: handed in on a stick, returned with a remark to a child,
// corrected offline, handed in again, accepted; and then the data change. At each step both sides
// have the same figures.
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

// The request to the hub and its answer, both by file.
void Carry(const Hub& hub, const Site& site) {
  const std::string request = (site.folder() / "request.krz").string(),
                    answer = (site.folder() / "answer.krz").string();
  site.Do({"bundle", "write", request});
  const Ran read = hub.Cli({"bundle", "read", request, "--answer", answer});
  INFO(read.err);
  REQUIRE(read.exit == 0);
  const Ran taken = site.Cli({"bundle", "read", answer});
  INFO(taken.err);
  REQUIRE((taken.exit == 0 || taken.exit == 5));
  for (const std::string& file : {request, answer}) std::filesystem::remove(file);
}

Json Report(const Site& site, Words words) {
  const auto file = site.folder() / "report.json";
  words.insert(words.begin(), {"report", "coverage"});
  words.insert(words.end(), {"--out", file.string()});
  site.Do(words);
  std::ifstream stream(file);
  return Json::parse(stream);
}

// The same report on both sides, byte by byte; returns it.
Json Agreed(const Site& one, const Site& other, const std::string& id) {
  const Json mine = Report(one, {"--id", id}), theirs = Report(other, {"--id", id});
  CHECK(mine["fingerprint"] == theirs["fingerprint"]);
  CHECK(mine == theirs);
  return mine;
}

std::string PutChild(const Site& site, const std::string& name) {
  return site.Put("child",
                  {"last_name=" + name, "first_name=Пётр", "class=5А", "birth_date=2015-02-01"});
}

void Enrol(const Site& site, const std::string& child, const std::string& group) {
  site.Put("enrolment",
           {"child=" + child, "group=" + group, "state=enrolled", "start_date=2026-05-01"});
}

std::string Submit(const Site& site) {
  return site.Do({"submit", "coverage", "--year", "2025", "--user", "Петрова"})["id"];
}

}  // namespace

TEST_CASE("Coverage: the report goes round by stick and network, and both sides agree throughout") {
  District district;
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  const Site school = district.hub.JoinByPassport("Школа");
  const std::string group = school.Put(
      "group",
      {"name=1", "programme=" + school.Put("programme",
                                           {"title=Шахматы", "direction=fizkulturno-sportivnoe"})});
  const std::string ada = PutChild(school, "Андреева"), boris = PutChild(school, "Борисов");
  Enrol(school, ada, group);

  // Handed in on a stick.
  const std::string first = Submit(school);
  Carry(district.hub, school);
  coordinator.Sync();
  Json report = Agreed(school, coordinator, first)["report"];
  CHECK(report["figures"]["children"] == 2);
  CHECK(report["figures"]["covered"] == 1);
  CHECK(report["reasons"][""] == 1);
  CHECK(Report(coordinator, {"--year", "2025"})["counted"] == 0);

  // Returned over the network, with a remark to a child.
  const std::string owner = coordinator.Get("submission", first)["owner"];
  const std::string remark =
      coordinator.Do({"put", "remark", "--owner", owner, "submission=" + first, "child=" + boris,
                      "text=Нет причины", "state=open"})["id"];
  coordinator.Edit("submission", first,
                   {"state=returned", "decided_on=2026-09-02", "decided_by=Вера"});
  coordinator.Sync();
  Carry(district.hub, school);
  CHECK(school.Get("submission", first)["fields"]["state"] == "returned");
  CHECK(school.Get("remark", remark)["fields"]["child"] == boris);
  CHECK(Agreed(school, coordinator, first)["report"] == report);

  // Corrected offline, handed in again on a stick.
  school.Put("occupation", {"child=" + boris, "year=2025", "reason=distance"});
  school.Edit("remark", remark, {"answer=Указана", "state=answered"});
  const std::string second = Submit(school);
  Carry(district.hub, school);
  coordinator.Sync();
  report = Agreed(school, coordinator, second)["report"];
  CHECK(report["reasons"]["distance"] == 1);
  CHECK_FALSE(report["reasons"].contains(""));
  CHECK(coordinator.Get("remark", remark)["fields"]["answer"] == "Указана");

  // Accepted; the school sees it.
  coordinator.Edit("submission", second,
                   {"state=accepted", "decided_on=2026-09-04", "decided_by=Вера"});
  coordinator.Sync();
  Carry(district.hub, school);
  CHECK(school.Get("submission", second)["fields"]["state"] == "accepted");
  CHECK(Agreed(school, coordinator, second)["state"] == "accepted");
  Json total = Report(coordinator, {"--year", "2025"});
  CHECK(total["counted"] == 1);
  CHECK(total["total"]["figures"] == report["figures"]);
  CHECK(total["facts"]["figures"] == report["figures"]);
  CHECK(total["missing"].empty());
  CHECK(total["schools"][0]["changes"] == 0);

  // What changes after that is told apart.
  Enrol(school, boris, group);
  Carry(district.hub, school);
  coordinator.Sync();
  total = Report(coordinator, {"--year", "2025"});
  CHECK(total["total"]["figures"] == report["figures"]);
  CHECK(total["facts"]["figures"]["covered"] == 2);
  CHECK(total["schools"][0]["changes"] == 1);
  CHECK(Agreed(school, coordinator, second)["report"] == report);
  for (const Site* site : {&school, &coordinator}) site->Verify();
}
