// SPDX-License-Identifier: MIT
// The class list, enrolment, settings, help and the page of keys, as people use them.
#include <set>
#include <tuple>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::kControl;
using client::Key;
using client::Screen;

constexpr client::Language kBoth[] = {client::Language::kRussian, client::Language::kEnglish};

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// The window as people have it: usual, sharp, and with letters of twice the size.
std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const client::Language language : kBoth)
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}, std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

std::string SizeText(const WindowUserOptions& options) {
  return (options.language == client::Language::kRussian ? "ru " : "en ") +
         std::to_string(static_cast<int>(options.width)) + " scale " +
         std::to_string(options.scale);
}

void TypeChild(WindowUser& user, const std::string& last_name,
               const std::string& birth = "3.1.11") {
  user.Type(last_name);
  user.Press(Key::kEnter);
  for (const char* cell : {"Пётр", "Сергеевич"}) {
    user.Type(cell);
    user.Press(Key::kEnter);
  }
  user.Type(birth);
  user.Press(Key::kEnter);
  user.Type("м");
  user.Press(Key::kEnter);
  user.Press(Key::kEnter);
}

std::string List(int children) {
  std::string text;
  for (int i = 0; i < children; ++i)
    text += "Ёлкин" + std::string(i % 2 ? "а" : "") + "\tИмя" + std::to_string(i) +
            "\tСергеевич\t03.01.2011\t" + (i % 2 ? "ж" : "м") + "\t5А\n";
  return text;
}

// A press whose effect needs some frames: scrolling, and a dialog that closes.
void PressAndLook(WindowUser& user, Key key, int modifiers = 0) {
  user.Press(key, modifiers);
  user.Frames(4);
}

size_t Children(WindowUser& user) {
  return user.desk().data().List(model::child).size();
}
size_t Enrolments(WindowUser& user) {
  return user.desk().data().List(model::enrolment).size();
}

void Write(WindowUser& user, const model::EntityType& type, const model::Uuid& id,
           const std::vector<std::pair<const model::FieldInfo*, model::Value>>& fields) {
  sync::WriteOptions options;
  options.author = "Методист";
  REQUIRE(
      user.store().Write({{&type, sync::RowWrite::Kind::kPut, id, std::nullopt, fields}}, options));
}

// A programme and a group in it, for children of 7 to 10.
model::Uuid MakeGroup(WindowUser& user, int64_t capacity) {
  const model::Uuid programme = sync::NewUuid(user.time()), group = sync::NewUuid(user.time());
  Write(user, model::programme, programme, {{&model::programme.title, std::string("Юный эколог")}});
  Write(user, model::group, group,
        {{&model::group.programme, programme},
         {&model::group.name, std::string("Эколог, вторник")},
         {&model::group.capacity, capacity},
         {&model::group.age_min, int64_t{7}},
         {&model::group.age_max, int64_t{10}}});
  // The window looks again after what it was asked to do, and at what others have written.
  user.desk().Run({client::NameSchool{"МБОУ «Ёлкинская СОШ»", "Методист"}});
  user.Frames(3);
  return group;
}

void PasteAndSave(WindowUser& user, const std::string& list) {
  user.Go(Screen::kRoster);
  user.Click("roster/cell-0-0");
  user.PutOnClipboard(list);
  PressAndLook(user, Key::kV, kControl);
  PressAndLook(user, Key::kEnter, kControl);
}

}  // namespace

