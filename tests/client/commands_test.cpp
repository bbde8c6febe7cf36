// SPDX-License-Identifier: MIT
// Commands on the data of one installation, as a script sees them: exit codes, names in JSON,
// errors.
#include <fstream>

#include "tests/client/command_line.h"

using tests::CommandLine;
using tests::Json;
using tests::Ran;

TEST_CASE("put creates a row and prints its id, rev and action; get shows the Row JSON") {
  const CommandLine cli;
  const Ran put =
      cli.json({"put", "child", "last_name= Ёлкин ", "first_name=Пётр", "birth_date=03.01.2014",
                "consent=да", "--user", "Марина", "--note", "из списка"});
  REQUIRE(put.exit == 0);
  CHECK(put.json().size() == 3);
  CHECK_FALSE(put.json()["rev"].get<std::string>().empty());
  CHECK_FALSE(put.json()["action"].get<std::string>().empty());
  const Json row = cli.Get("child", put.json()["id"]);
  CHECK(row["entity"] == "child");
  CHECK(row["rev"] == put.json()["rev"]);
  CHECK(row["fields"] == Json{{"last_name", "Ёлкин"},
                              {"first_name", "Пётр"},
                              {"birth_date", "2014-01-03"},
                              {"consent", true}});
  CHECK(row["deleted"] == false);
  CHECK(row["disputed"] == Json::array());
  CHECK(row["outside"] == Json::object());
  CHECK(row["state"] == "local");
  CHECK(row["changed_by"] == "Марина");
  CHECK(row["changed_at"].get<std::string>().ends_with("Z"));
  CHECK(row["received_at"].is_null());
}

TEST_CASE("put with --id changes a row, or makes it under that id; an empty value clears") {
  const CommandLine cli;
  const std::string id = "0190a6c4-0000-7000-8000-000000000001";
  REQUIRE(cli({"put", "child", "--id", id, "last_name=А", "first_name=Б", "phone=1"}).exit == 0);
  REQUIRE(cli({"put", "child", "--id", id, "last_name=В", "phone="}).exit == 0);
  CHECK(cli.Get("child", id)["fields"] == Json{{"last_name", "В"}, {"first_name", "Б"}});
}

TEST_CASE("put with an old --base makes a dispute; a plain put on it is refused; resolve decides") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  const std::string rev = cli.Get("child", id)["rev"];
  REQUIRE(cli({"put", "child", "--id", id, "phone=1"}).exit == 0);
  REQUIRE(cli({"put", "child", "--id", id, "--base", rev, "phone=2"}).exit == 0);
  CHECK(cli.Get("child", id)["disputed"] == Json{"phone"});
  CHECK(cli.Get("child", id)["state"] == "disputed");
  const Ran refused = cli.json({"put", "child", "--id", id, "phone=3"});
  CHECK(refused.exit == 1);
  CHECK(refused.error()["code"] == "disputed");
  CHECK(refused.error()["field"] == "phone");

  const Json dispute = cli.json({"disputes"}).json();
  CHECK(dispute["entity"] == "child");
  CHECK(dispute["id"] == id);
  CHECK(dispute["field"] == "phone");
  CHECK(dispute["official"]["value"] == "1");
  const Json proposal = dispute["proposals"][0];
  CHECK(proposal["value"] == "2");
  for (const char* member : {"dot", "value", "by", "site", "at"}) CHECK(proposal.contains(member));
  const Ran decided = cli.json(
      {"resolve", "child", id, "phone", "--take", proposal["dot"], "--reason", "позвонили"});
  REQUIRE(decided.exit == 0);
  CHECK(cli.Get("child", id)["fields"]["phone"] == "2");
  CHECK(cli.json({"disputes"}).lines().empty());
  CHECK(cli.json({"history", "child", id}).lines().back()["note"] == "позвонили");
}

