// SPDX-License-Identifier: MIT
// The worklist of the not covered: who is on it, what waits, and what two computers make of a card.
#include "client/coverage/worklist.h"

#include <catch2/catch.hpp>

#include "client/print/documents.h"
#include "model/entities/occupation.h"
#include "model/entities/year_closing.h"
#include "tests/client/desk_rig.h"
#include "tests/client/pdf_text.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using client::CoverageBook;
using client::WorkRow;
using model::CoveragePlace;
using tests::DeskRig;
using tests::District;
using tests::Installation;

namespace {

const model::Uuid kSchool{{1}}, kOther{{2}};
const model::Date kWinter{2027, 1, 15};

// Children of ten years, of the class, by their names' first bytes.
struct Book {
  CoverageBook book;

  uint32_t Child(uint8_t id, const model::Uuid& owner = kSchool, const std::string& person = "") {
    model::CoverageCard card;
    card.id = model::Uuid{{9, id}};
    card.owner = owner;
    card.person = person;
    card.school_class = "5А";
    card.birth_date = model::Date{2016, 3, 1};
    book.facts.cards.push_back(card);
    return static_cast<uint32_t>(book.facts.cards.size() - 1);
  }
  void Attends(uint32_t card, std::optional<model::Date> start,
               std::optional<model::Date> end = std::nullopt) {
    CoveragePlace place;
    place.card = card;
    place.group = model::Uuid{{7}};
    place.start = start;
    place.end = end;
    book.facts.places.push_back(place);
  }
  model::OccupationFact& Card(uint32_t card, int64_t year, const std::string& reason) {
    auto& fact = book.facts.occupations[{card, year}];
    fact.reason = reason;
    return fact;
  }
  void Close(int64_t year, const model::Uuid& owner = kSchool) {
    client::YearClosing closing;
    closing.owner = owner;
    closing.year = year;
    closing.closed = true;
    book.closings.push_back(closing);
  }
  std::vector<WorkRow> Rows(const model::Date& today = kWinter, int64_t year = 2026) const {
    return FindWorkRows(book, {year, today, kSchool});
  }
  std::vector<client::WaitingYear> Waiting(const model::Date& today) const {
    return FindWaitingYears(book, today, kSchool);
  }
};

tests::Fields Pupil(const char* name, const char* school_class = "5А") {
  return {{"last_name", name},
          {"first_name", "Саша"},
          {"birth_date", "01.03.2015"},
          {"class", school_class}};
}

model::Value Code(const char* code) {
  return std::string(code);
}

}  // namespace

TEST_CASE("Worklist: who attends nothing on the day is on it, with what its card says") {
  Book b;
  const auto idle = b.Child(1), busy = b.Child(2), left = b.Child(3);
  b.Attends(busy, model::Date{2026, 9, 12});
  b.Attends(left, model::Date{2026, 9, 1}, model::Date{2026, 12, 31});
  b.Card(idle, 2026, "distance");
  b.Card(left, 2025, "paid");  // Of another year.
  const auto rows = b.Rows();
  REQUIRE(rows.size() == 3);
  CHECK_FALSE(rows[0].covered);
  CHECK(rows[0].HasReason());
  CHECK(rows[0].age == 10);
  CHECK(rows[1].covered);
  CHECK_FALSE(rows[2].covered);
  CHECK_FALSE(rows[2].HasReason());
  CHECK(rows[2].place == nullptr);
  const auto count = CountWork(rows);
  CHECK(count.not_covered == 2);
  CHECK(count.with_reason == 1);
  CHECK(count.missing() == 1);
}

TEST_CASE("Worklist: who had a reason or a talk and is covered by now stays to be seen") {
  Book b;
  const auto had = b.Child(1), talked = b.Child(2), never = b.Child(3);
  for (const auto card : {had, talked, never}) b.Attends(card, model::Date{2026, 10, 1});
  b.Card(had, 2026, "no_wish");
  b.Card(talked, 2026, "").talk_on = model::Date{2026, 9, 20};
  const auto rows = b.Rows();
  CHECK(rows[0].IsPlaced());
  CHECK(rows[1].IsPlaced());
  CHECK_FALSE(rows[2].IsPlaced());
  CHECK(CountWork(rows).placed == 2);
}

