// SPDX-License-Identifier: MIT
// What the screens show of the data: cells, counts, coverage, disputes, findings.
#include "client/desktop/snapshot.h"

#include <catch2/catch.hpp>

#include "client/app/enrolment_state.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "tests/support/district.h"

using namespace kruzhok;
using namespace kruzhok::client;
using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

const model::Date kToday{2026, 11, 22};

std::shared_ptr<const Snapshot> Seen(Installation& installation,
                                     Language language = Language::kRussian) {
  return BuildSnapshot(installation.store(), Translator(language), kToday, 1);
}

std::string Cell(const ListData& list, const model::Uuid& row, std::string_view column) {
  const auto place = list.Find(row);
  const auto where = list.FindColumn(column);
  REQUIRE(place);
  REQUIRE(where);
  return std::string(list.Cell(*place, *where));
}

std::string Keys(const ListData& list) {
  std::string keys;
  for (const ListColumn& column : list.columns())
    keys += (keys.empty() ? "" : " ") + (column.hidden ? '(' + column.key + ')' : column.key);
  return keys;
}

std::vector<std::string> FindingNames(const Snapshot& data) {
  std::vector<std::string> names;
  for (const Finding& finding : data.findings) names.emplace_back(Name(finding.what));
  std::sort(names.begin(), names.end());
  return names;
}

// A school with one programme of two groups.
struct School {
  explicit School(Installation& at) : pc(at) {
    programme = pc.Put("programme", {{"title", "Волейбол"}, {"direction", "tekhnicheskoe"}});
    group = pc.Put("group", {{"name", "1 группа"},
                             {"programme", programme.Text()},
                             {"capacity", "1"},
                             {"age_min", "7"},
                             {"age_max", "15"}});
  }
  model::Uuid Child(const std::string& last_name, const std::string& birth_date = "2014-01-03",
                    const std::string& school_class = "6А") {
    return pc.Put("child", {{"consent", "true"},
                            {"last_name", last_name},
                            {"first_name", "Пётр"},
                            {"birth_date", birth_date},
                            {"class", school_class}});
  }
  model::Uuid Enrol(const model::Uuid& child, const model::Uuid& into,
                    const std::string& state = "enrolled") {
    return pc.Put("enrolment", {{"child", child.Text()}, {"group", into.Text()}, {"state", state}});
  }
  Installation& pc;
  model::Uuid programme, group;
};

}  // namespace

TEST_CASE("Snapshot: each list has its columns; a listed field is always among them") {
  const auto empty = EmptySnapshot(Translator(Language::kRussian));
  CHECK(Keys(empty->List(model::child)) ==
        "name class birth_date (age) programmes (category) (state) where");
  CHECK(Keys(empty->List(model::programme)) ==
        "title provider direction ages level hours groups children state (navigator_state) where");
  CHECK(Keys(empty->List(model::group)) ==
        "name programme teacher ages (capacity) children start_date end_date where");
  CHECK(Keys(empty->List(model::enrolment)) ==
        "child class group programme state start_date end_date order_number where");
  CHECK(Keys(empty->List(model::organisation)) == "name short_name kind settlement phone where");
  const std::set<std::string_view> inside_others = {"last_name", "first_name", "middle_name",
                                                    "age_min", "age_max"};
  for (const model::EntityType* type : model::Catalog())
    for (const model::FieldInfo* field : type->fields())
      if (field->options().in_list && !inside_others.contains(field->name()))
        CHECK(empty->List(*type).FindColumn(field->name()));
}

TEST_CASE("Snapshot: every column and finding has its words in both languages") {
  for (const Language language : {Language::kRussian, Language::kEnglish}) {
    const Translator texts(language);
    const auto empty = EmptySnapshot(texts);
    for (const auto& [entity, list] : empty->lists)
      for (const ListColumn& column : list->columns()) {
        INFO(column.key);
        CHECK(column.label.find('.') == std::string::npos);
        CHECK(column.label != column.key);
      }
    for (int what = 0; what <= static_cast<int>(Finding::What::kMisfit); ++what) {
      const std::string key = "finding." + std::string(Name(static_cast<Finding::What>(what)));
      CHECK(texts.Has(key));
      CHECK(texts.Has(key + ".detail"));
    }
  }
}

