// SPDX-License-Identifier: MIT
// Lists that people bring: what becomes of their rows.
#include "client/transfer/column_map.h"
#include "model/entities/child.h"
#include "tests/client/list_file.h"
#include "tests/support/synthetic.h"

using namespace tests;

namespace {

constexpr std::string_view kClass =
    "№;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс\n"
    "1;Ёлкина;Мария;Ивановна;03.01.2011;ж;6А\n"
    "2;Щукин;Олег;;4 февраля 2012 г.;м;6А\n";

std::string Reason(const Imported& imported, size_t problem = 0) {
  return problem < imported.problems.size()
             ? imported.problems[problem]["reason"].get<std::string>()
             : std::string();
}

}  // namespace

TEST_CASE("A class list becomes children, and the same list again changes nothing") {
  const CommandLine cli;
  const Imported first = ImportText(cli, "child", kClass);
  CHECK(first.exit == 0);
  CHECK(first.created == 2);
  const Json child = Named(cli, "child", "Ёлкина");
  CHECK(child["birth_date"] == "2011-01-03");
  CHECK(child["sex"] == "female");
  CHECK(child["class"] == "6А");
  CHECK(Named(cli, "child", "Щукин")["birth_date"] == "2012-02-04");
  const Imported again = ImportText(cli, "child", kClass);
  CHECK(again.nothing_new());
  CHECK(again.same == 2);
  CHECK(again.action.empty());
}

TEST_CASE("A dry run counts and writes nothing") {
  const CommandLine cli;
  const Imported tried = ImportText(cli, "child", kClass, {"--dry-run"});
  CHECK(tried.created == 2);
  CHECK(CountOf(cli, "child") == 0);
}

TEST_CASE("A row that stands twice is imported once, whatever its running number is") {
  const CommandLine cli;
  const Imported imported = ImportText(cli, "child",
                                       "№ п/п,Фамилия,Имя\n1,Ёлкина,Мария\n2,Щукин,Олег\n"
                                       "3,Ёлкина,Мария\n");
  CHECK(imported.created == 2);
  CHECK(imported.repeated == 1);
  CHECK(imported.problems[0]["line"] == 4);
}

TEST_CASE("A column that counts the rows is a running number, whatever its heading is") {
  const CommandLine cli;
  ImportText(cli, "child", "Счёт;Фамилия;Имя\n1;Ёлкина;Мария\n2;Щукин;Олег\n");
  CHECK(ImportText(cli, "child", "Счёт;Фамилия;Имя\n1;Щукин;Олег\n2;Ёлкина;Мария\n").same == 2);
}

TEST_CASE("Whom a list lacks stays as they are") {
  const CommandLine cli;
  ImportText(cli, "child", kClass);
  ImportText(cli, "child", "Фамилия;Имя\nНовикова;Анна\n");
  CHECK(CountOf(cli, "child") == 3);
}

