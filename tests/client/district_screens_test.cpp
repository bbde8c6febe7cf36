// SPDX-License-Identifier: MIT
// The overview, the exchange, the review and the first run, as a person meets them.
#include <algorithm>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace {

using client::Key;
using client::Screen;
using tests::District;
using tests::Installation;
using tests::WindowUser;

const std::vector<std::string> kNone;

model::Uuid PutChild(Installation& who, const std::string& name, const std::string& school_class) {
  return who.Put("child", {{"consent", "true"},
                           {"last_name", name},
                           {"first_name", "Саша"},
                           {"birth_date", "03.01.2015"},
                           {"class", school_class}});
}

// Every size and both languages; on the small one a screen scrolls and stacks.
std::vector<tests::WindowUserOptions> Sizes(bool wizard = false) {
  std::vector<tests::WindowUserOptions> all;
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish}) {
    all.push_back({.language = language, .wizard = wizard});
    all.push_back(
        {.language = language, .width = 2732, .height = 1536, .scale = 2, .wizard = wizard});
    all.push_back(
        {.language = language, .theme = client::ThemeChoice::kDark, .scale = 2, .wizard = wizard});
  }
  return all;
}

// A school and the district that have disputes, a refusal, findings, classes, a programme.
struct Busy {
  Busy() : school(district.School("Школа № 3")), coordinator(district.Coordinator()) {
    const model::Uuid programme =
        school.Put("programme", {{"title", "Робототехника"}, {"direction", "tekhnicheskoe"}});
    const model::Uuid group = school.Put(
        "group", {{"name", "Робототехника-2"}, {"programme", programme.Text()}, {"capacity", "1"}});
    for (int i = 0; i < 12; ++i) {
      children.push_back(
          PutChild(school, "Ёлкин-" + std::to_string(i + 10), std::to_string(i / 2 + 1) + "А"));
      if (i % 3 == 0)
        school.Put(
            "enrolment",
            {{"child", children.back().Text()}, {"group", group.Text()}, {"state", "enrolled"}});
    }
    district.SyncAll();
    for (size_t i = 0; i < 3; ++i) {
      school.Edit(children[i], {{"phone", "8 900 111-22-3" + std::to_string(i)}});
      coordinator.Edit(children[i], {{"phone", "8 900 444-55-6" + std::to_string(i)}});
    }
    school.Smuggle({{"star", model::Uuid{{9}}, {{"name", "\"Вега\""}}}});
    district.SyncAll();
  }
  District district;
  Installation& school;
  Installation& coordinator;
  std::vector<model::Uuid> children;
};

}  // namespace

TEST_CASE("Overview: an empty program says what to begin with, and begins it") {
  WindowUser user;
  user.Go(Screen::kOverview);
  CHECK(user.Sees("Введите первый класс списком"));
  CHECK(user.Sees("Добавьте первую программу"));
  CHECK(user.Sees("Работать можно и без этого"));
  user.Click("overview/waits/first_class/act");
  CHECK(user.desk().state().screen == Screen::kRoster);
  user.Go(Screen::kOverview);
  user.Click("overview/waits/first_programme/act");
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.type == &model::programme);
}

TEST_CASE("Overview: figures can be opened to the children behind them") {
  Busy busy;
  WindowUser user(busy.school.store());
  user.Go(Screen::kOverview);
  CHECK(user.Sees("33,3 %"));
  CHECK(user.Sees("4 из 12"));
  CHECK(user.Sees("1 из 2"));
  SECTION("those who are not covered") {
    user.Click("overview/missed/open");
    CHECK(user.desk().state().screen == Screen::kChildren);
    CHECK(user.desk().state().lists["child"].rows.size() == 8);
  }
  SECTION("a class") {
    user.Click("overview/parts/2");
    CHECK(user.desk().state().screen == Screen::kChildren);
    CHECK(user.desk().state().lists["child"].rows.size() == 2);
  }
}