TEST_CASE("Snapshot: cells are in the words of people") {
  District d;
  School school(d.Stranger());
  const auto child = school.Child("Ёлкин");
  const auto other = school.Child("Яковлев");
  const auto enrolment = school.Enrol(child, school.group);
  const auto data = Seen(school.pc);
  const ListData& children = data->List(model::child);
  CHECK(Cell(children, child, "name") == "Ёлкин Пётр");
  CHECK(Cell(children, child, "birth_date") == "03.01.2014");
  CHECK(Cell(children, child, "age") == "12");
  CHECK(Cell(children, child, "programmes") == "Волейбол");
  CHECK(Cell(children, other, "programmes") == "не охвачен");
  CHECK(Cell(children, child, "where") == "на этом ПК");
  CHECK(Cell(data->List(model::group), school.group, "children") == "1 из 1");
  CHECK(Cell(data->List(model::group), school.group, "ages") == "7–15");
  CHECK(Cell(data->List(model::group), school.group, "programme") == "Волейбол");
  CHECK(Cell(data->List(model::programme), school.programme, "groups") == "1");
  CHECK(Cell(data->List(model::programme), school.programme, "children") == "1");
  CHECK(Cell(data->List(model::programme), school.programme, "direction") == "Техническая");
  const ListData& enrolments = data->List(model::enrolment);
  CHECK(Cell(enrolments, enrolment, "child") == "Ёлкин Пётр");
  CHECK(Cell(enrolments, enrolment, "class") == "6А");
  CHECK(Cell(enrolments, enrolment, "programme") == "Волейбол");
  CHECK(Cell(Seen(school.pc, Language::kEnglish)->List(model::child), other, "programmes") ==
        "not covered");
}

TEST_CASE("Snapshot: a child of several programmes shows the first and how many more") {
  District d;
  School school(d.Stranger());
  const auto child = school.Child("Ёлкин");
  const auto chess = school.pc.Put("programme", {{"title", "Шахматы"}});
  const auto group = school.pc.Put("group", {{"name", "А"}, {"programme", chess.Text()}});
  school.Enrol(child, school.group);
  school.Enrol(child, group, "suspended");
  const auto data = Seen(school.pc);
  CHECK(Cell(data->List(model::child), child, "programmes") == "Волейбол +1");
  CHECK(data->groups_of_child.at(child) == std::set{school.group, group});
  CHECK(data->group_sizes.at(group) == 1);
}

TEST_CASE("Snapshot: an application or a dismissal is no attendance") {
  for (const char* state :
       {"draft", "applied", "confirmed", "dismissed", "completed", "rejected", "reserve"})
    CHECK_FALSE(IsActiveEnrolment(state));
  for (const char* state : {"", "enrolled", "transferred", "suspended"})
    CHECK(IsActiveEnrolment(state));
}

TEST_CASE("Snapshot: coverage counts children of 5 to 17 who have not left, a person once") {
  District d;
  School school(d.Stranger());
  const auto covered = school.Child("Аврорин");
  school.Child("Борин");
  school.Child("Маленький", "2023-01-01");
  school.Child("Взрослый", "2001-01-01");
  const auto unknown_age = school.Child("Безгодов", "", "10А");
  const auto left = school.Child("Бывший");
  CHECK(school.pc.Edit(left, {{"state", "left"}}).empty());
  const auto twice = school.Child("Дважды");
  const auto again = school.Child("Дважды", "2014-01-03", "");
  for (const auto& card : {twice, again})
    CHECK(school.pc.Edit(card, {{"person", "one-and-the-same"}}).empty());
  school.Enrol(covered, school.group);
  school.Enrol(unknown_age, school.group, "applied");
  school.Enrol(again, school.group);
  const Coverage coverage = Seen(school.pc)->coverage;
  CHECK(coverage.children == 4);
  CHECK(coverage.covered == 2);
  CHECK(coverage.technical == 2);
  CHECK(coverage.column == "class");
  CHECK(coverage.parts == std::vector<CoveragePart>{{"6А", 2, 3}, {"10А", 0, 1}});
}

// One child with a card at a school and one at a centre, where it attends; another of the school.
struct TwoCards {
  TwoCards() : school(d.School("Сосновка")), centre(d.School("Центр")), at_centre(centre) {
    const Fields name = {{"last_name", "Ёлкина"}, {"first_name", "Мария"}, {"consent", "true"}};
    here = school.Put("child", name);
    there = centre.Put("child", name);
    other = school.Put("child",
                       {{"consent", "true"}, {"last_name", "Волков"}, {"first_name", "Семён"}});
    enrolment = at_centre.Enrol(there, at_centre.group);
    d.SyncAll();
    for (const auto& card : {here, there})
      CHECK(coordinator.Edit(card, {{"person", "one"}}).empty());
    d.SyncAll();
  }
  District d;
  Installation& school;
  Installation& centre;
  Installation& coordinator = d.Coordinator();
  School at_centre;
  model::Uuid here, there, other, enrolment;
};

