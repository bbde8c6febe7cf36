// SPDX-License-Identifier: MIT
// What somebody finds who opens the demonstration after its story.
#include <set>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

TEST_CASE("The demonstration leaves disputes, refusals and unsent edits, and can be made again") {
  const tests::TempFolder folder;
  const std::string place = folder.File("demo");
  for (int again = 0; again < 2; ++again) {
    const Ran told = Program(KRUZHOK_CLI, {"demo", place, "--json"}).Wait();
    INFO(told.err);
    REQUIRE(told.exit == 0);
    CHECK(told.json()["digests_equal"] == true);
  }
  const Site school(folder.path() / "demo" / "school-1", "");
  const Site coordinator(folder.path() / "demo" / "coordinator", "");

  CHECK(school.Do({"status"})["pending"] == 3);
  CHECK(coordinator.Do({"status"})["pending"] == 0);
  std::set<std::string> disputed;
  const Ran disputes = coordinator.Cli({"disputes"});
  for (const Json& dispute : disputes.lines()) disputed.insert(dispute["entity"]);
  CHECK(disputed == std::set<std::string>{"child", "enrolment", "group", "programme"});
  for (const Site& site : {school, coordinator}) {
    const Ran refused = site.Cli({"refused"});
    CHECK(refused.lines().size() == 2);
    site.Verify();
  }
}
