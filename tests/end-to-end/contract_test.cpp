// SPDX-License-Identifier: MIT
// What the author of a school's script relies on: names, shapes and exit codes, member by member.
#include <fstream>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"
#include "tests/support/socket.h"

using namespace tests::end_to_end;

namespace {

// Each member has its type, written as an example; null in the example: text or null.
void CheckShape(const Json& said, const Json& example) {
  INFO(said.dump());
  for (const auto& [name, value] : example.items()) {
    INFO(name);
    REQUIRE(said.contains(name));
    if (value.is_null())
      CHECK((said[name].is_null() || said[name].is_string()));
    else if (value.is_number())
      CHECK(said[name].is_number());
    else
      CHECK(said[name].type() == value.type());
  }
}

bool Matches(const Json& text, const char* pattern) {
  return text.is_string() && std::regex_match(text.get<std::string>(), std::regex(pattern));
}

constexpr const char* kUuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
constexpr const char* kTime = R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)";

const Json kStatus = Json::parse(R"({"district":null,"organisation":"","role":"","site":"",
  "pending":0,"acknowledged_through":0,"last_contact":null,"disputes":0,"refused":0,"waiting":0,
  "complete":true,"clock_offset_s":0})");
const Json kRow = Json::parse(R"({"entity":"","id":"","owner":"","rev":"","fields":{},
  "deleted":true,"disputed":[],"outside":{},"state":"","changed_at":"","changed_by":""})");
const Json kSync = Json::parse(R"({"pushed":0,"pulled":0,"bytes_sent":0,"bytes_received":0,
  "requests":0,"seconds":0,"disputes":0,"refused":0})");

// One JSON object on standard error, nothing on standard output.
void CheckError(const Ran& ran, const std::string& code, int exit) {
  INFO(ran.out << ran.err);
  CHECK(ran.out.empty());
  CHECK(ran.exit == exit);
  CHECK(ran.code() == code);
  CheckShape(ran.error(), Json::parse(R"({"code":"","message":"","field":null,"hint":""})"));
}

std::string Ask(const Hub& hub, const std::string& request) {
  const tests::Socket socket = tests::Socket::Connect(hub.port());
  socket.Write(request + "\r\nHost: hub\r\nConnection: close\r\n\r\n");
  return socket.ReadAll();
}

}  // namespace

TEST_CASE("status, get and list print what the contract says, before and after an exchange") {
  District district;
  const auto [site, join] = district.hub.Invite("А", "school", district.hub.url());
  const Json before = site.Do({"status"});
  CheckShape(before, kStatus);
  CHECK(before["district"].is_null());
  CHECK(before["last_contact"].is_null());
  CHECK(before["role"] == "school");
  CHECK(before["complete"] == false);
  CheckShape(site.Do(join), Json::parse(R"({"district":"","organisation":"","role":""})"));

  const Json put = site.Do({"put", "child", "last_name=Ёлкин", "first_name=Яша",
                            "birth_date=01.09.2015", "consent=true"});
  CheckShape(put, Json::parse(R"({"id":"","rev":"","action":""})"));
  CHECK(Matches(put["id"], kUuid));
  CHECK(Matches(put["action"], kUuid));
  const Json row = site.Get("child", put["id"]);
  CheckShape(row, kRow);
  CHECK(row["entity"] == "child");
  CHECK(row["id"] == put["id"]);
  CHECK(row["rev"] == put["rev"]);
  CHECK(row["owner"] == site.organisation());
  CHECK(row["fields"]["birth_date"] == "2015-09-01");
  CHECK(row["fields"]["consent"] == true);
  const Json category = site.Do({"put", "category", "child=" + put["id"].get<std::string>(),
                                 "category=ovz", "ovz_types=deaf,blind"});
  CHECK(site.Get("category", category["id"])["fields"]["ovz_types"] ==
        Json{"blind", "deaf"});  // In the order of the alphabet.
  CHECK(row["deleted"] == false);
  CHECK(row["disputed"] == Json::array());
  CHECK(row["outside"] == Json::object());
  CHECK(row["state"] == "local");
  CHECK(row["changed_by"] == "А");
  CHECK(Matches(row["changed_at"], kTime));

  CHECK(site.Do({"status"})["pending"] == 2);
  CheckShape(site.Do({"sync"}), kSync);
  const Json after = site.Do({"status"});
  CheckShape(after, kStatus);
  CHECK(after["district"] == "Район");
  CHECK(after["organisation"] == site.organisation());
  CHECK(after["pending"] == 0);
  CHECK(after["acknowledged_through"] == 2);
  CHECK(after["complete"] == true);
  CHECK(Matches(after["last_contact"], kTime));
  CHECK(Matches(after["site"], kUuid));
  CHECK(site.Get("child", put["id"])["state"] == "acknowledged");
}

