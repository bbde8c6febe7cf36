// SPDX-License-Identifier: MIT
// The commands of the exchange by files, the school's and the district's.
#include <filesystem>
#include <fstream>

#include "client/app/carrying.h"
#include "server-stub/commands.h"
#include "tests/client/command_line.h"

using namespace kruzhok;
using tests::CommandLine;
using tests::Json;
using tests::Ran;

namespace {

// A hub that nobody can reach: only files go in and out.
class FarDistrict {
 public:
  FarDistrict() {
    REQUIRE(Ask({"init", "--district", "Лесной район"}).exit == 0);
    school_ = Ask({"org", "add", "--name", "Школа № 1", "--kind", "school"}).json()["id"];
  }
  Ran Ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", folder_.File("hub"), "--json", "--lang", "en"});
    std::ostringstream out, err;
    const int exit = server::Run(words, out, err);
    return {exit, out.str(), err.str()};
  }
  std::string Passport(const std::string& role = "school") {
    const std::string file = folder_.File(role + ".krp");
    std::vector<std::string> words{"code", "--role", role, "--passport", file, "--pin", "271828"};
    if (role == "school") words.insert(words.end(), {"--org", school_});
    const Ran ran = Ask(words);
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    CHECK(ran.json()["passport"] == file);
    return file;
  }
  // What came of reading it.
  Ran Carry(const CommandLine& one) {
    const Json written = one.json({"bundle", "write", File("request.krz")}).json();
    REQUIRE(written["bytes"].get<int>() > 300);
    const Ran read = Ask({"bundle", "read", File("request.krz"), "--answer", File("answer.krz")});
    INFO(read.err);
    REQUIRE(read.exit == 0);
    return one.json({"bundle", "read", File("answer.krz")});
  }
  std::string File(std::string_view name) const { return folder_.File(name); }
  const std::string& school() const { return school_; }

 private:
  tests::TempFolder folder_;
  std::string school_;
};

}  // namespace

TEST_CASE("Bundle commands: from a passport to agreement, and no network anywhere") {
  FarDistrict district;
  const CommandLine school, coordinator;
  const std::string id = school.PutChild("Ёлкина");
  const std::string passport = district.Passport();
  CHECK(school.json({"join", "--passport", passport, "--pin", "271829"}).error()["code"] ==
        "bad_pin");
  const Ran joined = school.json(
      {"join", "--passport", passport, "--pin", "271 828", "--user", "Марина", "--device", "pc"});
  INFO(joined.err);
  REQUIRE(joined.exit == 0);
  CHECK(joined.json()["district"] == "Лесной район");
  CHECK(joined.json()["organisation"] == district.school());
  REQUIRE(
      coordinator.json({"join", "--passport", district.Passport("coordinator"), "--pin", "271828"})
          .exit == 0);
  const Ran read = district.Carry(school);
  CHECK(read.exit == 0);
  CHECK(read.json()["numbered"] == 1);
  CHECK(read.json()["again"] == false);
  CHECK(school.Get("child", id)["state"] == "acknowledged");
  CHECK(district.Carry(coordinator).json()["pulled"].get<int>() > 0);
  CHECK(coordinator.Get("child", id)["fields"]["last_name"] == "Ёлкина");
  const Ran again = coordinator({"bundle", "read", district.File("answer.krz")});
  CHECK(again.exit == 0);
  CHECK(again.out.find("read already") != again.out.npos);
  CHECK(school.json({"sync"}).error()["code"] == "no_server");
}

TEST_CASE("Bundle commands: show tells for whom a file is, without opening it") {
  FarDistrict district;
  const CommandLine school, other;
  const std::string passport = district.Passport();
  const Json shown = other.json({"bundle", "show", passport}).json();
  CHECK(shown["kind"] == "passport");
  CHECK(shown["organisation"] == "Школа № 1");
  REQUIRE(school.json({"join", "--passport", passport, "--pin", "271828"}).exit == 0);
  school.PutChild("Ёлкина");
  district.Carry(school);
  const Json request = other.json({"bundle", "show", district.File("request.krz")}).json();
  const Json answer = other.json({"bundle", "show", district.File("answer.krz")}).json();
  CHECK(request["kind"] == "request");
  CHECK(request["commits"] == 1);
  CHECK(request["from"].get<std::string>().starts_with("Школа № 1"));
  CHECK(request["to"] == "Лесной район");
  CHECK(answer["kind"] == "answer");
  CHECK(answer["answers"] == request["id"]);
  CHECK(answer["to"].get<std::string>().starts_with("Школа № 1"));
  CHECK(other({"bundle", "show", district.File("answer.krz")}).exit == 0);
  CHECK(other.json({"bundle", "read", district.File("answer.krz")}).error()["code"] ==
        "not_joined");
}