TEST_CASE("Worklist: what begins later in the year is told, and what is attended comes first") {
  Book b;
  const auto later = b.Child(1), both = b.Child(2), next_year = b.Child(3);
  b.Attends(later, model::Date{2027, 2, 1});
  b.Attends(both, model::Date{2027, 2, 1});
  b.Attends(both, model::Date{2026, 9, 1});
  b.Attends(next_year, model::Date{2027, 9, 1});
  const auto rows = b.Rows();
  REQUIRE(rows[0].place != nullptr);
  CHECK_FALSE(rows[0].covered);
  CHECK(rows[0].place->start == model::Date{2027, 2, 1});
  REQUIRE(rows[1].place != nullptr);
  CHECK(rows[1].place->start == model::Date{2026, 9, 1});
  CHECK(rows[2].place == nullptr);
}

TEST_CASE("Worklist: a child that another school's card covers is covered") {
  Book b;
  b.Child(1, kSchool, "p");
  const auto there = b.Child(2, kOther, "p");
  b.Attends(there, model::Date{2026, 9, 1});
  const auto rows = b.Rows();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].covered);
  REQUIRE(rows[0].place != nullptr);
}

TEST_CASE("Worklist: a year is looked at on its cut day when that has passed") {
  const CoverageBook book;
  CHECK(WorklistDay(book, 2026, kWinter) == kWinter);
  CHECK(WorklistDay(book, 2025, kWinter) == model::Date{2026, 5, 31});
  CHECK(WorklistDay(book, 2027, kWinter) == model::Date{2027, 9, 1});
  CHECK(client::DueDate(2026) == model::Date{2027, 8, 15});
}

TEST_CASE("Worklist: organisations are sorted by how much is missing") {
  Book b;
  b.Card(b.Child(1), 2026, "paid");
  b.Child(2, kOther);
  b.Child(3, kOther);
  b.Close(2026, kOther);
  const auto counts = CountByOrganisation(b.book, {2026, kWinter});
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].organisation == kOther);
  CHECK(counts[0].missing() == 2);
  CHECK(counts[0].is_closed());
  CHECK(counts[1].with_reason == 1);
  CHECK_FALSE(counts[1].is_closed());
  CHECK(client::SumOf(counts).not_covered == 3);
}

TEST_CASE("Worklist: a year waits from June on, and a past one only where somebody has begun it") {
  Book b;
  const auto one = b.Child(1);
  CHECK(b.Waiting({2027, 5, 31}).empty());
  REQUIRE(b.Waiting({2027, 6, 1}).size() == 1);
  CHECK(b.Waiting({2027, 6, 1}).front().missing == 1);
  CHECK(b.Waiting({2027, 9, 2}).empty());
  b.Card(one, 2026, "paid");
  CHECK(b.Waiting({2027, 6, 1}).empty());
  // Every reason is there, but nobody has closed it.
  REQUIRE(b.Waiting({2027, 9, 2}).size() == 1);
  CHECK(b.Waiting({2027, 9, 2}).front().year == 2026);
  CHECK(b.Waiting({2027, 9, 2}).front().missing == 0);
  b.Close(2026);
  CHECK(b.Waiting({2027, 9, 2}).empty());
}

