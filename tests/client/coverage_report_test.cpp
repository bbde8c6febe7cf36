// SPDX-License-Identifier: MIT
// The report of 1 September: counted, frozen, compared, added up, printed.
#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client/coverage/coverage_report_file.h"
#include "client/coverage/coverage_report_words.h"
#include "client/coverage/report_json.h"
#include "client/print/documents.h"
#include "client/tables/workbook.h"
#include "model/entities/remark.h"
#include "model/entities/submission.h"
#include "tests/client/command_line.h"
#include "tests/client/pdf_text.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using client::CoverageReport;
using client::ReportChange;
using client::Submission;
using model::CoveragePartBy;
using tests::District;
using tests::Installation;

namespace {

constexpr int64_t kYear = 2025;
const model::Date kDay{2026, 5, 31}, kToday{2026, 8, 28};

model::Uuid PutChild(Installation& who, const std::string& name, const std::string& school_class,
                     const std::string& birth_date = "01.02.2015") {
  return who.Put("child", {{"last_name", name},
                           {"first_name", "Пётр"},
                           {"class", school_class},
                           {"birth_date", birth_date}});
}

// A school of four: two are covered, one has a reason, one is too old.
struct School {
  District& district;
  Installation& who;
  model::Uuid programme, group, ada, boris, vera, grown;

  School(District& d, const std::string& name) : district(d), who(d.School(name)) {
    programme = who.Put("programme", {{"title", "Шахматы"},
                                      {"direction", "fizkulturno-sportivnoe"},
                                      {"venue", "point_of_growth"}});
    group = who.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
    ada = PutChild(who, "Андреева", "5А");
    boris = PutChild(who, "Борисов", "5А");
    vera = PutChild(who, "Васильева", "6Б", "01.02.2014");
    grown = PutChild(who, "Григорьев", "11", "01.02.2007");
    Enrol(ada);
    Enrol(boris);
    who.Put("occupation", {{"child", vera.Text()},
                           {"year", "2025"},
                           {"reason", "distance"},
                           {"talk_on", "10.08.2026"},
                           {"outcome", "thinking"}});
    who.Put("category", {{"child", vera.Text()}, {"category", "ovz"}});
  }
  model::Uuid Enrol(const model::Uuid& child) {
    return who.Put("enrolment", {{"child", child.Text()},
                                 {"group", group.Text()},
                                 {"state", "enrolled"},
                                 {"start_date", "01.09.2025"}});
  }
  CoverageReport Draft() {
    const auto found = client::FindReport(
        who.store(), {.year = kYear, .on = kDay, .organisation = who.organisation()});
    REQUIRE(found);
    return found->report;
  }
  model::Uuid HandIn(const model::Date& today = kToday) {
    const auto written = client::SubmitReport(who.store(), kYear, today, {.author = "Петрова"});
    REQUIRE(written);
    district.entity_of[written->rows.front().id] = "submission";
    return written->rows.front().id;
  }
};

const client::ReportPart* FindPart(const CoverageReport& report, CoveragePartBy by,
                                   const std::string& value) {
  const auto& table = report.Table(by);
  const auto found = std::ranges::find(table, value, &client::ReportPart::value);
  return found == table.end() ? nullptr : &*found;
}

void Decide(Installation& who, const model::Uuid& id, const std::string& state) {
  REQUIRE(who.Edit(id, {{"state", state}, {"decided_on", "04.09.2026"}, {"decided_by", "Вера"}})
              .empty());
}

client::SubmissionBook BookOf(Installation& who) {
  client::SubmissionReader reader;
  for (const model::EntityType* type : {static_cast<const model::EntityType*>(&model::submission),
                                        static_cast<const model::EntityType*>(&model::remark)})
    who.store().List(*type, {}, [&](const sync::RowView& row) {
      reader.Add(row);
      return true;
    });
  return reader.Finish();
}

client::DistrictReport DistrictOf(Installation& coordinator, bool handed_in = false) {
  const auto found =
      client::FindReport(coordinator.store(), {.year = kYear, .on = kDay, .handed_in = handed_in});
  REQUIRE(found);
  REQUIRE(found->district);
  return *found->district;
}

}  // namespace

