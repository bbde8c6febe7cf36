// SPDX-License-Identifier: MIT
// Search over everything: what is found, in which order, and what is said of it.
#include <random>

#include <catch2/catch.hpp>

#include "client/app/search.h"
#include "client/app/search_text.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/text_fold.h"
#include "tests/client/command_line.h"
#include "tests/support/district.h"

using namespace kruzhok;
using namespace kruzhok::client;
using tests::District;

namespace {

std::string Titles(const std::vector<SearchHit>& hits) {
  std::string titles;
  for (const SearchHit& hit : hits) titles += (titles.empty() ? "" : "; ") + hit.title;
  return titles;
}

// A school that has what people look for.
struct Found {
  Found() {
    auto& school = d.Stranger();
    const auto programme =
        school.Put("programme", {{"title", "Юный «Шахматист»"}, {"direction", "tekhnicheskoe"}});
    group = school.Put("group", {{"name", "Группа 10"}, {"programme", programme.Text()}});
    school.Put("group", {{"name", "Группа 9"}, {"programme", programme.Text()}});
    child = school.Put("child", {{"last_name", "Ёлкин"},
                                 {"first_name", "Пётр"},
                                 {"class", "6А"},
                                 {"birth_date", "2011-01-03"},
                                 {"phone", "+7 (901) 234-56-78"}});
    school.Put("child", {{"last_name", "Петров"}, {"first_name", "Егор"}, {"class", "7Б"}});
    school.Put("child", {{"last_name", "Иванова-Петрова"}, {"first_name", "Яна"}});
    enrolment = school.Put("enrolment", {{"child", child.Text()}, {"group", group.Text()}});
    index = BuildSearchIndex(school.store(), texts);
  }
  std::string operator()(std::string_view text, const model::EntityType* type = nullptr,
                         size_t limit = 100) const {
    return Titles(index.Find(text, limit, type));
  }

  District d;
  Translator texts{Language::kRussian};
  model::Uuid group, child, enrolment;
  SearchIndex index;
};

}  // namespace

TEST_CASE("Search: every word begins a word of the row, case and ё aside") {
  const Found found;
  CHECK(found("елк") == "Ёлкин Пётр");
  CHECK(found("ЁЛКИН петр") == "Ёлкин Пётр");
  CHECK(found("пётр ёл") == "Ёлкин Пётр");
  CHECK(found("6а елкин") == "Ёлкин Пётр");
  CHECK(found("лкин") == "");
  CHECK(found("ёлкин егор") == "");
  CHECK(found("шахмат", model::FindEntity("programme")) == "Юный «Шахматист»");
  CHECK(found("«», —") == "");
}

TEST_CASE("Search: a telephone number is found however it is typed") {
  const Found found;
  CHECK(found("79012345678") == "Ёлкин Пётр");
  CHECK(found("+7 901 234") == "Ёлкин Пётр");
  CHECK(found("234-56") == "Ёлкин Пётр");
}

TEST_CASE("Search: titles that begin with the text come first, then those that hold it") {
  const Found found;
  CHECK(found("петр") == "Петров Егор; Ёлкин Пётр; Иванова-Петрова Яна");
  CHECK(found("группа") == "Группа 9; Группа 10");
  CHECK(found("петр", nullptr, 1) == "Петров Егор");
}

TEST_CASE("Search: an empty text finds nothing, but of an entity the first rows") {
  const Found found;
  CHECK(found("  ") == "");
  CHECK(found("", &model::child, 2) == "Ёлкин Пётр; Иванова-Петрова Яна");
}

TEST_CASE("Search: a hit says what tells it from its namesakes") {
  const Found found;
  CHECK(found.index.Find("ёлкин", 1).at(0).subtitle == "6А · 03.01.2011");
  CHECK(found.index.Find("группа", 1).at(0).subtitle == "Юный «Шахматист»");
  CHECK(found("шахматист группа 10") == "Группа 10");
  CHECK(found.index.TitleOf(model::child, found.child) == "Ёлкин Пётр");
  CHECK(found.index.TitleOf(model::group, found.child) == "");
  CHECK(found.index.TitleOf(*model::FindEntity("enrolment"), found.enrolment) ==
        "Ёлкин Пётр · Группа 10");
}

TEST_CASE("Search: an enrolment is found by what is its own, and called by its child and group") {
  Found found;
  CHECK(found("ёлкин") == "Ёлкин Пётр");
  auto& school = found.d.Stranger();
  const auto programme = school.Put("programme", {{"title", "Шахматы"}});
  const auto group = school.Put("group", {{"name", "А"}, {"programme", programme.Text()}});
  const auto child = school.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}});
  school.Put("enrolment", {{"child", child.Text()},
                           {"group", group.Text()},
                           {"state", "enrolled"},
                           {"reason", "Лечение в санатории"},
                           {"order_number", "38-до"}});
  const SearchIndex index = BuildSearchIndex(school.store(), found.texts);
  CHECK(Titles(index.Find("ёлкин", 5)) == "Ёлкин Пётр");
  const auto hits = index.Find("38-до", 5);
  CHECK(Titles(hits) == "Ёлкин Пётр · А");
  CHECK(hits.at(0).subtitle == "Зачислен");
}

TEST_CASE("Search text: folding at once gives what folding and squeezing give") {
  const std::vector<std::string> pieces = {
      "Ж", "ё", "Ё", "й", "и\u0306", "А\u0301", " ", "  ", "\t", "\n", "«", "»", "—", "№", "a",
      "Z", "9", "`", "'", "\"", "ә", "ѐ", "Џ", "é", "\u00a0", "\u200b", "\xd0", "\xff", "Я", "ђ",
      "-", "\x01"};
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 8; left > 0; --left) text += pieces[random() % pieces.size()];
    INFO(text);
    REQUIRE(FoldSqueezed(text) == Squeeze(model::Fold(text)));
  }
}

TEST_CASE("Command line: search prints what it finds, the best first") {
  const tests::CommandLine cli;
  cli.PutChild("Ёлкин");
  const std::string id = cli.PutChild("Анненский");
  const auto ran = cli.json({"search", "анн"});
  CHECK(ran.exit == 0);
  REQUIRE(ran.lines().size() == 2);
  CHECK(ran.json() == tests::Json{{"entity", "child"},
                                  {"id", id},
                                  {"title", "Анненский Анна"},
                                  {"subtitle", ""}});
  CHECK(cli({"search", "елкин", "анна"}).out.find("Ёлкин Анна") != std::string::npos);
  CHECK(cli.json({"search", "анн", "--limit", "1"}).lines().size() == 1);
  CHECK(cli.json({"search", "нет такого"}).lines().empty());
  CHECK(cli({"search"}).exit == 2);
}
