// SPDX-License-Identifier: MIT
// The frame, the lists and the record beside them, as a person uses them.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "tests/support/window_user.h"

using client::Key;
using client::Screen;
using tests::WindowUser;

namespace {

model::Uuid PutChild(WindowUser& user, const std::string& last, const std::string& first,
                     const std::string& school_class = "5А") {
  return user.Put(model::child,
                  {{"last_name", last}, {"first_name", first}, {"class", school_class}});
}

void Fill(WindowUser& user) {
  PutChild(user, "Ёлкин", "Пётр", "6А");
  PutChild(user, "Евсеев", "Иван");
  PutChild(user, "Жуков", "Олег");
  user.Go(Screen::kChildren);
}

std::string Row(WindowUser& user, int row) {
  return user.Item("child/list/row-" + std::to_string(row)).label;
}

void CheckNoProblems(WindowUser& user) {
  for (const std::string& problem : user.Problems()) FAIL_CHECK(problem);
}

}  // namespace

TEST_CASE("List: children stand in Russian order, ё right after е") {
  WindowUser user;
  Fill(user);
  CHECK(Row(user, 0) == "Евсеев Иван");
  CHECK(Row(user, 1) == "Ёлкин Пётр");
  CHECK(Row(user, 2) == "Жуков Олег");
}

TEST_CASE("List: a filter typed with е finds ё, and clearing it brings everybody back") {
  WindowUser user;
  Fill(user);
  user.TypeInto("child/filter", "елкин");
  CHECK(Row(user, 0) == "Ёлкин Пётр");
  CHECK_FALSE(user.Has("child/list/row-1"));
  user.Click("child/clear");
  CHECK(user.Has("child/list/row-2"));
}

TEST_CASE("List: arrows and Enter open a record, Escape returns to the same row") {
  WindowUser user;
  Fill(user);
  REQUIRE(user.Focus() == "child/list/rows");
  user.Press(Key::kDown);
  user.Press(Key::kEnter);
  CHECK(user.Value("child/record/form/last_name") == "Ёлкин");
  CHECK(user.Focus() == "child/record/form/last_name");
  user.Press(Key::kEscape);
  CHECK_FALSE(user.Has("child/record/form/last_name"));
  CHECK(user.Focus() == "child/list/rows");
}

TEST_CASE("List: what was being typed when Escape left a card is in its draft") {
  WindowUser user;
  Fill(user);
  user.Press(Key::kEnter);
  const std::string before = user.Value("child/record/form/last_name");
  user.TypeInto("child/record/form/last_name", "Евсеевич");
  user.Press(Key::kEscape);
  user.Frames(3);
  CHECK(user.Sees("Черновик сохранён"));
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK(before == "Евсеев");
  CHECK(user.Value("child/record/form/last_name") == "Евсеевич");
}

TEST_CASE("List: a row that comes from elsewhere moves nothing until it is asked for") {
  WindowUser user;
  Fill(user);
  PutChild(user, "Абрамов", "Яков");
  user.Frames(3);
  CHECK(Row(user, 0) == "Евсеев Иван");
  CHECK(user.Sees("Пришла 1 новая запись"));
  user.Click("child/show-new");
  CHECK(Row(user, 0) == "Абрамов Яков");
}

TEST_CASE("List: a facet shows one class, and rows can be chosen and deleted and brought back") {
  WindowUser user;
  Fill(user);
  user.Click("child/facet-class");
  user.Click("child/facet-class/0");
  user.Press(Key::kEscape);
  CHECK(Row(user, 0) == "Евсеев Иван");
  CHECK_FALSE(user.Has("child/list/row-2"));
  user.Click("child/list/all");
  CHECK(user.Sees("Выбрано 2"));
  user.Click("child/delete-chosen");
  user.Click("child/clear");
  CHECK(Row(user, 0) == "Ёлкин Пётр");
  CHECK_FALSE(user.Has("child/list/row-1"));
  user.Press(Key::kZ, client::kControl);
  CHECK(user.desk().data().List(model::child).size() == 3);
}

