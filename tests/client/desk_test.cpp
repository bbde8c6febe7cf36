// SPDX-License-Identifier: MIT
// The program behind the window, used as its screens use it.
#include "tests/client/desk_rig.h"

using namespace kruzhok;
using tests::DeskRig;

namespace {

model::Uuid PutChild(tests::Installation& who, const std::string& last, const std::string& birth) {
  return who.Put(
      "child",
      {{"consent", "true"}, {"last_name", last}, {"first_name", "Анна"}, {"birth_date", birth}});
}

model::Uuid PutGroup(tests::Installation& who, const tests::Fields& more = {}) {
  const model::Uuid programme = who.Put("programme", {{"title", "Робототехника"}});
  tests::Fields fields = {{"programme", programme.Text()}, {"name", "Группа 1"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return who.Put("group", fields);
}

}  // namespace

TEST_CASE("Desk: a form that is saved is a row, said in a sentence, and one undo takes it back") {
  tests::District district;
  tests::Installation& school = district.School("A");
  DeskRig desk(school);
  desk.Do(client::NewRecord{&model::child});
  desk.Type("last_name", "Ёлкин");
  desk.Type("first_name", "Пётр");
  desk.Type("birth_date", "3.1.11");
  desk.Do(client::SaveRecord{});
  CHECK(desk.notice() == "Сохранено: Ёлкин Пётр");
  REQUIRE(desk.Rows(model::child) == 1);
  CHECK_FALSE(desk.form().dirty());
  CHECK_FALSE(desk.form().is_new);
  CHECK(desk.form().Find("birth_date")->text == "03.01.2011");
  CHECK(desk.state().record->history.size() == 3);
  CHECK(desk.state().drafts.empty());
  CHECK(desk.state().exchange.pending_rows >= 1);
  desk.Do(client::UndoLast{});
  CHECK(desk.Rows(model::child) == 0);
  CHECK(desk.form().deleted);
  desk.Do(client::UndoLast{});
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
}

TEST_CASE("Desk: saving may begin the next record at once") {
  tests::District district;
  DeskRig desk(district.School("A"));
  for (const char* name : {"Ёлкин", "Ёлкина"}) {
    if (!desk.state().record) desk.Do(client::NewRecord{&model::child});
    desk.Type("last_name", name);
    desk.Type("first_name", "Саша");
    desk.Do(client::SaveRecord{true});
    CHECK(desk.form().is_new);
    CHECK(desk.form().Find("last_name")->text.empty());
  }
  CHECK(desk.Rows(model::child) == 2);
}

TEST_CASE("Desk: what cannot be saved yet is told at its field, and leaving keeps it as a draft") {
  tests::District district;
  DeskRig desk(district.School("A"));
  desk.Do(client::NewRecord{&model::child});
  desk.Type("last_name", "Ёлкин");
  desk.Do(client::SaveRecord{});
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
  CHECK(desk.form().focus == "first_name");
  const model::Uuid id = desk.form().id;
  desk.Do(client::GoTo{client::Screen::kOverview});
  CHECK(desk.notice() == "Черновик сохранён: Ёлкин");
  CHECK_FALSE(desk.state().record);
  REQUIRE(desk.state().drafts.size() == 1);
  CHECK(desk.state().drafts[0].second == "Ёлкин");
  desk.Do(client::OpenRecord{&model::child, id});
  CHECK(desk.form().is_new);
  CHECK(desk.form().Find("last_name")->text == "Ёлкин");
  desk.Do(client::DiscardDraft{});
  CHECK(desk.state().drafts.empty());
  CHECK_FALSE(desk.state().record);
}

TEST_CASE("Desk: what was typed is a draft after the program died") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  auto desk = std::make_unique<DeskRig>(school);
  desk->Do(client::OpenRecord{&model::child, id});
  desk->Type("phone", "+7 900 1234567");
  SECTION("when a field was left") {
    desk->Do(client::LeaveField{});
  }
  SECTION("when two seconds had gone by") {
    desk->state().now_ms += 2'000;
    desk->Settle();
  }
  tests::Die(desk, school);
  desk = std::make_unique<DeskRig>(school);
  REQUIRE(desk->state().drafts.size() == 1);
  CHECK(desk->state().drafts[0].second == "Ёлкина Анна");
  CHECK(school.Value(id, "phone").empty());
  desk->Do(client::OpenRecord{&model::child, id});
  CHECK(desk->form().dirty());
  CHECK(desk->form().Find("phone")->text == "+7 900 1234567");
  desk->Do(client::SaveRecord{});
  CHECK(school.Value(id, "phone") == "+7 900 1234567");
  CHECK(school.replica().Settings("draft/").empty());
}

TEST_CASE("Desk: a draft that says what its row says is none") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  {
    DeskRig desk(school);
    desk.Do(client::OpenRecord{&model::child, id});
    desk.Type("phone", "1");
  }
  CHECK(school.replica().Settings("draft/").size() == 1);
  REQUIRE(school.Edit(id, {{"phone", "1"}}).empty());
  const DeskRig desk(school);
  CHECK(school.replica().Settings("draft/").empty());
}

