// SPDX-License-Identifier: MIT
// Lists from files, lists into files and papers, as people handle them at the window.
#include <filesystem>
#include <fstream>
#include <tuple>

#include <catch2/catch.hpp>

#include "client/app/data_folder.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

namespace fs = std::filesystem;
using client::ImportStep;
using client::kControl;
using client::Key;
using client::Screen;

constexpr const char* kChildren =
    "№;Фамилия;Имя;Отчество;Дата рождения;Класс;Примечание учителя\n"
    "1;Ёлкина;Анна;Ивановна;03.01.2011;5А;хорошо поёт\n"
    "2;Щукин;Пётр;;04.02.2012;6Б;\n"
    "3;Волков;Семён;;31.02.2015;5А;\n"
    "4;Щукин;Пётр;;04.02.2012;6Б;\n";

fs::path Documents(WindowUser& user) {
  return user.home() / "Documents";
}

// As a person would find it: written at that many hours before the others.
fs::path WriteFile(WindowUser& user, const std::string& name, const std::string& text,
                   int hours_ago = 0) {
  const fs::path file = Documents(user) / client::PathOf(name);
  std::ofstream(file, std::ios::binary) << text;
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(hours_ago));
  return file;
}

std::string Path(const fs::path& path) {
  return client::TextOf(path);
}

client::ImportState& Import(WindowUser& user) {
  return user.desk().state().import;
}

size_t Rows(WindowUser& user, const model::EntityType& type) {
  return user.desk().data().List(type).size();
}

void CheckNoProblems(WindowUser& user, const std::string& where) {
  INFO(where);
  for (const std::string& problem : user.Problems()) FAIL_CHECK(where + ": " + problem);
}

std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}, std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

// To the columns of the file.
void OpenFile(WindowUser& user, const fs::path& file,
              const model::EntityType& type = model::child) {
  user.desk().Run({client::StartImport{&type}, client::ReadList{Path(file)}});
  user.Frames(4);
}

void Preview(WindowUser& user, const fs::path& file, const model::EntityType& type = model::child) {
  OpenFile(user, file, type);
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
}

void Load(WindowUser& user, const fs::path& file, const model::EntityType& type = model::child) {
  Preview(user, file, type);
  user.Press(Key::kEnter, kControl);
  user.Frames(6);
}

// A programme, a group and a child in it.
model::Uuid EnrolOne(WindowUser& user) {
  const auto programme = user.Put(model::programme, {{"title", "Юный эколог"}});
  const auto group =
      user.Put(model::group, {{"programme", programme.Text()}, {"name", "Эколог, вторник"}});
  const auto child =
      user.Put(model::child, {{"last_name", "Ёлкина"}, {"first_name", "Анна"}, {"class", "5А"}});
  user.Put(model::enrolment, {{"child", child.Text()},
                              {"group", group.Text()},
                              {"state", "enrolled"},
                              {"order_number", "17-о"}});
  user.Frames(4);
  return group;
}

}  // namespace

TEST_CASE(
    "Import: a list is found, checked and loaded by keyboard alone, and Ctrl+Z takes it back") {
  WindowUser user;
  WriteFile(user, "дети.csv", kChildren);
  user.Go(Screen::kChildren);
  user.Tab(-1);
  for (int i = 0; i < 12 && user.Focus() != "child/import"; ++i) user.Tab(-1);
  for (int i = 0; i < 60 && user.Focus() != "child/import"; ++i) user.Tab();
  REQUIRE(user.Focus() == "child/import");
  user.Press(Key::kEnter);
  user.Frames(4);
  REQUIRE(user.Focus() == "import/choice/filter");
  CHECK(user.Item("import/choice/files/row-0").label == "дети.csv");
  user.Press(Key::kEnter);
  user.Frames(4);
  INFO(user.Text());
  REQUIRE(Import(user).step == ImportStep::kColumns);
  CHECK(user.Value("import/columns/target-1") == "Фамилия");
  CHECK(user.Sees("хорошо поёт"));
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  REQUIRE(Import(user).step == ImportStep::kPreview);
  CHECK(user.Focus() == "import/preview/rows/rows");
  CHECK(user.Item("import/preview/fate-new").label == "Новые 2");
  CHECK(user.Item("import/preview/fate-rejected").label == "Не загрузятся 1");
  CHECK(user.Item("import/preview/fate-repeated").label == "Повторы 1");
  user.Press(Key::kEnter, kControl);
  user.Frames(6);
  REQUIRE(Import(user).step == ImportStep::kDone);
  CHECK(user.Sees("Список загружен"));
  CHECK(user.Sees("новые записи"));
  CHECK(user.clicks() == 0);
  CHECK(Rows(user, model::child) == 2);
  user.Press(Key::kZ, kControl);
  user.Frames(4);
  CHECK(Rows(user, model::child) == 0);
  CHECK(user.Sees("Загрузка отменена"));
}

