// SPDX-License-Identifier: MIT
// One child in several organisations, as a coordinator decides it and a school sees it.
#include <tuple>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/told_apart.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::CoverageView;
using client::kControl;
using client::Key;
using client::Screen;

const std::vector<std::string> kNone;

std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{2732.0F, 1536.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 2.0F}, std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

// Three children, each with a card at the school and one at the centre; one has two there.
struct Alike {
  Alike() {
    const auto put = [](Installation& who, const char* last, const char* first,
                        const char* middle) {
      return who.Put("child", {{"last_name", last},
                               {"consent", "true"},
                               {"first_name", first},
                               {"middle_name", middle},
                               {"birth_date", "04.03.2015"},
                               {"consent", "true"},
                               {"class", "4А"}});
    };
    here = put(school, "Ёлкин", "Пётр", "Сергеевич");
    put(school, "Дроздова", "Ксения", "Андреевна");
    put(school, "Яшин", "Олег", "Олегович");
    there = put(centre, "Елкин", "Петр", "");
    put(centre, "Дродова", "Ксения", "Андреевна");
    put(centre, "Яшин", "Олег", "Олегович");
    put(centre, "Яшин", "Олег", "О.");
    const auto programme = centre.Put("programme", {{"title", "Робототехника"}});
    const auto group = centre.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
    centre.Put("enrolment", {{"child", there.Text()},
                             {"group", group.Text()},
                             {"state", "enrolled"},
                             {"start_date", "01.09.2025"}});
    d.SyncAll();
  }
  District d;
  Installation& school = d.School("МБОУ «Ёлкинская СОШ»");
  Installation& centre = d.School("Дом детского творчества");
  Installation& coordinator = d.Coordinator();
  model::Uuid here, there;
};

void Open(WindowUser& user) {
  user.desk().Run({client::ShowCoverage{CoverageView::kPersons}});
  user.Frames(5);
}

size_t Left(WindowUser& user) {
  return user.desk().state().coverage.persons.open.size();
}

size_t Linked(WindowUser& user) {
  return user.desk().state().coverage.persons.read->linked.size();
}

}  // namespace

TEST_CASE("Persons screen: the coordinator decides with Y and N, the next one at once") {
  Alike alike;
  WindowUser user(alike.coordinator.store());
  Open(user);
  REQUIRE(Left(user) == 3);
  CHECK(user.Sees("Ёлкин Пётр Сергеевич"));
  CHECK(user.Sees("ё и е"));
  user.Press(Key::kY);
  CHECK(Left(user) == 2);
  user.Frames(6);
  CHECK(Left(user) == 2);
  CHECK(Linked(user) == 1);
  CHECK_FALSE(alike.coordinator.Value(alike.here, "person").empty());
  // The one with two cards at the centre: all three are one.
  CHECK(user.Sees("Две карточки в одной организации"));
  user.Press(Key::kY);
  user.Frames(6);
  CHECK(Left(user) == 1);
  CHECK(user.Sees("одна буква в фамилии"));
  user.Press(Key::kN);
  user.Frames(6);
  CHECK(Left(user) == 0);
  CHECK(user.Sees("Решать нечего"));
  CHECK(alike.coordinator.store().Count(model::told_apart) == 1);
  user.Press(Key::kZ, kControl);
  user.Frames(6);
  CHECK(Left(user) == 1);
}

TEST_CASE("Persons screen: of three cards those that are not meant are left out") {
  Alike alike;
  WindowUser user(alike.coordinator.store());
  Open(user);
  user.Press(Key::kDown);
  user.Press(Key::k3);
  user.Press(Key::kY);
  user.Frames(6);
  REQUIRE(Linked(user) == 1);
  CHECK(user.desk().state().coverage.persons.read->linked.front().cards.size() == 2);
  // The third one is asked about again.
  CHECK(Left(user) == 3);
}

TEST_CASE("Persons screen: Enter and Delete decide on the list, letters typed elsewhere do not") {
  Alike alike;
  WindowUser user(alike.coordinator.store());
  Open(user);
  user.Click("coverage/persons/queue/0");
  user.Press(Key::kEnter);
  user.Frames(6);
  CHECK(Linked(user) == 1);
  user.Click("coverage/persons/queue/0");
  user.Press(Key::kDelete);
  user.Frames(6);
  CHECK(Left(user) == 1);
  user.Press(Key::kK, kControl);
  user.Type("yn");
  user.Frames(4);
  CHECK(Left(user) == 1);
}