TEST_CASE("Coverage report: it is about the year that ends, and counts the day of the rule") {
  CHECK(client::ReportYearOf({2026, 5, 31}) == 2024);
  CHECK(client::ReportYearOf({2026, 6, 1}) == 2025);
  CHECK(client::ReportYearOf({2027, 1, 15}) == 2025);
  CHECK(client::DueOf(2025) == model::Date{2026, 9, 1});
  const client::CoverageBook book;
  CHECK(client::ReportDayOf(book, 2025, kToday) == kDay);
  CHECK(client::ReportDayOf(book, 2025, {2026, 4, 1}) == model::Date{2026, 4, 1});
}

TEST_CASE("Coverage report: figures, tables and reasons are of those who count on the day") {
  District d;
  School school(d, "А");
  const CoverageReport report = school.Draft();
  CHECK(report.children == 3);
  CHECK(report.covered == 2);
  CHECK(report.covered_by_itself == 2);
  CHECK(report.places == 2);
  CHECK(report.WithoutReason() == 0);
  CHECK(report.reasons == std::map<std::string, int64_t>{{"distance", 1}});
  REQUIRE(FindPart(report, CoveragePartBy::kClass, "5А"));
  CHECK(FindPart(report, CoveragePartBy::kClass, "5А")->covered == 2);
  CHECK(FindPart(report, CoveragePartBy::kClass, "6Б")->children == 1);
  CHECK(FindPart(report, CoveragePartBy::kAge, "12")->covered == 0);
  CHECK(FindPart(report, CoveragePartBy::kCategory, "ovz")->children == 1);
  CHECK(FindPart(report, CoveragePartBy::kVenue, "point_of_growth")->covered == 2);
  CHECK(FindPart(report, CoveragePartBy::kDirection, "fizkulturno-sportivnoe")->places == 2);
  CHECK(report.Table(CoveragePartBy::kOrganisation).empty());
  CHECK(report.indicators[0].figure == model::IndicatorFigure{2, 3});
  CHECK(report.indicators[0].plan == 8000);
  CHECK(report.indicators[0].plan_of_document);
  REQUIRE(report.lines.size() == 3);
  CHECK(report.lines[2].child == school.vera);
  CHECK(report.lines[2].talk_on == model::Date{2026, 8, 10});
  CHECK(report.lines[0].programmes == std::vector<model::Uuid>{school.programme});
  REQUIRE(report.programmes.size() == 1);
  CHECK(report.programmes[0].title == "Шахматы");
}

TEST_CASE("Coverage report: what is frozen is read back the same, always in the same bytes") {
  District d;
  School school(d, "А");
  CoverageReport report = school.Draft();
  report.submitted_by = "Петрова «Ё»";
  report.submitted_on = kToday;
  const model::Json content = client::FreezeReport(report);
  CHECK(model::NormalJson(content.text));
  CHECK(*model::NormalJson(content.text) == content.text);
  const auto read = client::ReadReport(content);
  REQUIRE(read);
  CHECK(*read == report);
  CHECK(client::FreezeReport(*read).text == content.text);
  CHECK(client::FingerprintOf(content).size() == 8);
  CHECK(content.text.find("Андреева") == std::string::npos);
}

TEST_CASE("Coverage report: a content that is damaged or of a newer program is told, not guessed") {
  District d;
  School school(d, "А");
  const auto good = nlohmann::json::parse(client::FreezeReport(school.Draft()).text);
  const auto code = [](const nlohmann::json& content) {
    const auto read = client::ReadReport({content.dump()});
    return read ? std::string() : std::string(read.error().reason);
  };
  CHECK(code(good).empty());
  auto newer = good;
  newer["version"] = 2;
  CHECK(code(newer) == "coverage_report_newer");
  for (const auto& [key, value] : good.items()) {
    auto other = good;
    if (key == "version" || key == "kind") continue;
    other.erase(key);
    CHECK(code(other) == "coverage_report_damaged");
    other[key] = 7;
    if (key != "year") CHECK(code(other) == "coverage_report_damaged");
  }
  auto far = good;
  far["lines"][0][4] = {99};
  CHECK(code(far) == "coverage_report_damaged");
  far = good;
  far["figures"]["children"] = INT64_MAX;
  CHECK(code(far) == "coverage_report_damaged");
  CHECK(client::ReadReport({""}).error().reason == "coverage_report_damaged");
}