TEST_CASE("A class is typed by keyboard alone: class, total, cell after cell, saved") {
  WindowUser user;
  user.Go(Screen::kRoster);
  CHECK(user.Focus() == "roster/class");
  user.Type("5А");
  PressAndLook(user, Key::kEnter);
  CHECK(user.Focus() == "roster/expected");
  user.Type("2");
  PressAndLook(user, Key::kEnter);
  CHECK(user.Focus() == "roster/cell-0-0");
  TypeChild(user, "Ёлкин");
  CHECK(user.Focus() == "roster/cell-1-0");
  CHECK(user.Sees("введено 1 из 2"));
  CHECK(user.Value("roster/cell-0-3") == "03.01.2011");
  CHECK(user.Value("roster/cell-0-4") == "м");
  TypeChild(user, "Щукина", "05022012");
  CHECK(user.Sees("введено 2 из 2"));
  CHECK(user.Sees("Записать 2 детей"));
  CHECK(user.clicks() == 0);
  PressAndLook(user, Key::kEnter, kControl);
  CHECK(Children(user) == 2);
  CHECK(user.Sees("Записано 2 ребёнка"));
  CHECK(user.Value("roster/cell-0-0").empty());
  CHECK(user.Focus() == "roster/class");
  const auto& list = user.desk().data().List(model::child);
  CHECK(std::string(list.Cell(0, *list.FindColumn("class"))) == "5А");
}

TEST_CASE("Arrows go to the child above and below, Tab to the next cell and back") {
  WindowUser user;
  PasteAndSave(user, "");
  user.PutOnClipboard(List(3));
  PressAndLook(user, Key::kV, kControl);
  user.Click("roster/cell-1-2");
  PressAndLook(user, Key::kDown);
  CHECK(user.Focus() == "roster/cell-2-2");
  PressAndLook(user, Key::kUp);
  PressAndLook(user, Key::kUp);
  CHECK(user.Focus() == "roster/cell-0-2");
  PressAndLook(user, Key::kUp);
  CHECK(user.Focus() == "roster/cell-0-2");
  user.Tab();
  user.Frames(4);
  CHECK(user.Focus() == "roster/cell-0-3");
  user.Tab(-2);
  user.Frames(4);
  CHECK(user.Focus() == "roster/cell-0-1");
  user.Click("roster/cell-0-5");
  user.Tab();
  user.Frames(4);
  CHECK(user.Focus() == "roster/cell-1-0");
}

TEST_CASE("A spreadsheet's list is pasted as rows, one word as a word") {
  WindowUser user;
  user.Go(Screen::kRoster);
  user.Click("roster/cell-0-0");
  user.PutOnClipboard("Сидоров");
  PressAndLook(user, Key::kV, kControl);
  CHECK(user.Value("roster/cell-0-0") == "Сидоров");
  PressAndLook(user, Key::kA, kControl);
  user.PutOnClipboard(List(30));
  PressAndLook(user, Key::kV, kControl);
  CHECK(user.desk().state().roster.filled() == 30);
  CHECK(user.desk().state().roster.rows[0].cells[0] == "Ёлкин");
  CHECK(user.desk().state().roster.rows[29].cells[1] == "Имя29");
  CHECK(user.Focus() == "roster/cell-29-0");
  CHECK(user.Problems().empty());
}

TEST_CASE("A cell that cannot be saved is named in words, and the list stays") {
  WindowUser user;
  user.Go(Screen::kRoster);
  user.Click("roster/cell-0-0");
  TypeChild(user, "Ёлкин", "41.15.2011");
  PressAndLook(user, Key::kEnter, kControl);
  CHECK(Children(user) == 0);
  CHECK(user.Focus() == "roster/cell-0-3");
  CHECK(user.Sees("41.15.2011"));
  INFO(user.Text());
  CHECK(user.Sees("Дата рождения"));
  user.Type("3.1.11");
  PressAndLook(user, Key::kEnter, kControl);
  CHECK(Children(user) == 1);
}

TEST_CASE("A child that is there already is named before it is recorded twice") {
  WindowUser user;
  PasteAndSave(user, "Ёлкин\tПётр\tСергеевич\t03.01.2011\tм\t5А\n");
  user.Click("roster/cell-0-0");
  user.Type("Ёлкин");
  PressAndLook(user, Key::kEnter);
  user.Type("Петр");
  PressAndLook(user, Key::kEnter);
  PressAndLook(user, Key::kEnter);
  user.Type("3.1.11");
  PressAndLook(user, Key::kEnter);
  INFO(user.Text());
  CHECK(user.Sees("Похоже, этот ребёнок уже есть"));
}