TEST_CASE("An import is one action: undo takes all of it back, and the list can come again") {
  const CommandLine cli;
  cli.PutChild("Прежний");
  const Imported imported = ImportText(cli, "child", kClass);
  REQUIRE(cli({"undo", imported.action}).exit == 0);
  CHECK(CountOf(cli, "child") == 1);
  const Imported again = ImportText(cli, "child", kClass);
  CHECK(again.created == 2);
  CHECK(CountOf(cli, "child") == 3);
  CHECK(ImportText(cli, "child", kClass).nothing_new());
  REQUIRE(cli({"undo", again.action}).exit == 0);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("What a person has corrected is not taken back by the same list") {
  const CommandLine cli;
  ImportText(cli, "child", kClass);
  const std::string id = Named(cli, "child", "Ёлкина")["id"];
  REQUIRE(cli({"put", "child", "--id", id, "class=7Б"}).exit == 0);
  CHECK(ImportText(cli, "child", kClass).nothing_new());
  CHECK(cli.Get("child", id)["fields"]["class"] == "7Б");
}

TEST_CASE("A list that has changed since changes the record") {
  const CommandLine cli;
  const std::vector<std::string> key = {"--key", "СНИЛС"};
  ImportText(cli, "child", "СНИЛС;Фамилия;Имя;Класс\n112-233-445 95;Ёлкина;Мария;6А\n", key);
  const std::string id = Named(cli, "child", "Ёлкина")["id"];
  const Imported changed =
      ImportText(cli, "child", "СНИЛС;Фамилия;Имя;Класс\n112-233-445 95;Ёлкина;Мария;7А\n", key);
  CHECK(changed.changed == 1);
  CHECK(cli.Get("child", id)["fields"]["class"] == "7А");
  // And its own later word counts, though a person had agreed with the earlier one.
  REQUIRE(cli({"put", "child", "--id", id, "class=8А"}).exit == 0);
  CHECK(ImportText(cli, "child", "СНИЛС;Фамилия;Имя;Класс\n112-233-445 95;Ёлкина;Мария;9А\n", key)
            .changed == 1);
  CHECK(cli.Get("child", id)["fields"]["class"] == "9А");
}

TEST_CASE("An empty cell clears nothing") {
  const CommandLine cli;
  ImportText(cli, "child", "Фамилия;Имя;Дата рождения;Телефон\nЁлкина;Мария;3.1.11;8 900 1\n");
  const Imported imported =
      ImportText(cli, "child", "Фамилия;Имя;Дата рождения;Телефон\nЁлкина;Мария;3.1.11;\n");
  CHECK(imported.same == 1);
  CHECK(Named(cli, "child", "Ёлкина")["phone"] == "8 900 1");
}

TEST_CASE("A child that was typed is recognised by name and birth date, е for ё") {
  const CommandLine cli;
  REQUIRE(
      cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "birth_date=2011-01-03"}).exit ==
      0);
  const Imported imported =
      ImportText(cli, "child", "Фамилия;Имя;Дата рождения;Класс\nЕЛКИНА;Мария;03.01.2011;6А\n");
  CHECK(imported.changed == 1);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("A namesake that nothing tells apart is asked about and not written") {
  const CommandLine cli;
  REQUIRE(
      cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "birth_date=2011-01-03"}).exit ==
      0);
  constexpr std::string_view kList = "Фамилия;Имя;Класс\nЁлкина;Мария;6А\nЩукин;Олег;6А\n";
  const Imported asked = ImportText(cli, "child", kList);
  CHECK(asked.exit == 5);
  CHECK(asked.asked == 1);
  CHECK(asked.created == 1);
  CHECK(CountOf(cli, "child") == 2);
  SECTION("and is the same when a person says so") {
    CHECK(ImportText(cli, "child", kList, {"--namesakes", "same"}).changed == 1);
    CHECK(Named(cli, "child", "Ёлкина")["class"] == "6А");
    CHECK(CountOf(cli, "child") == 2);
  }
  SECTION("and is another one when a person says so") {
    CHECK(ImportText(cli, "child", kList, {"--namesakes", "new"}).created == 1);
    CHECK(CountOf(cli, "child") == 3);
    CHECK(ImportText(cli, "child", kList).nothing_new());
  }
}

TEST_CASE("Namesakes of different birth dates are two") {
  const CommandLine cli;
  REQUIRE(
      cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "birth_date=2011-01-03"}).exit ==
      0);
  CHECK(ImportText(cli, "child", "ФИО;Дата рождения\nЁлкина Мария;04.05.2012\n").created == 1);
  CHECK(CountOf(cli, "child") == 2);
}

TEST_CASE("A child that stands in one list twice with different words is asked about") {
  const CommandLine cli;
  const Imported imported = ImportText(cli, "child",
                                       "Фамилия;Имя;Дата рождения;Класс\n"
                                       "Ёлкина;Мария;03.01.2011;6А\nЁлкина;Мария;03.01.2011;6Б\n");
  CHECK(imported.created == 1);
  CHECK(imported.asked == 1);
}

TEST_CASE("Institutions of one name at different addresses are different institutions") {
  const CommandLine cli;
  constexpr std::string_view kList =
      "Название;Адрес\nДом творчества;ул. Лесная, д. 1\nДом творчества;ул. Садовая, д. 2\n";
  CHECK(ImportText(cli, "organisation", kList).created == 2);
  const Imported other = ImportText(cli, "organisation",
                                    "Полное наименование,Юридический адрес,Сайт\n"
                                    "\"Дом творчества\",\"ул.Садовая,д.2\",http://dom.example\n");
  CHECK(other.changed == 1);
  CHECK(CountOf(cli, "organisation") == 2);
}