TEST_CASE("Desk: a value pulled under an open form becomes a dispute and what was typed stays") {
  tests::District district;
  tests::Installation& school = district.School("A");
  tests::Installation& coordinator = district.Coordinator();
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  district.SyncAll();
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, id});
  desk.Type("phone", "typed");
  REQUIRE(coordinator.Edit(id, {{"phone", "pulled"}}).empty());
  REQUIRE(coordinator.Sync().empty());
  desk.Do(client::SyncNow{});
  CHECK(school.Value(id, "phone") == "pulled");
  CHECK(desk.form().overtaken);
  CHECK(desk.form().Find("phone")->text == "typed");
  desk.Do(client::SaveRecord{});
  REQUIRE(school.Disputes() == 1);
  const sync::Dispute dispute = school.store().Disputes().front();
  CHECK(dispute.official.value.text == "pulled");
  REQUIRE(dispute.proposals.size() == 1);
  CHECK(dispute.proposals[0].value.text == "typed");
  CHECK(desk.state().record->disputes.size() == 1);
}

TEST_CASE("Desk: a form that nobody types in follows its row") {
  tests::District district;
  tests::Installation& school = district.School("A");
  tests::Installation& coordinator = district.Coordinator();
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  district.SyncAll();
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, id});
  REQUIRE(coordinator.Edit(id, {{"phone", "pulled"}}).empty());
  REQUIRE(coordinator.Sync().empty());
  desk.Do(client::SyncNow{});
  CHECK(desk.form().Find("phone")->text == "pulled");
  CHECK_FALSE(desk.form().overtaken);
  CHECK_FALSE(desk.form().dirty());
}

TEST_CASE("Desk: saving a form that shows a dispute decides it") {
  tests::District district;
  tests::Installation& first = district.School("A");
  tests::Installation& second = district.School("A");
  const model::Uuid id = PutChild(first, "Ёлкина", "3.1.2011");
  district.SyncAll();
  REQUIRE(first.Edit(id, {{"phone", "1"}}).empty());
  REQUIRE(second.Edit(id, {{"phone", "2"}}).empty());
  district.SyncAll();
  REQUIRE(first.Disputes() == 1);
  DeskRig desk(first);
  desk.Do(client::OpenRecord{&model::child, id});
  REQUIRE(desk.state().record->disputes.size() == 1);
  desk.Type("phone", "3");
  desk.Type("address", "Ленина, 1");
  desk.Do(client::SaveRecord{});
  CHECK(first.Disputes() == 0);
  CHECK(first.Value(id, "phone") == "3");
  CHECK(first.Value(id, "address") == "Ленина, 1");
  desk.Do(client::UndoLast{});
  CHECK(first.Value(id, "address").empty());
}

TEST_CASE("Desk: where only a coordinator may decide, what was typed stays in the form") {
  tests::District district;
  tests::Installation& school = district.School("A");
  tests::Installation& coordinator = district.Coordinator();
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  district.SyncAll();
  REQUIRE(school.Edit(id, {{"phone", "1"}}).empty());
  REQUIRE(coordinator.Edit(id, {{"phone", "2"}}).empty());
  district.SyncAll();
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, id});
  desk.Type("phone", "3");
  desk.Type("address", "Ленина, 1");
  desk.Do(client::SaveRecord{});
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
  CHECK(school.Value(id, "address") == "Ленина, 1");
  CHECK(desk.form().Find("phone")->text == "3");
  CHECK(desk.state().drafts.size() == 1);
}

