// SPDX-License-Identifier: MIT
// Categories, roles and the log of personal data, as people meet them at the window.
#include <tuple>

#include <catch2/catch.hpp>

#include "model/entities/category.h"
#include "model/entities/child.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::kControl;
using client::Key;
using client::PersonRole;
using client::Screen;

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::vector<WindowUserOptions> Sizes() {
  std::vector<WindowUserOptions> sizes;
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const auto& [width, height, scale] :
         {std::tuple{1366.0F, 768.0F, 1.0F}, std::tuple{1366.0F, 768.0F, 2.0F},
          std::tuple{1366.0F, 768.0F, 0.8F}})
      sizes.push_back({.language = language, .width = width, .height = height, .scale = scale});
  return sizes;
}

model::Uuid PutChild(WindowUser& user, const char* surname) {
  return user.Put(
      model::child,
      {{"last_name", surname}, {"first_name", "Пётр"}, {"class", "6А"}, {"consent", "true"}});
}

void Do(WindowUser& user, const client::Command& command) {
  user.desk().Run({command});
  user.Frames(4);
}

}  // namespace

TEST_CASE("Categories: a card gets several at once by the keyboard, and shows them with dates") {
  WindowUser user;
  const auto child = PutChild(user, "Ёлкин");
  Do(user, client::OpenRecord{&model::child, child});
  user.Click("child/record/form/categories/add");
  user.Frames(3);  // The dialog finds its size.
  REQUIRE(user.desk().state().privacy.adding.open);
  user.Click("categories/ovz");
  user.Frames(3);  // The dialog finds its size.
  user.Click("categories/gifted");
  user.Frames(3);  // The dialog finds its size.
  user.TypeInto("categories/start", "1.9.24");
  user.TypeInto("categories/basis", "заключение ПМПК № 5");
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK(user.store().Count(model::category) == 2);
  CHECK(user.Sees("ОВЗ с 01.09.2024"));
  CHECK(user.Sees("заключение ПМПК № 5"));
  const auto& chips = user.desk().state().record->categories;
  REQUIRE(chips.size() == 2);
  user.Click("child/record/form/categories/chip-" + chips.front().id.Text());
  CHECK(user.desk().state().record->form.type == &model::category);
  CHECK(user.desk().state().screen == Screen::kChildren);
  CHECK(Joined(user.Problems()) == "");
}

TEST_CASE("Categories: the children chosen in the list get them in one action") {
  WindowUser user;
  PutChild(user, "Ёлкин");
  PutChild(user, "Щукин");
  user.Go(Screen::kChildren);
  user.Frames(3);
  user.Click("child/list/all");
  user.Click("child/categories-chosen");
  user.Frames(3);  // The dialog finds its size.
  CHECK(user.Sees("Для 2 детей"));
  user.Click("categories/hard_life");
  user.Frames(3);  // The dialog finds its size.
  user.Click("categories/save");
  CHECK(user.store().Count(model::category) == 2);
  user.Press(Key::kZ, kControl);
  CHECK(user.store().Count(model::category) == 0);
}

TEST_CASE("Categories: one that is given already is said to be so beside what was typed") {
  WindowUser user;
  const auto child = PutChild(user, "Ёлкин");
  user.Put(model::category, {{"child", child.Text()}, {"category", "ovz"}});
  user.Go(Screen::kChildren);
  Do(user, client::StartCategories{{child}});
  user.Click("categories/ovz");
  user.Frames(3);  // The dialog finds its size.
  user.TypeInto("categories/basis", "заключение ПМПК № 5");
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK(user.Sees("На это время такая категория уже указана."));
  CHECK(user.Value("categories/basis") == "заключение ПМПК № 5");
  CHECK(Joined(user.Problems()) == "");
}

