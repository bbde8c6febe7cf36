// SPDX-License-Identifier: MIT
// The roster grid, as it is filled from paper or from a spreadsheet.
#include <catch2/catch.hpp>

#include "client/desktop/roster_state.h"
#include "tests/support/fake_time.h"

using namespace kruzhok;
using client::RosterState;

namespace {

using Cells = std::vector<std::string>;

struct Rig {
  tests::FakeTime environment;
  client::Translator texts{client::Language::kRussian};
  std::shared_ptr<const client::Snapshot> data = client::EmptySnapshot(texts);
  RosterState roster = client::NewRoster(environment);

  size_t Paste(std::string_view text) {
    return client::PasteIntoRoster(roster, text, *data, environment);
  }
  void Type(size_t row, const Cells& cells) {
    for (size_t i = 0; i < cells.size(); ++i) roster.rows[row].cells[i] = cells[i];
    client::SettleRoster(roster, row, *data, environment);
  }
};

}  // namespace

TEST_CASE("Roster: typing in the last row adds the next one") {
  Rig rig;
  REQUIRE(rig.roster.rows.size() == 1);
  rig.Type(0, {"Ёлкин", "Пётр", "", "3.1.11", "м"});
  REQUIRE(rig.roster.rows.size() == 2);
  CHECK(rig.roster.rows[1].empty());
  CHECK(rig.roster.rows[0].cells[3] == "03.01.2011");
  CHECK(rig.roster.rows[0].cells[4] == "male");
  CHECK(rig.roster.filled() == 1);
}

TEST_CASE("Roster: whole names in one cell become three, whatever stands around them") {
  Rig rig;
  REQUIRE(rig.Paste("№\tФамилия Имя Отчество\tДата рождения\r\n"
                    "1\tЁлкин Пётр Ильич\t03.01.2011\tм\t6А\r\n"
                    "\r\n"
                    "2.\tОглы Анна Мамед кызы\t2012-05-06 00:00:00\tжен\t6А\r\n"
                    "3) Сидорова Ольга\t7.8.12\tж\n") >= 3);
  std::vector<Cells> cells;
  for (const auto& row : rig.roster.rows)
    if (!row.empty()) cells.push_back(row.cells);
  REQUIRE(cells.size() == 3);
  CHECK(cells[0] == Cells{"Ёлкин", "Пётр", "Ильич", "03.01.2011", "male", "6А"});
  CHECK(cells[1] == Cells{"Оглы", "Анна", "Мамед кызы", "06.05.2012", "female", "6А"});
  CHECK(cells[2] == Cells{"Сидорова", "Ольга", "", "07.08.2012", "female", ""});
}

TEST_CASE("Roster: names in cells of their own stay where they are") {
  Rig rig;
  REQUIRE(rig.Paste("Салтыков Щедрин\tМихаил\tЕвграфович\t1.2.12\tм\n") == 1);
  CHECK(rig.roster.rows[0].cells ==
        Cells{"Салтыков Щедрин", "Михаил", "Евграфович", "01.02.2012", "male", ""});
}

TEST_CASE("Roster: a column pasted into a column fills it downwards") {
  Rig rig;
  rig.Type(0, {"Ёлкин", "Пётр"});
  rig.Type(1, {"Ёлкина", "Анна"});
  rig.roster.row = 0;
  rig.roster.column = 3;
  CHECK(rig.Paste("1.1.12\n2.2.12\n") == 2);
  CHECK(rig.roster.rows[0].cells[3] == "01.01.2012");
  CHECK(rig.roster.rows[1].cells[3] == "02.02.2012");
  CHECK(rig.roster.rows.size() == 3);
}

TEST_CASE("Roster: the control total tells whether somebody is missing") {
  Rig rig;
  CHECK(rig.roster.matches_total());
  rig.roster.expected = " 2";
  rig.Type(0, {"Ёлкин", "Пётр"});
  CHECK_FALSE(rig.roster.matches_total());
  rig.Type(1, {"Ёлкина", "Анна"});
  CHECK(rig.roster.matches_total());
}

TEST_CASE("Roster: the same child twice on the paper is seen") {
  Rig rig;
  rig.Type(0, {"Ёлкин", "Пётр", "", "1.2.11"});
  rig.Type(1, {"ЕЛКИН", "пётр", "", "01.02.2011"});
  CHECK(rig.roster.rows[1].namesake == "Ёлкин Пётр");
  CHECK(rig.roster.rows[0].namesake.empty());
}

TEST_CASE("Roster: a wrong row is told by its cell, and everything typed stays") {
  Rig rig;
  rig.Type(0, {"Ёлкин", "Пётр"});
  rig.Type(1, {"Ёлкина", "", "", "35.13.11"});
  CHECK(rig.roster.rows[1].problems[3]);
  CHECK_FALSE(client::WritesOf(rig.roster, rig.environment));
  CHECK(rig.roster.row == 1);
  CHECK(rig.roster.column == 1);
  CHECK(rig.roster.take_focus);
  CHECK(rig.roster.rows[1].cells[3] == "35.13.11");
  CHECK(rig.roster.filled() == 2);
}

TEST_CASE("Roster: a class for all, and an enrolment for each where a group is chosen") {
  Rig rig;
  rig.roster.school_class = "6А";
  rig.roster.group = model::Uuid{{5}}.Text();
  rig.roster.start_date = "1.9.26";
  rig.Type(0, {"Ёлкин", "Пётр"});
  rig.Type(1, {"Ёлкина", "Анна", "", "", "", "6Б"});
  const auto writes = client::WritesOf(rig.roster, rig.environment);
  REQUIRE(writes);
  REQUIRE(writes->size() == 4);
  const auto text = [&](size_t row, std::string_view field) {
    for (const auto& [info, value] : (*writes)[row].fields)
      if (info->name() == field) return model::FormatValue(value);
    return std::string();
  };
  CHECK(text(0, "class") == "6А");
  CHECK(text(1, "class") == "6Б");
  CHECK(text(2, "child") == (*writes)[0].id->Text());
  CHECK(text(2, "start_date") == "2026-09-01");
  CHECK(client::WritesOf(rig.roster, rig.environment)->at(3).id == (*writes)[3].id);

  rig.roster.start_date = "когда-нибудь";
  CHECK_FALSE(client::WritesOf(rig.roster, rig.environment));
  CHECK(rig.roster.problems.contains("start_date"));
}

TEST_CASE("Roster: a draft brings every row back, with the ids that the children will have") {
  Rig rig;
  rig.roster.expected = "30";
  rig.Type(0, {"Ёлкин", "Пётр", "", "35.13.11"});
  const auto again = client::DecodeRoster(client::EncodeRoster(rig.roster));
  REQUIRE(again);
  REQUIRE(again->rows.size() == 1);
  CHECK(again->rows[0].id == rig.roster.rows[0].id);
  CHECK(again->rows[0].enrolment == rig.roster.rows[0].enrolment);
  CHECK(again->rows[0].cells == rig.roster.rows[0].cells);
  CHECK(again->rows[0].problems[3]);
  CHECK(again->expected == "30");
  CHECK(client::EncodeRoster(client::NewRoster(rig.environment)).empty());
  CHECK_FALSE(client::DecodeRoster("{\"rows\":[{}]}"));
}