TEST_CASE("list filters, limits and shows deleted rows only when asked") {
  const tests::TempFolder folder;
  const Site site(folder.path() / "data", "");
  const std::string first = site.Put("child", {"last_name=Ёлкин", "first_name=Яша", "class=3а"});
  const std::string second = site.Put("child", {"last_name=Щукин", "first_name=Яша"});
  CHECK(site.List("child").size() == 2);
  for (const Json& row : site.List("child")) CheckShape(row, kRow);
  const auto of_class = site.Cli({"list", "child", "--where", "class=3а"}).lines();
  REQUIRE(of_class.size() == 1);
  CHECK(of_class[0]["id"] == first);
  CHECK(
      site.Cli({"list", "child", "--where", "class=3а", "--where", "last_name=Щукин"}).out.empty());
  CHECK(site.Cli({"list", "child", "--limit", "1"}).lines().size() == 1);
  CHECK(site.Cli({"list", "child", "--limit", "0"}).out.empty());
  CHECK(site.Do({"count", "child"})["count"] == 2);

  site.Do({"delete", "child", second});
  CHECK(site.List("child").size() == 1);
  CHECK(site.Do({"count", "child"})["count"] == 1);
  const auto all = site.Cli({"list", "child", "--deleted"}).lines();
  REQUIRE(all.size() == 2);
  CHECK(all[1]["deleted"] == true);
  CheckError(site.Cli({"put", "child", "--id", second, "class=1"}), "deleted", 1);
  site.Do({"restore", "child", second});
  CHECK(site.List("child").size() == 2);
  CHECK(site.List("group").empty());
}

TEST_CASE("Every refusal has its code and its exit code") {
  const tests::TempFolder folder;
  const Site site(folder.path() / "data", "");
  const std::string id = site.Put("child", Child("Ёлкин"));
  const std::string stranger = "01234567-89ab-7def-8123-456789abcdef";
  const std::string file = folder.File("rows.jsonl");
  std::ofstream(file) << R"({"fields":{"last_name":"Щукин","first_name":"Яша"}})"
                         "\n"
                         "oops\n";
  const struct {
    Words words;
    std::string code;
    int exit;
  } cases[] = {
      {{"get", "child", stranger}, "not_found", 1},
      {{"get", "child", "12"}, "bad_id", 1},
      {{"get", "chilt", id}, "unknown_entity", 1},
      {{"get", "child"}, "usage", 2},
      {{"list", "child", "--where", "shoe=4"}, "unknown_field", 1},
      {{"list", "child", "--limit", "many"}, "usage", 2},
      {{"list", "child", "--colour"}, "usage", 2},
      {{"frobnicate"}, "usage", 2},
      {{"status", "now"}, "usage", 2},
      {{"status", "--lang", "fr"}, "usage", 2},
      {{"put", "child"}, "usage", 2},
      {{"put", "child", "last_name=Щукин"}, "required", 1},
      {{"put", "child", "--id", id, "birth_date=31.02.2015"}, "bad_value", 1},
      {{"put", "child", "--id", id, "last_name="}, "required", 1},
      {{"put", "child", "--id", stranger, "class=1"}, "required", 1},
      {{"put", "child", "--file", file}, "bad_json", 1},
      {{"put", "child", "--file", folder.File("none")}, "file_unreadable", 1},
      {{"restore", "child", id}, "not_deleted", 1},
      {{"resolve", "child", id, "class", "--value", "1"}, "not_disputed", 1},
      {{"undo", stranger}, "nothing_to_undo", 1},
      {{"sync"}, "not_joined", 1},
      {{"join", "--server", "http://hub.example", "--code", "0000-0000-0000-0000"},
       "insecure_address",
       1},
      {{"join", "--server", "http://127.0.0.1:1", "--code", "0000-0000-0000-0000"},
       "unreachable",
       4},
      {{"join", "--server", "http://127.0.0.1:1", "--code", "12"}, "bad_code", 1},
  };
  for (const auto& one : cases) {
    INFO(one.words.front() << ' ' << one.words.back());
    CheckError(site.Cli(one.words), one.code, one.exit);
  }
  CHECK(site.Cli({"put", "child", "--file", file}).error()["line"] == 2);
  CHECK(site.List("child").size() == 1);
  CheckError(Site("/dev/null/data", "").Cli({"status"}), "storage_failed", 3);
}

