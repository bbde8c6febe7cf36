// SPDX-License-Identifier: MIT
// The report of 1 September at the window: a school hands in, a coordinator returns and accepts.
#include <algorithm>

#include <catch2/catch.hpp>

#include "client/app/access_log.h"
#include "client/coverage/coverage_report_reading.h"
#include "model/entities/child.h"
#include "model/entities/remark.h"
#include "model/entities/submission.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace tests {
namespace {

using client::CoverageView;
using client::kControl;
using client::Key;
using client::Screen;
using client::Submission;

// The clock of the window stands on 15.01.2027: the report is of 2025/26.
constexpr int64_t kYear = 2025;

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

client::CoverageReportState& State(WindowUser& user) {
  return user.desk().state().coverage.report;
}
const client::SubmissionBook& Book(WindowUser& user) {
  return user.desk().data().submissions;
}

struct School {
  model::Uuid ada, boris, group;

  explicit School(Installation& who) {
    const auto programme = who.Put(
        "programme",
        {{"title", "Шахматы"}, {"direction", "fizkulturno-sportivnoe"}, {"venue", "sports_club"}});
    group = who.Put("group", {{"name", "1"}, {"programme", programme.Text()}});
    ada = Child(who, "Андреева");
    boris = Child(who, "Борисов");
    who.Put("enrolment", {{"child", ada.Text()},
                          {"group", group.Text()},
                          {"state", "enrolled"},
                          {"start_date", "01.09.2025"}});
  }
  static model::Uuid Child(Installation& who, const std::string& name) {
    return who.Put("child", {{"last_name", name},
                             {"first_name", "Пётр"},
                             {"class", "5А"},
                             {"birth_date", "01.02.2015"}});
  }
};

void Open(WindowUser& user) {
  user.desk().Run({client::ShowCoverage{CoverageView::kReport}});
  user.Frames(4);
}

void OpenSubmission(WindowUser& user, const model::Uuid& id) {
  user.desk().Run({client::ShowReport{id}});
  user.Frames(4);
}

model::Uuid HandIn(District& d, Installation& school, const model::Date& on = {2026, 8, 28}) {
  const auto written = client::SubmitReport(school.store(), kYear, on, {.author = "Петрова"});
  REQUIRE(written);
  d.entity_of[written->rows.front().id] = "submission";
  return written->rows.front().id;
}

}  // namespace

TEST_CASE("Report: a school sees it, is asked once, and reads where the handed-in one is") {
  District d;
  auto& who = d.School("А");
  const School school(who);
  d.SyncAll();
  WindowUser user(who.store());
  Open(user);
  CHECK(user.Sees("Отчёт по охвату за 2025/26"));
  CHECK(user.Sees("срок был 01.09.2026"));
  CHECK(user.Sees("50,0 %"));
  CHECK(user.Sees("У 1 не охваченного ребёнка не указана причина"));
  CHECK(user.Sees("Борисов Пётр"));
  user.Click("coverage/report/worklist");
  user.Frames(4);
  CHECK(user.desk().state().coverage.worklist.wanted.year == kYear);
  Open(user);
  user.Click("coverage/report/hand-in");
  CHECK(user.Sees("Охвачено 1 из 2 детей (50,0 %) на 31.05.2026."));
  user.Click("hand-in/go");
  user.Frames(4);
  REQUIRE(Book(user).submissions.size() == 1);
  const Submission one = Book(user).submissions.front();
  CHECK(one.state == Submission::State::kSubmitted);
  CHECK(one.year == kYear);
  CHECK(user.Sees("ещё не отправлен в район"));
  CHECK(user.Sees("Сдать снова"));
  user.Click("coverage/report/submission-" + one.id.Text() + "/open");
  user.Frames(4);
  CHECK(user.Sees("отпечаток"));
  user.Click("coverage/report/submitted/withdraw");
  user.Frames(4);
  CHECK(Book(user).submissions.front().state == Submission::State::kWithdrawn);
  user.Press(Key::kEscape);
  CHECK(State(user).opened.is_nil());
}

TEST_CASE("Report: a table is chosen, and the child of a line opened, by keyboard") {
  District d;
  auto& who = d.School("А");
  const School school(who);
  WindowUser user(who.store());
  Open(user);
  user.Click("coverage/report/table/1");
  CHECK(user.Sees("По классам"));
  CHECK(State(user).table == "classes");
  user.Click("coverage/report/table/0");
  user.Click("coverage/report/list/row-0");
  user.Press(Key::kEnter);
  REQUIRE(user.desk().state().record);
  CHECK(user.desk().state().record->form.id == school.boris);
}