TEST_CASE("Coverage report: two thousand children fit into a submission") {
  CoverageReport report;
  for (int i = 0; i < 60; ++i) {
    model::Uuid id;
    id.bytes[15] = static_cast<uint8_t>(i + 1);
    report.programmes.push_back({id, std::string(200, 'x'), std::string(200, 'y')});
  }
  for (int i = 0; i < 2000; ++i) {
    client::ReportLine line;
    line.child.bytes[0] = static_cast<uint8_t>(i);
    line.child.bytes[1] = static_cast<uint8_t>(i >> 8);
    line.school_class = "Подготовительная группа";
    line.reason = "busy_at_home";
    line.outcome = "thinking";
    line.talk_on = kToday;
    report.lines.push_back(line);
  }
  CHECK(client::FreezeReport(report).text.size() < 400'000);
}

TEST_CASE("Coverage report: what is another today is told child by child") {
  District d;
  School school(d, "А");
  PutChild(school.who, "Дмитриев", "7А");
  const model::Uuid gone = PutChild(school.who, "Егоров", "7А");
  const CoverageReport before = school.Draft();
  school.Enrol(school.vera);
  REQUIRE(school.who.Edit(school.ada, {{"class", "5Б"}}).empty());
  REQUIRE(school.who.Edit(gone, {{"left_on", "20.05.2026"}}).empty());
  const model::Uuid fresh = PutChild(school.who, "Жуков", "7А");
  const auto changes = client::Compare(before.lines, school.Draft().lines);
  const auto of = [&](const model::Uuid& child) {
    const auto found = std::ranges::find_if(
        changes, [&](const ReportChange& change) { return change.child() == child; });
    REQUIRE(found != changes.end());
    return found->what;
  };
  using What = ReportChange::What;
  CHECK(changes.size() == 4);
  CHECK(of(school.vera) == std::vector{What::kCovered});
  CHECK(of(school.ada) == std::vector{What::kClass});
  CHECK(of(gone) == std::vector{What::kGone});
  CHECK(of(fresh) == std::vector{What::kCame});
  CHECK(client::Compare(before.lines, before.lines).empty());
}

TEST_CASE("Coverage report: what the district knew otherwise at acceptance is not a later change") {
  District d;
  School school(d, "А");
  const auto before = school.Draft().lines;
  school.Enrol(school.vera);
  REQUIRE(school.who.Edit(school.ada, {{"birth_date", "01.02.2001"}}).empty());
  const auto known = school.Draft().lines;
  const auto frozen = client::FreezeChanges(client::Compare(before, known));
  CHECK(client::Compare(client::WithChanges(before, frozen), known).empty());
  CHECK(client::Compare(client::WithChanges(before, frozen), before).size() == 2);
  // What cannot be read changes nothing.
  for (const char* broken : {"", "[]", "{\"version\":1}", "{\"version\":9,\"gone\":[]}"})
    CHECK(client::WithChanges(before, {broken}) == before);
}

TEST_CASE("Coverage report: the last one that was not withdrawn counts, the other is told") {
  District d;
  School school(d, "А");
  const auto first = school.HandIn(), second = school.HandIn({2026, 8, 30});
  const auto& organisation = school.who.organisation();
  auto book = BookOf(school.who);
  REQUIRE(book.LastOf(organisation, kYear));
  CHECK(book.LastOf(organisation, kYear)->id == second);
  CHECK(book.IsOvertaken(*book.Find(first)));
  CHECK_FALSE(book.Find(first)->is_sent());
  Decide(school.who, second, "withdrawn");
  book = BookOf(school.who);
  CHECK(book.LastOf(organisation, kYear)->id == first);
  CHECK_FALSE(book.IsOvertaken(*book.Find(first)));
  CHECK(book.LastOf(organisation, 2024) == nullptr);
  d.SyncAll();
  CHECK(BookOf(school.who).Find(first)->is_sent());
}

TEST_CASE("Coverage report: the district adds up what was accepted, and says what is missing") {
  District d;
  Installation& coordinator = d.Coordinator();
  School a(d, "А"), b(d, "Б");
  d.School("В");
  const auto of_a = a.HandIn(), of_b = b.HandIn();
  d.SyncAll();
  Decide(coordinator, of_a, "accepted");
  d.SyncAll();
  auto district = DistrictOf(coordinator);
  CHECK(district.counted == 1);
  CHECK(district.expected == 3);
  CHECK(district.missing == std::vector<std::string>{"Б", "В"});
  CHECK(district.total.children == 3);
  CHECK(district.total.covered == 2);
  CHECK(district.facts.children == 6);
  CHECK(district.facts.covered == 4);
  const client::Translator texts(client::Language::kRussian);
  CHECK(client::CompletenessOf(district, texts) == "По отчётам 1 из 3 организаций; нет: Б, В.");
  district = DistrictOf(coordinator, true);
  CHECK(district.counted == 2);
  CHECK(district.total.children == 6);
  CHECK(district.total.reasons == std::map<std::string, int64_t>{{"distance", 2}});
  CHECK(district.total.indicators[0].figure == model::IndicatorFigure{4, 6});
  REQUIRE(FindPart(district.total, CoveragePartBy::kDirection, "fizkulturno-sportivnoe"));
  CHECK(FindPart(district.total, CoveragePartBy::kDirection, "fizkulturno-sportivnoe")->places ==
        4);
  CHECK(district.total.Table(CoveragePartBy::kOrganisation).size() == 2);
  Decide(coordinator, of_b, "returned");
  CHECK(DistrictOf(coordinator, true).counted == 1);
  // What changes after acceptance is counted by school.
  a.Enrol(a.vera);
  d.SyncAll();
  district = DistrictOf(coordinator);
  CHECK(district.schools.front().changes == 1);
  CHECK(district.total.covered == 2);
}

TEST_CASE("Coverage report: where the last one came back, only what was accepted counts") {
  District d;
  Installation& coordinator = d.Coordinator();
  School a(d, "А");
  a.HandIn();
  const auto second = a.HandIn({2026, 8, 30});
  d.SyncAll();
  Decide(coordinator, second, "returned");
  auto district = DistrictOf(coordinator, true);
  CHECK(district.counted == 0);
  CHECK(district.missing == std::vector<std::string>{"А"});
  const auto third = a.HandIn({2026, 9, 2});
  d.SyncAll();
  Decide(coordinator, third, "accepted");
  const auto fourth = a.HandIn({2026, 9, 3});
  d.SyncAll();
  Decide(coordinator, fourth, "returned");
  district = DistrictOf(coordinator, true);
  REQUIRE(district.schools.front().counted);
  CHECK(district.schools.front().counted->id == third);
}

TEST_CASE("Coverage report: the total names the reports that were counted by other rules") {
  District d;
  Installation& coordinator = d.Coordinator();
  School a(d, "А"), b(d, "Б");
  a.HandIn();
  coordinator.Put("indicator", {{"code", "coverage"}, {"age_rule", "5_18"}});
  d.SyncAll();
  b.HandIn();
  d.SyncAll();
  const auto district = DistrictOf(coordinator, true);
  CHECK(district.counted == 2);
  CHECK(district.otherwise == std::vector<std::string>{"А"});
  const client::Translator texts(client::Language::kRussian);
  CHECK(client::CompletenessOf(district, texts) ==
        "По отчётам 2 из 2 организаций. Посчитаны на другой день или по другим правилам, с итогом "
        "не вполне сравнимы: А.");
}

TEST_CASE("Coverage report: of residents the district's own number is what its total is of") {
  District d;
  Installation& coordinator = d.Coordinator();
  School a(d, "А"), b(d, "Б");
  coordinator.Put("indicator", {{"code", "coverage"}, {"denominator", "residents"}});
  coordinator.Put("resident_count", {{"year", "2026"}, {"age", "11"}, {"children", "50"}});
  d.SyncAll();
  a.who.Put("resident_count", {{"year", "2026"}, {"age", "11"}, {"children", "30"}});
  a.HandIn();
  b.HandIn();  // Has typed none.
  d.SyncAll();
  const auto district = DistrictOf(coordinator, true);
  CHECK(district.total.indicators[0].figure == model::IndicatorFigure{4, 50});
  CHECK(district.otherwise.empty());
  // A paper says both shares, each of what it is a share of.
  const tests::TempFolder folder;
  client::DocumentRequest request{.what = client::DocumentRequest::What::kCoverageReport};
  request.report = {.year = kYear, .on = kDay, .organisation = a.who.organisation()};
  const auto file = folder.path() / "report.pdf";
  REQUIRE(client::WriteDocument(a.who.store(), request, kToday, file));
  const auto pages = tests::PagesOf(file);
  if (!pages) return;
  CHECK(tests::Holds(pages->front(), "Охват 66,7 %"));
  CHECK(tests::Holds(pages->front(), "Показатель 1, охват жителей этого возраста 6,7 %"));
}

TEST_CASE("Coverage report: the rule of every indicator is told, on the day of the report") {
  District d;
  Installation& coordinator = d.Coordinator();
  School school(d, "А");
  coordinator.Put("indicator", {{"code", "sport"}, {"counted", "enrolments"}});
  coordinator.Put("indicator", {{"code", "ovz_coverage"}, {"age_rule", "5_18"}});
  coordinator.Put("indicator", {{"code", "trained"}, {"cut_month", "12"}, {"cut_day", "31"}});
  d.SyncAll();
  const client::Translator texts(client::Language::kRussian);
  std::string formula;
  for (const std::string& line : client::FormulaOf(school.Draft(), texts)) formula += line + '\n';
  CAPTURE(formula);
  for (const char* told : {"2. Дети 5–17 лет в естественнонаучной", "3. Зачисления детей 5–17 лет",
                           "4. Педагоги", "6. Дети 5–18 лет с ОВЗ"})
    CHECK(formula.find(told) != std::string::npos);
  CHECK(formula.find("31.05.2026") != std::string::npos);
  CHECK(formula.find("31.12") == std::string::npos);
}

TEST_CASE("Coverage report: an indicator that comes out otherwise is told, though no child is") {
  District d;
  School school(d, "А");
  const CoverageReport before = school.Draft();
  const auto facts = [&] { return client::ReadCoverage(school.who.store()).facts; };
  CHECK(client::CompareFigures(before, facts()).empty());
  school.who.Put("category", {{"child", school.ada.Text()}, {"category", "ovz"}});
  CHECK(client::Compare(before.lines, school.Draft().lines).empty());
  const auto changes = client::CompareFigures(before, facts());
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].indicator == model::Indicator::kOvzCoverage);
  CHECK(changes[0].before == model::IndicatorFigure{0, 1});
  CHECK(changes[0].after == model::IndicatorFigure{1, 2});
}