TEST_CASE("Record: a new child is typed by keyboard alone, saved, and seen in the list") {
  WindowUser user;
  user.Go(Screen::kChildren);
  user.Press(Key::kN, client::kControl);
  REQUIRE(user.Focus() == "child/record/form/last_name");
  user.Type("Ёлкин-Щукин");
  user.Tab();
  user.Type("Пётр");
  user.Tab(2);
  user.Type("3.1.11");
  user.Tab();
  CHECK(user.Value("child/record/form/birth_date") == "03.01.2011");
  user.Type("муж");
  user.Tab();
  user.Press(Key::kEnter, client::kControl);
  CHECK(Row(user, 0) == "Ёлкин-Щукин Пётр");
  const auto& list = user.desk().data().List(model::child);
  const auto row = user.store().Get(model::child, list.id(0));
  REQUIRE(row);
  CHECK(row->record.Get(model::child.sex) == "male");
  CHECK(row->record.Get(model::child.birth_date) == model::Date{2011, 1, 3});
  CHECK(row->changed_by == "Методист");
}

TEST_CASE("Record: what cannot be saved stays as it was typed, with the reason at its field") {
  WindowUser user;
  user.Go(Screen::kChildren);
  user.Press(Key::kN, client::kControl);
  user.Type("Ёлкин");
  user.TypeInto("child/record/form/birth_date", "32.13.2011");
  user.Press(Key::kEnter, client::kControl);
  CHECK(user.Value("child/record/form/birth_date") == "32.13.2011");
  CHECK(user.Value("child/record/form/last_name") == "Ёлкин");
  INFO(user.Text());
  CHECK(user.Sees("Заполните это поле"));
  CHECK(user.Focus() == "child/record/form/first_name");
  CHECK(user.desk().data().List(model::child).size() == 0);
}

TEST_CASE("Record: what was typed is there after the program was killed") {
  WindowUser user;
  user.Go(Screen::kChildren);
  user.Press(Key::kN, client::kControl);
  user.Type("Ёлкин");
  user.Tab();
  user.Type("Пётр");
  user.Tab();
  user.KillAndStart();
  REQUIRE(user.desk().state().drafts.size() == 1);
  const auto& draft = user.desk().state().drafts.front().first;
  user.desk().Run({client::OpenRecord{draft.type, draft.id}});
  user.Frames(3);
  CHECK(user.Value("child/record/form/last_name") == "Ёлкин");
  CHECK(user.Value("child/record/form/first_name") == "Пётр");
}

TEST_CASE("Record: text beyond U+FFFF is shown and never spoilt by looking at it") {
  WindowUser user;
  const auto id = user.Put(model::child, {{"last_name", "Ёлкин 🎈"}, {"first_name", "Пётр"}});
  user.Frames(3);
  user.desk().Run({client::OpenRecord{&model::child, id}});
  user.Frames(3);
  CHECK(user.Value("child/record/form/last_name") == "Ёлкин 🎈");
  user.TypeInto("child/record/form/first_name", "Павел");
  user.Press(Key::kEnter, client::kControl);
  const auto row = user.store().Get(model::child, id);
  CHECK(row->record.Get(model::child.last_name) == "Ёлкин 🎈");
  CHECK(row->record.Get(model::child.first_name) == "Павел");
}

TEST_CASE("Record: a reference is found by typing a part of its name") {
  WindowUser user;
  user.Put(model::programme, {{"title", "Юный эколог"}});
  user.Put(model::programme, {{"title", "Робототехника"}});
  user.Go(Screen::kGroups);
  user.Press(Key::kN, client::kControl);
  REQUIRE(user.Focus() == "group/record/form/programme");
  user.Type("робот");
  user.Press(Key::kEnter);
  CHECK(user.Value("group/record/form/programme") == "Робототехника");
  user.Tab();
  user.Type("Р-1");
  user.Press(Key::kEnter, client::kControl);
  REQUIRE(user.desk().data().List(model::group).size() == 1);
  CHECK(user.Item("group/list/row-0").label == "Р-1");
}