TEST_CASE("Report: a coordinator returns it with a remark to a child, the school answers") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  {
    WindowUser user(coordinator.store());
    user.Frames(4);
    CHECK(user.Sees("1 отчёт по охвату ждёт решения"));
    user.Click("overview/waits/reports/act");
    user.Frames(4);
    CHECK(user.Sees("По отчётам 0 из 1 организаций; нет: А."));
    user.Click("coverage/report/district/open");
    user.Frames(4);
    user.Click("coverage/report/submitted/return");
    user.Frames(2);
    CHECK_FALSE(user.Item("decide/go").enabled);
    user.Click("decide/close");
    user.Frames(4);
    user.Click("coverage/report/submitted/remark");
    user.Frames(4);
    user.Type("Почему нет причины?");
    user.Click("new-remark/go");
    user.Frames(4);
    REQUIRE(Book(user).remarks.size() == 1);
    CHECK(Book(user).remarks.front().child == school.boris);
    CHECK(Book(user).remarks.front().owner == who.organisation());
    user.Click("coverage/report/submitted/return");
    user.Frames(2);
    user.Click("decide/go");
    user.Frames(4);
    CHECK(Book(user).Find(id)->state == Submission::State::kReturned);
    CHECK(user.Sees("1 замечание"));
  }
  d.SyncAll();
  std::string remark;
  model::Uuid again;
  {
    WindowUser user(who.store());
    CHECK(user.Sees("Отчёт по охвату возвращён с замечаниями (1)"));
    user.Click("overview/waits/report_returned/act");
    user.Frames(4);
    CHECK(user.Sees("Почему нет причины?"));
    user.Click("coverage/report/submitted/again");
    user.Frames(4);
    user.Click("coverage/report/hand-in");
    CHECK(user.Sees("1 замечание без ответа"));
    user.Click("hand-in/close");
    OpenSubmission(user, id);
    remark = "coverage/report/submitted/remark-" + Book(user).remarks.front().id.Text();
    user.TypeInto(remark + "/answer", "Исправили");
    user.Click(remark + "/fixed");
    user.Frames(4);
    CHECK(Book(user).remarks.front().state == client::Remark::State::kAnswered);
    CHECK(Book(user).remarks.front().answer == "Исправили");
    user.Go(client::Screen::kOverview);
    CHECK(user.Sees("Отчёт по охвату возвращён"));
    CHECK_FALSE(user.Sees("с замечаниями"));
    OpenSubmission(user, id);
    user.Click(remark + "/child");
    REQUIRE(user.desk().state().record);
    CHECK(user.desk().state().record->form.id == school.boris);
    OpenSubmission(user, id);
    user.Click("coverage/report/submitted/again");
    user.Frames(4);
    user.Click("coverage/report/hand-in");
    user.Press(Key::kEnter, kControl);
    user.Frames(4);
    CHECK(Book(user).submissions.size() == 2);
    const Submission* last = Book(user).LastOf(who.organisation(), kYear);
    CHECK(last->state == Submission::State::kSubmitted);
    again = last->id;
  }
  d.SyncAll();
  // The coordinator sees the answer with the second report, and has no more to say.
  WindowUser second(coordinator.store());
  OpenSubmission(second, again);
  CHECK(second.Sees("Есть ответ: Исправили"));
  second.Click(remark + "/settle");
  second.Frames(4);
  CHECK(second.Sees("Снято: Исправили"));
  CHECK(Book(second).remarks.front().state == client::Remark::State::kSettled);
}

TEST_CASE("Report: what is accepted becomes the district's total, and later changes are told") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  {
    WindowUser user(coordinator.store());
    OpenSubmission(user, id);
    user.Click("coverage/report/submitted/accept");
    user.Frames(2);
    user.Click("decide/go");
    user.Frames(4);
    CHECK(Book(user).Find(id)->state == Submission::State::kAccepted);
    user.Press(Key::kEscape);
    user.Frames(4);
    CHECK(user.Sees("По отчётам 1 из 1 организаций."));
    user.Click("coverage/report/district/what/1");
    user.Frames(4);
    CHECK(user.Sees("Данные района говорят то же: 1 из 2 (50,0 %)."));
  }
  d.SyncAll();
  who.Put("enrolment", {{"child", school.boris.Text()},
                        {"group", school.group.Text()},
                        {"state", "enrolled"},
                        {"start_date", "01.05.2026"}});
  WindowUser user(who.store());
  OpenSubmission(user, id);
  CHECK(user.Sees("Принят"));
  CHECK(user.Sees("Изменено после приёма: 1 ребёнок"));
  CHECK(user.Sees("50,0 %"));
  user.Click("coverage/report/submitted/changes");
  user.Frames(4);
  CHECK(user.Sees("теперь охвачен"));
}