TEST_CASE("Worklist: two computers of a school that tell of one child apart make one card") {
  District d;
  Installation& a = d.School("А");
  Installation& b = d.School("А");
  const auto child = a.Put("child", Pupil("Ёлкина"));
  d.SyncAll();
  DeskRig first(a), second(b);
  const auto& type = model::occupation;
  first.Do(client::SetOccupations{{child}, 2025, {{&type.reason, Code("health")}}});
  second.Do(client::OpenOccupation{child, 2025});
  REQUIRE(second.form().is_new);
  second.Type("talk_on", "20.09.2025");
  second.Type("talk_with", "мама");
  second.Do(client::SaveRecord{});
  d.SyncAll();
  for (Installation* site : {&a, &b}) {
    std::vector<model::Record> cards;
    site->store().List(type, {}, [&](const sync::RowView& row) {
      cards.push_back(row.record);
      return true;
    });
    REQUIRE(cards.size() == 1);
    CHECK(cards.front().Get(type.reason) == "health");
    CHECK(cards.front().Get(type.talk_with) == "мама");
    CHECK(site->Disputes() == 0);
  }
}

TEST_CASE("Worklist: an untouched new card leaves no draft, one that was begun does") {
  District d;
  Installation& a = d.School("А");
  const auto child = a.Put("child", Pupil("Ёлкина"));
  DeskRig rig(a);
  rig.Do(client::OpenOccupation{child, 2025});
  REQUIRE(rig.state().record);
  CHECK(rig.state().record->title == "Ёлкина Саша");
  CHECK_FALSE(rig.form().dirty());
  rig.Do(client::CloseRecord{});
  CHECK(rig.state().drafts.empty());
  rig.Do(client::OpenOccupation{child, 2025});
  rig.Type("talk_with", "бабушка");
  rig.Do(client::CloseRecord{});
  REQUIRE(rig.state().drafts.size() == 1);
  rig.Do(client::OpenOccupation{child, 2025});
  CHECK(rig.form().Find("talk_with")->text == "бабушка");
  rig.Do(client::SaveRecord{});
  CHECK(rig.Rows(model::occupation) == 1);
}

TEST_CASE("Worklist: several cards are one action, which is taken back as one") {
  District d;
  Installation& a = d.School("А");
  std::vector<model::Uuid> children;
  for (const char* name : {"Ёлкина", "Волков", "Зайцев"})
    children.push_back(a.Put("child", Pupil(name)));
  DeskRig rig(a);
  const auto& type = model::occupation;
  rig.Do(client::SetOccupations{children, 2025, {{&type.outcome, Code("thinking")}}});
  CHECK(rig.Rows(type) == 3);
  CHECK(rig.notice() == "Итог: Думают · 3 ребёнка");
  rig.Do(client::UndoLast{});
  CHECK(rig.Rows(type) == 0);
  // Taking away what is not there writes nothing.
  rig.Do(client::SetOccupations{children, 2025, {{&type.outcome, model::Value()}}});
  CHECK(rig.Rows(type) == 0);
}

TEST_CASE("Worklist: a card whose reason is disputed is left to who opens it") {
  District d;
  Installation& a = d.School("А");
  Installation& b = d.School("А");
  const auto child = a.Put("child", Pupil("Ёлкина"));
  d.SyncAll();
  for (const auto& [site, reason] : {std::pair(&a, "health"), std::pair(&b, "paid")})
    site->Put("occupation", {{"child", child.Text()}, {"year", "2025"}, {"reason", reason}});
  d.SyncAll();
  REQUIRE(a.Disputes() == 1);
  DeskRig rig(a);
  const auto& type = model::occupation;
  rig.Do(client::SetOccupations{{child}, 2025, {{&type.reason, Code("distance")}}});
  CHECK(a.Disputes() == 1);
  CHECK_FALSE(rig.notice().empty());
}

