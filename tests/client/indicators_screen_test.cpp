// SPDX-License-Identifier: MIT
// The indicators as people look at them, and how they say what is counted.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "model/entities/indicator.h"
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
  CHECK(user.Sees("Так решает район"));
  CHECK_FALSE(user.Has("coverage/indicators/settings/coverage/age_rule"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Indicators: a rule of a school's own holds until it joins, and is locked from then on") {
  const std::string rule = "coverage/indicators/settings/coverage/age_rule";
  {
    WindowUser alone;
    alone.Put(model::indicator, {{"code", "coverage"}, {"age_rule", "5_18"}});
    Open(alone);
    CHECK(StateOf(alone).read->lines.front().rule.oldest == 18);
    alone.Click("coverage/indicators/settings");
    alone.Frames(4);
    CHECK(alone.Value(rule).find("18") != std::string::npos);
  }
  Held held;
  held.school.Put("indicator", {{"code", "coverage"}, {"age_rule", "5_18"}});
  WindowUser user(held.school.store());
  Open(user);
  CHECK(StateOf(user).read->lines.front().rule.oldest == 17);
  user.Click("coverage/indicators/settings");
  user.Frames(4);
  CHECK(user.Sees("Так решает район, для всех одинаково; изменить может координатор."));
  CHECK(user.Sees("Дети 5–17 лет"));
  CHECK_FALSE(user.Has(rule));
  CHECK_FALSE(user.Has("coverage/indicators/settings/technical/age_rule"));
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

TEST_CASE("Indicators: a pale target is what holds while its own cell is empty") {
  Held held;
  WindowUser user(held.coordinator.store());
  Open(user);
  StateOf(user).year = 2023;
  const auto open = [&] {
    user.desk().Run({client::EditIndicatorSettings{client::IndicatorSettings::kTargets}});
    user.Frames(4);
  };
  const auto hint = [&](int64_t year) {
    const auto& grid = StateOf(user).form->grid;
    const auto at = std::ranges::find(grid.years, year);
    REQUIRE(at != grid.years.end());
    return grid.lines.front().cells[static_cast<size_t>(at - grid.years.begin())].hint;
  };
  open();
  CHECK(hint(2024) == "80");
  user.TypeInto("coverage/indicators/settings/0/2023", "79");
  user.Frames(2);
  CHECK(hint(2022) == "77");
  CHECK(hint(2023) == "78.5");  // The document's: the own one is what is typed here.
  CHECK(hint(2024) == "79");
  CHECK(hint(2026) == "79");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
  StateOf(user).year = 2027;  // What was typed stands in no cell now, and holds all the same.
  open();
  CHECK(hint(2026) == "79");
  CHECK(hint(2030) == "79");
}

TEST_CASE("Indicators: what is typed of the settings outlives Esc and a killed program") {
  const client::EditIndicatorSettings residents{client::IndicatorSettings::kResidents};
  WindowUser user;
  Open(user);
  const std::string year = std::to_string(StateOf(user).read->request.year + 1);
  const std::string settings = "coverage/indicators/settings/";
  const std::string first = settings + "5/" + year, second = settings + "6/" + year;
  user.desk().Run({residents});
  user.Frames(4);
  user.TypeInto(first, "42");
  user.Press(Key::kEscape);
  user.Frames(3);
  CHECK_FALSE(StateOf(user).form);
  CHECK(user.Sees("Черновик сохранён: Показатели · Жители по возрасту"));
  StateOf(user).year = 2020;  // The draft is seen, whatever is looked at.
  user.desk().Run({residents});
  user.Frames(4);
  CHECK(user.Value(first) == "42");
  CHECK(user.Problems() == kNone);
  user.TypeInto(second, "17");
  user.time().now_ms += 3'000;
  user.Frames(2);
  user.KillAndStart();
  CHECK(user.Sees("Не дописано: Показатели · Жители по возрасту"));
  user.Click("overview/waits/draft-residents/act");
  user.Frames(4);
  CHECK(user.Value(first) == "42");
  CHECK(user.Value(second) == "17");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
  CHECK(user.store().Count(model::resident_count) == 2);
  user.KillAndStart();
  CHECK_FALSE(user.Sees("Не дописано"));
  user.desk().Run({ShowCoverage{CoverageView::kIndicators}, residents});
  user.Frames(4);
  CHECK(user.Value(first) == "42");
  CHECK_FALSE(StateOf(user).form->dirty());
}

TEST_CASE("Indicators: each of the settings keeps its draft, and it can be thrown away") {
  WindowUser user;
  Open(user);
  const std::string settings = "coverage/indicators/settings/";
  const std::string cell = settings + "5/" + std::to_string(StateOf(user).read->request.year + 1);
  user.Click("coverage/indicators/settings");
  user.Frames(4);
  user.TypeInto(settings + "coverage/cut_day", "15");
  user.Click(settings + "what/2");
  user.Frames(4);
  user.TypeInto(cell, "42");
  user.Click(settings + "what/0");
  user.Frames(4);
  CHECK(user.Value(settings + "coverage/cut_day") == "15");
  user.Click(settings + "what/2");
  user.Frames(4);
  CHECK(user.Value(cell) == "42");
  user.Click(settings + "discard");
  user.Frames(4);
  REQUIRE(StateOf(user).form);
  CHECK(user.Value(cell).empty());
  CHECK_FALSE(user.Has(settings + "discard"));
  CHECK(user.Sees("Черновик удалён: Показатели · Жители по возрасту"));
  user.Click(settings + "leave");
  user.Frames(4);
  CHECK(StateOf(user).drafts == std::set{client::IndicatorSettings::kRules});
  user.KillAndStart();
  CHECK(user.Sees("Не дописано: Показатели · Правила"));
  CHECK_FALSE(user.Sees("Жители по возрасту"));
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
      StateOf(user).form->source = "366";
      user.Frames(2);
      CHECK(user.Problems() == kNone);
      StateOf(user).form->source.clear();
    }
  }
}