TEST_CASE("Coverage report: a person in two organisations is one in the district's own data") {
  District d;
  Installation& coordinator = d.Coordinator();
  School a(d, "А"), b(d, "Б");
  const std::string person = "0190a6c4-0000-7000-8000-000000000001";
  REQUIRE(a.who.Edit(a.vera, {{"person", person}}).empty());
  REQUIRE(b.who.Edit(b.ada, {{"person", person}}).empty());
  const auto of_a = a.HandIn(), of_b = b.HandIn();
  d.SyncAll();
  Decide(coordinator, of_a, "accepted");
  Decide(coordinator, of_b, "accepted");
  const auto district = DistrictOf(coordinator);
  CHECK(district.total.children == 6);
  CHECK(district.facts.children == 5);
  CHECK(district.facts.covered == 4);
  const client::Translator texts(client::Language::kRussian);
  CHECK(client::DifferenceOf(district, texts).find("4 из 5") != std::string::npos);
}

TEST_CASE("Coverage report: a paper of what was handed in is the same bytes years later") {
  District d;
  School school(d, "А");
  d.SyncAll();
  const auto id = school.HandIn();
  const tests::TempFolder folder;
  const auto print = [&](const std::string& name, const model::Date& today) {
    client::DocumentRequest request{.what = client::DocumentRequest::What::kCoverageReport};
    request.report.submission = id;
    const auto file = folder.path() / name;
    REQUIRE(client::WriteDocument(school.who.store(), request, today, file));
    return file.string();
  };
  const std::string first = print("1.pdf", kToday);
  school.Enrol(school.vera);
  Decide(school.who, id, "accepted");
  CHECK(tests::ReadFile(first) == tests::ReadFile(print("2.pdf", {2031, 1, 1})));
  const auto pages = tests::PagesOf(first);
  if (!pages) return;
  std::string text;
  for (const std::string& page : *pages) text += page;
  CHECK(tests::Holds(text, "66,7 %"));
  CHECK(tests::Holds(text, "Васильева Пётр"));
  CHECK(tests::Holds(text, "Далеко, нет транспорта"));
  CHECK(tests::Holds(text, "Сдал(а): Петрова, 28.08.2026."));
  CHECK_FALSE(tests::Holds(text, "ЧЕРНОВИК"));
}