TEST_CASE("history, digest, verify, undo, entities and fields print what the contract says") {
  const tests::TempFolder folder;
  const Site site(folder.path() / "data", "");
  const Json put = site.Do({"put", "child", "last_name=Ёлкин", "first_name=Яша"});
  const std::string id = put["id"];
  const Json edit = site.Do({"put", "child", "--id", id, "class=3а", "--user", "Марина"});
  const auto history = site.Cli({"history", "child", id}).lines();
  REQUIRE(history.size() == 3);
  for (const Json& item : history)
    CheckShape(item,
               Json::parse(R"({"by":"","at":"","site":"","field":"","action":"","note":""})"));
  CHECK(history.back()["field"] == "class");
  CHECK(history.back()["old"].is_null());
  CHECK(history.back()["new"] == "3а");
  CHECK(history.back()["by"] == "Марина");
  CHECK(history.back()["action"] == edit["action"]);
  site.Do({"undo", edit["action"]});
  CHECK_FALSE(site.Get("child", id)["fields"].contains("class"));

  for (const Json& digest : site.Cli({"digest"}).lines())
    CheckShape(digest, Json::parse(R"({"stream":"","digest":"","rows":0})"));
  const Json verified = site.Do({"verify"});
  CheckShape(verified, Json::parse(R"({"ok":true,"problems":[]})"));
  CHECK(verified["ok"] == true);
  std::set<std::string> entities;
  for (const Json& entity : site.Cli({"entities"}).lines()) entities.insert(entity["name"]);
  for (const char* name : {"organisation", "programme", "group", "child", "enrolment"})
    CHECK(entities.contains(name));
  std::set<std::string> fields;
  for (const Json& field : site.Cli({"fields", "child"}).lines()) fields.insert(field["name"]);
  for (const char* name : {"last_name", "first_name", "middle_name", "birth_date", "sex", "class",
                           "snils", "consent", "person", "state", "left_on"})
    CHECK(fields.contains(name));
}

TEST_CASE("People read a table, dates as they write them, and sentences in their language") {
  const tests::TempFolder folder;
  const Site site(folder.path() / "data", "");
  const std::string id =
      site.Put("child", {"last_name=Ёлкин", "first_name=Яша", "birth_date=2015-09-01"});
  const Ran russian = site.CliIn("ru", {"get", "child", id});
  CHECK(russian.exit == 0);
  CHECK(russian.out.find("01.09.2015") != std::string::npos);
  CHECK(russian.out.find("Фамилия") != std::string::npos);
  CHECK(site.CliIn("en", {"list", "child"}).out.find("Ёлкин") != std::string::npos);
  const Ran refused = site.CliIn("ru", {"get", "child", "12"});
  CHECK(refused.exit == 1);
  CHECK(refused.out.empty());
  CHECK(refused.err.find("error") == std::string::npos);
  CHECK_FALSE(refused.err.empty());
}

TEST_CASE("The hub's commands and addresses are those of the contract") {
  District district;
  Hub& hub = district.hub;
  const Ran added = hub.Cli({"org", "add", "--name", "А", "--kind", "school"});
  CHECK(added.exit == 0);
  CHECK(Matches(added.json()["id"], kUuid));
  const Ran code =
      hub.Cli({"code", "--role", "school", "--org", added.json()["id"], "--days", "2"});
  CHECK(code.exit == 0);
  CHECK(Matches(code.json()["code"], "[0-9A-Z-]{16,24}"));
  CHECK(hub.Cli({"org", "list"}).lines().size() == 1);
  hub.Join("Б", "school").Sync();
  const Json device = hub.Cli({"device", "list"}).json();
  CheckShape(device, Json::parse(R"({"id":"","role":"","pending":0,"acknowledged":0})"));
  CheckError(hub.Cli({"run"}), "already_running", 3);
  CheckError(hub.Cli({"code", "--role", "school"}), "usage", 2);
  CheckError(hub.Cli({"device", "revoke", "12"}), "bad_id", 1);
  CHECK(hub.Cli({"verify"}).json()["ok"] == true);

  CHECK(Ask(hub, "GET /v1/health HTTP/1.1").starts_with("HTTP/1.1 200"));
  CHECK(Ask(hub, "GET /metrics HTTP/1.1").find("\nkruzhok_devices 1\n") != std::string::npos);
  const std::string unauthorized = Ask(
      hub, "POST /v1/sync HTTP/1.1\r\nContent-Type: application/x-kruzhok\r\nContent-Length: 0");
  CHECK(unauthorized.starts_with("HTTP/1.1 401"));
  CHECK(unauthorized.find("application/problem+json") != std::string::npos);
  CHECK(unauthorized.find("\"code\":\"unauthorized\"") != std::string::npos);
  CHECK(Ask(hub, "GET /v2/sync HTTP/1.1").starts_with("HTTP/1.1 404"));
}