TEST_CASE("Import: what was not loaded is told in a file beside the list, which can be opened") {
  WindowUser user;
  Load(user, WriteFile(user, "дети.csv", kChildren));
  const std::string report = Path(Documents(user) / client::PathOf("дети — не загружено.xlsx"));
  CHECK(fs::exists(client::PathOf(report)));
  user.Click("import/done/open-report");
  REQUIRE(user.opened() == std::vector{report});
  user.Click("import/done/show-folder");
  CHECK(user.opened().back() == Path(Documents(user)));
}

TEST_CASE("Import: the same list a second time changes nothing") {
  WindowUser user;
  const fs::path file = WriteFile(user, "дети.csv", kChildren);
  Load(user, file);
  Preview(user, file);
  CHECK(user.Item("import/preview/fate-same").label == "Без изменений 2");
  CHECK_FALSE(user.Item("import/next").enabled);
  CHECK(user.Sees("Загружать нечего"));
}

TEST_CASE("Import: the chooser is narrowed by typing, goes into folders and up again") {
  WindowUser user;
  WriteFile(user, "старый.csv", kChildren, 5);
  WriteFile(user, "новый.xlsx", "это не таблица", 1);
  WriteFile(user, "письмо.docx", "x");
  fs::create_directories(Documents(user) / "5 класс");
  user.desk().Run({client::StartImport{&model::child}});
  user.Frames(4);
  CHECK(user.Item("import/choice/files/row-0").label == "5 класс");
  CHECK(user.Item("import/choice/files/row-1").label == "новый.xlsx");
  CHECK(user.Item("import/choice/files/row-2").label == "старый.csv");
  CHECK_FALSE(user.Sees("письмо.docx"));
  user.Type("стар");
  CHECK(user.Item("import/choice/files/row-0").label == "старый.csv");
  CHECK_FALSE(user.Has("import/choice/files/row-1"));
  user.TypeInto("import/choice/filter", "5 кл");
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(Import(user).choice.folder.path == Path(Documents(user) / "5 класс"));
  CHECK(user.Sees("Здесь нет ни таблиц, ни папок"));
  user.Press(Key::kBackspace);
  user.Frames(4);
  CHECK(Import(user).choice.folder.path == Path(Documents(user)));
  user.Click("import/choice/up");
  user.Frames(4);
  CHECK(Import(user).choice.folder.path == Path(user.home()));
}

TEST_CASE("Import: a path can be pasted, and a file that is no table is refused in words") {
  WindowUser user;
  const fs::path good = WriteFile(user, "дети.csv", kChildren);
  const fs::path bad = WriteFile(user, "новый.xlsx", std::string("PK\x03\x04") + "not a table");
  user.desk().Run({client::StartImport{&model::child}});
  user.Frames(4);
  user.PutOnClipboard(Path(bad));
  user.Press(Key::kV, kControl);
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(user.Sees("Файл не читается как таблица"));
  REQUIRE(Import(user).step == ImportStep::kFile);
  CheckNoProblems(user, "refused");
  user.TypeInto("import/choice/filter", Path(good));
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(Import(user).step == ImportStep::kColumns);
  CHECK_FALSE(user.Sees("Файл не читается как таблица"));
}