TEST_CASE("Desk: thirty children from the roster are one action and one undo takes them back") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid group = PutGroup(school);
  DeskRig desk(school);
  std::string paper;
  for (int i = 0; i < 30; ++i)
    paper += "Фамилия" + std::string(1, static_cast<char>('A' + i)) + " Имя Отчество\t1.2.12\tж\n";
  desk.Do(client::GoTo{client::Screen::kRoster});
  desk.state().roster.group = group.Text();
  desk.state().roster.school_class = "6А";
  desk.state().roster.expected = "31";
  desk.Do(client::PasteRoster{paper});
  CHECK(desk.state().roster.filled() == 30);
  CHECK(desk.state().roster_drafted);
  desk.Do(client::SaveRoster{});
  CHECK(desk.notice() == "Записано 30 детей");
  CHECK(desk.state().notice->hint == "На бумаге 31, записано 30: сверьте список.");
  CHECK(desk.Rows(model::child) == 30);
  CHECK(desk.Rows(model::enrolment) == 30);
  CHECK(desk->data().group_sizes.at(group) == 30);
  CHECK(desk.state().roster.filled() == 0);
  CHECK_FALSE(desk.state().roster_drafted);
  desk.Do(client::UndoLast{});
  CHECK(desk.Rows(model::child) == 0);
  CHECK(desk.Rows(model::enrolment) == 0);
}

TEST_CASE(
    "Desk: a roster keeps what was typed when a row is wrong and the cell of the mistake gets the "
    "keyboard") {
  tests::District district;
  tests::Installation& school = district.School("A");
  auto desk = std::make_unique<DeskRig>(school);
  desk->Do(client::PasteRoster{"Ёлкин Пётр\t1.2.12\nЁлкина Анна\t45.2.12\nСидоров Илья\t1.3.12\n"});
  desk->Do(client::SaveRoster{});
  CHECK(desk->state().notice->kind == client::Notice::Kind::kProblem);
  CHECK(desk->state().roster.row == 1);
  CHECK(desk->state().roster.column == 3);
  CHECK(desk->state().roster.take_focus);
  CHECK(desk->state().roster.filled() == 3);
  CHECK(desk->Rows(model::child) == 0);
  tests::Die(desk, school);
  desk = std::make_unique<DeskRig>(school);
  CHECK(desk->state().roster_drafted);
  CHECK(desk->state().roster.filled() == 3);
  desk->state().roster.rows[1].cells[3] = "5.2.12";
  desk->Do(client::SaveRoster{});
  CHECK(desk->Rows(model::child) == 3);
}

TEST_CASE(
    "Desk: a class is enrolled at once; who is there already is left, room and age are told") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid group =
      PutGroup(school, {{"capacity", "2"}, {"age_min", "5"}, {"age_max", "17"}});
  const model::Uuid a = PutChild(school, "А", "3.1.2012");
  const model::Uuid b = PutChild(school, "Б", "3.1.2012");
  const model::Uuid grown = PutChild(school, "В", "3.1.1990");
  school.Put("enrolment", {{"child", a.Text()}, {"group", group.Text()}, {"state", "enrolled"}});
  DeskRig desk(school);
  client::Enrol enrol;
  enrol.group = group;
  enrol.children = {a, b, grown};
  enrol.state = "enrolled";
  enrol.order_date = "1.9.25";
  desk.Do(enrol);
  CHECK(desk.state().enrol.result ==
        "Зачислено 2 ребёнка. 1 ребёнок уже в этой группе. Мест в группе 2, детей теперь 3. "
        "1 ребёнок не подходит группе по возрасту.");
  CHECK(desk.Rows(model::enrolment) == 3);
  desk.Do(enrol);
  CHECK(desk.Rows(model::enrolment) == 3);
  CHECK_FALSE(desk.state().notice->can_undo);
  desk.Do(client::UndoLast{});
  CHECK(desk.Rows(model::enrolment) == 1);
  enrol.order_date = "вчера";
  desk.Do(enrol);
  CHECK(desk.state().enrol.problems.contains("order_date"));
  CHECK(desk.Rows(model::enrolment) == 1);
}