TEST_CASE("Record: its history tells who changed what, and an action can be taken back there") {
  WindowUser user;
  Fill(user);
  user.Click("child/list/row-0");
  user.TypeInto("child/record/form/class", "7Б");
  user.Press(Key::kEnter, client::kControl);
  user.Click("child/record/tabs/2");
  CHECK(user.Sees("Класс: 5А → 7Б"));
  CHECK(user.Sees("Методист"));
  user.Click("child/record/history/0/undo");
  CHECK(user.Sees("Класс: 7Б → 5А"));
}

TEST_CASE("Search: Ctrl+K finds a child among everything and opens it beside its list") {
  WindowUser user;
  Fill(user);
  user.Go(Screen::kOverview);
  user.Press(Key::kK, client::kControl);
  REQUIRE(user.Focus() == "top/search");
  user.Type("елк");
  CHECK(user.Sees("Ёлкин Пётр"));
  user.Press(Key::kEnter);
  CHECK(user.desk().state().screen == Screen::kChildren);
  CHECK(user.Value("child/record/form/last_name") == "Ёлкин");
  CHECK(user.Focus() == "child/record/form/last_name");
}

TEST_CASE("Shell: the one who works is switched in a moment, and is the author from then on") {
  WindowUser user;
  Fill(user);
  user.Press(Key::kU, client::kControl);
  user.TypeInto("users/new", "Классный руководитель 5А");
  user.Press(Key::kEnter);
  CHECK(user.Sees("Классный руководитель 5А"));
  user.Click("child/list/row-0");
  user.TypeInto("child/record/form/class", "7Б");
  user.Press(Key::kEnter, client::kControl);
  const auto& list = user.desk().data().List(model::child);
  CHECK(user.store().Get(model::child, list.id(0))->changed_by == "Классный руководитель 5А");
}

TEST_CASE("Shell: Tab goes through everything that can be used, and Shift+Tab goes back") {
  WindowUser user;
  Fill(user);
  std::vector<std::string> path = {user.Focus()};
  for (int i = 0; i < 200 && (i == 0 || user.Focus() != path.front()); ++i) {
    user.Tab();
    REQUIRE_FALSE(user.Focus().empty());
    path.push_back(user.Focus());
  }
  CHECK(path.back() == path.front());
  CHECK(std::find(path.begin(), path.end(), "nav/settings") != path.end());
  CHECK(std::find(path.begin(), path.end(), "child/new") != path.end());
  user.Tab(-1);
  CHECK(user.Focus() == path[path.size() - 2]);
}

TEST_CASE("Shell: lists and records keep their words whole in both languages and all sizes") {
  struct Size {
    float width, height, scale;
  };
  const Size size =
      GENERATE(Size{1366, 768, 1}, Size{2732, 1536, 2}, Size{1366, 768, 2}, Size{1366, 768, 0.8F});
  const auto language = GENERATE(client::Language::kRussian, client::Language::kEnglish);
  WindowUser user(
      {.language = language, .width = size.width, .height = size.height, .scale = size.scale});
  Fill(user);
  for (const Screen screen : {Screen::kChildren, Screen::kProgrammes, Screen::kGroups,
                              Screen::kEnrolments, Screen::kOrganisations}) {
    user.Go(screen);
    CheckNoProblems(user);
  }
  user.Go(Screen::kChildren);
  user.Press(Key::kDown);
  user.Press(Key::kEnter);
  CheckNoProblems(user);
}

TEST_CASE("Shell: every part of the navigation is in sight, however large the letters are") {
  const float scale = GENERATE(1.0F, 2.0F);
  WindowUser user({.width = 1366, .height = 768, .scale = scale});
  for (const char* place : {"overview", "children", "review", "help", "settings"})
    user.Click("nav/" + std::string(place));
  CHECK(user.desk().state().screen == Screen::kSettings);
}
