// SPDX-License-Identifier: MIT
// The indicators as people look at them, and how they say what is counted.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/resident_count.h"
#include "model/entities/target.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace {

using client::CoverageView;
using client::Key;
using client::ShowCoverage;
using tests::District;
using tests::Fields;
using tests::Installation;
using tests::WindowUser;

const std::vector<std::string> kNone;

// Two schools; in the first two of three children attend, one of them technical.
struct Held {
  District district;
  Installation& school = district.School("Ёлкинская школа");
  Installation& other = district.School("Школа № 2 имени первого учителя села Большие Ёлки");
  Installation& coordinator = district.Coordinator();

  Held() {
    const model::Uuid robots = Group(school, "Робототехника", "tekhnicheskoe");
    const model::Uuid dances = Group(school, "Танцы", "hudozhestvennoe");
    Enrol(school, Child(school, "Ёлкин"), robots);
    Enrol(school, Child(school, "Берёзкин"), dances);
    Child(school, "Сосенкин");
    Child(other, "Осинкин");
    district.SyncAll();
  }
  model::Uuid Group(Installation& who, const std::string& title, const std::string& direction) {
    const model::Uuid programme = who.Put(
        "programme",
        {{"title", title}, {"direction", direction}, {"provider", who.organisation().Text()}});
    return who.Put("group", {{"programme", programme.Text()}, {"name", title}});
  }
  model::Uuid Child(Installation& who, const std::string& last_name) {
    return who.Put("child", {{"last_name", last_name},
                             {"consent", "true"},
                             {"first_name", "Пётр"},
                             {"birth_date", "2013-03-10"},
                             {"class", "5А"}});
  }
  void Enrol(Installation& who, const model::Uuid& child, const model::Uuid& group) {
    who.Put("enrolment", {{"child", child.Text()},
                          {"group", group.Text()},
                          {"state", "enrolled"},
                          {"start_date", "2022-09-01"}});
  }
};

void Open(WindowUser& user) {
  user.desk().Run({ShowCoverage{CoverageView::kIndicators}});
  user.Frames(6);
}

client::IndicatorsState& StateOf(WindowUser& user) {
  return user.desk().state().coverage.indicators;
}

std::vector<tests::WindowUserOptions> Looks() {
  std::vector<tests::WindowUserOptions> all;
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish}) {
    all.push_back({.language = language});
    all.push_back({.language = language, .width = 2732, .height = 1536, .scale = 2});
    all.push_back({.language = language, .theme = client::ThemeChoice::kDark, .scale = 2});
    all.push_back({.language = language, .scale = 0.8F});
  }
  return all;
}

}  // namespace

TEST_CASE("Indicators: a coordinator sees plan and fact of the district, and how it is counted") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  CHECK(user.Sees("I1. Охват детей дополнительным образованием"));
  CHECK(user.Sees("50,0 %"));
  CHECK(user.Sees("2 из 4"));
  CHECK(user.Sees("80 %"));
  CHECK(user.Sees("приказ № 366"));
  CHECK(user.Sees("−30,0 п. п."));
  CHECK(user.Sees("Дети 5–17 лет, которые занимаются хотя бы по одной программе"));
  CHECK(user.Sees("2 из 3 · 66,7 %"));  // Of the first school, below.
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Indicators: every figure opens its rows, and the list says which they are") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  user.Click("coverage/indicators/coverage/rest");
  user.Frames(4);
  CHECK(user.desk().state().screen == client::Screen::kChildren);
  CHECK(user.desk().state().lists["child"].rows.size() == 2);
  CHECK(user.Sees("не охваченные дети на"));
  CHECK(user.Sees("Сосенкин Пётр"));
  CHECK_FALSE(user.Sees("Ёлкин Пётр"));
  CHECK(user.Problems() == kNone);
  user.Click("child/only-off");
  user.Frames(2);
  CHECK(user.desk().state().lists["child"].rows.size() == 4);

  Open(user);
  user.Click("coverage/indicators/technical/choose");
  user.Frames(4);
  user.Click("coverage/indicators/technical/reached");
  user.Frames(4);
  CHECK(user.desk().state().lists["child"].rows.size() == 1);
  CHECK(user.Sees("Ёлкин Пётр"));
}

TEST_CASE("Indicators: the chosen one is told apart, and each part opens its rows") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  StateOf(user).by = model::CoveragePartBy::kDirection;
  user.Frames(4);
  CHECK(user.Sees("Техническая"));
  CHECK(user.Sees("Художественная"));
  CHECK(user.Problems() == kNone);
  user.desk().state().coverage.indicators.by = model::CoveragePartBy::kAge;
  user.Frames(4);
  REQUIRE(StateOf(user).read->parts.size() == 1);
  CHECK(StateOf(user).read->parts.front().reached.size() == 2);
}

