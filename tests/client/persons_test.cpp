// SPDX-License-Identifier: MIT
// One child, several organisations: linking, telling apart, and what schools are told by it.
#include "client/coverage/persons.h"

#include <catch2/catch.hpp>

#include "client/coverage/outside_enrolments.h"
#include "model/entities/child.h"
#include "model/entities/outside_enrolment.h"
#include "model/entities/told_apart.h"
#include "sync/store/natural_key.h"
#include "tests/client/command_line.h"
#include "tests/client/desk_rig.h"
#include "tests/support/district.h"

namespace tests {
namespace {

using client::LinkCards;
using client::OutsideDiffers;
using client::SettleOutside;
using client::TellApart;
using client::UnlinkCards;

constexpr model::Date kToday{2025, 10, 9};

std::shared_ptr<const client::Snapshot> Seen(Installation& who) {
  return client::BuildSnapshot(who.store(), client::Translator(client::Language::kRussian), kToday,
                               1);
}

// «child start–end» of every row, in order.
std::vector<std::string> Elsewhere(Installation& who) {
  const auto& type = model::outside_enrolment;
  std::vector<std::string> rows;
  who.store().List(type, {}, [&](const sync::RowView& row) {
    const auto text = [](const std::optional<model::Date>& day) { return day ? day->Iso() : ""; };
    rows.push_back(row.record.Get(type.child).value_or(model::Uuid()).Text() + ' ' +
                   text(row.record.Get(type.start_date)) + "–" +
                   text(row.record.Get(type.end_date)));
    return true;
  });
  std::ranges::sort(rows);
  return rows;
}

void Settle(Installation& who) {
  const auto settled = SettleOutside(who.store(), client::ReadCoverage(who.store()).facts, {},
                                     client::kOutsideAtOnce);
  REQUIRE(settled);
}

// A child with a card at a school and one at a centre, where it attends a programme.
struct TwoCards {
  TwoCards() {
    const Fields name = {
        {"last_name", "Ёлкина"}, {"first_name", "Мария"}, {"birth_date", "04.03.2015"}};
    here = school.Put("child", name);
    there = centre.Put("child", name);
    programme =
        centre.Put("programme", {{"title", "Робототехника"}, {"direction", "tekhnicheskoe"}});
    group = centre.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
    enrolment = Enrol("01.09.2025");
    d.SyncAll();
  }
  model::Uuid Enrol(const std::string& start, const std::string& end = "") {
    return centre.Put("enrolment", {{"child", there.Text()},
                                    {"group", group.Text()},
                                    {"state", end.empty() ? "enrolled" : "completed"},
                                    {"start_date", start},
                                    {"end_date", end}});
  }
  int64_t CoveredAt(Installation& who) { return Seen(who)->coverage.covered; }