TEST_CASE("What was typed in a class list is cleared only after it was asked") {
  WindowUser user;
  user.Go(Screen::kRoster);
  user.Click("roster/cell-0-0");
  TypeChild(user, "Ёлкин");
  user.Click("roster/clear");
  CHECK(user.Sees("Введён 1 ребёнок"));
  CHECK(user.Problems().empty());
  PressAndLook(user, Key::kEscape);
  CHECK(user.Value("roster/cell-0-0") == "Ёлкин");
  user.Click("roster/clear");
  user.Click("roster-clear/yes");
  CHECK(user.Value("roster/cell-0-0").empty());
}

TEST_CASE("A class is recorded and enrolled into a group that was found by typing") {
  WindowUser user;
  MakeGroup(user, 15);
  user.Go(Screen::kRoster);
  user.Click("roster/group");
  user.Type("эко");
  PressAndLook(user, Key::kEnter);
  CHECK(user.Value("roster/group") == "Эколог, вторник");
  user.TypeInto("roster/start_date", "1.9.26");
  user.TypeInto("roster/order_number", "14");
  user.Click("roster/cell-0-0");
  CHECK(user.Value("roster/start_date") == "01.09.2026");
  user.PutOnClipboard(List(3));
  PressAndLook(user, Key::kV, kControl);
  PressAndLook(user, Key::kEnter, kControl);
  CHECK(Children(user) == 3);
  CHECK(Enrolments(user) == 3);
}

TEST_CASE("Hundreds of rows of a class list are drawn where they are seen") {
  WindowUser user;
  user.Go(Screen::kRoster);
  user.Click("roster/cell-0-0");
  user.PutOnClipboard(List(400));
  PressAndLook(user, Key::kV, kControl);
  CHECK(user.desk().state().roster.filled() == 400);
  CHECK(user.Focus() == "roster/cell-399-0");
  CHECK_FALSE(user.Has("roster/cell-200-0"));
  CHECK(user.Problems().empty());
}

TEST_CASE("A class goes into a group: group, class, one press; nobody twice") {
  WindowUser user;
  PasteAndSave(user, List(24));
  MakeGroup(user, 15);
  user.Go(Screen::kEnrolment);
  CHECK_FALSE(user.Item("enrolment/save").enabled);
  user.Click("enrolment/group");
  user.Type("эколог");
  PressAndLook(user, Key::kEnter);
  CHECK(user.Sees("Юный эколог"));
  user.Click("enrolment/class/5А");
  CHECK(user.Sees("Зачислить 24 детей"));
  CHECK(user.Sees("Мест в группе 15, а детей станет 24"));
  CHECK(user.Sees("24 ребёнка не подходят группе по возрасту (7–10)"));
  CHECK(user.Problems().empty());
  user.TypeInto("enrolment/order_number", "14-з");
  PressAndLook(user, Key::kEnter, kControl);
  CHECK(Enrolments(user) == 24);
  CHECK(user.Sees("уже в этой группе"));
  CHECK(user.desk().state().enrol.chosen.empty());
  user.Click("enrolment/children/row-0");
  CHECK(user.desk().state().enrol.chosen.empty());
  CHECK(user.Problems().empty());
  user.Click("enrolment/only_free");
  CHECK(user.Sees("Таких детей нет"));
}

TEST_CASE("Children are ticked one by one with Space, and a filter does not untick them") {
  WindowUser user;
  PasteAndSave(user, List(5));
  user.Go(Screen::kEnrolment);
  user.Click("enrolment/filter");
  user.Tab(2);
  user.Frames(4);
  CHECK(user.Focus() == "enrolment/children/rows");
  PressAndLook(user, Key::kDown);
  PressAndLook(user, Key::kSpace);
  PressAndLook(user, Key::kSpace);
  CHECK(user.desk().state().enrol.chosen.size() == 2);
  CHECK(user.Sees("Отмечено 2 ребёнка"));
  user.TypeInto("enrolment/filter", "имя4");
  CHECK(user.desk().state().enrol.children.rows.size() == 1);
  CHECK(user.desk().state().enrol.chosen.size() == 2);
}