TEST_CASE("Coverage report: an erased child stays counted in it, and has no name there any more") {
  District d;
  Installation& coordinator = d.Coordinator();
  School school(d, "А");
  const auto id = school.HandIn();
  d.SyncAll();
  client::ReportSource source;
  source.submission = id;
  const auto before = client::FindReport(school.who.store(), source);
  REQUIRE(coordinator.store().Erase({"child", school.vera}, {}));
  d.SyncAll();
  const auto after = client::FindReport(school.who.store(), source);
  REQUIRE(after);
  CHECK(after->fingerprint == before->fingerprint);
  CHECK(after->report == before->report);
  const client::Translator texts(client::Language::kRussian);
  const auto list = client::NotCoveredOf(after->report, texts, [&](const model::Uuid& child) {
    return client::NameOfStored(school.who.store(), texts, child);
  });
  REQUIRE(list.rows.size() == 1);
  CHECK(list.rows[0][1] == "стёрто по требованию");
  CHECK(list.rows[0][2] == "Далеко, нет транспорта");
}

TEST_CASE("Coverage report: the workbook has a sheet a table, and the list of who is not covered") {
  District d;
  School school(d, "А");
  const tests::TempFolder folder;
  const auto file = folder.path() / "report.xlsx";
  const client::Translator texts(client::Language::kRussian);
  REQUIRE(client::WriteReportTables(school.who.store(), texts, {.year = kYear, .on = kDay}, file));
  const auto book = client::ReadWorkbook(file);
  REQUIRE(book);
  std::vector<std::string> names;
  for (const auto& sheet : book->sheets) names.push_back(sheet.name);
  CHECK(names == std::vector<std::string>{"Об отчёте", "По классам", "По возрасту",
                                          "По направленностям", "По категориям", "По площадкам",
                                          "По причинам", "Показатели", "Не охвачены"});
  CHECK(book->sheets.back().rows.at(1).at(1) == "Васильева Пётр");
  CHECK(book->sheets[1].rows.back() == std::vector<std::string>{"Всего", "3", "2", "66,7 %", "1"});
}