TEST_CASE("Snapshot: a coordinator sees coverage by organisation, and a person covered anywhere") {
  TwoCards cards;
  const auto data = Seen(cards.coordinator);
  CHECK(data->coverage.column == "organisation");
  CHECK(data->coverage.parts == std::vector<CoveragePart>{{"Сосновка", 1, 2}, {"Центр", 1, 1}});
  CHECK(data->coverage.children == 2);
  CHECK(data->coverage.covered == 1);
  const ListData& children = data->List(model::child);
  CHECK(Cell(children, cards.here, "programmes") == "Волейбол");
  CHECK(Cell(children, cards.there, "programmes") == "Волейбол");
  CHECK(Cell(children, cards.other, "programmes") == "не охвачен");
  CHECK(Cell(children, cards.here, "organisation") == "Сосновка");
  CHECK(Cell(children, cards.there, "organisation") == "Центр");
  // What is not here cannot be counted.
  const auto school = Seen(cards.school);
  CHECK(Cell(school->List(model::child), cards.here, "programmes") == "не охвачен");
  CHECK_FALSE(school->List(model::child).FindColumn("organisation"));
}

TEST_CASE("Snapshot: a child with two cards in one organisation counts once there") {
  District d;
  School school(d.School("Сосновка"));
  auto& coordinator = d.Coordinator();
  const auto card = school.Child("Ёлкин"), again = school.Child("Ёлкин");
  d.SyncAll();
  for (const auto& one : {card, again}) CHECK(coordinator.Edit(one, {{"person", "p"}}).empty());
  CHECK(Seen(coordinator)->coverage.parts == std::vector<CoveragePart>{{"Сосновка", 0, 1}});
}

TEST_CASE("Snapshot: a school does not count or judge the groups of others") {
  District d;
  auto& school = d.School("Сосновка");
  auto& coordinator = d.Coordinator();
  School centre(d.School("Центр"));
  const auto unbounded =
      centre.pc.Put("group", {{"name", "2 группа"}, {"programme", centre.programme.Text()}});
  const auto orphan =
      centre.pc.Put("group", {{"name", "3 группа"}, {"programme", d.Organisation("Центр").Text()}});
  for (const char* name : {"Аврорин", "Борин"}) centre.Enrol(centre.Child(name), centre.group);
  const auto own = school.Put(
      "group", {{"name", "Своя"}, {"programme", centre.programme.Text()}, {"capacity", "12"}});
  d.SyncAll();
  const auto data = Seen(school);
  const ListData& groups = data->List(model::group);
  CHECK(Cell(groups, centre.group, "children") == "— из 1");
  CHECK(Cell(groups, unbounded, "children").empty());
  CHECK(Cell(groups, own, "children") == "0 из 12");
  CHECK(Cell(data->List(model::programme), centre.programme, "children").empty());
  CHECK_FALSE(data->group_sizes.contains(centre.group));
  CHECK(data->findings.empty());
  // Pupils of the school go there, too: still nobody here knows how many there are.
  for (const char* name : {"Волков", "Грачёв"}) {
    const auto child =
        school.Put("child", {{"consent", "true"}, {"last_name", name}, {"first_name", "Пётр"}});
    school.Put("enrolment", {{"child", child.Text()}, {"group", centre.group.Text()}});
  }
  const auto after = Seen(school);
  CHECK(Cell(after->List(model::group), centre.group, "children") == "— из 1");
  CHECK(after->findings.empty());
  CHECK(after->coverage.covered == 2);
  d.SyncAll();
  CHECK(Cell(Seen(coordinator)->List(model::group), centre.group, "children") == "4 из 1");
  CHECK(FindingNames(*Seen(centre.pc)) == std::vector<std::string>{"no_programme", "overfull"});
  CHECK(Cell(Seen(centre.pc)->List(model::group), orphan, "children") == "0");
}

TEST_CASE("Snapshot: an enrolment is called by its child and its group") {
  TwoCards cards;
  for (Installation* one : {&cards.centre, &cards.coordinator}) {
    CHECK(one->Edit(cards.enrolment, {{"order_number", one == &cards.centre ? "38-до" : "39-до"},
                                      {"reason", "Лечение в санатории"}})
              .empty());
  }
  cards.d.SyncAll();
  const auto data = Seen(cards.centre);
  REQUIRE(data->disputes.size() == 1);
  CHECK(data->disputes[0].title == "Ёлкина Мария · 1 группа");
  CHECK(data->search->TitleOf(model::enrolment, cards.enrolment) == "Ёлкина Мария · 1 группа");
  const auto hits = data->search->Find("38-до", 5);
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].title == "Ёлкина Мария · 1 группа");
  CHECK(hits[0].subtitle == "Зачислен");
}

TEST_CASE("Snapshot: who works for the whole district sees its name") {
  District d;
  auto& coordinator = d.Coordinator();
  const auto data = Seen(coordinator);
  CHECK_FALSE(data->organisation.empty());
  CHECK(data->organisation == data->status.membership.district);
}

