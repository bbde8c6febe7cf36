// SPDX-License-Identifier: MIT
// The commands that talk to the district, against a hub on loopback.
#include "client/app/data_folder.h"
#include "client/platform/file_lock.h"
#include "tests/client/command_line.h"

using namespace kruzhok;
using tests::CommandLine;
using tests::Json;
using tests::Ran;
using tests::TestDistrict;

TEST_CASE(
    "What was entered before joining becomes the organisation's and reaches the coordinator") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  const std::string id = school.PutChild("Ёлкина");
  const Ran joined = school.json({"join", "--server", district.address() + "/", "--code",
                                  district.Code(sync::Role::kSchool), "--user", "Марина"});
  REQUIRE(joined.exit == 0);
  CHECK(joined.json()["district"] == "Test district");
  CHECK(joined.json()["organisation"] == district.school());
  CHECK(joined.json()["role"] == "school");
  CHECK(school.json({"join", "--server", district.address(), "--code", "x"}).error()["code"] ==
        "bad_code");

  const Ran sync = school.json({"sync"});
  REQUIRE(sync.exit == 0);
  for (const char* member : {"pushed", "pulled", "bytes_sent", "bytes_received", "requests",
                             "seconds", "disputes", "refused"})
    CHECK(sync.json()[member].is_number());
  CHECK(sync.json()["pushed"] == 1);
  CHECK(school.Get("child", id)["state"] == "acknowledged");
  CHECK(school.Get("child", id)["owner"] == district.school());
  CHECK(school.json({"status"}).json()["pending"] == 0);

  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  CHECK(coordinator.Get("child", id)["fields"]["last_name"] == "Ёлкина");
}

TEST_CASE("join: who has joined joins the district again, for another organisation too") {
  TestDistrict district, another;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  const std::string id = school.PutChild("Ёлкина");
  REQUIRE(school.json({"sync"}).exit == 0);
  const std::string second = district.AddSchool("School 2");
  const auto join = [&](const std::string& code) {
    return school.json({"join", "--server", district.address(), "--code", code});
  };
  CHECK(join(another.Code(sync::Role::kSchool)).error()["code"] == "already_joined");
  CHECK(join(district.Code(sync::Role::kCoordinator)).error()["code"] == "bad_code");
  CHECK(join(district.Code(sync::Role::kSchool)).exit == 0);
  REQUIRE(join(district.CodeOf(second)).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 0);
  CHECK(school.Get("child", id)["state"] == "acknowledged");
  CHECK(
      school.json({"put", "child", "--owner", second, "last_name=Ёжиков", "first_name=Ян"}).exit ==
      0);
}

TEST_CASE("Two edits of one field make a dispute that both see, sync says so, a decision ends it") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  district.Join(school, sync::Role::kSchool, "Марина");
  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  const std::string id = school.PutChild("Ёлкина");
  REQUIRE(school.json({"sync"}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  REQUIRE(school({"put", "child", "--id", id, "phone=1"}).exit == 0);
  REQUIRE(coordinator({"put", "child", "--id", id, "phone=2"}).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 0);
  const Ran disputed = coordinator.json({"sync"});
  CHECK(disputed.exit == 5);
  CHECK(disputed.json()["disputes"] == 1);
  CHECK(school.json({"sync"}).exit == 5);
  CHECK(school.json({"status"}).exit == 0);
  CHECK(school.json({"disputes"}).json()["official"]["by"] == "Марина");
  CHECK(school.json({"resolve", "child", id, "phone", "--value", "1"}).error()["code"] ==
        "not_allowed");

  REQUIRE(
      coordinator({"resolve", "child", id, "phone", "--value", "3", "--reason", "спросили"}).exit ==
      0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 0);
  CHECK(school.Get("child", id)["fields"]["phone"] == "3");
  CHECK(school.json({"history", "child", id}).lines().back()["note"] == "спросили");
  const auto own = [&](const CommandLine& cli) {
    return cli.json({"digest", "--stream", district.school()}).json()["digest"];
  };
  CHECK(own(school) == own(coordinator));
}

TEST_CASE("A district that is away is exit code 4, and everything entered is still there") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  const std::string id = school.PutChild("Ёлкина");
  district.Stop();
  const Ran ran = school.json({"sync"});
  CHECK(ran.exit == 4);
  CHECK(ran.error()["code"] == "unreachable");
  CHECK(school.Get("child", id)["state"] == "local");
  CHECK(school.json({"status"}).json()["pending"] == 1);
}