TEST_CASE("Roles: who may not see categories sees their figures, and opens no child behind them") {
  WindowUser user({.height = 2400});  // All of the indicators is in view.
  const auto child = PutChild(user, "Ёлкин");
  user.Put(model::child, {{"birth_date", "10.03.2015"}}, child);
  user.Put(model::category, {{"child", child.Text()}, {"category", "ovz"}});
  const auto opens = [&] {
    user.desk().Run({client::ShowCoverage{client::CoverageView::kIndicators}});
    user.Frames(4);
    user.desk().Run({client::OpenIndicatorRows{model::Indicator::kOvzCoverage, false}});
    user.Frames(2);
    return user.desk().state().screen == Screen::kChildren;
  };
  CHECK(opens());
  user.Go(Screen::kSettings);
  user.TypeInto("settings/user/new", "Вера");
  user.Press(Key::kEnter);
  user.Frames(3);
  const auto& people = user.desk().state().settings.users;
  const auto place = std::ranges::find(people, "Вера") - people.begin();
  user.Click("settings/user/" + std::to_string(place) + "/role/1");
  CHECK(client::RoleOf(user.desk().state()) == PersonRole::kRestricted);
  CHECK_FALSE(opens());
  // The figures of the parts below explain it, too.
  user.desk().state().notice.reset();
  user.desk().state().coverage.indicators.by = model::CoveragePartBy::kCategory;
  user.Frames(4);
  user.Click("coverage/indicators/parts/0/rest");
  user.Frames(2);
  CHECK(user.desk().state().screen == Screen::kCoverage);
  CHECK(user.desk().state().notice);
}

TEST_CASE("Roles: in the settings a person is restricted, and then sees no category anywhere") {
  WindowUser user;
  const auto child = PutChild(user, "Ёлкин");
  user.Put(model::category, {{"child", child.Text()}, {"category", "ovz"}});
  user.Go(Screen::kSettings);
  user.TypeInto("settings/user/new", "Вера");
  user.Press(Key::kEnter);
  user.Frames(3);
  const auto& people = user.desk().state().settings.users;
  const auto place = std::ranges::find(people, "Вера") - people.begin();
  user.Click("settings/user/" + std::to_string(place) + "/role/1");
  CHECK(client::RoleOf(user.desk().state()) == PersonRole::kRestricted);
  CHECK_FALSE(user.Has("settings/access-log"));
  CHECK_FALSE(user.Has("settings/user/" + std::to_string(place) + "/role/0"));
  Do(user, client::OpenRecord{&model::child, child});
  CHECK(user.Sees("Категории: скрыто"));
  CHECK_FALSE(user.Sees("ОВЗ"));
  CHECK_FALSE(user.Has("child/record/form/categories/add"));
  CHECK_FALSE(user.Has("child/record/form/who-looked"));
  CHECK(Joined(user.Problems()) == "");
}

TEST_CASE("Access log: from a card one sees who looked at it, and everything from the settings") {
  WindowUser user;
  const auto child = PutChild(user, "Ёлкин"), other = PutChild(user, "Щукин");
  Do(user, client::OpenRecord{&model::child, other});
  Do(user, client::OpenRecord{&model::child, child});
  Do(user, client::ShowAccessLog{child});
  CHECK(user.desk().state().screen == Screen::kAccessLog);
  CHECK(user.Sees("Ёлкин Пётр"));
  CHECK(user.desk().state().privacy.log.lines.size() == 1);
  user.Go(Screen::kSettings);
  user.Click("settings/access-log");
  CHECK(user.desk().state().privacy.log.lines.size() == 2);
  user.Click("access-log/export");
  user.Press(Key::kEnter, kControl);
  user.Frames(4);
  CHECK_FALSE(user.desk().state().export_rows.open);
  Do(user, client::ShowAccessLog{});
  const auto& lines = user.desk().state().privacy.log.lines;
  REQUIRE(lines.size() == 3);
  CHECK(lines.front().line.entity == client::kAccessLogItself);
  CHECK(lines.front().line.count == 2);
}