TEST_CASE(
    "Report: what another school tells of a child is accepted with the report, not after it") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  auto& other = d.School("Б");
  const School school(who), elsewhere(other);
  const auto id = HandIn(d, who);  // It has not heard yet that Борисов attends at the other.
  d.SyncAll();
  const std::string person = "01900000-0000-7000-8000-000000000001";
  for (const model::Uuid& card : {school.boris, elsewhere.ada})
    REQUIRE(coordinator.Edit(card, {{"person", person}}).empty());
  {
    WindowUser user(coordinator.store());
    OpenSubmission(user, id);
    CHECK(user.Sees("Сегодня иначе, чем в отчёте: 1 ребёнок"));
    user.Click("coverage/report/submitted/accept");
    user.Frames(2);
    CHECK(user.Sees("По данным района иначе, чем в отчёте: 1 ребёнок."));
    user.Click("decide/go");
    user.Frames(4);
    CHECK(Book(user).Find(id)->state == Submission::State::kAccepted);
    CHECK_FALSE(user.Sees("Изменено после приёма"));
  }
  REQUIRE(coordinator.Edit(school.ada, {{"class", "6А"}}).empty());
  WindowUser user(coordinator.store());
  OpenSubmission(user, id);
  CHECK(user.Sees("Изменено после приёма: 1 ребёнок"));
}

TEST_CASE("Report: what has been withdrawn meanwhile is not accepted unseen") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  WindowUser user(coordinator.store());
  OpenSubmission(user, id);
  user.Click("coverage/report/submitted/accept");
  user.Frames(2);
  user.TypeInto("decide/note", "Спасибо");
  REQUIRE(who.Edit(id, {{"state", "withdrawn"}, {"decided_on", "04.09.2026"}}).empty());
  d.SyncAll();
  user.Click("decide/go");
  user.Frames(4);
  CHECK(user.Sees("по отчёту тем временем решили иначе"));
  CHECK(coordinator.Value(id, "state") == "withdrawn");
  CHECK(coordinator.Disputes() == 0);
}

TEST_CASE("Report: what is typed about one report is not said of another") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& a = d.School("А");
  auto& b = d.School("Б");
  const School of_a(a), of_b(b);
  const auto first = HandIn(d, a), second = HandIn(d, b);
  d.SyncAll();
  {
    WindowUser user(coordinator.store());
    OpenSubmission(user, first);
    user.Click("coverage/report/submitted/return");
    user.Frames(2);
    user.TypeInto("decide/note", "Исправьте 5А");
    user.Click("decide/close");
    user.Frames(2);
    user.Click("coverage/report/submitted/remark");
    user.Frames(4);
    user.Type("О Борисове");
    user.Click("new-remark/close");
    user.Frames(2);
    OpenSubmission(user, second);
    user.Click("coverage/report/submitted/remark");
    user.Frames(4);
    CHECK(user.Value("new-remark/text").empty());
    user.Click("new-remark/close");
    user.Frames(2);
    user.Click("coverage/report/submitted/accept");
    user.Frames(2);
    CHECK(user.Value("decide/note").empty());
    user.Click("decide/go");
    user.Frames(4);
    CHECK(Book(user).Find(second)->decision_note.empty());
    // It waits where it was typed, also after the program was closed.
    CHECK(Joined(user.Problems()) == "");
  }
  WindowUser user(coordinator.store());
  OpenSubmission(user, first);
  user.Click("coverage/report/submitted/remark");
  user.Frames(4);
  CHECK(user.Value("new-remark/text") == "О Борисове");
  user.Click("new-remark/close");
  user.Frames(2);
  user.Click("coverage/report/submitted/return");
  user.Frames(2);
  CHECK(user.Value("decide/note") == "Исправьте 5А");
}

