// SPDX-License-Identifier: MIT
// What real lists and the documents say oddly is taken as it is: nothing is refused, nothing is
// mended, and the figures say what was made of it.
#include <fstream>

#include <catch2/catch.hpp>

#include "client/coverage/worklist.h"
#include "tests/client/command_line.h"

using namespace kruzhok;
using tests::CommandLine;
using tests::Json;

namespace {

struct Kept {
  CommandLine cli;

  // The list, taken without a question.
  void Import(const std::string& entity, const std::string& lines) const {
    std::ofstream(cli.File("list.csv"), std::ios::binary) << lines;
    const auto ran = cli.json({"import", entity, cli.File("list.csv")});
    INFO(ran.out << ran.err);
    REQUIRE(ran.exit == 0);
    CHECK(ran.json()["rejected"] == 0);
    CHECK(ran.json()["notes"].empty());
  }
  std::vector<Json> All(const std::string& entity) const {
    return cli.json({"list", entity}).lines();
  }
  Json ReadReport(std::vector<std::string> words) const {
    words.insert(words.begin(), "report");
    words.insert(words.end(), {"--out", cli.File("report.json")});
    const auto ran = cli(std::move(words));
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    return Json::parse(*sync::ReadWholeFile(cli.File("report.json"), 1 << 20));
  }
  // By its place in the document, counted on the day.
  Json Indicator(size_t number, const std::string& on = "2026-05-31") const {
    return ReadReport({"indicators", "--on", on})["indicators"][number - 1];
  }
};

}  // namespace

TEST_CASE("Anomalies: who has left without a date is counted on no day") {
  const Kept kept;
  kept.Import("child",
              "Фамилия;Имя;Дата рождения;Класс;Состояние\n"
              "Андреева;Ада;01.02.2015;5 а;обучается\n"
              "Борисов;Борис;01.02.2015;5А;выбыл\n"
              "Васильева;Вера;01.02.2015;5-А;выбыла\n"
              "Громов;Глеб;01.02.2007;11;окончил школу\n");
  CHECK(kept.Indicator(1)["denominator"] == 1);
  CHECK(kept.Indicator(1, "2020-09-01")["denominator"] == 1);
}

TEST_CASE("Anomalies: a class is what was typed, however it is spelt") {
  const Kept kept;
  kept.Import("child", "Фамилия;Имя;Класс\nАндреева;Ада;5 а\nБорисов;Борис;5А\nВасин;Вася;5-А\n");
  Json classes = Json::array();
  for (const Json& child : kept.All("child")) classes.push_back(child["fields"]["class"]);
  CHECK(classes == Json({"5 а", "5А", "5-А"}));
}

TEST_CASE("Anomalies: a child of unknown age counts, and the report says how many there are") {
  const Kept kept;
  kept.Import("child", "Фамилия;Имя;Дата рождения\nАндреева;Ада;\nБорисов;Борис;01.02.2015\n");
  CHECK(kept.Indicator(1)["denominator"] == 2);
  const Json figures = kept.ReadReport({"coverage", "--year", "2025"})["report"]["figures"];
  CHECK(figures["children"] == 2);
  CHECK(figures["unknown_age"] == 1);
}

TEST_CASE("Anomalies: «5–18 лет» is counted with and without who is eighteen, by a named rule") {
  const Kept kept;
  kept.Import("child",
              "Фамилия;Имя;Дата рождения\n"
              "Андреева;Ада;31.05.2008\n"  // Eighteen on the day.
              "Борисов;Борис;01.06.2008\n");
  CHECK(kept.Indicator(1)["denominator"] == 1);
  CHECK(kept.Indicator(1)["rule"]["oldest"] == 17);
  REQUIRE(kept.cli({"put", "indicator", "code=coverage", "age_rule=5_18"}).exit == 0);
  CHECK(kept.Indicator(1)["denominator"] == 2);
  CHECK(kept.Indicator(1)["rule"]["oldest"] == 18);
}

TEST_CASE("Anomalies: directions by their old and everyday names are the six of today") {
  const Kept kept;
  kept.Import("programme",
              "Название;Направленность\n"
              "Хор;творческая\n"
              "Робот;Техническая (робототехника)\n"
              "Мяч;спортивная\n"
              "Село;социально-педагогическая\n"
              "Добро;socialno_gumanitarnoe\n");
  Json directions = Json::array();
  for (const Json& one : kept.All("programme")) directions.push_back(one["fields"]["direction"]);
  CHECK(directions == Json({"hudozhestvennoe", "tekhnicheskoe", "fizkulturno-sportivnoe",
                            "socialno-pedagogicheskoe", "socialno-pedagogicheskoe"}));
}

