// SPDX-License-Identifier: MIT
// Lists: sorting, filtering, and that nothing moves under the hand of the person who looks at them.
#include <catch2/catch.hpp>

#include "client/desktop/list_state.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/text_fold.h"

using namespace kruzhok;
using namespace kruzhok::client;

namespace {

model::Uuid Id(uint8_t number) {
  model::Uuid id;
  id.bytes.back() = number;
  return id;
}

struct Line {
  uint8_t id;
  std::string name, school_class, birth_date;
};

const std::vector<Line> kFour = {{1, "Яковлев Ян", "10А", "03.01.2011"},
                                 {2, "Ёлкин Пётр", "9Б", "01.12.2010"},
                                 {3, "Егоров Олег", "9Б", ""},
                                 {4, "Жукова Анна", "", "02.01.2011"}};

std::shared_ptr<const ListData> Made(const std::vector<Line>& lines) {
  ListColumn name{.key = "name", .label = "Name"};
  ListColumn school_class{.key = "class", .label = "Class", .facet = true};
  ListColumn birth_date{.key = "birth_date", .label = "Born", .date = true};
  ListBuilder builder(model::child, {name, school_class, birth_date});
  for (const Line& line : lines) {
    sync::RowView row(model::child);
    row.id = Id(line.id);
    row.record.Set(model::child.school, Id(static_cast<uint8_t>(line.id % 2)));
    builder.Add(row, {line.name, line.school_class, line.birth_date}, "+7 901 " + line.name);
  }
  return builder.Finish();
}

std::string Names(const ListData& data, const std::vector<uint32_t>& rows) {
  std::string names;
  for (const uint32_t row : rows) {
    const std::string_view name = data.Cell(row, 0);
    (names += names.empty() ? "" : " ") += name.substr(0, name.find(' '));
  }
  return names;
}

std::string Shown(const ListState& state) {
  return Names(*state.data, state.rows);
}

ListState Opened(const std::vector<Line>& lines) {
  ListState state;
  state.data = Made(lines);
  Arrange(state);
  return state;
}

std::vector<Line> With(std::vector<Line> lines, Line line) {
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace

TEST_CASE("List: rows are sorted as Russian readers expect, numbers and dates by their size") {
  const auto data = Made(kFour);
  CHECK(Names(*data, data->Sorted(0, false)) == "Егоров Ёлкин Жукова Яковлев");
  CHECK(Names(*data, data->Sorted(0, true)) == "Яковлев Жукова Ёлкин Егоров");
  CHECK(Names(*data, data->Sorted(2, false)) == "Ёлкин Жукова Яковлев Егоров");
}

TEST_CASE("List: equal rows are in the order of the first column, empty ones last either way") {
  const auto data = Made(kFour);
  CHECK(Names(*data, data->Sorted(1, false)) == "Егоров Ёлкин Яковлев Жукова");
  CHECK(Names(*data, data->Sorted(1, true)) == "Яковлев Егоров Ёлкин Жукова");
  CHECK(Names(*data, data->Sorted(2, true)) == "Яковлев Жукова Ёлкин Егоров");
}

TEST_CASE("List: the values of a facet are counted, in order, without the empty one") {
  const auto data = Made(kFour);
  CHECK(data->Values(1) ==
        std::vector<std::pair<std::string, int64_t>>{{"9Б", 2}, {"10А", 1}});
}

TEST_CASE("List: a row is found by any part of its words, also those that are not shown") {
  const auto data = Made(kFour);
  const auto row = *data->Find(Id(2));
  for (const char* text : {"ёлк", "ЛКИН", "пётр 9б", "901 елкин", "01.12", ""})
    CHECK(data->Matches(row, model::Fold(text)));
  CHECK_FALSE(data->Matches(row, model::Fold("ёлкин 11")));
  for (const char* text : {"9б", "е", "901", "нет", "а ян", "", " "}) {
    INFO(text);
    const auto matching = data->Matching(model::Fold(text));
    for (size_t i = 0; i < data->size(); ++i)
      CHECK(matching[i] == data->Matches(i, model::Fold(text)));
  }
}

TEST_CASE("List: rows are found by their id and by what they refer to") {
  const auto data = Made(kFour);
  CHECK(data->id(*data->Find(Id(3))) == Id(3));
  CHECK_FALSE(data->Find(Id(9)));
  CHECK(Names(*data, data->RowsOf(model::child.school, Id(1))) == "Егоров Яковлев");
  CHECK(data->Reference(*data->Find(Id(2)), model::child.school).is_nil());
}

TEST_CASE("List: filter and facets narrow it, sorting keeps them") {
  ListState state = Opened(kFour);
  state.filter = "01.20 11";
  state.sort_column = "birth_date";
  state.descending = true;
  Arrange(state);
  CHECK(Shown(state) == "Яковлев Жукова");
  state.filter.clear();
  state.facets["class"] = {"9Б", "1А"};
  state.facets["no such column"] = {"x"};
  Arrange(state);
  CHECK(Shown(state) == "Ёлкин Егоров");
}

TEST_CASE("List: rows that an exchange brings wait until they are asked for") {
  ListState state = Opened(kFour);
  state.cursor = Id(4);
  state.selected = {Id(2), Id(4)};
  Follow(state, Made(With(kFour, {5, "Ёжиков Юрий", "9Б", ""})), {});
  CHECK(Shown(state) == "Егоров Ёлкин Жукова Яковлев");
  CHECK(state.hidden_new == 1);
  CHECK(*CursorPlace(state) == 2);
  CHECK(state.selected.size() == 2);
  Arrange(state);
  CHECK(Shown(state) == "Егоров Ёжиков Ёлкин Жукова Яковлев");
  CHECK(state.hidden_new == 0);
  CHECK(*CursorPlace(state) == 3);
}

TEST_CASE("List: new rows are counted over several exchanges, only those that pass the filter") {
  ListState state = Opened(kFour);
  state.filter = "9б";
  Arrange(state);
  auto lines = With(kFour, {5, "Ёжиков Юрий", "9Б", ""});
  Follow(state, Made(lines), {});
  lines = With(lines, {6, "Юрьев Ёж", "9Б", ""});
  lines = With(lines, {7, "Белов Ёж", "1Б", ""});
  Follow(state, Made(lines), {});
  CHECK(state.hidden_new == 2);
  std::erase_if(lines, [](const Line& line) { return line.id == 5; });
  Follow(state, Made(lines), {});
  CHECK(state.hidden_new == 1);
  CHECK(Shown(state) == "Егоров Ёлкин");
}

TEST_CASE("List: a row that changed stays where it is until the list is arranged") {
  ListState state = Opened(kFour);
  state.filter = "9б";
  Arrange(state);
  auto lines = kFour;
  lines[2] = {3, "Щукин Олег", "8В", ""};
  Follow(state, Made(lines), {Id(3)});
  CHECK(Shown(state) == "Щукин Ёлкин");
  Arrange(state);
  CHECK(Shown(state) == "Ёлкин");
}

TEST_CASE("List: one's own new rows are put where they belong, and the cursor stays") {
  ListState state = Opened(kFour);
  state.cursor = Id(4);
  auto lines = With(kFour, {5, "Ёжиков Юрий", "", ""});
  lines = With(lines, {6, "Абрамов Юрий", "", ""});
  lines = With(lines, {7, "Ямов Юрий", "", ""});
  lines = With(lines, {8, "Чужов Юрий", "", ""});
  Follow(state, Made(lines), {Id(5), Id(6), Id(7)});
  CHECK(Shown(state) == "Абрамов Егоров Ёжиков Ёлкин Жукова Яковлев Ямов");
  CHECK(state.hidden_new == 1);
  CHECK(*state.cursor == Id(4));
}

TEST_CASE("List: rows that are gone go; the cursor passes to the next one, else to the last") {
  ListState state = Opened(kFour);
  state.cursor = Id(2);
  state.selected = {Id(2), Id(1)};
  Follow(state, Made({kFour[0], kFour[2], kFour[3]}), {});
  CHECK(Shown(state) == "Егоров Жукова Яковлев");
  CHECK(*state.cursor == Id(4));
  CHECK(state.selected == std::unordered_set<model::Uuid>{Id(1)});
  state.cursor = Id(1);
  Follow(state, Made({kFour[2]}), {});
  CHECK(*state.cursor == Id(3));
  Follow(state, Made({}), {});
  CHECK_FALSE(state.cursor);
  CHECK(state.rows.empty());
}

TEST_CASE("List: one that was empty shows what comes") {
  ListState state = Opened({});
  Follow(state, Made(kFour), {});
  CHECK(state.rows.size() == 4);
  CHECK(state.hidden_new == 0);
}

TEST_CASE("List: the cursor moves by rows and stops at the ends") {
  ListState state = Opened(kFour);
  const auto moved = [&](int64_t by) {
    MoveCursor(state, by);
    return *CursorPlace(state);
  };
  CHECK(moved(1) == 0);
  CHECK(moved(2) == 2);
  CHECK(moved(INT64_MAX) == 3);
  CHECK(moved(-1) == 2);
  CHECK(moved(INT64_MIN) == 0);
  state.cursor = Id(99);
  CHECK(moved(-1) == 3);
  CHECK(state.scroll_to_cursor);
  ListState empty = Opened({});
  MoveCursor(empty, 1);
  CHECK_FALSE(empty.cursor);
}

TEST_CASE("List: chosen are the selected rows in the list's order, else the cursor's") {
  ListState state = Opened(kFour);
  CHECK(Chosen(state).empty());
  state.cursor = Id(3);
  CHECK(Chosen(state) == std::vector{Id(3)});
  state.selected = {Id(1), Id(2), Id(99)};
  CHECK(Chosen(state) == std::vector{Id(2), Id(1)});
}

TEST_CASE("List: sorting and columns are kept between runs; what cannot be read is skipped") {
  ListState state;
  state.sort_column = "birth_date";
  state.descending = true;
  state.shown_columns = {"name", "where"};
  ListState again;
  DecodeListChoices(EncodeListChoices(state), again);
  CHECK(again.sort_column == "birth_date");
  CHECK(again.descending);
  CHECK(again.shown_columns == state.shown_columns);
  DecodeListChoices("{\"sort\":7,\"columns\":[1,\"class\"]", again);
  DecodeListChoices("{\"sort\":7,\"columns\":[1,\"class\"]}", again);
  CHECK(again.sort_column == "birth_date");
  CHECK(again.shown_columns == std::vector<std::string>{"class"});
}