TEST_CASE("Those who are out of the group's ages can be unticked at once") {
  WindowUser user;
  PasteAndSave(user, "Ёлкин\tПётр\t\t03.01.2001\tм\t5А\nЩукина\tАнна\t\t\tж\t5А\n");
  MakeGroup(user, 15);
  user.Go(Screen::kEnrolment);
  user.Click("enrolment/class/5А");
  CHECK(user.desk().state().enrol.chosen.size() == 2);
  user.Click("enrolment/group");
  user.Type("эколог");
  PressAndLook(user, Key::kEnter);
  CHECK(user.Sees("1 ребёнок не подходит группе по возрасту"));
  user.Click("enrolment/unchoose");
  user.Frames(3);
  CHECK(user.desk().state().enrol.chosen.size() == 1);
}

TEST_CASE("Many enrolments are changed by one order") {
  WindowUser user;
  PasteAndSave(user, List(3));
  const model::Uuid group = MakeGroup(user, 15);
  const auto& children = user.desk().data().List(model::child);
  client::Enrol enrol{group, {children.id(0), children.id(1)}, "01.09.2026", "1", "", "enrolled"};
  user.desk().Run({enrol});
  user.Frames(3);
  user.Go(Screen::kEnrolments);
  auto& list = user.desk().state().lists["enrolment"];
  for (const uint32_t row : list.rows) list.selected.insert(list.data->id(row));
  user.desk().state().enrolment_change.open = true;
  user.Frames(3);
  CHECK(user.Sees("Будет изменено 2 зачисления"));
  CHECK(user.Problems().empty());
  user.TypeInto("enrolment-change/reason", "переезд");
  user.TypeInto("enrolment-change/date", "1.12.26");
  user.TypeInto("enrolment-change/order_number", "77");
  PressAndLook(user, Key::kEnter, kControl);
  CHECK_FALSE(user.desk().state().enrolment_change.open);
  const auto row = user.store().Get(model::enrolment, list.data->id(list.rows[0]));
  REQUIRE(row);
  CHECK(row->record.Get(model::enrolment.state) == "dismissed");
  CHECK(row->record.Get(model::enrolment.reason) == "переезд");
  CHECK(row->record.Get(model::enrolment.end_date)->Russian() == "01.12.2026");
  CHECK(row->record.Get(model::enrolment.start_date)->Russian() == "01.09.2026");
  CHECK(row->record.Get(model::enrolment.order_number) == "77");
}

TEST_CASE("Settings take effect at once and are kept") {
  WindowUser user;
  user.Go(Screen::kSettings);
  CHECK(user.Sees(user.desk().state().data_folder));
  user.Click("settings/theme/1");
  CHECK(user.desk().state().settings.theme == client::ThemeChoice::kDark);
  user.Click("settings/text-more");
  CHECK(user.Sees("110 %"));
  user.Click("settings/by-itself");
  CHECK_FALSE(user.worker().by_itself);
  user.Click("settings/language/1");
  CHECK(user.Sees("Settings"));
  user.TypeInto("settings/user/new", "Ирина");
  PressAndLook(user, Key::kEnter);
  CHECK(user.desk().state().user == "Ирина");
  user.TypeInto("settings/proxy", "http://10.0.0.1:3128");
  user.Click("settings/copy-folder");
  CHECK(user.clipboard() == user.desk().state().data_folder);
  user.KillAndStart();
  CHECK(user.desk().state().settings.text_percent == 110);
  CHECK(user.desk().state().proxy == "http://10.0.0.1:3128");
}