TEST_CASE("Import: a column can fill another field, and what is required is asked for") {
  WindowUser user;
  OpenFile(user, WriteFile(user, "дети.csv", "Кто;Имя\nЁлкина;Анна\n"));
  CHECK(user.Sees("Не хватает: «Фамилия»"));
  CHECK_FALSE(user.Item("import/next").enabled);
  user.Click("import/columns/target-0");
  user.Type("фамил");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Value("import/columns/target-0") == "Фамилия");
  CHECK(user.Sees("выбрано вами"));
  REQUIRE(user.Item("import/next").enabled);
  user.Click("import/next");
  user.Frames(4);
  CHECK(user.Item("import/preview/fate-new").label == "Новые 1");
  user.Click("import/next");
  user.Frames(6);
  CHECK(Rows(user, model::child) == 1);
  // The next list with the same headings is understood at once.
  OpenFile(user, WriteFile(user, "ещё.csv", "Кто;Имя\nЩукин;Пётр\n"));
  CHECK(user.Value("import/columns/target-0") == "Фамилия");
}

TEST_CASE("Import: a column that is given a field takes it from the one that had it") {
  WindowUser user;
  OpenFile(user, WriteFile(user, "дети.csv", kChildren));
  user.Click("import/columns/target-6");
  user.Type("отчеств");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Value("import/columns/target-6") == "Отчество");
  CHECK(user.Value("import/columns/target-3").empty());
}

TEST_CASE("Import: leaving and coming back finds everything as it was") {
  WindowUser user;
  Preview(user, WriteFile(user, "дети.csv", kChildren));
  user.Press(Key::kEscape);
  user.Frames(3);
  REQUIRE(user.desk().state().screen == Screen::kChildren);
  user.Click("child/import");
  user.Frames(4);
  CHECK(Import(user).step == ImportStep::kPreview);
  CHECK(user.Item("import/preview/fate-new").label == "Новые 2");
  user.Click("import/path/1");
  user.Frames(3);
  CHECK(Import(user).step == ImportStep::kColumns);
  user.Click("import/back");
  user.Frames(4);
  CHECK(Import(user).step == ImportStep::kFile);
}

TEST_CASE("Import: chips show the rows of one kind, with what is wrong in words") {
  WindowUser user;
  Preview(user, WriteFile(user, "дети.csv", kChildren));
  user.Click("import/preview/fate-rejected");
  user.Frames(3);
  CHECK(user.Item("import/preview/rows/row-0").label == "4");
  CHECK_FALSE(user.Has("import/preview/rows/row-1"));
  CHECK(user.Sees("31.02.2015"));
  CHECK(user.Sees("Столбец «Дата рождения»"));
  user.Click("import/preview/fate-rejected");
  user.Frames(3);
  CHECK(user.Has("import/preview/rows/row-3"));
}

TEST_CASE("Import: what a list changes is shown as it was and as it will be") {
  WindowUser user;
  Load(user, WriteFile(user, "дети.csv",
                       "Фамилия;Имя;Дата рождения;Класс\n"
                       "Ёлкина;Анна;03.01.2011;5А\n"));
  Preview(user, WriteFile(user, "новые.csv",
                          "Фамилия;Имя;Дата рождения;Класс\n"
                          "Ёлкина;Анна;03.01.2011;6А\n"));
  INFO(user.Text());
  CHECK(user.Item("import/preview/fate-changed").label == "Изменятся 1");
  CHECK(user.Sees("5А"));
  CHECK(user.Sees("6А"));
  CheckNoProblems(user, "changed");
}

TEST_CASE("Import: a file that is dropped asks what it is of, the likeliest first") {
  WindowUser user;
  const fs::path file = WriteFile(user, "дети.csv", kChildren);
  user.desk().Run({client::DropFiles{{Path(file)}}});
  user.Frames(5);
  REQUIRE(Import(user).step == ImportStep::kKind);
  CHECK(user.Focus() == "import/kind/child");
  CheckNoProblems(user, "kind");
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(Import(user).type == &model::child);
  CHECK(Import(user).step == ImportStep::kColumns);
}