TEST_CASE("Anomalies: reasons and categories as people write them, the year as they call it") {
  const Kept kept;
  kept.Import("child", "Фамилия;Имя\nАндреева;Ада\nБорисов;Борис\nВасин;Вася\n");
  kept.Import("occupation",
              "ФИО;Учебный год;Причина;Итог\n"
              "Андреева Ада;2025/26;далеко;отказались\n"
              "Борисов Борис;2025-2026 уч. год;не хочет;думает\n"
              "Васин Вася;2025;транспорт;согласны\n");
  for (const Json& card : kept.All("occupation")) CHECK(card["fields"]["year"] == 2025);
  kept.Import("category",
              "Ребёнок;Категория;По\n"
              "Андреева Ада;ребёнок-инвалид;\n"
              "Борисов Борис;ТЖС;31.08.2025\n"
              "Васин Вася;дети с ОВЗ;\n");
  CHECK(kept.Indicator(6)["denominator"] == 1);
}

TEST_CASE("Anomalies: «ежегодно до 15 августа 2021» is a day of each year, and 2021's has passed") {
  CHECK(client::DueDate(2020) == model::Date{2021, 8, 15});
  CHECK(client::DueDate(2025) == model::Date{2026, 8, 15});
  // A card and the end of a year that was due before anybody had this program.
  const Kept kept;
  const std::string child = kept.cli.PutChild("Андреева");
  REQUIRE(kept.cli({"put", "occupation", "child=" + child, "year=2020", "reason=distance",
                    "talk_on=2021-08-20"})
              .exit == 0);
  REQUIRE(
      kept.cli({"put", "year_closing", "year=2020", "state=closed", "closed_on=2026-11-01"}).exit ==
      0);
}

TEST_CASE("Anomalies: plans are told where the document tells them, the rest is to grow") {
  const Kept kept;
  const auto plan = [&](size_t number, const std::string& on) {
    return kept.Indicator(number, on)["plan"];
  };
  // By years of the document; afterwards the last one stands.
  CHECK(plan(1, "2021-05-31") == 76.0);
  CHECK(plan(1, "2023-05-31") == 78.5);
  CHECK(plan(1, "2026-05-31") == 80.0);
  CHECK(plan(1, "2020-05-31").is_null());
  CHECK(plan(2, "2022-05-31") == 25.0);
  // Told among the expected results only.
  CHECK(plan(3, "2022-05-31") == 50.0);
  // «25 % by the end»: of no year before.
  CHECK(plan(4, "2023-05-31").is_null());
  CHECK(plan(4, "2024-05-31") == 25.0);
  for (const size_t number : {5, 6, 7}) CHECK(plan(number, "2024-05-31").is_null());
}

TEST_CASE("Anomalies: more children than residents is a share above a hundred, not an error") {
  const Kept kept;
  kept.Import("child",
              "Фамилия;Имя;Дата рождения\nАндреева;Ада;01.02.2015\nБоев;Боря;01.02.2015\n");
  const std::string programme = kept.cli.json({"put", "programme", "title=Хор"}).json()["id"];
  const std::string group =
      kept.cli.json({"put", "group", "name=1", "programme=" + programme}).json()["id"];
  for (const Json& child : kept.All("child"))
    REQUIRE(kept.cli({"put", "enrolment", "child=" + child["id"].get<std::string>(),
                      "group=" + group, "state=enrolled"})
                .exit == 0);
  kept.Import("resident_count", "Год;Возраст;Детей\n2026;11;1\n");
  REQUIRE(kept.cli({"put", "indicator", "code=coverage", "denominator=residents"}).exit == 0);
  const Json coverage = kept.Indicator(1);
  CHECK(coverage["numerator"] == 2);
  CHECK(coverage["denominator"] == 1);
  CHECK(coverage["percent"] == 200.0);
}

TEST_CASE("Anomalies: what the document asks twice, of all and of ОВЗ, one report answers") {
  const Kept kept;
  kept.Import("child",
              "Фамилия;Имя;Дата рождения\nАндреева;Ада;01.02.2015\nБоев;Боря;01.02.2015\n");
  kept.Import("category", "Ребёнок;Категория\nАндреева Ада;ОВЗ\n");
  const Json report = kept.ReadReport({"coverage", "--year", "2025"})["report"];
  CHECK(report["figures"]["children"] == 2);
  REQUIRE(report["tables"]["categories"].size() == 1);
  CHECK(report["tables"]["categories"][0]["value"] == "ovz");
  CHECK(report["tables"]["categories"][0]["children"] == 1);
}