TEST_CASE("Desk: many rows are changed or deleted in one action, and it is one undo") {
  tests::District district;
  tests::Installation& school = district.School("A");
  std::vector<model::Uuid> ids;
  for (const char* name : {"А", "Б", "В"}) ids.push_back(PutChild(school, name, "3.1.2012"));
  DeskRig desk(school);
  desk.Do(client::SetField{&model::child, ids, {{&model::child.school_class, "7А"}}});
  CHECK(desk.notice() == "Изменено 3 записи");
  for (const auto& id : ids) CHECK(school.Value(id, "class") == "7А");
  desk.Do(client::DeleteRows{&model::child, ids});
  CHECK(desk.notice() == "Удалено 3 записи");
  CHECK(desk.Rows(model::child) == 0);
  desk.Do(client::UndoLast{});
  CHECK(desk.Rows(model::child) == 3);
  desk.Do(client::UndoLast{});
  for (const auto& id : ids) CHECK(school.Value(id, "class").empty());
}

TEST_CASE("Desk: a change that one row cannot bear changes none and names the row") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid first = PutChild(school, "А", "3.1.2012");
  const model::Uuid second = PutChild(school, "Б", "3.1.2020");
  DeskRig desk(school);
  desk.Do(client::SetField{&model::child, {first, second}, {{&model::child.left_on, "1.1.15"}}});
  CHECK(desk.notice().starts_with("Б Анна: "));
  CHECK(school.Value(first, "left_on").empty());
}

TEST_CASE("Desk: an undo tells what somebody has changed since") {
  tests::District district;
  tests::Installation& first = district.School("A");
  tests::Installation& second = district.School("A");
  const model::Uuid id = PutChild(first, "Ёлкина", "3.1.2011");
  district.SyncAll();
  DeskRig desk(first);
  desk.Do(client::SetField{
      &model::child, {id}, {{&model::child.phone, "1"}, {&model::child.address, "Ленина, 1"}}});
  district.SyncAll();
  REQUIRE(second.Edit(id, {{"phone", "2"}}).empty());
  district.SyncAll();
  desk.Do(client::UndoLast{});
  CHECK(first.Value(id, "phone") == "2");
  CHECK(first.Value(id, "address").empty());
  CHECK(desk.state().notice->hint.find("Ёлкина Анна") != std::string::npos);
}

TEST_CASE("Desk: rows that an exchange brings wait, those written here are seen at once") {
  tests::District district;
  tests::Installation& first = district.School("A");
  tests::Installation& second = district.School("A");
  PutChild(first, "А", "3.1.2012");
  DeskRig desk(first);
  client::ListState& list = desk.state().lists["child"];
  REQUIRE(list.rows.size() == 1);
  PutChild(second, "Б", "3.1.2012");
  REQUIRE(second.Sync().empty());
  desk.Do(client::SyncNow{});
  CHECK(desk.notice().starts_with("Обмен завершён"));
  CHECK(list.rows.size() == 1);
  CHECK(list.hidden_new == 1);
  desk.Do(client::NewRecord{&model::child});
  desk.Type("last_name", "В");
  desk.Type("first_name", "Анна");
  desk.Do(client::SaveRecord{});
  CHECK(list.rows.size() == 2);
  desk.Do(client::ShowNew{&model::child});
  CHECK(list.rows.size() == 3);
  CHECK(list.hidden_new == 0);
}

