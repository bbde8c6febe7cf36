// SPDX-License-Identifier: MIT
// Special categories of children, who sees them, and names without consent.
#include <algorithm>

#include <catch2/catch.hpp>

#include "client/app/access_log.h"
#include "client/app/masked_name.h"
#include "client/tables/workbook.h"
#include "client/transfer/export_rows.h"
#include "client/transfer/import_plan.h"
#include "model/entities/category.h"
#include "tests/client/desk_rig.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using client::PersonRole;
using tests::DeskRig;
using tests::District;
using tests::Installation;

namespace {

const model::Date kToday{2026, 11, 22};

std::shared_ptr<const client::Snapshot> Seen(Installation& who,
                                             PersonRole role = PersonRole::kFull) {
  return client::BuildSnapshot(who.store(), client::Translator(client::Language::kRussian), kToday,
                               1, role);
}

model::Uuid PutChild(Installation& at, const char* surname, const char* consent = "true") {
  return at.Put("child", {{"last_name", surname},
                          {"first_name", "Пётр"},
                          {"birth_date", "03.01.2014"},
                          {"class", "6А"},
                          {"parent_name", std::string(surname) + "а Анна"},
                          {"consent", consent}});
}

std::string Cell(const client::Snapshot& data, const model::EntityType& type,
                 const model::Uuid& row, std::string_view column) {
  const client::ListData& list = data.List(type);
  REQUIRE(list.Find(row));
  REQUIRE(list.FindColumn(column));
  return std::string(list.Cell(*list.Find(row), *list.FindColumn(column)));
}

size_t Count(const client::Snapshot& data, client::Finding::What what) {
  return static_cast<size_t>(std::ranges::count(data.findings, what, &client::Finding::what));
}

void Restrict(Installation& who, std::string_view person) {
  sync::Replica::Change change(who.replica());
  client::SetRole(who.replica(), person, PersonRole::kRestricted);
  change.Commit();
}

}  // namespace

TEST_CASE("Categories: a list of children tells those of today, for whom may see them") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин");
  school.Put("category", {{"child", child.Text()}, {"category", "gifted"}});
  school.Put("category",
             {{"child", child.Text()}, {"category", "ovz"}, {"start_date", "01.09.2024"}});
  school.Put("category",
             {{"child", child.Text()}, {"category", "hard_life"}, {"end_date", "01.09.2024"}});
  const auto full = Seen(school);
  CHECK(Cell(*full, model::child, child, "category") == "ОВЗ, Одарённые");
  CHECK(full->List(model::category).size() == 3);
  CHECK(full->coverage_book.facts.categories.size() == 3);
  const auto less = Seen(school, PersonRole::kRestricted);
  CHECK(less->role == PersonRole::kRestricted);
  CHECK_FALSE(less->List(model::child).FindColumn("category"));
  CHECK(less->List(model::category).size() == 0);
  // Figures are true for everybody; who is behind them is not told.
  CHECK(less->coverage_book.facts.categories.size() == 3);
}

TEST_CASE("Roles: nothing of a category is opened, given, exported or told to a teacher") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин");
  const auto category = school.Put("category", {{"child", child.Text()}, {"category", "ovz"}});
  Restrict(school, "Вера");
  DeskRig desk(school);
  desk.Do(client::SwitchUser{"Марина"});
  desk.Do(client::OpenRecord{&model::category, category});
  REQUIRE(desk.state().record);
  desk.Do(client::SwitchUser{"Вера"});
  CHECK_FALSE(desk.state().record);  // At once, not when the lists have followed.
  CHECK(desk->data().List(model::category).size() == 0);
  for (const client::Command& command :
       {client::Command(client::OpenRecord{&model::category, category}),
        client::Command(client::NewRecord{&model::category}),
        client::Command(client::StartExport{&model::category}),
        client::Command(client::StartCategories{{child}}), client::Command(client::ShowAccessLog{}),
        client::Command(client::SetPersonRole{"Вера", PersonRole::kFull})}) {
    desk.Do(client::Dismiss{});
    desk.Do(command);
    CHECK_FALSE(desk.state().record);
    CHECK_FALSE(desk.state().export_rows.open);
    CHECK_FALSE(desk.state().privacy.adding.open);
    CHECK(desk.notice().find("скрыты") != std::string::npos);
  }
  CHECK(desk.state().privacy.restricted.contains("Вера"));
  desk.Do(client::OpenRecord{&model::child, child});
  CHECK(desk.state().record->categories.empty());
  desk.Do(client::SwitchUser{"Марина"});
  REQUIRE(desk.state().record->categories.size() == 1);
  CHECK(desk.state().record->categories.front().text == "ОВЗ");
}