TEST_CASE("Overview: a coordinator sees coverage by organisation and opens one to its children") {
  Busy busy;
  Installation& centre = busy.district.School("Центр");
  PutChild(centre, "Волков", "6А");
  busy.district.SyncAll();
  WindowUser user(busy.coordinator.store());
  user.Go(Screen::kOverview);
  CHECK(user.Sees("Охват по организациям"));
  CHECK(user.Sees("0 из 1"));
  user.Click("overview/parts/0");
  CHECK(user.desk().state().screen == Screen::kChildren);
  CHECK(user.desk().state().lists["child"].rows.size() == 1);
  CHECK(user.Sees("Волков Саша"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Overview: what waits is told with its verb, which leads there") {
  Busy busy;
  WindowUser user(busy.coordinator.store());
  user.Go(Screen::kOverview);
  CHECK(user.Sees("3 спорных значения"));
  CHECK(user.Sees("8 детей без программы"));
  user.Click("overview/waits/disputes/act");
  CHECK(user.desk().state().screen == Screen::kReview);
  CHECK(user.Sees("Решить и перейти к следующему"));
  user.Go(Screen::kOverview);
  user.Click("overview/waits/findings/act");
  CHECK(user.desk().state().review.tab == client::ReviewState::Tab::kFindings);
  CHECK(user.Sees("Детей больше, чем мест"));
}

TEST_CASE("Record: a line of a dispute ends at a space, never inside a date") {
  Busy busy;
  busy.school.Edit(busy.children[4], {{"birth_date", "02.07.2016"}});
  busy.coordinator.Edit(busy.children[4], {{"birth_date", "03.08.2016"}});
  busy.district.SyncAll();
  for (float width = 1366; width > 1266; width -= 10) {
    WindowUser user(busy.school.store(), {.width = width});
    user.desk().Run({client::OpenRecord{&model::child, busy.children[4]}});
    user.Frames();
    const std::string lines = user.Lines();
    INFO(lines);
    CHECK(lines.find("02.07.2016") != std::string::npos);
    CHECK(lines.find("02.\n") == std::string::npos);
    CHECK(lines.find("02.07.\n") == std::string::npos);
    CHECK(user.Problems() == kNone);
  }
}

TEST_CASE("Record: a long value of several choices ends before the arrow of its box") {
  for (const auto& options : Sizes()) {
    WindowUser user(options);
    user.desk().Run({client::NewRecord{&model::programme}});
    user.Frames();
    user.desk().state().record->form.Find("level")->text = "initial,basic,advanced";
    user.Frames();
    CHECK(user.Problems() == kNone);
  }
}

TEST_CASE("Record: the state of a related enrolment is whole, however long the names are") {
  District district;
  Installation& school = district.School("Школа № 3");
  const model::Uuid programme = school.Put(
      "programme", {{"title", "Робототехника, программирование и техническое творчество"}});
  const model::Uuid group =
      school.Put("group", {{"name", "Робототехника, второй год обучения, по субботам"},
                           {"programme", programme.Text()}});
  const model::Uuid child = PutChild(school, "Абдулкадырова-Константинопольская", "10А");
  for (const char* state : {"enrolled", "confirmed", "suspended"})
    school.Put("enrolment", {{"child", child.Text()},
                             {"group", group.Text()},
                             {"state", state},
                             {"start_date", "01.09.2026"}});
  WindowUser user(school.store());
  for (const auto& [type, id] :
       {std::pair<const model::EntityType*, model::Uuid>{&model::child, child},
        {&model::group, group}}) {
    user.desk().Run({client::OpenRecord{type, id}});
    user.Frames();
    user.desk().state().record->tab = "enrolment";
    user.Frames();
    for (const char* seen : {"Зачислен", "Подтверждена", "01.09.2026"}) CHECK(user.Sees(seen));
    CHECK(user.Problems() == kNone);
  }
}

TEST_CASE("Overview: a draft waits by its name and is opened again") {
  WindowUser user;
  user.desk().Run({client::NewRecord{&model::child}});
  user.Frames();
  user.desk().state().record->form.Find("last_name")->text = "Ёлкина";
  user.Go(Screen::kOverview);
  CHECK(user.Sees("Не дописано: Ёлкина"));
  user.Click("overview/waits/draft-0/act");
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.Find("last_name")->text == "Ёлкина");
}

TEST_CASE("Overview: what has waited long for the district is sent from there") {
  Busy busy;
  PutChild(busy.school, "Ёжикова", "1А");
  WindowUser user(busy.school.store());
  user.time().now_ms = busy.school.environment.now_ms + 4LL * 24 * 60 * 60 * 1000;
  user.Go(Screen::kOverview);
  CHECK(user.Sees("давно ждёт отправки"));
  user.Click("overview/waits/pending/act");
  CHECK(user.worker().started == 1);
  CHECK(user.desk().state().screen == Screen::kExchange);
}

TEST_CASE("Exchange: joining by keyboard alone; what went wrong is a sentence without English") {
  WindowUser user;
  user.Go(Screen::kExchange);
  CHECK(user.Sees("Работать можно и без этого"));
  CHECK_FALSE(user.Item("exchange/join/go").enabled);
  for (int i = 0; i < 40 && user.Focus() != "exchange/join/server"; ++i) user.Tab();
  REQUIRE(user.Focus() == "exchange/join/server");
  user.Type("http://127.0.0.1:9");
  user.Tab();
  user.Type("0000-0000-0000-0000");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(4);
  REQUIRE(user.desk().state().join.error);
  CHECK_FALSE(user.desk().state().join.running);
  CHECK(user.Value("exchange/join/server") == "http://127.0.0.1:9");
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Exchange: where the data stand, what waits, and the exchange by one key") {
  Busy busy;
  PutChild(busy.school, "Ёжикова", "1А");
  WindowUser user(busy.school.store());
  user.time().now_ms = busy.school.environment.now_ms + 5 * 60'000;
  user.Go(Screen::kExchange);
  CHECK(user.Sees("Ждёт отправки: 1"));
  CHECK(user.Sees("Ёжикова Саша"));
  CHECK(user.Sees("Школа № 3"));
  CHECK(user.Sees("5 минут назад"));
  user.Press(Key::kF5);
  CHECK(user.worker().started == 1);

  client::SyncReport& report = user.worker().report;
  report.running = true;
  report.totals = {.pushed = 0,
                   .pending = 1,
                   .bytes_sent = 100,
                   .bytes_received = 2048,
                   .requests = 1,
                   .milliseconds = 4000};
  user.Frames();
  CHECK(user.Sees("Отправлено изменений: 0 из 1"));
  CHECK(user.Sees("осталось около"));
  CHECK(user.Sees("получено 2 КБ"));
  CHECK(user.Problems() == kNone);
  user.Click("exchange/stop");
  CHECK(user.worker().stopped == 1);

  report.running = false;
  report.error = model::Error{"unreachable", "Failed to connect to server"};
  report.finished = 1;
  report.finished_at_ms = user.time().now_ms;
  user.desk().Run({client::Dismiss{}});
  user.Frames();
  user.desk().Run({client::Dismiss{}});
  user.Frames();
  CHECK(user.Sees("Нет связи с районом"));
  CHECK(user.Sees("Всё введённое хранится на этом компьютере"));
  CHECK_FALSE(user.Sees("Failed"));
  CHECK(user.Has("exchange/now"));
}

TEST_CASE("Exchange: by itself or not is one tick, and what was not accepted is one step away") {
  Busy busy;
  WindowUser user(busy.school.store());
  user.Go(Screen::kExchange);
  CHECK(user.Sees("Всё в районе"));
  user.Click("exchange/state/by-itself");
  CHECK_FALSE(user.desk().state().settings.sync_by_itself);
  CHECK_FALSE(user.worker().by_itself);
  CHECK(user.Sees("1 изменение не принято районом"));
  user.Click("exchange/state/outside");
  CHECK(user.desk().state().review.tab == client::ReviewState::Tab::kOutside);
}

TEST_CASE("Review: disputes are decided one after the other by keyboard alone") {
  Busy busy;
  WindowUser user(busy.coordinator.store());
  user.Press(Key::k9, client::kControl);
  REQUIRE(user.desk().state().screen == Screen::kReview);
  CHECK_FALSE(user.Item("review/dispute/decide").enabled);
  user.Press(Key::kDown);
  CHECK(user.desk().state().review.cursor == 1);
  const model::Uuid second = user.desk().data().disputes[1].key.id;
  const std::string proposed = user.desk().data().disputes[1].proposals[0].text;
  user.Press(Key::k2);
  CHECK(user.Sees("Выбрано"));
  for (int i = 0; i < 60 && user.Focus() != "review/dispute/reason"; ++i) user.Tab();
  user.Type("Подтвердила мама, 12");
  CHECK(user.Value("review/dispute/reason") == "Подтвердила мама, 12");
  user.Press(Key::kEnter, client::kControl);
  REQUIRE(user.desk().data().disputes.size() == 2);
  CHECK(busy.coordinator.Value(second, "phone") == proposed);
  CHECK(user.Value("review/dispute/reason").empty());
  CHECK_FALSE(user.desk().state().review.chosen);

  user.Click("review/dispute/value-1/keep");
  user.Click("review/dispute/decide");
  CHECK(user.desk().data().disputes.size() == 1);
  user.TypeInto("review/dispute/other", "8 900 000-00-01");
  user.Press(Key::kEnter, client::kControl);
  CHECK(user.desk().data().disputes.empty());
  CHECK(user.Sees("Спорных значений нет"));
}

TEST_CASE("Review: what is typed stays with its dispute while an exchange brings others") {
  Busy busy;
  WindowUser user(busy.coordinator.store());
  user.Go(Screen::kReview);
  user.Press(Key::kDown);
  const std::string title = user.desk().data().disputes[1].title;
  user.TypeInto("review/dispute/reason", "Уточнили");
  // The first of the queue is decided elsewhere, and another comes.
  const client::DisputeItem first = user.desk().data().disputes[0];
  user.desk().Run({client::TakeValue{first.key, first.cell, first.official.dot, ""}});
  busy.school.Edit(busy.children[7], {{"phone", "1"}});
  busy.coordinator.Edit(busy.children[7], {{"phone", "2"}});
  busy.district.SyncAll();
  user.Frames(4);
  REQUIRE(user.desk().data().disputes.size() == 3);
  const client::ReviewState& review = user.desk().state().review;
  CHECK(user.desk().data().disputes[review.cursor].title == title);
  CHECK(user.Value("review/dispute/reason") == "Уточнили");
  user.Press(Key::kTab);
  user.Press(Key::kHome);
  if (user.desk().data().disputes[0].title != title)
    CHECK(user.Value("review/dispute/reason").empty());
}

TEST_CASE("Review: a value that cannot be read decides nothing and stays as it was typed") {
  Busy busy;
  busy.school.Edit(busy.children[8], {{"birth_date", "04.01.2015"}});
  busy.coordinator.Edit(busy.children[8], {{"birth_date", "05.01.2015"}});
  busy.district.SyncAll();
  WindowUser user(busy.coordinator.store());
  user.Go(Screen::kReview);
  const auto& disputes = user.desk().data().disputes;
  while (disputes[user.desk().state().review.cursor].cell != "birth_date") user.Press(Key::kDown);
  user.TypeInto("review/dispute/other", "позже");
  user.Press(Key::kEnter, client::kControl);
  CHECK(user.desk().data().disputes.size() == 4);
  CHECK(user.Value("review/dispute/other") == "позже");
}

TEST_CASE("Review: where the district's value is one of them, a school sees who decides") {
  Busy busy;
  WindowUser user(busy.school.store());
  user.Go(Screen::kReview);
  CHECK(user.Sees("решает координатор"));
  CHECK_FALSE(user.Has("review/dispute/decide"));
  user.Press(Key::k2);
  CHECK_FALSE(user.desk().state().review.chosen);
  user.Click("review/dispute/open");
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.type == &model::child);
}