TEST_CASE("Desk: what waits for the district is listed, and is gone after an exchange") {
  tests::District district;
  tests::Installation& school = district.School("A");
  district.SyncAll();
  DeskRig desk(school);
  CHECK(desk.state().exchange.pending_rows == 0);
  desk.Do(client::NewRecord{&model::child});
  desk.Type("last_name", "Ёлкин");
  desk.Type("first_name", "Пётр");
  desk.Do(client::SaveRecord{});
  const client::ExchangeState& exchange = desk.state().exchange;
  CHECK(exchange.pending_rows == 1);
  CHECK(exchange.pending_bytes > 50);
  REQUIRE(exchange.pending.size() == 1);
  CHECK(exchange.pending[0] == std::pair<std::string, std::string>("Ёлкин Пётр", "новая запись"));
  desk.Do(client::SyncNow{});
  CHECK(exchange.pending_rows == 0);
  CHECK(exchange.history.size() == 1);
}

TEST_CASE("Desk: an enrolment is called by its child and its group, whatever else it says") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid group = PutGroup(school);
  const model::Uuid child = PutChild(school, "Ёлкина", "3.1.2011");
  district.SyncAll();
  DeskRig desk(school);
  const std::string title = "Ёлкина Анна · " + school.Value(group, "name");
  desk.Do(client::NewRecord{&model::enrolment});
  desk.Type("child", child.Text());
  desk.Type("group", group.Text());
  desk.Type("order_number", "38-до");
  desk.Do(client::LeaveField{});
  REQUIRE(desk.state().drafts.size() == 1);
  CHECK(desk.state().drafts[0].second == title);
  desk.Do(client::SaveRecord{});
  CHECK(desk.state().record->title == title);
  CHECK(desk.notice().find(title) != std::string::npos);
  REQUIRE(desk.state().exchange.pending.size() == 1);
  CHECK(desk.state().exchange.pending[0].first == title);
}

TEST_CASE("Desk: a dispute is decided for one of its values or for another") {
  tests::District district;
  tests::Installation& first = district.School("A");
  tests::Installation& second = district.School("A");
  const model::Uuid id = PutChild(first, "Ёлкина", "3.1.2011");
  district.SyncAll();
  REQUIRE(first.Edit(id, {{"birth_date", "4.1.2011"}}).empty());
  REQUIRE(second.Edit(id, {{"birth_date", "5.1.2011"}}).empty());
  district.SyncAll();
  DeskRig desk(first);
  REQUIRE(desk->data().disputes.size() == 1);
  const client::DisputeItem dispute = desk->data().disputes.front();
  SECTION("one of its values") {
    const std::string wanted =
        first.Value(id, "birth_date") == "2011-01-04" ? "2011-01-05" : "2011-01-04";
    desk.Do(client::TakeValue{dispute.key, dispute.cell, dispute.proposals[0].dot, "спросили"});
    CHECK(first.Value(id, "birth_date") == wanted);
  }
  SECTION("another, as typed") {
    desk.Do(client::GiveValue{dispute.key, dispute.cell, "6.1.11", "спросили"});
    CHECK(first.Value(id, "birth_date") == "2011-01-06");
  }
  SECTION("what cannot be read decides nothing") {
    desk.Do(client::GiveValue{dispute.key, dispute.cell, "позже", ""});
    CHECK(first.Disputes() == 1);
    return;
  }
  CHECK(desk->data().disputes.empty());
}

TEST_CASE("Desk: what the district refused is written anew or discarded") {
  tests::District district;
  tests::Installation& school = district.School("A");
  school.Smuggle({{"star", model::Uuid{{9}}, {{"name", "\"Вега\""}}}});
  REQUIRE(school.Sync().empty());
  DeskRig desk(school);
  REQUIRE(desk->data().outside.size() == 1);
  desk.Do(client::DecideOutside{desk->data().outside[0].commit.dot,
                                client::DecideOutside::What::kDiscard});
  CHECK(desk->data().outside.empty());
}

TEST_CASE(
    "Desk: the first run names the school and who works; the author stands on what they write") {
  tests::District district;
  tests::Installation& stranger = district.Stranger();
  {
    DeskRig desk(stranger);
    CHECK(desk.state().wizard.open);
    desk.Do(client::NameSchool{"Школа № 1", " Марина "});
    CHECK_FALSE(desk.state().wizard.open);
    desk.Do(client::SwitchUser{"Вера"});
    desk.Do(client::NewRecord{&model::child});
    desk.Type("last_name", "Ёлкин");
    desk.Type("first_name", "Пётр");
    desk.Do(client::SaveRecord{});
    CHECK(desk.state().record->history.front().by == "Вера");
    CHECK(desk.state().record->history.front().own);
  }
  DeskRig desk(stranger);
  CHECK_FALSE(desk.state().wizard.open);
  CHECK(desk.state().user == "Вера");
  CHECK(desk.state().settings.users == std::vector<std::string>{"Марина", "Вера"});
  CHECK(stranger.replica().Setting("desk.school") == "Школа № 1");
  desk.Do(client::ForgetUser{"Марина"});
  CHECK(desk.state().settings.users == std::vector<std::string>{"Вера"});
}

