// SPDX-License-Identifier: MIT
// The worklist of the not covered, as a teacher works through it.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/programme.h"
#include "model/entities/year_closing.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::kControl;
using client::Key;
using client::Screen;

const std::vector<std::string> kNone;
const std::string kList = "coverage/worklist/list/rows";

model::Uuid PutChild(WindowUser& user, const std::string& name, const std::string& school_class) {
  return user.Put(model::child, {{"last_name", name},
                                 {"first_name", "Саша"},
                                 {"birth_date", "03.01.2015"},
                                 {"class", school_class}});
}

std::string Numbered(int number) {
  return "Ёлкин-" + std::to_string(number + 10);
}

void Open(WindowUser& user) {
  user.desk().Run({client::ShowWorklist{}});
  user.Frames(4);
}

client::WorklistState& State(WindowUser& user) {
  return user.desk().state().coverage.worklist;
}

// A class of which some have a reason, one is covered; programmes and groups.
std::vector<model::Uuid> Fill(WindowUser& user) {
  std::vector<model::Uuid> children;
  for (int i = 0; i < 9; ++i) children.push_back(PutChild(user, Numbered(i), i < 6 ? "5А" : "10Б"));
  const auto programme =
      user.Put(model::programme,
               {{"title", "Шахматы и логика для начинающих"}, {"age_min", "7"}, {"age_max", "17"}});
  const auto group =
      user.Put(model::group, {{"name", "1 группа"}, {"programme", programme.Text()}});
  user.Put(model::enrolment, {{"child", children[8].Text()},
                              {"group", group.Text()},
                              {"state", "enrolled"},
                              {"start_date", "12.09.2026"}});
  for (const size_t i : {size_t{1}, size_t{8}})
    user.Put(model::occupation, {{"child", children[i].Text()},
                                 {"year", "2026"},
                                 {"reason", "distance"},
                                 {"talk_on", "10.09.2026"},
                                 {"talk_with", "мама"},
                                 {"offered", programme.Text()},
                                 {"outcome", "thinking"}});
  return children;
}

}  // namespace

TEST_CASE("Worklist screen: a class of 25 is told by 25 keys") {
  WindowUser user;
  for (int i = 0; i < 25; ++i) PutChild(user, Numbered(i), "5А");
  Open(user);
  CHECK(user.Focus() == kList);
  CHECK(user.Sees("Причина указана у 0 из 25"));
  const size_t before = user.keys();
  for (int i = 0; i < 25; ++i) user.Type(std::to_string(i % 7 + 1));
  CHECK(user.keys() - before == 25);
  user.Frames();
  CHECK(user.Sees("Причина указана у 25 из 25"));
  CHECK(user.store().Count(model::occupation) == 25);
  user.Press(Key::kZ, kControl);
  user.Frames();
  CHECK(user.Sees("Причина указана у 24 из 25"));
}

TEST_CASE("Worklist screen: a column becomes as wide as what has been typed into it since") {
  WindowUser user;
  PutChild(user, Numbered(0), "5А");
  Open(user);
  user.Type("3");
  user.Frames();
  CHECK(user.Sees("Далеко, нет транспорта"));
}

TEST_CASE("Worklist screen: the tab and the screen's key give the keyboard to the list") {
  WindowUser user;
  PutChild(user, Numbered(0), "5А");
  user.Press(Key::k0, kControl);
  user.Frames(4);
  user.Click("coverage/view/1");
  user.Frames(4);
  CHECK(user.Focus() == kList);
  user.Press(Key::k2, kControl);
  user.Frames(4);
  user.Press(Key::k0, kControl);
  user.Frames(4);
  CHECK(user.Focus() == kList);
  user.Type("3");
  user.Frames();
  CHECK(user.Sees("Причина указана у 1 из 1"));
}

TEST_CASE("Worklist screen: rows are sorted by class and name, and say what is known") {
  WindowUser user;
  Fill(user);
  Open(user);
  const auto& list = State(user).list;
  REQUIRE(list.rows.size() == 8);
  CHECK(list.data->Cell(list.rows.front(), 0) == "Ёлкин-10 Саша");
  CHECK(list.data->Cell(list.rows.back(), 1) == "10Б");
  CHECK(list.data->Cell(list.rows[1], *list.data->FindColumn("talk")) == "10.09.2026, мама");
  CHECK(user.Sees("Далеко, нет транспорта"));
  user.Click("coverage/worklist/show/1");
  user.Frames();
  REQUIRE(list.rows.size() == 1);
  CHECK(list.data->Cell(list.rows.front(), list.data->columns().size() - 1) ==
        "зачислен 12.09.2026, Шахматы и логика для начинающих");
}

