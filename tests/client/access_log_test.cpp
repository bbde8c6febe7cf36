// SPDX-License-Identifier: MIT
// The log of who looked at what is kept about persons.
#include "client/app/access_log.h"

#include "client/app/data_folder.h"
#include "client/app/person_role.h"
#include "tests/client/command_line.h"
#include "tests/client/desk_rig.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using client::Access;
using tests::CommandLine;
using tests::DeskRig;
using tests::District;
using tests::Installation;

namespace {

std::vector<client::AccessLine> Lines(Installation& who, client::AccessFilter filter = {}) {
  return client::ReadAccess(who.replica().database(), filter);
}

model::Uuid PutChild(Installation& at, const char* surname) {
  return at.Put("child", {{"last_name", surname}, {"first_name", "Пётр"}, {"consent", "true"}});
}

void Restrict(const CommandLine& cli, const std::string& person) {
  const auto store = client::OpenStore(cli.data(), sync::RealEnvironment());
  sync::Replica::Change change((*store)->replica());
  client::SetRole((*store)->replica(), person, client::PersonRole::kRestricted);
  change.Commit();
}

}  // namespace

TEST_CASE("Access log: a card that one person opens again within ten minutes is one line") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин"), other = PutChild(school, "Щукин");
  DeskRig desk(school);
  desk.Do(client::SwitchUser{"Марина"});
  const auto open = [&](const model::Uuid& id) {
    desk.Do(client::OpenRecord{&model::child, id});
    desk.Do(client::CloseRecord{});
  };
  open(child);
  open(child);
  CHECK(Lines(school).size() == 1);
  open(other);
  desk.Do(client::SwitchUser{"Вера"});
  open(child);
  CHECK(Lines(school).size() == 3);
  school.environment.now_ms += 11 * 60'000;
  open(child);
  const auto lines = Lines(school, {.child = child});
  REQUIRE(lines.size() == 3);
  CHECK(lines.front().who == "Вера");
  CHECK(lines.front().what == Access::kViewed);
  CHECK(lines.front().row == child);
  CHECK(lines.front().at_ms == school.environment.now_ms);
  CHECK(Lines(school, {.who = "Марина"}).size() == 2);
  CHECK(Lines(school, {.since_ms = school.environment.now_ms}).size() == 1);
}

TEST_CASE("Access log: an enrolment is logged with whose it is, a programme is nobody's") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин");
  const auto programme = school.Put("programme", {{"title", "Волейбол"}});
  const auto group = school.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
  const auto enrolment =
      school.Put("enrolment", {{"child", child.Text()}, {"group", group.Text()}});
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::group, group});
  CHECK(Lines(school).empty());
  desk.Do(client::OpenRecord{&model::enrolment, enrolment});
  const auto lines = Lines(school, {.child = child});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].entity == "enrolment");
  CHECK(lines[0].row == enrolment);
}

TEST_CASE("Access log: it never empties by a clock alone and keeps a hundred thousand lines") {
  District district;
  Installation& school = district.School("А");
  sync::Database& database = school.replica().database();
  client::WriteAccess(database, {.at_ms = 1, .what = Access::kListed, .entity = "child"});
  database.Execute(
      "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i+1 FROM n WHERE i<101999) "
      "INSERT INTO access SELECT i, 1, '', 'listed', 'child', x'', x'', 1, '', '' FROM n");
  client::WriteAccess(database, {.at_ms = 9'000'000'000'000, .what = Access::kListed});
  const auto lines = Lines(school);
  CHECK(lines.size() == 100'000);
  CHECK(lines.front().number == 102'000);
  CHECK(lines.back().number == 2'001);
}

TEST_CASE("Access log: where it cannot be written, what was asked is done and it is said once") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин"), other = PutChild(school, "Щукин");
  school.replica().database().Execute("CREATE VIEW access AS SELECT 1 AS number");
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, child});
  CHECK(desk.state().record->form.id == child);
  REQUIRE(desk.state().notice);
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
  desk.Do(client::Dismiss{});
  desk.Do(client::OpenRecord{&model::child, other});
  CHECK(desk.state().record->form.id == other);
  CHECK_FALSE(desk.state().notice);
}

TEST_CASE("Access log: of an erased child its lines stay, without the name") {
  District district;
  Installation& school = district.School("А");
  Installation& centre = district.Coordinator();
  const auto child = PutChild(school, "Ёлкин");
  district.SyncAll();
  const client::Translator texts(client::Language::kRussian);
  {
    DeskRig desk(centre);
    desk.Do(client::OpenRecord{&model::child, child});
    CHECK(client::WhomText(centre.store(), texts, Lines(centre).front()) == "Ёлкин Пётр");
  }
  REQUIRE(centre.store().Erase({"child", child}, {}));
  district.SyncAll();
  REQUIRE(Lines(centre).size() == 1);
  CHECK(client::WhomText(centre.store(), texts, Lines(centre).front()) == "стёрто по требованию");
}