TEST_CASE("Roles: the last who sees everything keeps that, and a new name is no way around") {
  District district;
  Installation& school = district.School("А");
  DeskRig desk(school);
  desk.Do(client::SwitchUser{"Марина"});
  desk.Do(client::SetPersonRole{"Марина", PersonRole::kRestricted});
  CHECK(desk.state().privacy.restricted.empty());
  desk.Do(client::SwitchUser{"Вера"});
  desk.Do(client::SetPersonRole{"Вера", PersonRole::kRestricted});
  CHECK(desk.state().privacy.restricted == client::People{"Вера"});
  desk.Do(client::SwitchUser{"Новая"});
  CHECK(client::RoleOf(desk.state()) == PersonRole::kRestricted);
  desk.Do(client::ForgetUser{"Марина"});
  CHECK(desk.state().settings.users.size() == 3);
  DeskRig again(school);
  CHECK(again.state().privacy.restricted == client::People{"Вера", "Новая"});
}

TEST_CASE("Roles: the history of a card does not tell the categories of older data") {
  District district;
  Installation& school = district.School("А");
  const auto child =
      school.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"categories", "ovz"}});
  Restrict(school, "Вера");
  DeskRig desk(school);
  const auto tells = [&] {
    return std::ranges::any_of(desk.state().record->history,
                               [](const auto& line) { return line.after == "ОВЗ"; });
  };
  desk.Do(client::SwitchUser{"Марина"});
  desk.Do(client::SwitchUser{"Вера"});
  desk.Do(client::OpenRecord{&model::child, child});
  CHECK_FALSE(tells());
  desk.Do(client::SwitchUser{"Марина"});
  CHECK(tells());
}

TEST_CASE("Categories: those of older data become rows once, the same on every computer") {
  District district;
  Installation& school = district.School("А");
  Installation& other = district.School("А");
  const auto child = school.Put("child", {{"last_name", "Ёлкин"},
                                          {"first_name", "Пётр"},
                                          {"categories", "ovz,gifted"},
                                          {"ovz_types", "deaf"},
                                          {"category_basis", "ПМПК № 5"},
                                          {"category_until", "31.08.2027"}});
  district.SyncAll();
  { DeskRig here(school), there(other); }
  CHECK(school.store().Count(model::category) == 2);
  district.SyncAll();
  CHECK(school.store().Count(model::category) == 2);
  CHECK(school.Disputes() == 0);
  model::Uuid ovz;
  school.store().List(model::category, {}, [&](const sync::RowView& row) {
    CHECK(row.record.Get(model::category.child) == child);
    CHECK_FALSE(row.record.Get(model::category.start_date));
    CHECK(row.record.Get(model::category.end_date) == model::Date{2027, 8, 31});
    CHECK(row.record.Get(model::category.basis) == "ПМПК № 5");
    if (row.record.Get(model::category.category) == "ovz") {
      ovz = row.id;
      CHECK(row.record.Get(model::category.ovz_types) == model::Choices{"deaf"});
    }
    return true;
  });
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, child});
  CHECK(desk.state().record->categories.size() == 2);
  std::vector<model::Uuid> all;
  for (const client::CategoryChip& chip : desk.state().record->categories) all.push_back(chip.id);
  desk.Do(client::DeleteRows{&model::category, all});
  CHECK(school.store().Count(model::category) == 0);
  DeskRig again(school);
  CHECK(school.store().Count(model::category) == 0);
}

TEST_CASE("Categories: many children get several at once, who has one already gets the others") {
  District district;
  Installation& school = district.School("А");
  const auto first = PutChild(school, "Ёлкин"), second = PutChild(school, "Щукин");
  school.Put("category", {{"child", first.Text()}, {"category", "ovz"}});
  DeskRig desk(school);
  desk.Do(client::StartCategories{{first, second}});
  client::CategoryAdding& adding = desk.state().privacy.adding;
  REQUIRE(adding.open);
  adding.chosen["ovz"] = adding.chosen["gifted"] = true;
  adding.start_date = "вчера";
  desk.Do(client::SaveCategories{});
  CHECK(adding.problems.contains("start_date"));
  adding.start_date = "01.09.2026";
  adding.end_date = "01.09.2025";
  desk.Do(client::SaveCategories{});
  CHECK(adding.problems.contains("end_date"));
  adding.end_date.clear();
  adding.basis = "Приказ № 5";
  desk.Do(client::SaveCategories{});
  CHECK_FALSE(adding.open);
  CHECK(school.store().Count(model::category) == 4);
  desk.Do(client::OpenRecord{&model::child, second});
  REQUIRE(desk.state().record->categories.size() == 2);
  CHECK(desk.state().record->categories.front().text.ends_with("с 01.09.2026"));
  CHECK(desk.state().record->categories.front().about == "Приказ № 5");
  desk.Do(client::UndoLast{});
  CHECK(school.store().Count(model::category) == 1);
}