TEST_CASE("A full name in one column is three fields") {
  const CommandLine cli;
  ImportText(cli, "child", "ФИО ребёнка\nЁлкина-Щукина Анна Мария Ивановна\nЦой Виктор\n");
  const Json child = Named(cli, "child", "Ёлкина-Щукина");
  CHECK(child["first_name"] == "Анна");
  CHECK(child["middle_name"] == "Мария Ивановна");
  CHECK(Named(cli, "child", "Цой")["first_name"] == "Виктор");
}

TEST_CASE(
    "A row with a date that does not exist is left out, with the reason, and the rest comes in") {
  const CommandLine cli;
  const Imported imported = ImportText(
      cli, "child", "Фамилия;Имя;Дата рождения\nЁлкина;Мария;31.02.2011\nЩукин;Олег;3.1.11\n");
  CHECK(imported.exit == 0);
  CHECK(imported.created == 1);
  CHECK(imported.rejected == 1);
  CHECK(imported.problems[0]["line"] == 2);
  CHECK(imported.problems[0]["column"] == "Дата рождения");
  CHECK(Reason(imported).find("31.02.2011") != std::string::npos);
}

TEST_CASE("A list of which nothing could be imported ends as refused") {
  const CommandLine cli;
  CHECK(ImportText(cli, "child", "Фамилия;Имя\nЁлкина;\n").exit == 1);
}

TEST_CASE(
    "The report has the rows that were left out as they stood, and can be mended and imported") {
  const CommandLine cli;
  for (const char* name : {"report.csv", "report.xlsx"}) {
    const std::string report = cli.File(name);
    ImportText(
        cli, "child",
        "Фамилия;Имя;Дата рождения;Класс\nЁлкина;Мария;31.02.2011;6А\nЩукин;Олег;3.1.11;6А\n",
        {"--report", report});
    auto sheet = ReadList(report);
    REQUIRE(sheet.rows.size() == 2);
    CHECK(sheet.rows[0][2] == "Reason");
    CHECK(sheet.rows[1][1] == "2");
    CellOf(sheet, "Ёлкина", "Дата рождения") = "28.02.2011";
    SaveList(report, sheet);
    CHECK(Import(cli, "child", report).rejected == 0);
  }
  CHECK(CountOf(cli, "child") == 2);
}

TEST_CASE("Ages become bounds, and their words are kept") {
  const CommandLine cli;
  const Imported imported = ImportText(
      cli, "programme",
      "Программа;Возраст обучающихся\nШахматы;9-13, 5 и старше\nХор;Пенсионеры-инвалиды\n");
  CHECK(imported.created == 2);
  const Json chess = Named(cli, "programme", "Шахматы");
  CHECK(chess["age_min"] == 5);
  CHECK_FALSE(chess.contains("age_max"));
  CHECK(chess["age_text"] == "9-13, 5 и старше");
  const Json choir = Named(cli, "programme", "Хор");
  CHECK(choir["age_text"] == "Пенсионеры-инвалиды");
  CHECK_FALSE(choir.contains("age_min"));
  REQUIRE(imported.problems.size() == 1);
  CHECK(imported.problems[0]["line"] == 3);
}

TEST_CASE(
    "Choices are known by the names that lists have for them; an unknown one is told and left") {
  const CommandLine cli;
  const Imported imported =
      ImportText(cli, "programme",
                 "Программа;Направленность;Уровень;Часы\n"
                 "Лепка;Художественно-эстетическое;Стартовый (ознакомительный), базовый;144 ч.\n"
                 "Магия;Волшебная;;1 500\n");
  CHECK(imported.created == 2);
  const Json clay = Named(cli, "programme", "Лепка");
  CHECK(clay["direction"] == "hudozhestvennoe");
  CHECK(clay["level"] == Json({"basic", "initial"}));
  CHECK(clay["hours"] == 144);
  CHECK(Named(cli, "programme", "Магия")["hours"] == 1500);
  CHECK(Reason(imported).find("Волшебная") != std::string::npos);
}