TEST_CASE("Import: a namesake is asked about, and answered by keyboard alone") {
  WindowUser user;
  user.Put(model::child, {{"last_name", "Ёлкина"}, {"first_name", "Анна"}});
  user.Put(model::child, {{"last_name", "Ёлкина"}, {"first_name", "Анна"}, {"class", "7В"}});
  user.Frames(3);
  Preview(user, WriteFile(user, "дети.csv",
                          "Фамилия;Имя;Дата рождения\n"
                          "Ёлкина;Анна;03.01.2011\nЩукин;Пётр;04.02.2012\n"));
  INFO(user.Text());
  REQUIRE(Import(user).plan);
  REQUIRE(Import(user).plan->plan.questions.size() == 1);
  user.Press(Key::kEnter, kControl);
  user.Frames(3);
  REQUIRE(Import(user).step == ImportStep::kNamesakes);
  CheckNoProblems(user, "namesakes");
  for (int i = 0; i < 60 && user.Focus() != "import/namesakes/new"; ++i) user.Tab();
  REQUIRE(user.Focus() == "import/namesakes/new");
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(user.Sees("На все вопросы есть ответ"));
  user.Press(Key::kEnter, kControl);
  user.Frames(6);
  CHECK(Import(user).step == ImportStep::kDone);
  CHECK(Rows(user, model::child) == 4);
}

TEST_CASE("Import: another mapping makes the older plan not matter") {
  WindowUser user;
  OpenFile(user, WriteFile(user, "дети.csv", kChildren));
  client::ImportState& import = Import(user);
  // Two are wanted before the first is made.
  import.options.columns.targets[3] = "middle_name";
  user.desk().Run({client::PlanList{}});
  import.options.columns.targets[4].clear();
  import.stale = true;
  user.desk().Run({client::PlanList{}});
  CHECK(import.planning);
  user.Frames(4);
  REQUIRE(import.plan);
  CHECK_FALSE(import.planning);
  // Without its date the third row is as good as the others.
  CHECK(import.plan->plan.counts.rejected == 0);
  CHECK(import.plan->plan.counts.created == 3);
}

TEST_CASE("Import: while a list is loaded no second one begins, and the program may be closed") {
  WindowUser user;
  const fs::path file = WriteFile(user, "дети.csv", kChildren);
  Preview(user, file);
  user.desk().Run({client::RunList{}, client::RunList{}, client::StartImport{&model::group},
                   client::ReadList{Path(file)}, client::DropFiles{{Path(file)}}});
  CHECK(Import(user).running);
  CHECK(Import(user).type == &model::child);
  user.KillAndStart();
  CHECK(Rows(user, model::child) == 0);
}

TEST_CASE("Import: missing organisations can be made with the rows that name them") {
  WindowUser user;
  Preview(user,
          WriteFile(user, "программы.csv",
                    "Название программы;Организация\n"
                    "Юный эколог;Дом творчества\nШахматы;Школа № 5\n"),
          model::programme);
  INFO(user.Text());
  REQUIRE(user.Has("import/preview/create-missing"));
  CHECK(user.Sees("2 организации"));
  user.Click("import/preview/create-missing");
  user.Frames(4);
  CHECK(user.Sees("будет создано"));
  CheckNoProblems(user, "missing");
  user.Click("import/next");
  user.Frames(6);
  CHECK(Rows(user, model::programme) == 2);
  CHECK(Rows(user, model::organisation) >= 2);
}

TEST_CASE("Import: who goes on working meanwhile is told when the list is there") {
  WindowUser user;
  Preview(user, WriteFile(user, "дети.csv", kChildren));
  user.desk().Run({client::RunList{}, client::GoTo{Screen::kGroups}});
  user.Frames(5);
  CHECK(user.Sees("Загружены 2 строки"));
  user.Click("notice/open");
  CHECK(user.opened().size() == 1);
  user.Go(Screen::kImport);
  CHECK(user.Sees("Список загружен"));
}