TEST_CASE("F1 opens the help on what is on the screen, Esc leads back to it") {
  WindowUser user;
  user.Go(Screen::kRoster);
  PressAndLook(user, Key::kF1);
  CHECK(user.Sees("Список класса с бумаги"));
  PressAndLook(user, Key::kEscape);
  CHECK(user.desk().state().screen == Screen::kRoster);
  user.Go(Screen::kEnrolment);
  PressAndLook(user, Key::kF1);
  CHECK(user.Sees("Класс в группу"));
  user.Click("help/topic/exchange");
  CHECK(user.Sees("Что значит «ждёт отправки»"));
}

TEST_CASE("The page of keys opens with a question mark and closes with Esc") {
  WindowUser user;
  user.Go(Screen::kHelp);
  user.Type("?");
  CHECK(user.Sees("отменить последнее действие"));
  PressAndLook(user, Key::kEscape);
  CHECK_FALSE(user.Sees("отменить последнее действие"));
}

TEST_CASE("With letters of twice the size every control is reached by Tab, and is seen then") {
  WindowUser user({.scale = 2});
  PasteAndSave(user, List(8));
  MakeGroup(user, 15);
  user.desk().Run({client::Dismiss{}, client::PasteRoster{List(12)}});
  for (const Screen screen :
       {Screen::kRoster, Screen::kEnrolment, Screen::kSettings, Screen::kHelp}) {
    user.Go(screen);
    user.Frames(4);
    std::set<std::string> reached;
    for (int i = 0; i < 110; ++i) {
      user.Tab();
      user.Frames(4);
      const std::string path = user.Focus();
      INFO("after " << i << ": " << path);
      REQUIRE_FALSE(path.empty());
      const auto& item = user.Item(path);
      CHECK(item.seen_max.x - item.seen_min.x > 8);
      CHECK(item.seen_max.y - item.seen_min.y > 25);
      if (!reached.insert(path).second && reached.size() > 20) break;
    }
    CHECK(reached.size() > 12);
  }
}

TEST_CASE("The screens of work fit every size in both languages") {
  for (const WindowUserOptions& options : Sizes()) {
    WindowUser user(options);
    INFO(SizeText(options));
    const auto check = [&](const char* what) {
      INFO(what << '\n' << Joined(user.Problems()));
      CHECK(user.Problems().empty());
    };
    for (const Screen screen :
         {Screen::kRoster, Screen::kEnrolment, Screen::kSettings, Screen::kHelp}) {
      user.Go(screen);
      check("empty");
    }
    for (const char* topic : {"start", "children", "programmes", "enrolment", "exchange",
                              "disputes", "refused", "drafts", "keys", "trouble"}) {
      user.desk().state().help_topic = topic;
      user.Frames(3);
      check(topic);
      CHECK(user.Text().find("**") == std::string::npos);
      CHECK(user.Text().find("##") == std::string::npos);
    }
    user.desk().state().keys_open = true;
    user.Frames(3);
    check("keys");
    PressAndLook(user, Key::kEscape);
    const model::Uuid group = MakeGroup(user, 15);
    user.Go(Screen::kRoster);
    user.desk().Run({client::PasteRoster{List(30) + "Ёлкин\tПётр\tС\t45.01.2011\n"}});
    user.desk().state().roster.group = group.Text();
    user.desk().state().roster.expected = "31";
    user.Frames(3);
    check("roster");
    user.desk().state().roster.rows[30].cells[3] = "03.01.2011";
    user.desk().Run({client::SaveRoster{}, client::Dismiss{}});
    user.desk().state().enrol.group = group.Text();
    user.desk().state().enrol.problems["start_date"] = "Не похоже на дату";
    user.Go(Screen::kEnrolment);
    for (size_t row = 0; row < Children(user); ++row)
      user.desk().state().enrol.chosen.insert(user.desk().data().List(model::child).id(row));
    user.Frames(3);
    check("enrolment");
  }
}

}  // namespace tests