TEST_CASE(
    "References are found by name; whom nobody knows is told, or made when that is asked for") {
  const CommandLine cli;
  REQUIRE(cli({"put", "programme", "title=Шахматы"}).exit == 0);
  constexpr std::string_view kGroups = "Группа;Программа\nГруппа 1;ШАХМАТЫ\nГруппа 2;Хор\n";
  const Imported imported = ImportText(cli, "group", kGroups);
  CHECK(imported.created == 1);
  CHECK(imported.rejected == 1);
  CHECK(Named(cli, "group", "Группа 1")["programme"] == Named(cli, "programme", "Шахматы")["id"]);
  const Imported made = ImportText(cli, "group", kGroups, {"--create-missing"});
  CHECK(made.created == 1);
  CHECK(Named(cli, "group", "Группа 2")["programme"] == Named(cli, "programme", "Хор")["id"]);
  CHECK(ImportText(cli, "group", kGroups, {"--create-missing"}).nothing_new());
  REQUIRE(cli({"undo", made.action}).exit == 0);
  CHECK(CountOf(cli, "programme") == 1);
}

TEST_CASE("A name that several have names nobody") {
  const CommandLine cli;
  for (const char* director : {"1", "2"})
    REQUIRE(cli({"put", "programme", "title=Шахматы", std::string("author=") + director}).exit ==
            0);
  const Imported imported = ImportText(cli, "group", "Группа;Программа\nГруппа 1;Шахматы\n");
  CHECK(imported.rejected == 1);
}

TEST_CASE("Headings may stand below a title, in English, and in any order") {
  const CommandLine cli;
  const Imported imported =
      ImportText(cli, "child",
                 "Список обучающихся МОУ СОШ с. Ромашково;;;\nна 1 сентября 2026 года;;;\n;;;\n"
                 "Class;First name;Last name;No\n6А;Мария;Ёлкина;1\n");
  CHECK(imported.rows == 1);
  CHECK(imported.created == 1);
  CHECK(Named(cli, "child", "Ёлкина")["class"] == "6А");
}

TEST_CASE("Of several sheets the one with the list is read") {
  kruzhok::client::Workbook workbook;
  workbook.sheets = {{"Пусто", {}},
                     {"Титул", {{"МОУ СОШ с. Ромашково"}, {"Списки на 1 сентября"}}},
                     {"6А", {{"№", "ФИО", "Дата рождения"}, {"1", "Ёлкина Мария", "03.01.2011"}}}};
  const kruzhok::model::EntityType* const types[] = {&kruzhok::model::child};
  CHECK(kruzhok::client::BestSheet(workbook, types) == 2);
  workbook.sheets.pop_back();
  CHECK(kruzhok::client::BestSheet(workbook, types) == 1);
}

TEST_CASE("A column can be named for a field, and the list is remembered so") {
  const CommandLine cli;
  constexpr std::string_view kList = "Кто;Как;Откуда\nЁлкина;Мария;Лесная, 7\n";
  CHECK(ImportText(cli, "child", kList).error["code"] == "no_columns");
  CHECK(ImportText(cli, "child", kList,
                   {"--map", "last_name=Кто", "--map", "first_name=B", "--map", "address=c"})
            .created == 1);
  CHECK(Named(cli, "child", "Ёлкина")["address"] == "Лесная, 7");
  CHECK(ImportText(cli, "child", "Кто;Как;Откуда\nЩукин;Олег;Садовая, 1\n").created == 1);
  CHECK(ImportText(cli, "child", kList, {"--map", "last_name=Нет"}).error["code"] ==
        "unknown_column");
  CHECK(ImportText(cli, "child", kList, {"--map", "lastname=Кто"}).error["code"] ==
        "unknown_field");
}

TEST_CASE("Several columns can fill one text, and a note says which is which") {
  const CommandLine cli;
  ImportText(cli, "programme",
             "Программа;Название объекта;Адрес;Пол;Округ\nХор;Клуб;Лесная, 1;м/ж;Север\n",
             {"--map", "note=Пол", "--map", "note=Округ"});
  const Json choir = Named(cli, "programme", "Хор");
  CHECK(choir["place"] == "Клуб, Лесная, 1");
  CHECK(choir["note"] == "Пол: м/ж\nОкруг: Север");
}