TEST_CASE("Files: usual folders are found by the system's names and by their own") {
  const TempFolder home;
  for (const char* name : {"Мои бумаги", "Загрузки", "Desktop", "stick"})
    fs::create_directories(home.path() / client::PathOf(name));
  fs::create_directories(home.path() / "media" / "STICK");
  std::ofstream(home.path() / "user-dirs.dirs") << "XDG_DOCUMENTS_DIR=\"$HOME/Мои бумаги\"\n";
  const auto places =
      client::FindPlaces({home.path(), home.path(), {home.path() / "media", "/nowhere"}});
  std::vector<std::string> names;
  for (const client::FilePlace& place : places)
    names.push_back(Path(client::PathOf(place.path).lexically_relative(home.path())));
  CHECK(names == std::vector<std::string>{"Мои бумаги", "Загрузки", "Desktop", ".", "media/STICK"});
}

TEST_CASE("Files: a path is understood as it is pasted, and no file is ever written over") {
  const TempFolder folder;
  CHECK(client::TypedPath("~/список.csv", "/h") == client::PathOf("/h/список.csv"));
  CHECK(client::TypedPath(" \"/h/a b.csv\" ", "/h") == "/h/a b.csv");
  CHECK(client::TypedPath("file:///h/a%20b.csv", "/h") == "/h/a b.csv");
  CHECK(client::TypedPath("/h/", "/h") == "/h");
  const fs::path file = folder.path() / "a.xlsx";
  CHECK(client::FreeName(file) == file);
  std::ofstream{file};
  std::ofstream{folder.path() / "a (2).xlsx"};
  CHECK(client::FreeName(file) == folder.path() / "a (3).xlsx");
  CHECK(client::FileNameOf(" ..5А/Б: дети? ") == "5А-Б- дети-");
}

TEST_CASE("Export: what is chosen goes into a file that is never written over, and opens") {
  WindowUser user;
  Load(user, WriteFile(user, "дети.csv", kChildren));
  user.Go(Screen::kChildren);
  user.Press(Key::kSpace);
  user.Click("child/export");
  user.Frames(4);
  CHECK(user.Sees("Выбранные: 1"));
  CHECK(user.Focus() == "export/go");
  CheckNoProblems(user, "export");
  user.Press(Key::kEnter);
  user.Frames(5);
  INFO(user.Text());
  CHECK(user.Sees("Выгружена 1 строка"));
  const auto name =
      Documents(user) / client::PathOf("Дети " + user.desk().today().Russian() + ".xlsx");
  CHECK(fs::exists(name));
  user.Click("notice/open");
  CHECK(user.opened() == std::vector{Path(name)});
  user.Click("child/export");
  user.Frames(4);
  user.Press(Key::kEnter, kControl);
  user.Frames(5);
  CHECK(fs::exists(Documents(user) /
                   client::PathOf("Дети " + user.desk().today().Russian() + " (2).xlsx")));
}

TEST_CASE("Export: a list that comes back as it was goes straight to the check, and is the same") {
  WindowUser user;
  Load(user, WriteFile(user, "дети.csv", kChildren));
  user.Go(Screen::kChildren);
  user.Click("child/export");
  user.Frames(3);
  user.Click("export/format/1");
  user.TypeInto("export/name", "мои дети");
  user.Press(Key::kEnter, kControl);
  user.Frames(5);
  const fs::path file = Documents(user) / client::PathOf("мои дети.csv");
  REQUIRE(fs::exists(file));
  OpenFile(user, file);
  INFO(user.Text());
  CHECK(Import(user).step == ImportStep::kPreview);
  CHECK(user.Item("import/preview/fate-same").label == "Без изменений 2");
}

TEST_CASE("Export: a folder that cannot be written is said in the dialog, which stays") {
  WindowUser user;
  Load(user, WriteFile(user, "дети.csv", kChildren));
  user.Go(Screen::kChildren);
  user.Click("child/export");
  user.Frames(3);
  user.TypeInto("export/folder", "/nowhere/at all");
  user.Press(Key::kEnter);
  user.Press(Key::kEnter, kControl);
  user.Frames(5);
  INFO(user.Text());
  CHECK(user.Sees("Файл не удалось записать"));
  CHECK(user.desk().state().export_rows.open);
  CheckNoProblems(user, "unwritable");
}