TEST_CASE("Bundle commands: into a folder under a plain name, over nothing that is not a bundle") {
  FarDistrict district;
  const CommandLine school;
  CHECK(school.json({"bundle", "write", "x.krz"}).error()["code"] == "not_joined");
  REQUIRE(school.json({"join", "--passport", district.Passport(), "--pin", "271828"}).exit == 0);
  const std::string folder = district.File(".");
  const std::string first = school.json({"bundle", "write", folder}).json()["file"];
  const std::string second = school.json({"bundle", "write", folder}).json()["file"];
  const std::string name = std::filesystem::path(first).filename().string();
  CHECK(name.starts_with("shkola-1-20"));
  CHECK(name.ends_with("-1.krz"));
  CHECK(second.ends_with("-2.krz"));
  CHECK(school.json({"bundle", "write", first}).exit == 0);
  std::ofstream(district.File("list.txt")) << "somebody's";
  CHECK(school.json({"bundle", "write", district.File("list.txt")}).error()["code"] ==
        "already_exists");
  CHECK(school.json({"bundle", "write", district.File("no/x.krz")}).error()["code"] ==
        "file_unwritable");
  CHECK(school.json({"bundle", "read", district.File("list.txt")}).error()["code"] == "wrong_file");
  CHECK(school.json({"bundle", "burn", first}).exit == 2);
}

TEST_CASE("Bundle commands: the hub refuses what is not for it and takes the same twice") {
  FarDistrict district, other;
  const CommandLine school;
  REQUIRE(school.json({"join", "--passport", district.Passport(), "--pin", "271828"}).exit == 0);
  district.Carry(school);
  const std::string request = district.File("request.krz"), answer = district.File("x.krz");
  const auto error = [](const Ran& ran) { return ran.error()["code"].get<std::string>(); };
  CHECK(error(other.Ask({"bundle", "read", request, "--answer", answer})) == "wrong_hub");
  CHECK(error(district.Ask({"bundle", "read", request})) == "usage");
  CHECK(error(district.Ask({"bundle", "read", district.File("none"), "--answer", answer})) ==
        "file_unreadable");
  CHECK(district.Ask({"bundle", "read", request, "--answer", answer}).exit == 0);
  CHECK(error(district.Ask({"code", "--role", "school", "--org", district.school(), "--passport",
                            answer, "--pin", "123"})) == "weak_pin");
}

TEST_CASE("Bundle commands: with a passport and a network, the first sync makes the acquaintance") {
  tests::TestDistrict district;
  const CommandLine school, second;
  const std::string passport = school.File("p.krp");
  district.WritePassport(passport);
  REQUIRE(school.json({"join", "--passport", passport, "--pin", "271828"}).exit == 0);
  const std::string id = school.PutChild("Ёлкина");
  CHECK(school.json({"sync"}).exit == 0);
  CHECK(school.Get("child", id)["state"] == "acknowledged");
  CHECK(school.json({"join", "--passport", passport, "--pin", "271828"}).error()["code"] ==
        "already_joined");
  REQUIRE(second.json({"join", "--passport", passport, "--pin", "271828"}).exit == 0);
  CHECK(second.json({"sync"}).error()["code"] == "bad_code");
}

TEST_CASE("A plain name has letters, digits and hyphens that every stick takes") {
  CHECK(client::PlainName("Школа № 1") == "shkola-1");
  CHECK(client::PlainName("МБОУ «Ёлкинская СОШ»") == "mbou-elkinskaya-sosh");
  CHECK(client::PlainName("School 12/3: ?") == "school-12-3");
  CHECK(client::PlainName("学校") == "kruzhok");
  CHECK(client::PlainName(std::string(300, 'a')).size() == 24);
}