  District d;
  Installation& school = d.School("СОШ 2");
  Installation& centre = d.School("ДДТ");
  Installation& coordinator = d.Coordinator();
  model::Uuid here, there, programme, group, enrolment;
};

}  // namespace

TEST_CASE("Persons: linked cards count as one child, and unlinked everything follows") {
  TwoCards cards;
  DeskRig rig(cards.coordinator);
  CHECK(Elsewhere(cards.coordinator).empty());
  CHECK(Seen(cards.coordinator)->coverage.children == 2);
  rig.Do(client::SayOneChild{{cards.here, cards.there}});
  // The school is told without being asked for.
  CHECK(Elsewhere(cards.coordinator) == std::vector{cards.here.Text() + " 2025-09-01–"});
  CHECK(Seen(cards.coordinator)->coverage.children == 1);
  CHECK(Seen(cards.coordinator)->coverage.covered == 1);
  cards.d.SyncAll();
  CHECK(Elsewhere(cards.school).size() == 1);
  CHECK(Elsewhere(cards.centre).empty());
  CHECK(cards.CoveredAt(cards.school) == 1);

  rig.Settle();
  rig.Do(client::UnlinkChild{{cards.here}});
  CHECK(cards.coordinator.Value(cards.here, "person").empty());
  CHECK(cards.coordinator.Value(cards.there, "person").empty());
  CHECK(Elsewhere(cards.coordinator).empty());
  CHECK(Seen(cards.coordinator)->coverage.children == 2);
  cards.d.SyncAll();
  CHECK(Elsewhere(cards.school).empty());
  CHECK(cards.CoveredAt(cards.school) == 0);
  CHECK(cards.CoveredAt(cards.centre) == 1);
}

TEST_CASE("Persons: undoing a link takes it off all cards, and what schools were told with it") {
  TwoCards cards;
  DeskRig rig(cards.coordinator);
  rig.Do(client::SayOneChild{{cards.here, cards.there}});
  CHECK(rig.state().notice->can_undo);
  rig.Do(client::UndoLast{});
  CHECK(cards.coordinator.Value(cards.here, "person").empty());
  CHECK(cards.coordinator.Value(cards.there, "person").empty());
  CHECK(Elsewhere(cards.coordinator).empty());
  // What the program wrote by itself is nothing to be taken back.
  CHECK(client::ReadPersons(cards.coordinator.store()).clusters.size() == 1);
}

TEST_CASE("Persons: what is told of elsewhere follows the enrolments there") {
  TwoCards cards;
  REQUIRE(LinkCards(cards.coordinator.store(), {cards.here, cards.there}, {}));
  Settle(cards.coordinator);
  cards.Enrol("10.01.2025", "31.05.2025");
  cards.d.SyncAll();
  Settle(cards.coordinator);
  CHECK(Elsewhere(cards.coordinator) == std::vector{cards.here.Text() + " 2025-01-10–2025-05-31",
                                                    cards.here.Text() + " 2025-09-01–"});
  cards.centre.Edit(cards.enrolment, {{"state", "dismissed"}, {"end_date", "30.09.2025"}});
  cards.d.SyncAll();
  Settle(cards.coordinator);
  CHECK(Elsewhere(cards.coordinator) == std::vector{cards.here.Text() + " 2025-01-10–2025-05-31",
                                                    cards.here.Text() + " 2025-09-01–2025-09-30"});
  // Who has left the centre does not attend there.
  cards.centre.Edit(cards.there, {{"state", "left"}, {"left_on", "01.09.2025"}});
  cards.d.SyncAll();
  Settle(cards.coordinator);
  CHECK(Elsewhere(cards.coordinator) == std::vector{cards.here.Text() + " 2025-01-10–2025-05-31"});
  cards.centre.Edit(cards.enrolment, {{"state", "rejected"}});
  cards.centre.Delete(cards.group);
  cards.d.SyncAll();
  Settle(cards.coordinator);
  CHECK(Elsewhere(cards.coordinator).empty());
  const auto again = SettleOutside(cards.coordinator.store(),
                                   client::ReadCoverage(cards.coordinator.store()).facts, {}, 10);
  REQUIRE(again);
  CHECK(again->written + again->deleted == 0);
}

TEST_CASE("Persons: a year between two enrolments stays a year without one, at the school too") {
  TwoCards cards;
  REQUIRE(LinkCards(cards.coordinator.store(), {cards.here, cards.there}, {}));
  cards.Enrol("01.09.2023", "31.12.2023");
  cards.Enrol("01.01.2024", "31.05.2024");  // The day after: no break.
  cards.Enrol("01.05.2024", "15.05.2024");
  cards.d.SyncAll();
  Settle(cards.coordinator);
  cards.d.SyncAll();
  CHECK(Elsewhere(cards.school) == std::vector{cards.here.Text() + " 2023-09-01–2024-05-31",
                                               cards.here.Text() + " 2025-09-01–"});
  for (const auto& [on, covered] : std::vector<std::pair<model::Date, bool>>{
           {{2024, 5, 31}, true}, {{2025, 5, 31}, false}, {{2026, 5, 31}, true}})
    for (Installation* who : {&cards.school, &cards.coordinator}) {
      const model::CoverageQuery query{
          .on = on, .organisation = cards.school.store().GetStatus().membership.organisation};
      const auto children = CountChildren(client::ReadCoverage(who->store()).facts, query);
      REQUIRE(children.size() == 1);
      CHECK(children.front().covered == covered);
    }
}

TEST_CASE("Persons: one group that two cards of a child tell of is one place at the school too") {
  TwoCards cards;
  REQUIRE(LinkCards(cards.coordinator.store(), {cards.here, cards.there}, {}));
  cards.school.Put("enrolment", {{"child", cards.here.Text()},
                                 {"group", cards.group.Text()},
                                 {"state", "enrolled"},
                                 {"start_date", "01.09.2025"},
                                 {"end_date", "31.12.2025"}});
  cards.d.SyncAll();
  Settle(cards.coordinator);
  cards.d.SyncAll();
  REQUIRE(Elsewhere(cards.school).size() == 1);
  for (const model::Date on : {model::Date{2025, 12, 1}, {2026, 2, 1}})
    for (Installation* who : {&cards.school, &cards.centre, &cards.coordinator}) {
      const auto children = CountChildren(client::ReadCoverage(who->store()).facts, {.on = on});
      REQUIRE(children.size() == 1);
      CHECK(children.front().all_places() == 1);
    }
}

TEST_CASE("Persons: rows of an earlier program are replaced, and all computers agree on it") {
  TwoCards cards;
  Installation& second = cards.d.Coordinator();
  REQUIRE(LinkCards(cards.coordinator.store(), {cards.here, cards.there}, {}));
  cards.Enrol("01.09.2023", "31.05.2024");
  // As it was told before: one row of the programme, from the first to the last day.
  const auto& type = model::outside_enrolment;
  sync::RowWrite old{&type, sync::RowWrite::Kind::kPut, sync::NamedUuid("of child and programme")};
  old.owner = cards.school.store().GetStatus().membership.organisation;
  old.fields = {{&type.child, cards.here},
                {&type.programme, cards.programme},
                {&type.start_date, std::string("2023-09-01")}};
  REQUIRE(cards.coordinator.store().Write(std::vector{old}, {}));
  cards.d.SyncAll();
  cards.d.SyncAll();
  REQUIRE(Elsewhere(cards.school) == std::vector{cards.here.Text() + " 2023-09-01–"});
  const std::vector<std::string> now = {cards.here.Text() + " 2023-09-01–2024-05-31",
                                        cards.here.Text() + " 2025-09-01–"};
  for (Installation* who : {&cards.coordinator, &second}) {
    Settle(*who);
    CHECK(Elsewhere(*who) == now);
  }
  cards.d.SyncAll();
  cards.d.SyncAll();
  for (Installation* who : {&cards.coordinator, &second, &cards.school}) {
    CHECK(Elsewhere(*who) == now);
    CHECK(who->Disputes() == 0);
    CHECK(who->store().Verify(false).empty());
  }
  CHECK_FALSE(OutsideDiffers(second.store(), client::ReadCoverage(second.store()).facts));
}

TEST_CASE("Persons: two coordinators who link at once do not differ") {
  TwoCards cards;
  Installation& second = cards.d.Coordinator();
  cards.d.SyncAll();
  for (Installation* who : {&cards.coordinator, &second}) {
    REQUIRE(LinkCards(who->store(), {cards.here, cards.there}, {}));
    Settle(*who);
  }
  cards.d.SyncAll();
  CHECK(cards.coordinator.Disputes() == 0);
  CHECK(second.Disputes() == 0);
  CHECK(Elsewhere(second).size() == 1);
  CHECK(Elsewhere(cards.school).size() == 1);
  for (Installation* who : {&cards.coordinator, &second})
    CHECK_FALSE(OutsideDiffers(who->store(), client::ReadCoverage(who->store()).facts));
}

TEST_CASE("Persons: two coordinators who know different days agree when they have exchanged") {
  TwoCards cards;
  Installation& second = cards.d.Coordinator();
  REQUIRE(LinkCards(cards.coordinator.store(), {cards.here, cards.there}, {}));
  Settle(cards.coordinator);
  cards.d.SyncAll();
  cards.centre.Edit(cards.enrolment, {{"start_date", "05.09.2025"}});
  REQUIRE(cards.centre.Sync().empty());
  REQUIRE(second.Sync().empty());
  Settle(second);
  // The first has not heard of it, and of another thing that the second has not.
  cards.centre.Edit(cards.enrolment, {{"start_date", "06.09.2025"}});
  REQUIRE(cards.centre.Sync().empty());
  REQUIRE(cards.coordinator.Sync().empty());
  Settle(cards.coordinator);
  for (int round = 0; round < 3; ++round) {
    cards.d.SyncAll();
    Settle(cards.coordinator);
    Settle(second);
  }
  cards.d.SyncAll();
  CHECK(cards.coordinator.Disputes() == 0);
  CHECK(Elsewhere(second) == std::vector{cards.here.Text() + " 2025-09-06–"});
  CHECK(Elsewhere(cards.school) == Elsewhere(second));
}

TEST_CASE("Persons: groups with different ids become one when they are linked") {
  TwoCards cards;
  Installation& sports = cards.d.School("ДЮСШ");
  const auto third = sports.Put(
      "child", {{"last_name", "Елкина"}, {"first_name", "Мария"}, {"birth_date", "04.03.2015"}});
  const auto fourth = sports.Put("child", {{"last_name", "Елкина"}, {"first_name", "Маша"}});
  cards.d.SyncAll();
  sync::Store& store = cards.coordinator.store();
  REQUIRE(LinkCards(store, {cards.here, cards.there}, {}));
  REQUIRE(LinkCards(store, {third, fourth}, {}));
  const std::string one = cards.coordinator.Value(cards.here, "person");
  const std::string other = cards.coordinator.Value(third, "person");
  REQUIRE(one != other);
  REQUIRE(LinkCards(store, {cards.there, fourth}, {}));
  for (const auto& card : {cards.here, cards.there, third, fourth})
    CHECK(cards.coordinator.Value(card, "person") == std::min(one, other));
  // Taking one off leaves the others linked.
  REQUIRE(UnlinkCards(store, {fourth}, {}));
  CHECK(cards.coordinator.Value(fourth, "person").empty());
  CHECK(client::ReadPersons(store).linked.front().cards.size() == 3);
  CHECK(CodeOf(LinkCards(store, {third}, {})) == "usage");
}

TEST_CASE("Persons: who was told apart is asked about on no computer, until they are linked") {
  TwoCards cards;
  Installation& second = cards.d.Coordinator();
  cards.d.SyncAll();
  REQUIRE(TellApart(cards.coordinator.store(), {cards.here, cards.there}, {}));
  REQUIRE(TellApart(second.store(), {cards.there, cards.here}, {}));
  cards.d.SyncAll();
  CHECK(second.Disputes() == 0);
  CHECK(second.store().Count(model::told_apart) == 1);
  CHECK(client::ReadPersons(second.store()).clusters.empty());
  CHECK(CodeOf(TellApart(second.store(), {cards.here, cards.there}, {})) == "nothing_to_write");
  CHECK(Seen(second)->findings.empty());
  REQUIRE(LinkCards(second.store(), {cards.here, cards.there}, {}));
  CHECK(second.store().Count(model::told_apart) == 0);
  REQUIRE(UnlinkCards(second.store(), {cards.here}, {}));
  CHECK(client::ReadPersons(second.store()).clusters.empty());
}

TEST_CASE("Persons: erasing one of the cards leaves the other alone, and nothing told of it") {
  TwoCards cards;
  DeskRig rig(cards.coordinator);
  rig.Do(client::SayOneChild{{cards.here, cards.there}});
  cards.d.SyncAll();
  REQUIRE(Elsewhere(cards.school).size() == 1);
  REQUIRE(cards.coordinator.store().Erase({"child", cards.there}, {}));
  cards.d.SyncAll();
  rig.Do(client::SyncNow{});
  cards.d.SyncAll();
  CHECK(client::ReadPersons(cards.coordinator.store()).linked.empty());
  CHECK(Elsewhere(cards.coordinator).empty());
  CHECK(Elsewhere(cards.school).empty());
  CHECK(cards.CoveredAt(cards.school) == 0);
}

TEST_CASE("Persons: an enrolment that comes with an exchange is told to the school by itself") {
  TwoCards cards;
  DeskRig rig(cards.coordinator);
  rig.Do(client::SayOneChild{{cards.here, cards.there}});
  const auto chess = cards.centre.Put("programme", {{"title", "Шахматы"}});
  const auto group = cards.centre.Put("group", {{"name", "2"}, {"programme", chess.Text()}});
  cards.centre.Put("enrolment",
                   {{"child", cards.there.Text()}, {"group", group.Text()}, {"state", "enrolled"}});
  cards.d.SyncAll();
  rig.Do(client::SyncNow{});
  CHECK(Elsewhere(cards.coordinator).size() == 2);
  cards.d.SyncAll();
  CHECK(Elsewhere(cards.school).size() == 2);
}

TEST_CASE("Persons: a school can neither link nor see what others have") {
  TwoCards cards;
  CHECK(client::ReadPersons(cards.school.store()).clusters.empty());
  CHECK(CodeOf(LinkCards(cards.school.store(), {cards.here, cards.there}, {})) == "not_found");
  Settle(cards.school);
  CHECK(Elsewhere(cards.school).empty());
}

TEST_CASE("Persons: scripts find candidates, link, unlink and tell schools") {
  TestDistrict district;
  const CommandLine coordinator;
  district.Join(coordinator, sync::Role::kCoordinator, "Методист");
  const std::string centre = district.AddSchool("Centre");
  const auto put = [&](const std::string& owner, std::vector<std::string> words) {
    words.insert(words.begin(), "put");
    if (!owner.empty()) words.insert(words.end(), {"--owner", owner});
    const Ran ran = coordinator.json(words);
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    return ran.json()["id"].get<std::string>();
  };
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  const std::vector<std::string> child = {"child", "last_name=Ёлкин", "first_name=Пётр",
                                          "birth_date=04.03.2015"};
  const std::string here = put(district.school(), child), there = put(centre, child);
  const std::string programme = put(centre, {"programme", "title=Хор"});
  const std::string group = put(centre, {"group", "name=1", "programme=" + programme});
  put(centre, {"enrolment", "child=" + there, "group=" + group, "state=enrolled"});
  const Json found = coordinator.json({"persons", "candidates"}).json();
  CHECK(found["score"] == "sure");
  CHECK(found["ids"].size() == 2);
  CHECK(found["reasons"] == Json({"same_name", "same_birth_date"}));
  const auto log = [&] { return coordinator.json({"access-log"}).lines(); };
  CHECK(log().empty());  // Ids tell on nobody, names do.
  CHECK(coordinator({"persons", "candidates"}).out.find("same name") != std::string::npos);
  REQUIRE(log().size() == 1);
  CHECK(log().front()["what"] == "listed");
  CHECK(log().front()["entity"] == "child");
  CHECK(log().front()["count"] == 2);

  CHECK(coordinator.json({"persons", "link", here, there}).exit == 0);
  CHECK(coordinator.json({"list", "outside_enrolment"}).lines().size() == 1);
  CHECK(coordinator.json({"persons", "linked"}).json()["ids"].size() == 2);
  const size_t before = log().size();
  CHECK(coordinator({"persons", "linked"}).exit == 0);
  REQUIRE(log().size() == before + 1);
  CHECK(log().front()["count"] == 2);
  CHECK(coordinator.json({"persons", "outside"}).json() == Json({{"written", 0}, {"deleted", 0}}));
  CHECK(coordinator.json({"persons", "unlink", here}).exit == 0);
  CHECK(coordinator.json({"list", "outside_enrolment"}).lines().empty());
  CHECK(coordinator.json({"persons", "candidates"}).lines().empty());
  CHECK(coordinator.json({"persons", "link", here}).error()["code"] == "usage");
  CHECK(coordinator.json({"persons", "marry"}).error()["code"] == "usage");
}

}  // namespace tests