TEST_CASE("Report: an indicator that has changed since acceptance is told by its number") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  REQUIRE(coordinator.Edit(id, {{"state", "accepted"}, {"decided_on", "04.09.2026"}}).empty());
  who.Put("category", {{"child", school.boris.Text()}, {"category", "ovz"}});
  d.SyncAll();
  WindowUser user(coordinator.store());
  OpenSubmission(user, id);
  CHECK(user.Sees("Показатели сегодня другие: 6."));
  CHECK_FALSE(user.Sees("Изменено после приёма"));
  user.Click("coverage/report/submitted/changes");
  user.Frames(4);
  CHECK(user.Sees("Показатели сегодня"));
  CHECK(user.Sees("0 / 1"));
  CHECK(Joined(user.Problems()) == "");
}

TEST_CASE("Report: acceptance against a withdrawal is a dispute that both see as one") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  REQUIRE(coordinator.Edit(id, {{"state", "accepted"}, {"decided_on", "04.09.2026"}}).empty());
  REQUIRE(who.Edit(id, {{"state", "withdrawn"}, {"decided_on", "04.09.2026"}}).empty());
  d.SyncAll();
  for (Installation* one : {&coordinator, &who}) {
    WindowUser user(one->store());
    OpenSubmission(user, id);
    CHECK(user.Sees("Решили одновременно, не видя друг друга"));
    CHECK(Joined(user.Problems()) == "");
    user.Click("coverage/report/submitted/review");
    CHECK(user.desk().state().screen == Screen::kReview);
  }
}

TEST_CASE("Report: one that cannot be read is told, and does not stop the others") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("А");
  const School school(who);
  const auto id = who.Put("submission", {{"kind", "coverage"},
                                         {"year", "2025"},
                                         {"submitted_on", "28.08.2026"},
                                         {"state", "submitted"},
                                         {"content", "{\"version\":9}"}});
  d.SyncAll();
  WindowUser user(coordinator.store());
  Open(user);
  CHECK(user.Sees("не читается"));
  OpenSubmission(user, id);
  CHECK(user.Sees("более новой программой"));
  user.Click("coverage/report/back");
  user.Frames(4);
  CHECK(user.Sees("Отчёты организаций за 2025/26"));
}

TEST_CASE("Report: it is printed and exported as it was handed in") {
  WindowUser user;  // On a disk, where the paper can lie.
  user.Put(model::child, {{"last_name", "Борисов"}, {"first_name", "Пётр"}, {"class", "5А"}});
  const auto written = client::SubmitReport(user.store(), kYear, {2026, 8, 28}, {});
  REQUIRE(written);
  Open(user);
  OpenSubmission(user, written->rows.front().id);
  user.Click("coverage/report/submitted/print");
  user.Frames(4);
  REQUIRE(user.opened().size() == 1);
  CHECK(user.opened().front().ends_with(".pdf"));
  user.Click("coverage/report/submitted/export");
  user.Frames(4);
  user.Click("export/go");
  user.Frames(4);
  CHECK(user.Sees("Отчёт записан"));
  const auto log =
      client::ReadAccess(user.store().replica().database(), {.what = client::Access::kExported});
  REQUIRE(log.size() == 1);
  CHECK(log.front().count == 0);  // Of no number of people that would be its tables'.
}

TEST_CASE("Report: every page of it is whole in both languages and every size") {
  District d;
  auto& coordinator = d.Coordinator();
  auto& who = d.School("Русскопотамская средняя общеобразовательная школа");
  const School school(who);
  const auto id = HandIn(d, who);
  d.SyncAll();
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const float scale : {1.0F, 2.0F, 0.8F})
      for (Installation* one : {&who, &coordinator}) {
        WindowUser user(one->store(), {.language = language, .scale = scale});
        const auto look = [&](const std::string& what) {
          user.Frames(6);
          INFO(what << " x " << scale << (language == client::Language::kRussian ? " ru" : " en"));
          CHECK(Joined(user.Problems()) == "");
        };
        Open(user);
        look("home");
        State(user).schools = false;
        for (const char* table : {"classes", "directions", "indicators", "reasons"}) {
          State(user).table = table;
          look(table);
        }
        State(user).asking_submit = one == &who;
        look("asking");
        State(user).asking_submit = false;
        OpenSubmission(user, id);
        look("submitted");
        State(user).deciding = client::CoverageReportState::Deciding::kReturn;
        look("returning");
      }
}

}  // namespace tests