TEST_CASE("Review: what was not accepted is shown with its reason and is given up only when sure") {
  Busy busy;
  WindowUser user(busy.school.store());
  user.desk().state().review.tab = client::ReviewState::Tab::kOutside;
  user.Go(Screen::kReview);
  REQUIRE(user.desk().data().outside.size() == 1);
  CHECK(user.Sees(user.desk().data().outside[0].reason));
  CHECK(user.Has("review/outside/retry"));
  user.Click("review/outside/discard");
  REQUIRE(user.Has("give-up/no"));
  user.Press(Key::kEscape);
  CHECK_FALSE(user.Has("give-up/no"));
  user.Frames();
  CHECK(user.desk().data().outside.size() == 1);
  user.Click("review/outside/discard");
  user.Click("give-up/yes");
  CHECK(user.desk().data().outside.empty());
  CHECK(user.Sees("Район принял всё"));
}

TEST_CASE("Review: a finding is opened by Ctrl+Enter") {
  Busy busy;
  WindowUser user(busy.school.store());
  user.desk().state().review.tab = client::ReviewState::Tab::kFindings;
  user.Go(Screen::kReview);
  REQUIRE_FALSE(user.desk().data().findings.empty());
  user.Press(Key::kEnter, client::kControl);
  CHECK(user.desk().state().record);
}