TEST_CASE("resolve takes a new value, also for a group as an object") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  const std::string rev = cli.Get("child", id)["rev"];
  REQUIRE(cli({"put", "child", "--id", id, "state=attends"}).exit == 0);
  REQUIRE(
      cli({"put", "child", "--id", id, "--base", rev, "state=left", "left_on=2026-02-03"}).exit ==
      0);
  const Json disputed = cli.Get("child", id)["disputed"];
  CHECK(disputed.size() == 2);
  CHECK(cli.json({"disputes"}).json()["field"] == "standing");
  REQUIRE(cli({"resolve", "child", id, "standing", "--value",
               R"({"state":"left","left_on":"2026-02-04"})"})
              .exit == 0);
  CHECK(cli.Get("child", id)["fields"]["left_on"] == "2026-02-04");
  CHECK(cli.json({"resolve", "child", id, "phone", "--value", "1"}).error()["code"] ==
        "not_disputed");
}

TEST_CASE("list finds by fields, counts without deleted rows, and shows them when asked") {
  const CommandLine cli;
  const std::string first = cli.PutChild("Ёлкина");
  cli.PutChild("Щукина");
  REQUIRE(cli({"delete", "child", first}).exit == 0);
  CHECK(cli.json({"list", "child"}).lines().size() == 1);
  CHECK(cli.json({"count", "child"}).json()["count"] == 1);
  CHECK(cli({"count", "child"}).out == "1\n");
  CHECK(cli.json({"list", "child", "--deleted"}).lines().size() == 2);
  CHECK(cli.json({"list", "child", "--deleted", "--limit", "1"}).lines().size() == 1);
  CHECK(cli.json({"list", "child", "--deleted", "--where", "last_name=Ёлкина"}).json()["deleted"] ==
        true);
  CHECK(cli.json({"list", "child", "--where", "phone="}).lines().size() == 1);
  CHECK(cli.json({"list", "child", "--where", "phone=1"}).lines().empty());
}

TEST_CASE("delete is taken back by restore, and an action by undo; what was written since stays") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  REQUIRE(cli({"delete", "child", id}).exit == 0);
  CHECK(cli.Get("child", id)["deleted"] == true);
  CHECK(cli.json({"delete", "child", id}).error()["code"] == "deleted");
  CHECK(cli.json({"put", "child", "--id", id, "phone=1"}).error()["code"] == "deleted");
  REQUIRE(cli({"restore", "child", id}).exit == 0);
  CHECK(cli.json({"restore", "child", id}).error()["code"] == "not_deleted");

  const Ran put = cli.json({"put", "child", "--id", id, "phone=1", "address=a"});
  REQUIRE(cli({"put", "child", "--id", id, "phone=2"}).exit == 0);
  const Ran undo = cli.json({"undo", put.json()["action"]});
  REQUIRE(undo.exit == 0);
  CHECK(undo.json()["kept"] ==
        Json::array({Json{{"entity", "child"}, {"id", id}, {"field", "phone"}}}));
  CHECK(cli.Get("child", id)["fields"]["phone"] == "2");
  CHECK_FALSE(cli.Get("child", id)["fields"].contains("address"));
  CHECK(cli.json({"undo", id}).error()["code"] == "nothing_to_undo");
}

TEST_CASE("history tells every write with its old and new value") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  REQUIRE(cli({"put", "child", "--id", id, "last_name=Щукина", "--user", "Вера"}).exit == 0);
  REQUIRE(cli({"delete", "child", id}).exit == 0);
  const auto items = cli.json({"history", "child", id}).lines();
  REQUIRE(items.size() == 4);
  CHECK(items[0]["what"] == "created");
  CHECK(items[2]["field"] == "last_name");
  CHECK(items[2]["old"] == "Ёлкина");
  CHECK(items[2]["new"] == "Щукина");
  CHECK(items[2]["by"] == "Вера");
  CHECK(items[2]["state"] == "local");
  CHECK(items[2]["number"].is_null());
  CHECK(items[3]["what"] == "deleted");
  CHECK(items[3]["field"].is_null());
  CHECK(cli.json({"history", "child", "0190a6c4-0000-7000-8000-000000000001"}).exit == 1);
}

