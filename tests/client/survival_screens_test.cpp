// SPDX-License-Identifier: MIT
// Erasing a person's data, disputes after the district's server was restored, and joining again, as
// people meet them.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace {

using client::Screen;
using tests::District;
using tests::Fields;
using tests::Installation;
using tests::WindowUser;
using tests::WindowUserOptions;

const std::vector<std::string> kNone;
const Fields kElkin = {{"last_name", "Ёлкин"},
                       {"first_name", "Пётр"},
                       {"class", "6А"},
                       {"phone", "8 900 111-22-33"},
                       {"consent", "true"}};
const std::string kErase = "child/record/form/erase";

// A school with a child in a group, and the coordinator.
struct Rig {
  Rig() : school(d.School("Школа № 3")), coordinator(d.Coordinator()) {
    const auto programme = school.Put("programme", {{"title", "Шахматы"}});
    const auto group =
        school.Put("group", {{"name", "Шахматы-1"}, {"programme", programme.Text()}});
    child = school.Put("child", kElkin);
    school.Put("enrolment",
               {{"child", child.Text()}, {"group", group.Text()}, {"state", "enrolled"}});
    d.SyncAll();
  }
  District d;
  Installation& school;
  Installation& coordinator;
  model::Uuid child;
};

// High enough for the whole form.
WindowUserOptions High(client::Language language = client::Language::kRussian, float scale = 1) {
  return {.language = language, .width = 1366 * scale, .height = 1800 * scale, .scale = scale};
}

void Open(WindowUser& user, const model::Uuid& child) {
  user.desk().Run({client::OpenRecord{&model::child, child}});
  user.Frames(4);
}

// As after an exchange of the background.
void Exchange(Installation& who, WindowUser& user) {
  REQUIRE(who.Sync().empty());
  ++user.worker().report.finished;
  user.Frames(6);
}

void Ask(WindowUser& user) {
  user.Click(kErase);
  user.Frames(4);
  user.TypeInto("erase/ground", "законный представитель, заявление № 5");
  user.TypeInto("erase/surname", "елкин ");
  user.Click("erase/yes");
  user.Frames(4);
}

// Another value than before is official: the hub went back to before both were there.
struct Restored {
  Restored() : a(d.School("А")), b(d.School("А")), c(d.Coordinator()) {
    child = a.Put("child", kElkin);
    other = a.Put("child", {{"consent", "true"}, {"last_name", "Яков"}, {"first_name", "Лев"}});
    d.SyncAll();
    tests::HubBackup backup(d);
    REQUIRE(a.Edit(child, {{"class", "6Б"}}).empty());
    REQUIRE(a.Sync().empty());
    d.SyncAll();
    backup.PutBack();
    Installation& late = d.School("А");
    REQUIRE(late.Sync().empty());
    REQUIRE(late.Edit(child, {{"class", "6В"}}).empty());
    REQUIRE(late.Sync().empty());
    d.SyncAll();
    REQUIRE(b.Edit(other, {{"class", "1А"}}).empty());
    REQUIRE(c.Edit(other, {{"class", "1Б"}}).empty());
    d.SyncAll();
    REQUIRE(c.store().GetStatus().reviews == 1);
    REQUIRE(c.Disputes() == 2);
  }
  District d;
  Installation &a, &b, &c;
  model::Uuid child, other;
};

}  // namespace

TEST_CASE("Erasing: a coordinator is told what happens, gives the ground and types the surname") {
  Rig rig;
  WindowUser user(rig.coordinator.store(), High());
  Open(user, rig.child);
  user.Click(kErase);
  user.Frames(4);
  CHECK(user.Sees("исчезнут на всех компьютерах"));
  CHECK(user.Sees("Ёлкин Пётр"));
  CHECK_FALSE(user.Item("erase/yes").enabled);
  user.TypeInto("erase/ground", "просит мама, Ёлкина А. П.");
  user.TypeInto("erase/surname", "Ёлкин");
  CHECK(user.Sees("Напишите без фамилии"));
  CHECK_FALSE(user.Item("erase/yes").enabled);
  user.TypeInto("erase/ground", "законный представитель, заявление № 5");
  user.TypeInto("erase/surname", "Ёлки");
  CHECK_FALSE(user.Item("erase/yes").enabled);
  CHECK(user.Problems() == kNone);
  user.Click("erase/no");
  user.Frames();
  CHECK(rig.coordinator.store().AskedToErase().empty());
  Ask(user);
  CHECK(rig.coordinator.store().AskedToErase().size() == 1);
  CHECK(user.Sees("Стирание запрошено"));
  CHECK_FALSE(user.Has(kErase));
  CHECK(user.Problems() == kNone);
  user.Go(Screen::kExchange);
  CHECK(user.Sees("стирание по требованию"));
}