TEST_CASE("Privacy: a dispute of a child without consent is decided by the school, unseen here") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& one = d.School("А");
  auto& other = d.School("А");
  const auto child = one.Put("child", {{"last_name", "Ёлкин"},
                                       {"first_name", "Пётр"},
                                       {"class", "5А"},
                                       {"parent_phone", "8 900 000-00-00"}});
  d.SyncAll();
  REQUIRE(one.Edit(child, {{"parent_phone", "8 900 000-00-01"}}).empty());
  REQUIRE(other.Edit(child, {{"parent_phone", "8 900 000-00-02"}, {"last_name", "Елкин"}}).empty());
  REQUIRE(one.Edit(child, {{"last_name", "Ёлкина"}}).empty());
  d.SyncAll();
  REQUIRE(coordinator.Disputes() == 2);
  {
    WindowUser user(coordinator.store());
    user.Go(client::Screen::kReview);
    user.Frames(4);
    for (int at = 0; at < 2; ++at) {
      CHECK(user.Sees("скрыто"));
      CHECK_FALSE(user.Sees("000-00-0"));
      CHECK_FALSE(user.Sees("лкина"));
      CHECK(user.Sees("решает школа"));
      CHECK_FALSE(user.Has("review/dispute/decide"));
      user.Press(client::Key::kDown);
      user.Frames(2);
    }
    user.desk().Run({client::OpenRecord{&model::child, child}});
    user.Frames(4);
    CHECK_FALSE(user.Sees("000-00-0"));
    CHECK_FALSE(user.Sees("лкина"));
    CHECK(user.Sees("решает школа"));
  }
  WindowUser user(one.store());
  user.Go(client::Screen::kReview);
  user.Frames(4);
  CHECK_FALSE(user.Sees("скрыто"));
  CHECK_FALSE(user.Sees("решает школа"));
}

TEST_CASE("Persons: a dispute about which cards are one child names the cards") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& a = d.School("А");
  auto& b = d.School("Б");
  const Fields consent = {{"last_name", "Ёлкин"},
                          {"first_name", "Пётр"},
                          {"birth_date", "03.01.2015"},
                          {"consent", "true"}};
  const auto of_a = a.Put("child", consent), of_b = b.Put("child", consent);
  d.SyncAll();
  const std::string one = "01900000-0000-7000-8000-000000000001",
                    two = "01900000-0000-7000-8000-000000000002";
  REQUIRE(coordinator.Edit(of_b, {{"person", one}}).empty());
  REQUIRE(coordinator.Edit(of_a, {{"person", one}}).empty());
  REQUIRE(a.Edit(of_a, {{"person", two}}).empty());
  d.SyncAll();
  REQUIRE(coordinator.Disputes() == 1);
  WindowUser user(coordinator.store());
  user.Go(client::Screen::kReview);
  user.Frames(4);
  CHECK(user.Sees("один ребёнок с карточками: Ёлкин Пётр (Б)"));
  CHECK(user.Sees("отдельный ребёнок"));
  CHECK_FALSE(user.Sees("01900000"));
}

TEST_CASE("Privacy: nothing is cut, in both languages and at every size") {
  for (const WindowUserOptions& size : Sizes()) {
    WindowUser user(size);
    INFO(size.scale << (size.language == client::Language::kRussian ? " ru" : " en"));
    const auto child = PutChild(user, "Ёлкин-Щукинский");
    for (const char* category : {"orphan", "ovz"})
      user.Put(model::category, {{"child", child.Text()},
                                 {"category", category},
                                 {"start_date", "01.09.2024"},
                                 {"end_date", *category == 'o' ? "31.08.2025" : ""},
                                 {"ovz_types", "delayed_mental_development"},
                                 {"basis", "заключение ПМПК № 5"}});
    Do(user, client::OpenRecord{&model::child, child});
    CHECK(Joined(user.Problems()) == "");
    Do(user, client::StartCategories{{child}});
    user.desk().state().privacy.adding.chosen["ovz"] = true;
    user.desk().state().privacy.adding.all = true;
    user.Frames(4);
    CHECK(Joined(user.Problems()) == "");
    user.desk().state().privacy.adding.open = false;
    Do(user, client::ShowAccessLog{});
    CHECK(Joined(user.Problems()) == "");
    Do(user, client::StartAccessExport{});
    CHECK(Joined(user.Problems()) == "");
    user.desk().state().export_rows.open = false;
    user.Go(Screen::kSettings);
    user.Frames(4);
    CHECK(Joined(user.Problems()) == "");
  }
}

}  // namespace tests