TEST_CASE("put --file writes every line in commits of one action") {
  const CommandLine cli;
  std::string lines;
  for (int i = 0; i < 25; ++i)
    lines +=
        R"({"fields":{"last_name":"Л","first_name":"Ф","class":)" + std::to_string(i) + "}}\n\n";
  const Ran put = cli.json({"put", "child", "--file", "-", "--commit-size", "10"}, lines);
  REQUIRE(put.exit == 0);
  CHECK(put.lines().size() == 25);
  CHECK(cli.json({"status"}).json()["pending"] == 3);
  CHECK(cli.Get("child", put.lines()[7]["id"])["fields"]["class"] == "7");
  REQUIRE(cli({"undo", put.json()["action"]}).exit == 0);
  CHECK(cli.json({"count", "child"}).json()["count"] == 0);
}

TEST_CASE("put --file writes nothing when a line is wrong, and tells the line") {
  const CommandLine cli;
  const std::string good = R"({"fields":{"last_name":"Л","first_name":"Ф"}})";
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {R"({"fields":{"last_name":"Л"}})", "required"},
      {R"({"fields":{"last_nam":"Л"}})", "unknown_field"},
      {R"({"fields":{"last_name":"Л","first_name":"Ф","birth_date":"x"}})", "bad_value"},
      {R"({"fields":{"last_name":"Л","first_name":"Ф","sex":"x"}})", "bad_value"},
      {R"({"id":"7","fields":{}})", "bad_id"},
      {R"({"fields)", "bad_json"}};
  for (const auto& [line, code] : wrong) {
    CAPTURE(line);
    const Ran put =
        cli.json({"put", "child", "--file", "-"}, good + "\n\n" + line + "\n" + good + "\n");
    CHECK(put.exit == 1);
    CHECK(put.error()["code"] == code);
    CHECK(put.error()["line"] == 3);
    CHECK(put.error()["message"].get<std::string>().starts_with("Line 3: "));
  }
  CHECK(cli.json({"count", "child"}).json()["count"] == 0);
  CHECK(cli.json({"put", "child", "--file", cli.File("none")}).error()["code"] ==
        "file_unreadable");
}

TEST_CASE("Every mistake has its code, its exit code, a sentence and a way out") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  const std::string none = "0190a6c4-0000-7000-8000-000000000001";
  struct Case {
    std::vector<std::string> words;
    int exit;
    std::string code;
  };
  const std::vector<Case> cases = {
      {{"foo"}, 2, "usage"},
      {{"bundle", "burn", "x"}, 2, "usage"},
      {{"list"}, 2, "usage"},
      {{"list", "child", "x"}, 2, "usage"},
      {{"list", "child", "--take", "x"}, 2, "usage"},
      {{"list", "child", "--limit", "x"}, 2, "usage"},
      {{"list", "child", "--where", "x"}, 2, "usage"},
      {{"put", "child", "phone"}, 2, "usage"},
      {{"put", "child"}, 2, "usage"},
      {{"put", "child", "--file", "-", "--commit-size", "2001"}, 2, "usage"},
      {{"resolve", "child", id, "phone"}, 2, "usage"},
      {{"refused", "burn", "x"}, 2, "usage"},
      {{"join", "--server", "http://127.0.0.1:9"}, 2, "usage"},
      {{"sync", "--watch", "0"}, 2, "usage"},
      {{"list", "chld"}, 1, "unknown_entity"},
      {{"put", "child", "lst_name=x"}, 1, "unknown_field"},
      {{"put", "child", "last_name=x"}, 1, "required"},
      {{"put", "child", "--id", id, "birth_date=x"}, 1, "bad_value"},
      {{"put", "child", "--id", id, "--base", "x", "phone=1"}, 1, "bad_rev"},
      {{"get", "child", "x"}, 1, "bad_id"},
      {{"get", "child", none}, 1, "not_found"},
      {{"delete", "child", none}, 1, "not_found"},
      {{"refused", "retry", "x"}, 1, "bad_id"},
      {{"join", "--server", "http://example.org", "--code", "x"}, 1, "insecure_address"},
      {{"join", "--server", "http://127.0.0.1:9", "--code", "x"}, 1, "bad_code"},
      {{"sync"}, 1, "not_joined"},
      {{"restore-backup", cli.File("none")}, 1, "file_unreadable"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.words);
    const Ran ran = cli.json(one.words);
    CHECK(ran.exit == one.exit);
    CHECK(ran.out.empty());
    CHECK(ran.error()["code"] == one.code);
    CHECK(ran.error()["message"].get<std::string>().find('{') == std::string::npos);
    CHECK_FALSE(ran.error()["hint"].get<std::string>().empty());
    CHECK(ran.error().contains("field"));
  }
  CHECK(cli.json({"put", "child", "lst_name=x"})
            .error()["hint"]
            .get<std::string>()
            .find("last_name") != std::string::npos);
}