TEST_CASE("Categories: one is given again for another time, never twice for the same") {
  District district;
  Installation& school = district.School("А");
  const auto child = PutChild(school, "Ёлкин");
  school.Put("category",
             {{"child", child.Text()}, {"category", "ovz"}, {"start_date", "01.09.2025"}});
  DeskRig desk(school);
  client::CategoryAdding& adding = desk.state().privacy.adding;
  const auto given = [&](const char* start, const char* end) {
    desk.Do(client::StartCategories{{child}});
    adding.chosen["ovz"] = true;
    adding.start_date = start;
    adding.end_date = end;
    adding.basis = "Приказ № 5";
    const int64_t before = school.store().Count(model::category);
    desk.Do(client::SaveCategories{});
    return school.store().Count(model::category) == before + 1;
  };
  CHECK(given("01.09.2022", "31.05.2024"));
  CHECK_FALSE(adding.open);
  CHECK(given("01.06.2024", "31.08.2025"));
  CHECK(given("", "31.08.2022"));
  CHECK_FALSE(given("31.08.2025", "01.09.2025"));
  // What was typed stays, with the reason beside it.
  CHECK(adding.open);
  CHECK(adding.basis == "Приказ № 5");
  CHECK(adding.problems.contains("category"));
  CHECK_FALSE(given("01.09.2024", ""));
  CHECK_FALSE(given("", ""));
}

TEST_CASE("Consent: without it the district sees initials, the school the name and a finding") {
  District district;
  Installation& school = district.School("А");
  Installation& centre = district.Coordinator();
  const auto without = PutChild(school, "Ёлкин", ""), with = PutChild(school, "Щукин");
  const auto programme = school.Put("programme", {{"title", "Волейбол"}});
  const auto group = school.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
  const auto enrolment =
      school.Put("enrolment", {{"child", without.Text()}, {"group", group.Text()}});
  district.SyncAll();
  const auto at_home = Seen(school), outside = Seen(centre);
  CHECK(Cell(*at_home, model::child, without, "name") == "Ёлкин Пётр");
  CHECK(Count(*at_home, client::Finding::What::kNoConsent) == 1);
  CHECK(Cell(*outside, model::child, without, "name") == "Ё. П.");
  CHECK(Cell(*outside, model::child, with, "name") == "Щукин Пётр");
  CHECK(Cell(*outside, model::enrolment, enrolment, "child") == "Ё. П.");
  CHECK(outside->search->Find("Ёлкин", 10).empty());
  CHECK(outside->search->Find("Щукин", 10).size() == 1);
  CHECK(Count(*outside, client::Finding::What::kNoConsent) == 0);
  const auto row = centre.store().replica().rows().Summary(model::child, without);
  CHECK(client::CardName(centre.replica().membership(), row->owner, row->record) == "Ё. П., 6А");
  CHECK(client::CardName(school.replica().membership(), row->owner, row->record) == "Ёлкин Пётр");
  CHECK(client::StoredTitle(centre.store(), model::child, without) == "Ё. П.");
}

TEST_CASE("Consent: a coordinator's two cards of one child are namesakes though one is masked") {
  District district;
  Installation& school = district.School("А");
  Installation& house = district.School("Б");
  Installation& centre = district.Coordinator();
  PutChild(school, "Ёлкин", "");
  PutChild(house, "Ёлкин");
  district.SyncAll();
  CHECK(Count(*Seen(centre), client::Finding::What::kNamesake) == 1);
}

TEST_CASE("Consent: a coordinator's form and history of a masked card have no name") {
  District district;
  Installation& school = district.School("А");
  Installation& centre = district.Coordinator();
  const auto child = PutChild(school, "Ёлкин", "");
  district.SyncAll();
  DeskRig desk(centre);
  desk.Do(client::OpenRecord{&model::child, child});
  CHECK(desk.state().record->title == "Ё. П.");
  CHECK(desk.form().Find("last_name") == nullptr);
  CHECK(desk.form().Find("parent_name") == nullptr);
  for (const client::HistoryLine& line : desk.state().record->history) {
    CHECK(line.after.find("Ёлкин") == std::string::npos);
    CHECK(line.after.find("Анна") == std::string::npos);
  }
  desk.Type("class", "7А");
  desk.Do(client::SaveRecord{});
  CHECK(centre.Value(child, "class") == "7А");
  CHECK(centre.Value(child, "last_name") == "Ёлкин");
}

TEST_CASE("Consent: a masked list that a coordinator exports changes nothing when it comes back") {
  District district;
  Installation& school = district.School("А");
  Installation& centre = district.Coordinator();
  PutChild(school, "Ёлкин", "");
  PutChild(school, "Щукин");
  district.SyncAll();
  const tests::TempFolder folder;
  const client::Translator texts(client::Language::kRussian);
  const auto file = folder.path() / "list.xlsx";
  client::ExportOptions options;
  options.type = &model::child;
  REQUIRE(client::ExportRows(centre.store(), texts, options, file));
  const auto workbook = client::ReadWorkbook(file);
  REQUIRE(workbook);
  std::string all;
  for (const auto& row : workbook->sheets[0].rows)
    for (const auto& cell : row) all += cell + '\n';
  CHECK(all.find("Ёлкин") == std::string::npos);
  CHECK(all.find("Щукин") != std::string::npos);
  client::ImportOptions reading;
  reading.type = &model::child;
  reading.columns = client::RecallColumns(centre.store(), model::child, workbook->sheets[0]);
  const auto plan = client::PlanImport(centre.store(), texts, *workbook, reading);
  REQUIRE(plan);
  CHECK(plan->counts.same == 2);
  CHECK(plan->counts.changed == 0);
}