TEST_CASE("Worklist: a year is closed by name and reason, its cards are kept, and it opens again") {
  District d;
  Installation& a = d.School("А");
  const auto child = a.Put("child", Pupil("Ёлкина"));
  DeskRig rig(a);
  auto& state = rig.state().coverage.worklist;
  rig.Do(client::ShowWorklist{2024, {}});  // A year that is over.
  REQUIRE(state.count.missing() == 1);
  rig.Do(client::CloseYear{});
  REQUIRE(state.closing.open);
  rig.Do(client::CloseYear{});
  CHECK(rig.Rows(model::child) == 1);
  CHECK(a.store().Count(model::year_closing) == 0);  // Nobody has said why.
  state.closing.name = "Петрова";
  state.closing.why = "Семья переехала";
  rig.Do(client::CloseYear{});
  CHECK_FALSE(state.closing.open);
  REQUIRE(state.count.is_closed());
  CHECK(state.count.closing->without_reason == 1);
  CHECK(state.count.closing->closed_by == "Петрова");
  const auto& type = model::occupation;
  rig.Do(client::SetOccupations{{child}, 2024, {{&type.reason, Code("paid")}}});
  CHECK(rig.Rows(type) == 0);
  rig.Do(client::OpenOccupation{child, 2024});
  CHECK(rig.form().locked);
  rig.Type("talk_with", "мама");
  rig.Do(client::SaveRecord{});
  CHECK(rig.Rows(type) == 0);
  rig.Do(client::DiscardDraft{});
  rig.Do(client::CloseYear{false});
  CHECK_FALSE(state.count.is_closed());
  rig.Do(client::SetOccupations{{child}, 2024, {{&type.reason, Code("paid")}}});
  CHECK(rig.Rows(type) == 1);
  // With every reason it closes at once, and tells what changes afterwards.
  rig.Do(client::CloseYear{});
  REQUIRE(state.count.is_closed());
  CHECK(a.store().Count(model::year_closing) == 1);
  CHECK(state.changed_later == 0);
  a.Put("occupation", {{"child", child.Text()}, {"year", "2024"}, {"note", "позже"}});
  rig.Do(client::SyncNow{});
  CHECK(state.changed_later == 1);
}

TEST_CASE("Worklist: the paper of a class says what occupies each child, or why nothing does") {
  District d;
  Installation& a = d.School("Русскопотамская СОШ");
  d.SyncAll();
  const auto programme = a.Put("programme", {{"title", "Шахматы"}});
  const auto group =
      a.Put("group", {{"name", "1 группа"}, {"programme", programme.Text()}, {"hours_year", "72"}});
  const auto busy = a.Put("child", Pupil("Волков"));
  a.Put("enrolment", {{"child", busy.Text()},
                      {"group", group.Text()},
                      {"state", "enrolled"},
                      {"start_date", "01.09.2025"}});
  const auto idle = a.Put("child", Pupil("Ёлкина"));
  a.Put("occupation", {{"child", idle.Text()},
                       {"year", "2025"},
                       {"reason", "distance"},
                       {"talk_on", "20.09.2025"},
                       {"talk_with", "мама"},
                       {"offered", programme.Text()},
                       {"outcome", "thinking"}});
  const auto away = a.Put("child", Pupil("Зайцев"));
  a.Put("occupation", {{"child", away.Text()},
                       {"year", "2025"},
                       {"elsewhere", "Музыкальная школа"},
                       {"elsewhere_hours", "3"}});
  a.Put("child", Pupil("Соколов", "6Б"));
  tests::TempFolder folder;
  client::DocumentRequest request;
  request.what = client::DocumentRequest::What::kOccupationList;
  request.school_class = "5а";
  const auto file = folder.path() / "paper.pdf";
  REQUIRE(WriteDocument(a.store(), request, {2025, 11, 22}, file));
  if (const auto pages = tests::PagesOf(file.string())) {
    REQUIRE(pages->size() == 1);
    for (const char* text :
         {"Русскопотамская СОШ", "Мониторинг занятости обучающихся: 5А", "2025/2026", "22.11.2025",
          "«Шахматы»", "Вне школы: Музыкальная школа", "не охвачен(а)", "Далеко, нет транспорта",
          "20.09.2025, мама", "Итог: Думают", "Не охвачены: 1, причина указана у 1",
          "Классный руководитель", "Директор"})
      CHECK(tests::Holds(pages->front(), text));
    CHECK_FALSE(tests::Holds(pages->front(), "Соколов"));
  }
  request.school_class = "9Я";
  CHECK(tests::CodeOf(WriteDocument(a.store(), request, {2025, 11, 22}, file)) == "not_found");
}