TEST_CASE("entities and fields tell the model: names, types, choices, required, audience") {
  const CommandLine cli;
  const auto entities = cli.json({"entities"}).lines();
  CHECK(entities.front()["name"] == "organisation");
  CHECK(entities.front()["audience"] == "district");
  const auto fields = cli.json({"fields", "child"}).lines();
  CHECK(fields.front()["name"] == "last_name");
  CHECK(fields.front()["type"] == "text");
  CHECK(fields.front()["required"] == true);
  for (const Json& field : fields)
    if (field["name"] == "sex") CHECK(field["choices"] == Json{"female", "male"});
}

TEST_CASE("status, digest and verify speak before joining too") {
  const CommandLine cli;
  cli.PutChild("Ёлкина");
  const Json status = cli.json({"status"}).json();
  CHECK(status["backup"]["made_at"].is_null());
  CHECK(status["backup"]["due"] == true);
  CHECK(status["backup"]["problem"].is_null());
  for (const char* member :
       {"district", "organisation", "role", "site", "pending", "acknowledged_through",
        "last_contact", "disputes", "refused", "waiting", "complete", "clock_offset_s"})
    CHECK(status.contains(member));
  CHECK(status["pending"] == 1);
  CHECK(status["district"].is_null());
  for (const Json& digest : cli.json({"digest"}).lines()) CHECK(digest.size() == 3);
  CHECK(cli.json({"verify"}).json()["ok"] == true);
  CHECK(cli.json({"verify"}).json()["problems"] == Json::array());
}

TEST_CASE("A backup comes back in another folder as a new site, over data that are kept") {
  const CommandLine cli;
  const CommandLine other;
  const std::string id = cli.PutChild("Ёлкина");
  const std::string file = cli.File("copy.kruzhok");
  REQUIRE(cli.json({"backup", file}).exit == 0);
  REQUIRE(other.json({"restore-backup", file}).exit == 0);
  CHECK(other.Get("child", id)["fields"] == cli.Get("child", id)["fields"]);
  other.PutChild("Щукина");
  CHECK(other.json({"status"}).json()["site"] != cli.json({"status"}).json()["site"]);
  const std::string kept = other.json({"restore-backup", file}).json()["kept"];
  CHECK(other.json({"count", "child"}).json()["count"] == 1);
  CHECK(other.json({"backup", "--list"}).json()["file"] == kept);
  CHECK(other.json({"backup", "--list"}).json()["kind"] == "before_restore");

  std::ofstream(cli.File("letter.txt")) << "Dear colleagues, this is no backup at all.";
  CHECK(cli.json({"backup", cli.File("letter.txt")}).error()["code"] == "already_exists");
  const CommandLine third;
  CHECK(third.json({"restore-backup", cli.File("letter.txt")}).error()["code"] == "not_a_database");
  CHECK(third.json({"restore-backup", cli.File("none")}).error()["code"] == "file_unreadable");
}

TEST_CASE("Help is there for everything, in both languages, and asks for no data") {
  const CommandLine cli;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"help"}, {"help", "put"}, {"put", "--help"}}) {
    const Ran ran = cli(words);
    CHECK(ran.exit == 0);
    CHECK(ran.out.find("kruzhok-cli") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(cli.data()));
}

TEST_CASE("A table for people shows labels, dates as they are written here, and titles of rows") {
  const CommandLine cli;
  const std::string programme = cli.json({"put", "programme", "title=Робототехника"}).json()["id"];
  REQUIRE(
      cli({"put", "group", "programme=" + programme, "name=1-я", "start_date=2026-09-01"}).exit ==
      0);
  const std::string table = cli({"list", "group"}).out;
  CHECK(table.find("Робототехника") != std::string::npos);
  CHECK(table.find("01.09.2026") != std::string::npos);
  CHECK(table.find("on this computer") != std::string::npos);
}