TEST_CASE("Desk: another language changes every word and moves nothing") {
  tests::District district;
  tests::Installation& school = district.School("A");
  const model::Uuid id = PutChild(school, "Ёлкина", "3.1.2011");
  DeskRig desk(school);
  desk.Do(client::OpenRecord{&model::child, id});
  desk.Type("phone", "1");
  client::Settings settings = desk.state().settings;
  settings.language = client::Language::kEnglish;
  desk.Do(client::ChangeSettings{settings});
  CHECK(desk->texts().language() == client::Language::kEnglish);
  CHECK(desk->data().language == client::Language::kEnglish);
  CHECK(desk.form().Find("phone")->text == "1");
  CHECK(desk.state().lists["child"].rows.size() == 1);
  desk.Do(client::SaveRecord{});
  CHECK(desk.notice() == "Saved: Ёлкина Анна");
}

TEST_CASE("Desk: a proxy is kept, one that cannot be read is told") {
  tests::District district;
  tests::Installation& school = district.School("A");
  DeskRig desk(school);
  desk.Do(client::SetProxy{" proxy.school:3128 "});
  CHECK(school.replica().Setting("proxy") == "proxy.school:3128");
  desk.Do(client::SetProxy{"http://a b:99999999"});
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
  CHECK(desk.state().proxy == "proxy.school:3128");
  desk.Do(client::SetProxy{""});
  CHECK(school.replica().Setting("proxy").empty());
}

TEST_CASE("Desk: how a list is sorted is kept between runs") {
  tests::District district;
  tests::Installation& school = district.School("A");
  {
    DeskRig desk(school);
    desk.state().lists["child"].descending = true;
    desk.Do(client::GoTo{client::Screen::kChildren});
  }
  DeskRig desk(school);
  CHECK(desk.state().lists["child"].descending);
}

TEST_CASE("Desk: on a full disk the form keeps everything, and the window goes on") {
  tests::District district;
  tests::Installation& school = district.School("A");
  DeskRig desk(school);
  desk.Do(client::NewRecord{&model::child});
  desk.Type("last_name", "Ёлкин");
  desk.Type("first_name", "Пётр");
  school.disk.FullAfterBytes(0);
  desk.Do(client::SaveRecord{});
  REQUIRE(desk.state().notice);
  CHECK(desk.state().notice->kind == client::Notice::Kind::kProblem);
  CHECK_FALSE(desk.state().notice->hint.empty());
  CHECK(desk.form().Find("last_name")->text == "Ёлкин");
  desk.Do(client::CloseRecord{});
  CHECK(desk.state().record);
  school.disk.NoLongerFull();
  desk.Do(client::SaveRecord{});
  CHECK(desk.Rows(model::child) == 1);
}

TEST_CASE("Desk: a coordinator's enrolment belongs to the child's organisation") {
  tests::District district;
  tests::Installation& school = district.School("A");
  tests::Installation& coordinator = district.Coordinator();
  const model::Uuid group = PutGroup(school);
  const model::Uuid child = PutChild(school, "Ёлкина", "3.1.2011");
  district.SyncAll();
  DeskRig desk(coordinator);
  client::Enrol enrol;
  enrol.group = group;
  enrol.children = {child};
  enrol.state = "enrolled";
  desk.Do(enrol);
  REQUIRE(desk.Rows(model::enrolment) == 1);
  const model::Uuid id = desk->data().List(model::enrolment).id(0);
  const auto row = coordinator.store().Get(model::enrolment, id);
  REQUIRE(row);
  CHECK(row->owner == school.organisation());
}