TEST_CASE("A file in windows-1251 with semicolons is read like any other") {
  const CommandLine cli;
  // «Фамилия;Имя» and «Ёлкина;Мария».
  CHECK(ImportText(cli, "child",
                   "\xD4\xE0\xEC\xE8\xEB\xE8\xFF;\xC8\xEC\xFF\r\n"
                   "\xA8\xEB\xEA\xE8\xED\xE0;\xCC\xE0\xF0\xE8\xFF\r\n")
            .created == 1);
  CHECK_FALSE(Named(cli, "child", "Ёлкина").is_null());
}

TEST_CASE("A school's list does not write to records of others, and a coordinator's does") {
  TestDistrict district;
  const CommandLine school, coordinator;
  district.Join(school, kruzhok::sync::Role::kSchool, "Анна");
  district.Join(coordinator, kruzhok::sync::Role::kCoordinator, "Вера");
  constexpr std::string_view kList = "Название;Адрес;Сайт\nSchool 2;Лесная, 1;http://two.example\n";
  CHECK(ImportText(coordinator, "organisation", kList).created == 1);
  REQUIRE(coordinator({"sync"}).exit == 0);
  REQUIRE(school({"sync"}).exit == 0);
  CHECK(ImportText(school, "organisation", kList).same == 1);
  CHECK(ImportText(school, "organisation", "Название;Адрес;Сайт\nSchool 2;Лесная, 1;http://x\n")
            .rejected == 1);
  CHECK(ImportText(coordinator, "child", kClass).rejected == 2);
  CHECK(ImportText(coordinator, "child", kClass, {"--owner", district.school()}).created == 2);
  REQUIRE(coordinator({"sync"}).exit == 0);
  REQUIRE(school({"sync"}).exit == 0);
  CHECK(ImportText(school, "child", kClass).nothing_new());
}

TEST_CASE("Two class lists without birth dates do not make one child of two namesakes") {
  const CommandLine cli;
  CHECK(ImportText(cli, "child", "Фамилия;Имя;Класс\nИванов;Иван;6А\n").created == 1);
  const Imported other = ImportText(cli, "child", "Фамилия;Имя;Класс\nИванов;Иван;9Б\n");
  CHECK(other.asked == 1);
  CHECK(other.exit == 5);
  CHECK(Named(cli, "child", "Иванов")["class"] == "6А");
}

TEST_CASE("A question that nobody has answered is asked again") {
  const CommandLine cli;
  constexpr std::string_view kList =
      "ФИО;Дата рождения;Класс\nИванов Иван;03.01.2011;6А\nИванов Иван;03.01.2011;6Б\n";
  CHECK(ImportText(cli, "child", kList).asked == 1);
  CHECK(ImportText(cli, "child", kList).asked == 1);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("What was corrected on one computer is not taken back by the same list on another") {
  TestDistrict district;
  const CommandLine first, second;
  district.Join(first, kruzhok::sync::Role::kSchool, "Анна");
  district.Join(second, kruzhok::sync::Role::kSchool, "Вера");
  ImportText(first, "child", kClass);
  const std::string id = Named(first, "child", "Ёлкина")["id"];
  REQUIRE(first({"put", "child", "--id", id, "class=7Б"}).exit == 0);
  REQUIRE(first({"sync"}).exit == 0);
  REQUIRE(second({"sync"}).exit == 0);
  CHECK(ImportText(second, "child", kClass).nothing_new());
  CHECK(second.Get("child", id)["fields"]["class"] == "7Б");
}

TEST_CASE("An import that was undone is no past import") {
  const CommandLine cli;
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "birth_date=2011-01-03",
               "phone=8900"})
              .exit == 0);
  constexpr std::string_view kList = "ФИО;Дата рождения;Телефон\nЁлкина Мария;3.1.11;8911\n";
  const Imported imported = ImportText(cli, "child", kList);
  CHECK(imported.changed == 1);
  REQUIRE(cli({"undo", imported.action}).exit == 0);
  CHECK(ImportText(cli, "child", kList).changed == 1);
}