TEST_CASE("Coverage report: it is handed in and read by commands, as figures that agree") {
  const tests::CommandLine school;
  const auto child = school.json(
      {"put", "child", "last_name=Ёлкин", "first_name=Пётр", "class=5А", "birth_date=2015-02-01"});
  REQUIRE(child.exit == 0);
  const auto handed = school.json({"submit", "coverage", "--year", "2025", "--user", "Петрова"});
  REQUIRE(handed.exit == 0);
  const std::string id = handed.json()["id"];
  const auto figures = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"report", "coverage", "--out", school.File("report.json")});
    REQUIRE(school(words).exit == 0);
    return tests::Json::parse(tests::ReadFile(school.File("report.json")));
  };
  const auto frozen = figures({"--id", id});
  CHECK(frozen["state"] == "submitted");
  CHECK(frozen["report"]["figures"]["children"] == 1);
  CHECK(frozen["report"]["submitted"]["by"] == "Петрова");
  const auto draft = figures({"--year", "2025"});
  CHECK(draft["submission"].is_null());
  CHECK(draft["report"]["figures"] == frozen["report"]["figures"]);
  CHECK(school({"submit", "enrolment"}).exit == 2);
  CHECK(school({"report", "coverage", "--out", school.File("report.pdf")}).exit == 0);
  CHECK(
      school({"report", "coverage", "--id", child.json()["id"], "--out", school.File("report.pdf")})
          .exit == 1);
}