TEST_CASE("Worklist screen: the card is opened, typed, saved and left without a mouse") {
  WindowUser user;
  Fill(user);
  Open(user);
  user.Type(",");
  user.Frames(4);
  REQUIRE(user.desk().state().record);
  CHECK(user.Focus() == "coverage/worklist/record/form/talk_on");
  user.Press(Key::kD, kControl);
  user.Frames(3);
  CHECK(user.Value("coverage/worklist/record/form/talk_on") == "15.01.2027");
  CHECK(user.Focus() == "coverage/worklist/record/form/talk_with");
  user.Type("папа");
  user.Press(Key::kEnter, kControl);
  user.Frames();
  CHECK(user.store().Count(model::occupation) == 3);
  const auto& list = State(user).list;
  CHECK(list.data->Cell(list.rows[0], *list.data->FindColumn("talk")) == "15.01.2027, папа");
  user.Press(Key::kEscape);
  user.Frames(3);
  CHECK_FALSE(user.desk().state().record);
  CHECK(user.Focus() == kList);
  // Saving may go on to the next child.
  user.Press(Key::kDown);
  const auto first = State(user).list.cursor;
  user.Press(Key::kEnter);
  user.Frames(3);
  user.Press(Key::kD, kControl);
  user.Press(Key::kEnter, kControl | client::kShift);
  user.Frames(3);
  REQUIRE(user.desk().state().record);
  CHECK(State(user).list.cursor != first);
}

TEST_CASE("Worklist screen: the row of the open card is marked, the keys act at the cursor") {
  WindowUser user;
  const auto children = Fill(user);
  Open(user);
  const auto row = [](int place) { return "coverage/worklist/list/row-" + std::to_string(place); };
  const auto talk = [&](int place) {
    const auto& list = State(user).list;
    return std::string(
        list.data->Cell(list.rows[static_cast<size_t>(place)], *list.data->FindColumn("talk")));
  };
  user.Type(",");
  user.Frames(4);
  REQUIRE(user.desk().state().record);
  CHECK(user.Item(row(0)).open);
  user.Press(Key::kF6);
  user.Frames(2);
  REQUIRE(user.Focus() == kList);
  user.Press(Key::kDown);
  user.Press(Key::kDown);
  user.Frames(2);
  CHECK(State(user).list.cursor == children[2]);
  CHECK(user.Item(row(0)).open);
  CHECK_FALSE(user.Item(row(2)).open);
  // What the list's keys change is the row of its cursor, not the card beside it.
  user.Press(Key::kD, kControl);
  user.Frames(3);
  CHECK(talk(2) == "15.01.2027");
  CHECK(user.Value("coverage/worklist/record/form/talk_on").empty());
  user.Type("4");
  user.Frames(3);
  CHECK(State(user).list.cursor == children[3]);
  CHECK(user.Item(row(0)).open);
  CHECK_FALSE(user.Item(row(3)).open);
  // At the row of the card, and in it, it is the card.
  user.Press(Key::kHome);
  user.Press(Key::kD, kControl);
  user.Frames(3);
  CHECK(user.Value("coverage/worklist/record/form/talk_on") == "15.01.2027");
  CHECK(talk(0).empty());
}

TEST_CASE("Worklist screen: saving goes on from the card, wherever the cursor has gone") {
  WindowUser user;
  const auto children = Fill(user);
  Open(user);
  user.Press(Key::kEnter);
  user.Frames(3);
  user.Press(Key::kF6);
  user.Frames(2);
  for (int i = 0; i < 4; ++i) user.Press(Key::kDown);
  user.Press(Key::kF6);
  user.Frames(3);
  user.Press(Key::kD, kControl);
  user.Frames(2);
  user.Press(Key::kEnter, kControl | client::kShift);
  user.Frames(3);
  CHECK(State(user).list.cursor == children[1]);
  CHECK(user.Item("coverage/worklist/list/row-1").open);
}