TEST_CASE("Snapshot: findings say what a person should look at") {
  District d;
  School school(d.Stranger());
  const auto child = school.Child("Ёлкин");
  const auto namesake = school.Child("Елкин");
  const auto old = school.Child("Старший", "2009-01-01");
  school.Enrol(child, school.group);
  school.Enrol(child, school.group);
  school.Enrol(old, school.group);
  school.Enrol(namesake, model::Uuid::FromBytes("0123456789abcdef"));
  const auto data = Seen(school.pc);
  CHECK(FindingNames(*data) == std::vector<std::string>{"namesake", "no_programme", "out_of_age",
                                                        "overfull", "second_enrolment"});
  for (const Finding& finding : data->findings) {
    CHECK(finding.type != nullptr);
    CHECK_FALSE(finding.title.empty());
    CHECK(finding.detail.find('{') == std::string::npos);
  }
}

TEST_CASE("Snapshot: the same person on two cards is no namesake any more") {
  District d;
  School school(d.Stranger());
  for (const auto& card : {school.Child("Ёлкин"), school.Child("Ёлкин")})
    CHECK(school.pc.Edit(card, {{"person", "p"}}).empty());
  CHECK(Seen(school.pc)->findings.empty());
}

TEST_CASE("Snapshot: a reference to a row that is not here is said so") {
  District d;
  School school(d.Stranger());
  CHECK(school.pc.Delete(school.programme).empty());
  const auto data = Seen(school.pc);
  CHECK(Cell(data->List(model::group), school.group, "programme") == "нет в этих данных");
  CHECK(FindingNames(*data) == std::vector<std::string>{"no_programme"});
}

TEST_CASE("Snapshot: a row deleted by one and edited by another is a finding") {
  District d;
  auto& a = d.School("Сосновка");
  auto& b = d.School("Сосновка");
  const auto child =
      a.Put("child", {{"consent", "true"}, {"last_name", "Ёлкин"}, {"first_name", "Пётр"}});
  d.SyncAll();
  CHECK(a.Delete(child).empty());
  CHECK(b.Edit(child, {{"class", "6А"}}).empty());
  d.SyncAll();
  const auto data = Seen(a);
  CHECK(FindingNames(*data) == std::vector<std::string>{"revived"});
  CHECK(data->findings[0].title == "Ёлкин Пётр");
}

TEST_CASE("Snapshot: a dispute shows every value in words, by whom and where") {
  District d;
  auto& school = d.School("Сосновка");
  auto& coordinator = d.Coordinator();
  const auto child =
      school.Put("child", {{"consent", "true"}, {"last_name", "Ёлкин"}, {"first_name", "Пётр"}});
  d.SyncAll();
  CHECK(school.Edit(child, {{"birth_date", "2011-01-03"}}).empty());
  CHECK(coordinator.Edit(child, {{"birth_date", "2011-01-30"}}).empty());
  d.SyncAll();
  const auto data = Seen(school);
  REQUIRE(data->disputes.size() == 1);
  const DisputeItem& item = data->disputes[0];
  CHECK(item.title == "Ёлкин Пётр");
  CHECK(item.label == "Дата рождения");
  REQUIRE(item.proposals.size() == 1);
  CHECK(std::set{item.official.text, item.proposals[0].text} ==
        std::set<std::string>{"03.01.2011", "30.01.2011"});
  CHECK(std::set{item.official.where, item.proposals[0].where} ==
        std::set<std::string>{data->organisation, data->status.membership.district});
  CHECK_FALSE(data->organisation.empty());
  CHECK(data->status.disputes == 1);
  CHECK(Cell(data->List(model::child), child, "where") == "спорно");
}

TEST_CASE("Snapshot: what the district has not accepted says why, what it held, what to do") {
  District d;
  auto& school = d.School("Сосновка");
  const auto id = model::Uuid::FromBytes("0123456789abcdef");
  school.Smuggle(
      {{.entity = "child",
        .id = id,
        .json = {{"last_name", "\"Ёлкин\""}, {"first_name", "\"Пётр\""}, {"birth_date", "7"}}}});
  d.SyncAll();
  const auto data = Seen(school);
  REQUIRE(data->outside.size() == 1);
  const OutsideItem& item = data->outside[0];
  CHECK(item.title == "Ёлкин Пётр");
  CHECK(item.field == "Дата рождения");
  CHECK(item.reason.find("Дата рождения") != std::string::npos);
  CHECK_FALSE(item.hint.empty());
  CHECK(item.values.size() == 3);
  CHECK(data->status.refused == 1);
}

TEST_CASE("Snapshot: before joining the organisation is called as its people named it") {
  District d;
  auto& school = d.Stranger();
  CHECK(Seen(school)->organisation.empty());
  sync::Replica::Change change(school.replica());
  school.replica().SetSetting("desk.school", "Школа № 3");
  change.Commit();
  CHECK(Seen(school)->organisation == "Школа № 3");
}