TEST_CASE("Persons screen: linked children are found by name and unlinked") {
  Alike alike;
  WindowUser user(alike.coordinator.store());
  Open(user);
  user.Press(Key::kY);
  user.Press(Key::kY);
  user.Frames(6);
  user.Click("coverage/persons/tab/1");
  user.Frames(4);
  CHECK(user.Sees("Ёлкин Пётр Сергеевич"));
  user.TypeInto("coverage/persons/filter", "яшин");
  user.Frames(4);
  REQUIRE(user.desk().state().coverage.persons.linked.size() == 1);
  user.Click("coverage/persons/card-2/unlink");
  user.Frames(6);
  CHECK(client::CurrentLinked(user.desk().state().coverage.persons)->cards.size() == 2);
  user.TypeInto("coverage/persons/filter", "елк");
  user.Click("coverage/persons/unlink");
  user.Frames(6);
  CHECK(Linked(user) == 1);
  CHECK(alike.coordinator.Value(alike.here, "person").empty());
}

TEST_CASE("Persons screen: without consent the coordinator sees initials, and why all the same") {
  Alike alike;
  for (const auto& card : {alike.here, alike.there})
    REQUIRE(alike.coordinator.Edit(card, {{"consent", "false"}}).empty());
  WindowUser user(alike.coordinator.store());
  Open(user);
  REQUIRE(Left(user) == 3);
  user.Press(Key::kEnd);
  user.Frames(3);
  for (int i = 0; i < 3 && !user.Sees("ё и е"); ++i) {
    user.Press(Key::kUp);
    user.Frames(3);
  }
  CHECK(user.Sees("ё и е"));
  CHECK_FALSE(user.Sees("Ёлкин Пётр"));  // The school is called so, too.
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Persons screen: on a child's record the coordinator sees its cards and links by hand") {
  Alike alike;
  WindowUser user(alike.coordinator.store());
  user.desk().Run({client::OpenRecord{&model::child, alike.here}});
  user.Frames(4);
  user.Click("child/record/person/link");
  user.Frames(3);
  CHECK(user.Focus() == "child/record/person/other");
  user.Type("Елкин");
  user.Frames(3);
  CHECK(user.Sees("Елкин Петр"));
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEnter);
  user.Frames(6);
  CHECK_FALSE(alike.coordinator.Value(alike.here, "person").empty());
  CHECK(alike.coordinator.Value(alike.here, "person") ==
        alike.coordinator.Value(alike.there, "person"));
  CHECK(user.Sees("Связано с карточками: Дом детского творчества"));
  CHECK(user.Problems() == kNone);
  user.Click("child/record/person/unlink");
  user.Frames(6);
  CHECK(alike.coordinator.Value(alike.here, "person").empty());
  CHECK_FALSE(user.Has("child/record/form/person"));
}

TEST_CASE("Persons screen: a school sees where its child is occupied elsewhere, and who says so") {
  Alike alike;
  {
    WindowUser user(alike.coordinator.store());
    user.desk().Run({client::SayOneChild{{alike.here, alike.there}}});
    user.Frames(6);
  }
  alike.d.SyncAll();
  for (const WindowUserOptions& size : Sizes()) {
    WindowUser user(alike.school.store(), size);
    user.desk().Run({client::OpenRecord{&model::child, alike.here}});
    user.Frames(5);
    if (size.language == client::Language::kRussian && size.scale == 1)
      CHECK(
          user.Sees("Занимается ещё: Дом детского творчества, Робототехника, с 01.09.2025 (по "
                    "данным района)"));
    CHECK(user.Problems() == kNone);
    user.desk().Run({client::ShowCoverage{CoverageView::kPersons}});
    user.Frames(3);
    CHECK_FALSE(user.Has("coverage/persons/one"));
  }
}

TEST_CASE("Persons screen: everything fits in every size and language") {
  Alike alike;
  for (const WindowUserOptions& size : Sizes()) {
    WindowUser user(alike.coordinator.store(), size);
    Open(user);
    for (int i = 0; i < 3; ++i) {
      CAPTURE(i, static_cast<int>(size.language), size.scale, size.width);
      CHECK(user.Problems() == kNone);
      user.Press(Key::kDown);
      user.Frames(4);
    }
    user.Click("coverage/persons/tab/1");
    user.Frames(4);
    CHECK(user.Problems() == kNone);
  }
}

}  // namespace tests