TEST_CASE("Indicators: a coordinator can look at one school, and by the data of schools") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  StateOf(user).organisation = held.school.organisation();
  user.Frames(4);
  CHECK(user.Sees("2 из 3"));
  CHECK(user.Sees("Ёлкинская школа"));
  user.Click("coverage/indicators/basis/1");
  user.Frames(4);
  CHECK(StateOf(user).read->request.basis == client::IndicatorsRequest::Basis::kSchools);
  CHECK(user.Sees("по данным района 66,7 %"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Indicators: a school sees its own, and what the district has decided it cannot change") {
  Held held;
  held.coordinator.Put("indicator", {{"code", "coverage"}, {"age_rule", "5_18"}}, sync::kDistrict);
  held.district.SyncAll();
  WindowUser user(held.school.store());
  Open(user);
  CHECK(user.Sees("2 из 3"));
  CHECK(user.Sees("Дети 5–18 лет"));
  CHECK_FALSE(user.Has("coverage/indicators/organisation"));
  user.Click("coverage/indicators/settings");
  user.Frames(4);
  CHECK(user.Sees("Так решил район"));
  CHECK_FALSE(user.Has("coverage/indicators/settings/coverage/age_rule"));
  CHECK(user.Has("coverage/indicators/settings/technical/age_rule"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Indicators: a rule is changed in one action, and can be taken back") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  user.Click("coverage/indicators/settings");
  user.Frames(4);
  user.TypeInto("coverage/indicators/settings/coverage/age_rule", "5–18");
  user.Press(Key::kEnter);
  user.Frames(2);
  user.TypeInto("coverage/indicators/settings/coverage/cut_day", "45");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(4);
  CHECK(StateOf(user).form);  // There is no such day.
  CHECK(user.Focus() == "coverage/indicators/settings/coverage/cut_day");
  user.TypeInto("coverage/indicators/settings/coverage/cut_day", "30");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
  CHECK_FALSE(StateOf(user).form);
  CHECK(StateOf(user).read->lines.front().rule.oldest == 18);
  CHECK(StateOf(user).read->lines.front().rule.cut_day == 30);
  user.Press(Key::kZ, client::kControl);
  user.Frames(6);
  CHECK(StateOf(user).read->lines.front().rule.oldest == 17);
}

TEST_CASE("Indicators: targets are typed by year; an emptied one is the document's again") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  const int64_t year = StateOf(user).read->request.year + 1;
  const std::string cell = "coverage/indicators/settings/0/" + std::to_string(year);
  const auto type = [&](const std::string& text) {
    user.desk().Run({client::EditIndicatorSettings{client::IndicatorSettings::kTargets}});
    user.Frames(4);
    user.TypeInto(cell, text);
    user.Press(Key::kEnter, client::kControl);
    user.Frames(6);
  };
  type("82,5");
  CHECK_FALSE(StateOf(user).form);
  CHECK(StateOf(user).read->lines.front().plan->value == 82.5);
  CHECK(user.Sees("82,5 %"));
  type("");
  CHECK(StateOf(user).read->lines.front().plan->document);
  type("83");
  CHECK(StateOf(user).read->lines.front().plan->value == 83);
}

TEST_CASE("Indicators: residents are typed down a column by Enter, with their sum below") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  user.desk().Run({client::EditIndicatorSettings{client::IndicatorSettings::kResidents}});
  user.Frames(4);
  const std::string year = std::to_string(StateOf(user).read->request.year + 1);
  user.Click("coverage/indicators/settings/5/" + year);
  for (int age = 5; age < 18; ++age) {
    user.Type(std::to_string(age));
    user.Press(Key::kEnter);
    user.Frames(2);
  }
  CHECK(user.Focus() == "coverage/indicators/settings/18/" + year);
  CHECK(user.Sees("143"));
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
  CHECK(held.coordinator.store().Count(model::resident_count) == 13);
}

TEST_CASE("Indicators: nothing is cut in either language, at any size") {
  Held held;
  for (const auto& look : Looks()) {
    WindowUser user(held.coordinator.store(), look);
    Open(user);
    INFO((look.language == client::Language::kRussian ? "ru " : "en ")
         << look.width << 'x' << look.scale);
    CHECK(user.Problems() == kNone);
    user.Wheel(-30);
    user.Frames(3);
    CHECK(user.Problems() == kNone);
    for (const auto what : {client::IndicatorSettings::kRules, client::IndicatorSettings::kTargets,
                            client::IndicatorSettings::kResidents}) {
      user.desk().Run({client::EditIndicatorSettings{what}});
      user.Frames(6);
      CHECK(user.Problems() == kNone);
    }
  }
}