TEST_CASE("First run: a school is named by keyboard alone, in Cyrillic") {
  WindowUser user({.wizard = true});
  CHECK(user.Focus() == "wizard/name");
  CHECK(user.Sees("хранится на этом компьютере"));
  user.Press(Key::kEnter);
  CHECK(user.Focus() == "wizard/form/school");
  CHECK_FALSE(user.Item("wizard/form/go").enabled);
  user.Type("Ёлкинская школа");
  user.Press(Key::kEnter);
  CHECK(user.Focus() == "wizard/form/user");
  user.Type("Щукина, методист");
  user.Press(Key::kEnter);
  CHECK_FALSE(user.desk().state().wizard.open);
  CHECK(user.desk().data().organisation == "Ёлкинская школа");
  CHECK(user.desk().state().user == "Щукина, методист");
  CHECK(user.desk().state().screen == Screen::kOverview);
  CHECK(user.clicks() == 0);
}

TEST_CASE("First run: back, another language, and a code that does not fit") {
  WindowUser user({.wizard = true});
  user.Click("wizard/join");
  CHECK(user.Focus() == "wizard/form/server");
  user.Press(Key::kEscape);
  CHECK(user.Has("wizard/name"));
  CHECK(user.desk().state().wizard.open);
  user.Click("wizard/language/1");
  CHECK(user.Sees("Welcome"));
  user.Click("wizard/language/0");
  user.Click("wizard/join");
  user.Type("http://127.0.0.1:9");
  user.Tab();
  user.Type("0000-0000-0000-0000");
  user.Click("wizard/form/go");
  user.Frames(4);
  CHECK(user.desk().state().wizard.open);
  CHECK(user.desk().state().join.error);
  CHECK(user.Problems() == kNone);
}