TEST_CASE("What a person has deleted does not come back with the list") {
  const CommandLine cli;
  ImportText(cli, "child", kClass);
  const std::string id = Named(cli, "child", "Ёлкина")["id"];
  REQUIRE(cli({"delete", "child", id}).exit == 0);
  const Imported again = ImportText(cli, "child", kClass);
  CHECK(again.rejected == 1);
  CHECK(again.same == 1);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("A deleted child whom a person calls new comes back") {
  const CommandLine cli;
  constexpr std::string_view kList = "Фамилия;Имя;Класс\nЁлкина;Мария;6А\n";
  ImportText(cli, "child", kList);
  REQUIRE(cli({"delete", "child", std::string(Named(cli, "child", "Ёлкина")["id"])}).exit == 0);
  REQUIRE(cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "class=9Б"}).exit == 0);
  CHECK(ImportText(cli, "child", kList).asked == 1);
  CHECK(ImportText(cli, "child", kList, {"--namesakes", "new"}).created == 1);
  CHECK(CountOf(cli, "child") == 2);
}

TEST_CASE("Lines that are no rows of the list do not become children") {
  const CommandLine cli;
  const Imported imported = ImportText(
      cli, "child",
      "№;Фамилия;Имя;Класс\n1;2;3;4\n6 А класс;;;\n6 А класс;6 А класс;6 А класс;6 А класс\n"
      "1;Ёлкина;Мария;6А\n№;Фамилия;Имя;Класс\n2;Щукин;Олег;6А\n;Итого:;2;\n"
      ";Директор школы;;\n");
  CHECK(imported.created == 2);
  CHECK(imported.rejected == 6);
  CHECK(CountOf(cli, "child") == 2);
}

TEST_CASE("A name is cleaned of numbers and blanks before it, and what is no name is left out") {
  const CommandLine cli;
  const Imported imported =
      ImportText(cli, "child",
                 "ФИО\n1. Ёлкина Мария Ивановна\n\"Щукин\nОлег\"\n"
                 "Петров\u00a0Пётр\n\"Сидоров, Олег\"\nОрлова Мария (надомное)\n");
  CHECK(imported.created == 3);
  CHECK(imported.rejected == 2);
  CHECK(Named(cli, "child", "Ёлкина")["middle_name"] == "Ивановна");
  CHECK(Named(cli, "child", "Щукин")["first_name"] == "Олег");
  CHECK(Named(cli, "child", "Петров")["first_name"] == "Пётр");
}

TEST_CASE("A list that spells a name in capitals does not respell it") {
  const CommandLine cli;
  REQUIRE(
      cli({"put", "child", "last_name=Ёлкина", "first_name=Мария", "birth_date=2011-01-03"}).exit ==
      0);
  CHECK(ImportText(cli, "child", "ФИО;Дата рождения\nЕЛКИНА МАРИЯ;03.01.2011\n").same == 1);
  CHECK_FALSE(Named(cli, "child", "Ёлкина").is_null());
}

TEST_CASE("C++ and C# are two programmes") {
  const CommandLine cli;
  CHECK(ImportText(cli, "programme", "Программа;Часы\nC++;36\n").created == 1);
  CHECK(ImportText(cli, "programme", "Программа;Часы\nC#;72\n").created == 1);
}

TEST_CASE("A row without the whole of its key is told by all that it has") {
  const CommandLine cli;
  const Imported imported =
      ImportText(cli, "child",
                 "СНИЛС;Фамилия;Имя\n;Иванов;Иван\n;Иванов;Пётр\n112-233-445 95;Ёлкина;Мария\n"
                 "11223344595;Ёлкина;Анна\n",
                 {"--key", "СНИЛС"});
  CHECK(imported.created == 3);
  CHECK(imported.rejected == 1);
  CHECK(imported.repeated == 0);
}

TEST_CASE("A child is known by the SNILS when the name has changed") {
  const CommandLine cli;
  ImportText(cli, "child", "СНИЛС;Фамилия;Имя\n112-233-445 95;Ёлкина;Мария\n");
  const Imported imported =
      ImportText(cli, "child", "СНИЛС;Фамилия;Имя\n11223344595;Щукина;Мария\n");
  CHECK(imported.changed == 1);
  CHECK(CountOf(cli, "child") == 1);
}