TEST_CASE("Print: a child's card and the papers of a group open in the system's viewer") {
  WindowUser user;
  const model::Uuid group = EnrolOne(user);
  user.Go(Screen::kChildren);
  user.Click("child/list/row-0");
  user.Click("child/record/print");
  user.Frames(4);
  REQUIRE(user.opened().size() == 1);
  CHECK(fs::exists(client::PathOf(user.opened().back())));
  user.desk().Run({client::OpenRecord{&model::group, group}});
  user.Frames(4);
  user.Click("group/record/print");
  user.Frames(3);
  CheckNoProblems(user, "print");
  CHECK(user.Focus() == "print/go");
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(user.opened().size() == 2);
  user.Click("group/record/print");
  user.Frames(3);
  user.Click("print/paper/1");
  CHECK(user.Sees("17-о"));
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK(user.opened().size() == 3);
  CHECK(user.Sees("Готово к печати"));
}

TEST_CASE(
    "Print: without a viewer it is said where the paper lies, and it is gone at the next start") {
  WindowUser user;
  EnrolOne(user);
  user.HaveNoViewer();
  user.Go(Screen::kChildren);
  user.Click("child/print");
  user.Frames(3);
  CHECK(user.Sees("5А"));
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  INFO(user.Text());
  CHECK(user.Sees("Не нашлось программы"));
  const fs::path folder = client::PathOf(user.desk().state().data_folder) / "print";
  CHECK_FALSE(fs::is_empty(folder));
  user.KillAndStart();
  CHECK_FALSE(fs::exists(client::PathOf(user.desk().state().data_folder) / "print"));
}

TEST_CASE("Print: who was enrolled just now stands in an order that can be printed at once") {
  WindowUser user;
  const model::Uuid group = EnrolOne(user);
  const auto child =
      user.Put(model::child, {{"last_name", "Щукин"}, {"first_name", "Пётр"}, {"class", "5А"}});
  user.Frames(3);
  user.desk().Run({client::GoTo{Screen::kEnrolment},
                   client::Enrol{group, {child}, "", "18-о", "", "enrolled"}});
  user.desk().state().enrol.group = group.Text();
  user.Frames(4);
  user.Click("enrolment/print");
  user.Frames(4);
  CHECK(user.opened().size() == 1);
}

TEST_CASE(
    "Transfer: all steps and dialogs keep their words whole in both languages and all sizes") {
  for (const WindowUserOptions& options : Sizes()) {
    WindowUser user(options);
    const std::string size =
        std::string(options.language == client::Language::kRussian ? "ru " : "en ") +
        std::to_string(options.width) + " x" + std::to_string(options.scale);
    const model::Uuid group = EnrolOne(user);
    const fs::path file = WriteFile(user, "дети.csv", kChildren);
    user.desk().Run({client::StartImport{&model::child}});
    user.Frames(4);
    CheckNoProblems(user, size + " file");
    OpenFile(user, file);
    CheckNoProblems(user, size + " columns");
    Import(user).advanced = true;
    user.Frames(3);
    CheckNoProblems(user, size + " advanced");
    user.Press(Key::kEnter, kControl);
    user.Frames(4);
    CheckNoProblems(user, size + " preview");
    user.Press(Key::kEnter, kControl);
    user.Frames(6);
    CheckNoProblems(user, size + " done");
    user.desk().Run({client::Dismiss{}, client::StartExport{&model::child}});
    user.Frames(4);
    CheckNoProblems(user, size + " export");
    user.desk().state().export_rows.open = false;
    user.desk().Run({client::StartPrint{group}});
    user.desk().state().print.order = true;
    user.Frames(4);
    CheckNoProblems(user, size + " print");
  }
}

}  // namespace tests