TEST_CASE("Erasing: after the exchange nothing of the person is seen, and what is left says why") {
  Rig rig;
  WindowUser user(rig.coordinator.store(), High());
  Open(user, rig.child);
  Ask(user);
  Exchange(rig.coordinator, user);
  CHECK(rig.coordinator.store().AskedToErase().empty());
  CHECK(user.Sees("Стёрто по требованию (152-ФЗ)"));
  CHECK(user.Sees("По требованию стёрты данные: 1 запись"));
  CHECK_FALSE(user.Has("child/record/form/last_name"));
  CHECK_FALSE(user.Sees("Ёлкин"));
  user.desk().state().record->tab = "history";
  user.Frames(4);
  CHECK(user.Sees("Класс: стёрто по требованию"));
  CHECK_FALSE(user.Sees("Ёлкин"));
  CHECK(user.Problems() == kNone);
  user.Go(Screen::kEnrolments);
  CHECK(user.Sees("стёрто по треб"));  // As much as the column has room for.
  for (const client::Finding& finding : user.desk().data().findings)
    CHECK(finding.what != client::Finding::What::kNoProgramme);
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Erasing: a draft of the person on another computer goes with the exchange") {
  Rig rig;
  WindowUser user(rig.school.store(), High());
  Open(user, rig.child);
  user.TypeInto("child/record/form/phone", "8 900 765-43-21");
  user.desk().Run({client::LeaveField{}});
  REQUIRE(user.desk().state().drafts.size() == 1);
  REQUIRE(rig.coordinator.store().Erase({"child", rig.child}, {}));
  REQUIRE(rig.coordinator.Sync().empty());
  Exchange(rig.school, user);
  CHECK(user.Sees("Стёрто по требованию (152-ФЗ)"));
  CHECK_FALSE(user.Sees("765-43-21"));
  user.desk().Run({client::CloseRecord{}});
  user.Frames();
  CHECK(user.desk().state().drafts.empty());
  CHECK(rig.school.replica().Settings("draft/").empty());
}

TEST_CASE("Erasing: all cards of one person go together") {
  Rig rig;
  auto& centre = rig.d.School("Дом творчества");
  const auto card = centre.Put("child", kElkin);
  rig.d.SyncAll();
  for (const auto& id : {rig.child, card})
    REQUIRE(rig.coordinator.Edit(id, {{"person", "0190aaaa-0000-7000-8000-000000000001"}}).empty());
  WindowUser user(rig.coordinator.store(), High());
  Open(user, rig.child);
  user.Click(kErase);
  user.Frames(4);
  CHECK(user.Sees("Дом творчества"));
  CHECK(user.Sees("будут стёрты все 2 карточки"));
  user.Click("erase/no");
  user.Frames();
  Ask(user);
  CHECK(rig.coordinator.store().AskedToErase().size() == 2);
}

TEST_CASE("Erasing: a school is told whom to ask; one who has not joined sees nothing of it") {
  Rig rig;
  {
    WindowUser school(rig.school.store(), High());
    Open(school, rig.child);
    CHECK_FALSE(school.Has(kErase));
    CHECK(school.Sees("может координатор района"));
  }
  WindowUser alone(High());
  const auto id = alone.Put(model::child,
                            {{"consent", "true"}, {"last_name", "Ёлкин"}, {"first_name", "Пётр"}});
  alone.Frames();
  Open(alone, id);
  CHECK_FALSE(alone.Has(kErase));
  CHECK_FALSE(alone.Sees("координатор района"));
}

TEST_CASE("Review: where a restored hub made another value official, it says which, and is found") {
  Restored rig;
  WindowUser user(rig.c.store());
  user.Go(Screen::kOverview);
  CHECK(user.Sees("В 1 споре официальным стало другое значение"));
  user.Click("overview/waits/reviews/act");
  user.Frames(4);
  CHECK(user.desk().state().review.only_changed);
  CHECK(user.Sees("было «6Б», стало «6В»"));
  CHECK(user.Sees("действовало раньше"));
  CHECK_FALSE(user.Sees("Яков Лев"));
  CHECK(user.Problems() == kNone);
  user.Click("review/only-changed");
  user.Frames(4);
  CHECK(user.Sees("Яков Лев"));
  Open(user, rig.child);
  CHECK(user.Sees("До восстановления сервера района действовало: 6Б"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Review: with nothing changed there is no word of it, and a decision ends the mark") {
  Restored rig;
  WindowUser user(rig.c.store());
  user.desk().state().review.only_changed = true;
  user.Go(Screen::kReview);
  REQUIRE(user.Sees("было «6Б», стало «6В»"));
  user.Click("review/dispute/value-2/take");
  user.Click("review/dispute/decide");
  user.Frames(6);
  CHECK_FALSE(user.Has("review/only-changed"));
  CHECK(user.Sees("Яков Лев"));
  user.Go(Screen::kOverview);
  CHECK_FALSE(user.Has("overview/waits/reviews/act"));
}

TEST_CASE("Exchange: who has joined may join again, and what goes wrong is said there") {
  Rig rig;
  WindowUser user(rig.school.store());
  user.Go(Screen::kExchange);
  user.Click("exchange/state/again");
  user.Frames(4);
  CHECK(user.Sees("код другой организации добавляет её"));
  CHECK(user.Problems() == kNone);
  user.Click("join-again/how/0");
  user.TypeInto("join-again/server", "http://127.0.0.1:9");
  user.TypeInto("join-again/code", "0000-0000-0000-0000");
  user.Click("join-again/go");
  user.Frames(6);
  CHECK(user.desk().state().join.error);
  CHECK(user.desk().state().join.again);
  CHECK(user.Problems() == kNone);
  user.Press(client::Key::kEscape);
  user.Frames();
  CHECK_FALSE(user.Has("join-again/go"));
}

TEST_CASE("Erasing, the changed dispute and joining again have room in any size and language") {
  Restored restored;
  Rig rig;
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.F, 768.F, 1.F}, {2732.F, 1536.F, 2.F}, {1366.F, 768.F, 2.F}}) {
      const WindowUserOptions options{
          .language = language, .width = width, .height = height, .scale = scale};
      {
        WindowUser user(rig.coordinator.store(), options);
        Open(user, rig.child);
        user.desk().Run({client::StartErasing{&model::child, rig.child}});
        user.Frames(4);
        CHECK(user.Problems() == kNone);
      }
      WindowUser review(restored.c.store(), options);
      for (const Screen screen : {Screen::kOverview, Screen::kReview, Screen::kExchange}) {
        review.Go(screen);
        CHECK(review.Problems() == kNone);
      }
      review.desk().state().join.again = true;
      review.Frames(4);
      CHECK(review.Problems() == kNone);
    }
}