TEST_CASE("While one exchange runs, a second one says so and does nothing") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  const auto lock = client::FileLock::Try(client::PathOf(school.data()) / "sync.lock");
  REQUIRE(lock);
  CHECK(school.json({"sync"}).error()["code"] == "already_syncing");
}

TEST_CASE("Deleted by one and edited by the other: the row stays, whole and marked") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  district.Join(school, sync::Role::kSchool, "Марина");
  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  const std::string id = school.PutChild("Ёлкина");
  REQUIRE(school.json({"sync"}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  REQUIRE(school({"delete", "child", id}).exit == 0);
  REQUIRE(coordinator({"put", "child", "--id", id, "phone=2"}).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 0);
  for (const CommandLine* cli : {&school, &coordinator}) {
    const Json row = cli->Get("child", id);
    CHECK(row["deleted"] == false);
    CHECK(row["findings"] == Json{"deleted_and_edited"});
    CHECK(row["fields"]["last_name"] == "Ёлкина");
  }
}

TEST_CASE(
    "What a revoked computer sends waits outside, with its reason, until a coordinator takes it") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  district.Join(school, sync::Role::kSchool, "Марина");
  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  const std::string id = school.PutChild("Ёлкина");
  REQUIRE(school.json({"sync"}).exit == 0);
  district.RevokeSchools();
  REQUIRE(school({"put", "child", "--id", id, "phone=77"}).exit == 0);
  const Ran sync = school.json({"sync"});
  CHECK(sync.exit == 5);
  CHECK(sync.json()["refused"] == 1);
  CHECK(school.Get("child", id)["state"] == "refused");
  CHECK(school.Get("child", id)["outside"] == Json{{"phone", "77"}});
  CHECK_FALSE(school.Get("child", id)["fields"].contains("phone"));

  CHECK(coordinator.json({"sync"}).exit == 5);
  const Json refused = coordinator.json({"refused"}).json();
  CHECK(refused["code"] == "revoked");
  CHECK_FALSE(refused["reason"].get<std::string>().empty());
  CHECK(refused["row"] == id);
  CHECK(refused["rows"][0]["fields"] == Json{{"phone", "77"}});
  CHECK(school.json({"refused", "accept", refused["id"]}).error()["code"] == "not_allowed");
  REQUIRE(coordinator.json({"refused", "accept", refused["id"]}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  CHECK(coordinator.Get("child", id)["fields"]["phone"] == "77");
  CHECK(coordinator.json({"refused"}).lines().empty());
}

TEST_CASE("The author may write a refused commit anew, or discard it") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  const std::string id = school.PutChild("Ёлкина");
  REQUIRE(school.json({"sync"}).exit == 0);
  district.RevokeSchools();
  REQUIRE(school({"put", "child", "--id", id, "phone=1"}).exit == 0);
  REQUIRE(school({"put", "child", "--id", id, "address=a"}).exit == 0);
  REQUIRE(school.json({"sync"}).exit == 5);
  const auto refused = school.json({"refused"}).lines();
  REQUIRE(refused.size() == 2);
  CHECK(school.json({"refused", "retry", refused[0]["id"]}).json()["id"] == id);
  CHECK(school.Get("child", id)["fields"]["phone"] == "1");
  CHECK(school.json({"refused", "discard", refused[1]["id"]}).exit == 0);
  CHECK(school.json({"refused"}).lines().empty());
  CHECK(school.Get("child", id)["outside"] == Json::object());
  CHECK(school.json({"refused", "retry", refused[1]["id"]}).error()["code"] == "not_outside");
}