TEST_CASE("Worklist screen: the chosen rows are told at once, and enrolled from here") {
  WindowUser user;
  Fill(user);
  Open(user);
  user.Press(Key::kSpace);
  user.Press(Key::kSpace);
  user.Type("5");
  user.Frames();
  CHECK(user.Sees("Занят дома"));
  CHECK(user.store().Count(model::occupation) == 3);
  user.Click("coverage/worklist/outcome-refused");
  user.Click("coverage/worklist/talk");
  user.Frames();
  CHECK(user.Sees("15.01.2027"));
  CHECK(user.Sees("Отказ"));
  user.Click("coverage/worklist/enrol");
  user.Frames();
  CHECK(user.desk().state().screen == Screen::kEnrolment);
  CHECK(user.desk().state().enrol.chosen.size() == 2);
}

TEST_CASE("Worklist screen: what is offered fits the child's age, the own first") {
  WindowUser user;
  PutChild(user, "Ёлкин", "5А");
  user.Put(model::programme, {{"title", "Для малышей"}, {"age_min", "3"}, {"age_max", "6"}});
  user.Put(model::programme, {{"title", "Без возраста"}});
  user.Put(model::programme, {{"title", "Старое"}, {"state", "archive"}});
  Open(user);
  user.Press(Key::kEnter);
  user.Frames(3);
  user.desk().state().record->form.focus = "offered";
  user.Frames(4);
  user.Click("coverage/worklist/record/form/offered");
  user.Frames(3);
  CHECK(user.Sees("Без возраста"));
  CHECK_FALSE(user.Sees("Для малышей"));
  CHECK_FALSE(user.Sees("Старое"));
}

TEST_CASE("Worklist screen: a year is closed by name and reason, and opened again") {
  WindowUser user;
  Fill(user);
  user.time().now_ms += int64_t{200} * 24 * 60 * 60 * 1000;  // 03.08.2027
  Open(user);
  CHECK(user.Sees("до 15.08.2027 осталось 12 дней"));
  user.Click("coverage/worklist/close");
  user.Frames(3);
  CHECK(user.Sees("Без причины останутся 7 детей"));
  user.Press(Key::kEnter, kControl);
  user.Frames(2);
  CHECK(user.Has("close-year/why"));
  CHECK(user.store().Count(model::year_closing) == 0);
  user.TypeInto("close-year/why", "Лето");
  user.Press(Key::kEnter, kControl);
  user.Frames(3);
  CHECK(user.Sees("Учебный год 2026/27 закрыт 03.08.2027"));
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEnter);
  user.Frames(3);
  CHECK_FALSE(user.Item("coverage/worklist/record/save").enabled);
  user.Press(Key::kEscape);
  user.Frames(3);
  user.Click("coverage/worklist/reopen");
  user.Frames(3);
  CHECK_FALSE(user.Sees("Учебный год 2026/27 закрыт"));
  CHECK(user.Has("coverage/worklist/close"));
}

TEST_CASE("Worklist screen: moving classes up changes no card of a closed year") {
  WindowUser user;
  const auto children = Fill(user);
  user.time().now_ms += int64_t{213} * 24 * 60 * 60 * 1000;  // 16.08.2027
  user.Put(model::year_closing,
           {{"year", "2026"}, {"state", "closed"}, {"closed_on", "15.08.2027"}});
  const auto move = [&](size_t child) {
    user.Put(model::occupation,
             {{"child", children[child].Text()}, {"year", "2026"}, {"class", "5А"}});
  };
  move(0);  // Begins the card.
  move(1);
  user.Frames(3);
  user.desk().Run({client::ShowWorklist{2026, {}}});
  user.Frames(4);
  CHECK(user.Sees("Учебный год 2026/27 закрыт"));
  CHECK(State(user).changed_later == 0);
  CHECK_FALSE(user.Sees("После этого измен"));
  user.Put(model::occupation,
           {{"child", children[1].Text()}, {"year", "2026"}, {"outcome", "refused"}});
  user.Frames(4);
  CHECK(State(user).changed_later == 1);
  CHECK(user.Sees("После этого изменена 1 карта."));
}