TEST_CASE("A list without headings keeps its first row") {
  const CommandLine cli;
  const Imported imported =
      ImportText(cli, "child", "Ёлкина;Мария;03.01.2011\nЩукин;Олег;04.02.2012\n",
                 {"--map", "last_name=A", "--map", "first_name=B", "--map", "birth_date=C"});
  CHECK(imported.created == 2);
}

TEST_CASE("A coordinator's list does not take over another school's record") {
  TestDistrict district;
  const CommandLine school, coordinator;
  district.Join(school, kruzhok::sync::Role::kSchool, "Анна");
  district.Join(coordinator, kruzhok::sync::Role::kCoordinator, "Вера");
  REQUIRE(school({"put", "programme", "title=Хор"}).exit == 0);
  REQUIRE(school({"sync"}).exit == 0);
  REQUIRE(coordinator({"sync"}).exit == 0);
  const Imported imported =
      ImportText(coordinator, "programme", "Программа;Организация;Часы\nХор;School 1;144\n");
  CHECK(imported.changed == 0);
  CHECK(imported.asked == 1);
}

TEST_CASE("A report that cannot be written stops the import before it begins") {
  const CommandLine cli;
  CHECK(ImportText(cli, "child", kClass, {"--report", cli.File("no/such/report.csv")})
            .error["code"] == "file_unwritable");
  CHECK(ImportText(cli, "child", kClass, {"--report", cli.File("list.csv")}).error["code"] ==
        "already_exists");
  CHECK(CountOf(cli, "child") == 0);
}

TEST_CASE("Which column fills what is told, and what is not imported") {
  const CommandLine cli;
  WriteBytes(cli.File("list.csv"), "Фамилия;Имя;Аллергия\nЁлкина;Мария;мёд\n");
  const Json json = cli.json({"import", "child", cli.File("list.csv")}).json();
  CHECK(json["columns"][0]["fills"] == "last_name");
  CHECK(json["columns"][2]["fills"].is_null());
  CHECK(cli({"import", "child", cli.File("list.csv")}).out.find("Аллергия") != std::string::npos);
}

TEST_CASE("What is no table is refused in words") {
  const CommandLine cli;
  CHECK(Import(cli, "child", cli.File("none.csv")).error["code"] == "file_unreadable");
  CHECK(ImportText(cli, "child", "%PDF-1.4\n").error["code"] == "bad_table");
  CHECK(ImportText(cli, "child", kClass, {"--sheet", "Лист 9"}).error["code"] == "unknown_sheet");
  CHECK(ImportText(cli, "child", kClass, {"--namesakes", "maybe"}).exit == 2);
}

TEST_CASE("Any list at all comes in once: a second time it changes nothing") {
  const std::vector<std::string> names = {"Ёлкина", "Щукин", "елкина", "Цой", "\"О'Нил\"", ""};
  const std::vector<std::string> dates = {"03.01.2011", "4.5.12", "", "31.02.2011", "3 мая 2011"};
  const std::vector<std::string> rest = {"6А", "=1+1", "+7 900", "\"a;b\"", "1-2", "", "да"};
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    SyntheticRandom random(seed);
    const auto any = [&](const std::vector<std::string>& texts) {
      return texts[static_cast<size_t>(random.Between(0, static_cast<int64_t>(texts.size()) - 1))];
    };
    std::string list = "№;Фамилия;Имя;Дата рождения;Класс;Телефон;Согласие\n";
    for (int row = 1; row <= 30; ++row)
      list += std::to_string(row) + ";" + any(names) + ";" + any(names) + ";" + any(dates) + ";" +
              any(rest) + ";" + any(rest) + ";" + any(rest) + "\n";
    const CommandLine cli;
    INFO("seed " << seed);
    const Imported first = ImportText(cli, "child", list, {"--namesakes", "new"});
    const Imported again = ImportText(cli, "child", list, {"--namesakes", "new"});
    CHECK(again.created == 0);
    CHECK(again.changed == 0);
    CHECK(again.same == first.created + first.same);
    CHECK(CountOf(cli, "child") == first.created);
  }
}