TEST_CASE("Access log: commands leave one line each, with how many rows they told") {
  const CommandLine cli;
  const std::string first = cli.PutChild("Ёлкина");
  cli.PutChild("Щукина");
  CHECK(cli.json({"get", "child", first, "--user", "Марина"}).exit == 0);
  CHECK(cli.json({"list", "child", "--user", "Марина"}).exit == 0);
  CHECK(cli.json({"list", "programme", "--user", "Марина"}).exit == 0);
  CHECK(cli.json({"search", "Ёлкина", "--user", "Вера"}).exit == 0);
  CHECK(cli.json({"search", "никто", "--user", "Вера"}).exit == 0);
  CHECK(cli.json({"export", "child", cli.File("list.csv"), "--user", "Марина"}).exit == 0);
  CHECK(cli.json({"report", "child_card", "--id", first, "--out", cli.File("Ёлкина.pdf"), "--user",
                  "Марина"})
            .exit == 0);
  const auto lines = cli.json({"access-log"}).lines();
  REQUIRE(lines.size() == 5);
  CHECK(lines[0]["what"] == "printed");
  CHECK(lines[0]["child"] == first);
  CHECK(lines[0]["file"].is_null());  // It might be called by the child's name.
  CHECK(lines[1]["what"] == "exported");
  CHECK(lines[1]["count"] == 2);
  CHECK(lines[1]["file"] == cli.File("list.csv"));
  CHECK(lines[2]["what"] == "searched");
  CHECK(lines[2]["who"] == "Вера");
  CHECK(lines[3]["what"] == "listed");
  CHECK(lines[3]["count"] == 2);
  CHECK(lines[4]["what"] == "viewed");
  CHECK(lines[4]["id"] == first);
  CHECK(cli.json({"access-log", "--user", "Вера"}).lines().size() == 1);
  CHECK(cli.json({"access-log", "--since", "01.01.2199"}).lines().empty());
  CHECK(cli.json({"access-log", "--since", "вчера"}).exit == 2);
  CHECK(cli({"access-log"}).out.find("Ёлкина") != std::string::npos);
}

TEST_CASE("Access log: the report on coverage by a command is told as the window tells it") {
  const CommandLine cli;
  cli.json({"put", "child", "last_name=Ёлкина", "first_name=Анна", "birth_date=2015-02-01"});
  const std::string id =
      cli.json({"submit", "coverage", "--year", "2025", "--user", "Петрова"}).json()["id"];
  for (const char* name : {"report.json", "report.csv", "report.xlsx"})
    CHECK(cli.json({"report", "coverage", "--year", "2025", "--out", cli.File(name)}).exit == 0);
  CHECK(cli.json({"report", "coverage", "--id", id, "--out", cli.File("report.pdf"), "--user",
                  "Марина"})
            .exit == 0);
  CHECK(cli.json({"report", "coverage", "--out", cli.File("nowhere/report.pdf")}).exit != 0);
  const auto lines = cli.json({"access-log"}).lines();
  REQUIRE(lines.size() == 3);  // Figures with ids alone tell on nobody.
  CHECK(lines[0]["what"] == "printed");
  CHECK(lines[0]["who"] == "Марина");
  CHECK(lines[0]["entity"] == "submission");
  CHECK(lines[0]["id"] == id);
  CHECK(lines[0]["file"] == cli.File("report.pdf"));
  CHECK(lines[1]["what"] == "exported");
  CHECK(lines[1]["entity"] == "child");
  CHECK(lines[1]["file"] == cli.File("report.xlsx"));
  CHECK(lines[2]["file"] == cli.File("report.csv"));
}

TEST_CASE("Roles: commands refuse a restricted person every row of a category") {
  const CommandLine cli;
  const std::string child = cli.PutChild("Ёлкина");
  const std::string id =
      cli.json({"put", "category", "child=" + child, "category=ovz"}).json()["id"];
  Restrict(cli, "Вера");
  const std::vector<std::string> as_vera = {"--user", "Вера"};
  for (std::vector<std::string> words : std::vector<std::vector<std::string>>{
           {"get", "category", id},
           {"list", "category"},
           {"count", "category"},
           {"history", "category", id},
           {"export", "category", cli.File("list.csv")},
           {"put", "category", "child=" + child, "category=gifted"},
           {"delete", "category", id},
           {"list", "child", "--where", "categories=ovz"}}) {
    words.insert(words.end(), as_vera.begin(), as_vera.end());
    const auto ran = cli.json(words);
    INFO(words[0]);
    CHECK(ran.exit == 1);
    CHECK(ran.error()["code"] == "not_allowed");
  }
  CHECK(cli.json({"list", "category", "--user", "Марина"}).lines().size() == 1);
  CHECK(cli.json({"search", "Ёлкина", "--user", "Вера"}).lines().size() == 1);
}

TEST_CASE("Categories: a list of them is loaded by the child's name, or name and birth date") {
  const CommandLine cli;
  const std::string id = cli.PutChild("Ёлкина");
  for (const char* born : {"03.01.2014", "04.01.2014"})
    cli.json(
        {"put", "child", "last_name=Щукин", "first_name=Пётр", "birth_date=" + std::string(born)});
  const std::string file = cli.File("list.csv");
  REQUIRE(sync::WriteWholeFile(file,
                               "Child;Category;From;Basis\n"
                               "Ёлкина Анна;Special educational needs;01.09.2024;ПМПК № 5\n"
                               "Щукин Пётр 04.01.2014;Gifted;;\n"));
  const auto ran = cli.json({"import", "category", file});
  INFO(ran.out << ran.err);
  REQUIRE(ran.exit == 0);
  CHECK(ran.json()["created"] == 2);
  const auto rows = cli.json({"list", "category", "--where", "child=" + id}).lines();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["fields"]["category"] == "ovz");
  CHECK(rows[0]["fields"]["start_date"] == "2024-09-01");
}