TEST_CASE("Worklist screen: the overview says what waits in summer, and leads there") {
  WindowUser user;
  Fill(user);
  user.Go(Screen::kOverview);
  CHECK_FALSE(user.Sees("нет причины"));
  user.time().now_ms += int64_t{140} * 24 * 60 * 60 * 1000;  // 04.06.2027
  user.Go(Screen::kChildren);
  user.Go(Screen::kOverview);
  CHECK(user.Sees("Не охвачены: у 7 детей нет причины"));
  user.Click("overview/waits/worklist-2026/act");
  user.Frames(3);
  CHECK(user.desk().state().coverage.view == client::CoverageView::kWorklist);
  CHECK(user.Focus() == kList);
}

TEST_CASE("Worklist screen: a child's cards stand beside it, and this year's is begun there") {
  WindowUser user;
  const auto child = PutChild(user, "Ёлкин", "5А");
  for (const char* year : {"2024", "2025"})
    user.Put(model::occupation, {{"child", child.Text()}, {"year", year}, {"reason", "paid"}});
  user.Go(Screen::kChildren);
  user.desk().Run({client::OpenRecord{&model::child, child}});
  user.desk().state().record->tab = "occupation";
  user.Frames(3);
  CHECK(user.Sees("2025/26"));
  CHECK(user.Item("child/record/related/rows/0").label == "2025/26");
  CHECK(user.Problems() == kNone);
  user.Click("child/record/related/add");
  user.Frames(3);
  CHECK(user.desk().state().screen == Screen::kCoverage);
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.is_new);
  CHECK(user.Focus() == "coverage/worklist/record/form/reason");
}

TEST_CASE("Worklist screen: the paper of the class and the list as a table") {
  WindowUser user;
  Fill(user);
  Open(user);
  user.Click("coverage/worklist/print");
  user.Frames(2);
  CHECK(user.Value("print/class") == "5А");
  user.Click("print/go");
  user.Frames(3);
  REQUIRE(user.opened().size() == 1);
  CHECK(user.opened().front().find("Занятость 5А") != std::string::npos);
  user.Click("coverage/worklist/export");
  user.Frames(2);
  CHECK(user.Problems() == kNone);
  user.Click("export/go");
  user.Frames(3);
  CHECK(user.Sees("Не охвачены 2026, 15.01.2027.xlsx"));
}

TEST_CASE("Worklist screen: a coordinator sees who is behind, and opens a school's list") {
  District district;
  Installation& first = district.School("Школа № 1");
  Installation& second = district.School("Школа № 2");
  const Fields child = {{"last_name", "Ёлкин"},
                        {"first_name", "Саша"},
                        {"birth_date", "03.01.2015"},
                        {"class", "5А"}};
  first.Put("child", child);
  for (int i = 0; i < 3; ++i) second.Put("child", child);
  Installation& coordinator = district.Coordinator();
  district.SyncAll();
  WindowUser user(coordinator.store());
  Open(user);
  CHECK(user.Sees("Причина указана у 0 из 4"));
  REQUIRE(State(user).by_organisation.size() == 2);
  CHECK(State(user).by_organisation[0].missing() == 3);
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEnter);
  user.Frames(4);
  CHECK(State(user).list.rows.size() == 3);
  CHECK(user.Sees("Причина указана у 0 из 3"));
  user.Type("1");
  user.Frames(2);
  CHECK(user.Sees("Причина указана у 1 из 3"));
  std::vector<model::Uuid> owners;
  coordinator.store().List(model::occupation, {}, [&](const sync::RowView& row) {
    owners.push_back(row.owner);
    return true;
  });
  CHECK(owners == std::vector<model::Uuid>{second.organisation()});
}

TEST_CASE("Worklist screen: everything fits in both languages") {
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const float scale : {1.0F, 1.4F}) {
      WindowUser user({.language = language, .scale = scale});
      Fill(user);
      user.time().now_ms += int64_t{220} * 24 * 60 * 60 * 1000;
      Open(user);
      CHECK(user.Problems() == kNone);
      user.Press(Key::kSpace);
      user.Frames(2);
      CHECK(user.Problems() == kNone);
      user.Press(Key::kEnter);
      user.Frames(3);
      CHECK(user.Problems() == kNone);
      user.Press(Key::kEscape);
      user.Frames(3);
      user.Click("coverage/worklist/close");
      user.Frames(3);
      CHECK(user.Problems() == kNone);
    }
}

}  // namespace tests