TEST_CASE("First run: what lies below cannot be used") {
  WindowUser user({.wizard = true});
  CHECK_FALSE(user.Item("nav/children").enabled);
  user.Press(Key::k8, client::kControl);
  CHECK(user.desk().state().screen == Screen::kOverview);
}

TEST_CASE("Overview, exchange and review: nothing is cut or overlaps, in any size and language") {
  Busy busy;
  for (Installation* who : {&busy.school, &busy.coordinator}) {
    for (const auto& size : Sizes()) {
      WindowUser user(who->store(), size);
      for (const Screen screen : {Screen::kOverview, Screen::kExchange, Screen::kReview}) {
        user.Go(screen);
        CHECK(user.Problems() == kNone);
      }
      for (const auto tab :
           {client::ReviewState::Tab::kOutside, client::ReviewState::Tab::kFindings}) {
        user.desk().state().review.tab = tab;
        user.Frames(4);
        CHECK(user.Problems() == kNone);
      }
    }
  }
}

TEST_CASE("Overview, exchange, review and first run: nothing is cut where there is no data") {
  for (const auto& size : Sizes()) {
    WindowUser user(size);
    for (const Screen screen : {Screen::kOverview, Screen::kExchange, Screen::kReview}) {
      user.Go(screen);
      CHECK(user.Problems() == kNone);
    }
  }
  for (const auto& size : Sizes(true)) {
    WindowUser user(size);
    for (int step = 0; step < 4; ++step) {
      user.desk().state().wizard.step = std::min(step, 2);
      user.desk().state().join.by_passport = step == 3;
      user.Frames(4);
      CHECK(user.Problems() == kNone);
    }
  }
}
