// SPDX-License-Identifier: MIT
// Which cards are proposed as one child, and why.
#include "model/person_match.h"

#include <algorithm>
#include <ctime>
#include <map>

#include <catch2/catch.hpp>

#include "sync/namespace.h"
#include "tests/support/synthetic.h"

namespace tests {
namespace {

using model::MatchReason;
using model::MatchStrength;
using model::PersonCard;

model::Uuid IdOf(uint32_t number) {
  model::Uuid id;
  for (size_t i = 0; i < 4; ++i)
    id.bytes[i] = id.bytes[i + 8] = static_cast<uint8_t>(number >> (24 - 8 * i));
  return id;
}

constexpr model::Date kBirth{2012, 3, 4};

// Of organisations 1, 2, … in turn.
std::vector<PersonCard> Cards(std::vector<PersonCard> cards) {
  for (uint32_t i = 0; i < cards.size(); ++i) {
    cards[i].id = IdOf(i + 1);
    if (cards[i].owner.is_nil()) cards[i].owner = IdOf(1000 + i);
  }
  return cards;
}

PersonCard Card(const char* last, const char* first, const char* middle,
                const std::optional<model::Date>& birth = kBirth) {
  PersonCard card;
  card.last_name = last;
  card.first_name = first;
  card.middle_name = middle;
  card.birth_date = birth;
  return card;
}

// Of two cards; "": not proposed.
std::string Of(PersonCard one, PersonCard other) {
  const auto matches = FindPersonMatches(Cards({std::move(one), std::move(other)}));
  if (matches.empty()) return "";
  REQUIRE(matches.size() == 1);
  std::string text(Name(matches[0].strength));
  for (const MatchReason reason : matches[0].reasons) text += ' ' + std::string(Name(reason));
  return text;
}

PersonCard WithSnils(PersonCard card, const char* snils) {
  card.snils = snils;
  return card;
}

PersonCard WithSex(PersonCard card, const char* sex) {
  card.sex = sex;
  return card;
}

}  // namespace

TEST_CASE("Persons: the same names and birth date are one child, almost surely") {
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич")) ==
        "sure same_name same_birth_date");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("ЕЛКИН", "Петр", "Сергеевич")) ==
        "sure yo same_birth_date");
  CHECK(Of(Card("Римский-Корсаков", "Геннадий", ""), Card("Римский Корсаков", "Генадий", "")) ==
        "sure spelling same_birth_date");
}

TEST_CASE("Persons: a patronymic that is missing or an initial says nothing against it") {
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "")) ==
        "sure no_middle_name same_birth_date");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "С.")) ==
        "sure initial same_birth_date");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Андреевич")) ==
        "doubtful other_middle_name same_birth_date");
}

TEST_CASE("Persons: one letter of one name is a typo, two letters only of a long one") {
  CHECK(Of(Card("Дроздова", "Ксения", "Андреевна"), Card("Дродова", "Ксения", "Андреевна")) ==
        "likely last_name_letter same_birth_date");
  CHECK(Of(Card("Дроздова", "Ксения", "Андреевна"), Card("Дрозодва", "Ксения", "Андреевна")) ==
        "likely last_name_letter same_birth_date");
  CHECK(Of(Card("Константинопольский", "Олег", "Олегович"),
           Card("Канстантинаполский", "Олег", "Олегович")) == "");
  CHECK(Of(Card("Константинопольский", "Олег", "Олегович"),
           Card("Канстантинаопольский", "Олег", "Олегович")) ==
        "doubtful last_name_letters same_birth_date");
  CHECK(Of(Card("Зуев", "Олег", "Олегович"), Card("Зубов", "Олег", "Олегович")) == "");
  CHECK(Of(Card("Ким", "Олег", "Олегович"), Card("Ким", "Олег", "Олегович")) != "");
  CHECK(Of(Card("Ким", "Олег", "Олегович"), Card("Ли", "Олег", "Олегович")) == "");
  CHECK(Of(Card("Иванова", "Наталья", "Олеговна"), Card("Иванова", "Наталия", "Олеговна")) ==
        "likely first_name_letter same_birth_date");
  CHECK(Of(Card("Иванова", "Наталья", "Олеговна"), Card("Ивонова", "Наталия", "Олеговна")) == "");
}

TEST_CASE("Persons: last and first name exchanged are noticed") {
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Пётр", "Елкин", "")) ==
        "sure swapped_names no_middle_name yo same_birth_date");
}

TEST_CASE("Persons: a birth date that was mistyped asks for equal full names") {
  const model::Date digit{2012, 3, 14}, swapped{2012, 4, 3}, other{2013, 5, 14};
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич", digit)) ==
        "likely same_name birth_date_digit");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич", swapped)) ==
        "likely same_name birth_date_swapped");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич", {})) ==
        "doubtful same_name no_birth_date");
  CHECK(Of(Card("Ёлкин", "Пётр", ""), Card("Ёлкин", "Пётр", "", swapped)) ==
        "doubtful same_name birth_date_swapped");
  // Namesakes.
  CHECK(Of(Card("Ёлкин", "Пётр", ""), Card("Ёлкин", "Пётр", "", digit)) == "");
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич", other)) == "");
  CHECK(Of(Card("Ёлкин", "Пётр", ""), Card("Ёлкин", "Пётр", "", {})) == "");
}

TEST_CASE("Persons: the same SNILS is the strongest reason, whatever the names") {
  const model::Date other{2013, 5, 14};
  const auto one = WithSnils(Card("Ёлкин", "Пётр", ""), "112-233-445 95");
  CHECK(Of(one, WithSnils(Card("Ёлкин", "Пётр", "", other), "11223344595")) ==
        "sure same_snils same_name other_birth_date");
  CHECK(Of(one, WithSnils(Card("Сосна", "Анна", ""), "112-233-445 95")) ==
        "likely same_snils other_names same_birth_date");
  CHECK(Of(one, WithSnils(Card("Ёлкин", "Пётр", ""), "112-233-446 98")) ==
        "doubtful same_name same_birth_date other_snils");
}

TEST_CASE("Persons: another sex speaks against it") {
  const auto boy = WithSex(Card("Евтушенко", "Саша", ""), "male");
  CHECK(Of(boy, WithSex(Card("Евтушенко", "Саша", ""), "female")) ==
        "likely same_name same_birth_date other_sex");
  CHECK(Of(WithSex(Card("Евтушенко", "Валентин", ""), "male"),
           WithSex(Card("Евтушенко", "Валентина", ""), "female")) == "");
}

TEST_CASE("Persons: twins and short forms are not proposed") {
  CHECK(Of(Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Павел", "Сергеевич")) == "");
  CHECK(Of(Card("Ёлкина", "Мария", ""), Card("Ёлкина", "Маша", "")) == "");
  // The school has both: the other card is of one of them.
  auto cards = Cards(
      {Card("Ёлкина", "Милана", ""), Card("Ёлкина", "Милена", ""), Card("Ёлкина", "Милена", "")});
  cards[1].owner = cards[0].owner;
  const auto matches = FindPersonMatches(cards);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].first == 1);
  CHECK(matches[0].second == 2);
}

TEST_CASE("Persons: two usual first names are at most asked about as twins") {
  std::vector<PersonCard> cards = {Card("Ёлкина", "Милана", "Олеговна"),
                                   Card("Ёлкина", "Милена", "Олеговна")};
  for (int i = 0; i < 5; ++i)
    for (const char* name : {"Милана", "Милена"})
      cards.push_back(
          Card(("Семья" + std::to_string(i)).c_str(), name, "", model::Date{2010, 1, i + 1}));
  for (size_t i = 2; i < cards.size(); ++i) cards[i].owner = IdOf(77);
  const auto matches = FindPersonMatches(Cards(std::move(cards)));
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].strength == MatchStrength::kDoubtful);
  CHECK(std::ranges::count(matches[0].reasons, MatchReason::kTwoNames) == 1);
}

TEST_CASE("Persons: who has left is not proposed, nor who is linked already") {
  auto left = Card("Ёлкин", "Пётр", "");
  left.attends = false;
  CHECK(Of(Card("Ёлкин", "Пётр", ""), left) == "");
  auto linked = Card("Ёлкин", "Пётр", "");
  linked.person = "p";
  CHECK(Of(linked, linked) == "");
}

TEST_CASE("Persons: linked cards are decided on together, and what is said of one holds for all") {
  auto cards =
      Cards({Card("Ёлкин", "Пётр", ""), Card("Ёлкин", "Пётр", "С"), Card("Елкин", "Пётр", "")});
  cards[0].person = cards[1].person = "p";
  auto clusters = FindPersonClusters(cards, {});
  REQUIRE(clusters.size() == 1);
  CHECK(clusters[0].cards == std::vector<uint32_t>{0, 1, 2});
  CHECK(FindPersonClusters(cards, {{cards[0].id, cards[2].id}}).empty());
  CHECK(FindPersonClusters(cards, {{cards[2].id, cards[1].id}}).empty());
  cards[2].person = "p";
  CHECK(FindPersonClusters(cards, {}).empty());
}

TEST_CASE("Persons: two cards of one organisation alone are its own affair") {
  auto cards = Cards({Card("Ёлкин", "Пётр", ""), Card("Ёлкин", "Пётр", "")});
  cards[1].owner = cards[0].owner;
  CHECK(FindPersonMatches(cards).size() == 1);
  CHECK(FindPersonClusters(cards, {}).empty());
  cards.push_back(Card("Ёлкин", "Пётр", ""));
  cards.back().id = IdOf(9);
  cards.back().owner = IdOf(99);
  const auto clusters = FindPersonClusters(cards, {});
  REQUIRE(clusters.size() == 1);
  CHECK(clusters[0].cards.size() == 3);
}

TEST_CASE("Persons: a doubtful match does not join what is sure") {
  auto cards = Cards({Card("Ёлкин", "Пётр", "Сергеевич"), Card("Ёлкин", "Пётр", "Сергеевич"),
                      Card("Ёлкин", "Пётр", "Андреевич")});
  const auto clusters = FindPersonClusters(cards, {});
  REQUIRE(clusters.size() == 3);
  CHECK(clusters[0].strength == MatchStrength::kSure);
  CHECK(clusters[0].cards == std::vector<uint32_t>{0, 1});
  CHECK(clusters[1].strength == MatchStrength::kDoubtful);
}

TEST_CASE("Persons: the letters that differ are told") {
  using Parts = std::vector<std::pair<size_t, size_t>>;
  CHECK(model::DifferentLetters("Ёлкин", "Елкин") == Parts{{0, 2}});
  CHECK(model::DifferentLetters("Дроздова", "Дродова") == Parts{{6, 8}});
  CHECK(model::DifferentLetters("Дродова", "Дроздова").empty());
  CHECK(model::DifferentLetters("ИВАНОВ", "Иванов").empty());
  CHECK(model::DifferentLetters("04.03.2012", "14.03.2012") == Parts{{0, 1}});
}

namespace {

const char* const kLast[] = {
    "Иванов",  "Смирнов", "Кузнецов", "Попов",    "Васильев", "Петров",   "Соколов", "Михайлов",
    "Новиков", "Фёдоров", "Морозов",  "Волков",   "Алексеев", "Лебедев",  "Семёнов", "Егоров",
    "Павлов",  "Козлов",  "Степанов", "Николаев", "Орлов",    "Андреев",  "Макаров", "Никитин",
    "Захаров", "Зайцев",  "Соловьёв", "Борисов",  "Яковлев",  "Григорьев"};
const char* const kFirst[] = {"Александр", "Максим", "Артём",   "Михаил", "Иван",   "Даниил",
                              "Дмитрий",   "Кирилл", "Андрей",  "Егор",   "Никита", "Илья",
                              "Алексей",   "Матвей", "Тимофей", "Роман",  "Пётр",   "Владислав"};
const char* const kMiddle[] = {"Александрович", "Сергеевич", "Андреевич",    "Алексеевич",
                               "Дмитриевич",    "Олегович",  "Владимирович", "Николаевич",
                               "Игоревич",      "Юрьевич",   "Максимович",   "Петрович"};

// Surnames of a district: of thirty usual ones, with endings that make three hundred.
std::string LastName(SyntheticRandom& random) {
  static const char* const kEnds[] = {"",    "ский", "енко", "ич", "цев",
                                      "чук", "ин",   "ых",   "ко", "ян"};
  const int64_t end = random.Chance(40) ? 0 : random.Between(1, 9);
  return std::string(kLast[random.Between(0, 29)]) + kEnds[end];
}

PersonCard Invented(SyntheticRandom& random) {
  PersonCard card =
      Card(LastName(random).c_str(), kFirst[random.Between(0, 17)], kMiddle[random.Between(0, 11)]);
  card.birth_date =
      model::Date{static_cast<int>(random.Between(2008, 2018)),
                  static_cast<int>(random.Between(1, 12)), static_cast<int>(random.Between(1, 28))};
  return card;
}

// A letter is left out, or comes twice or before the one that it followed.
std::string WithTypo(const std::string& name, SyntheticRandom& random) {
  const auto letters = static_cast<int64_t>(name.size()) / 2;
  const auto at = static_cast<size_t>(random.Between(1, letters - 3)) * 2;
  if (random.Chance(50)) return name.substr(0, at) + name.substr(at + 2);
  return name.substr(0, at) + name.substr(at + 2, 2) + name.substr(at, 2) + name.substr(at + 4);
}

// As another organisation would have typed it: a third without a patronymic, a third with a slip.
PersonCard TypedAgain(const PersonCard& card, SyntheticRandom& random) {
  PersonCard again = card;
  if (random.Chance(33)) again.middle_name.clear();
  switch (random.Between(0, 9)) {
    case 0:
      again.last_name = WithTypo(card.last_name, random);
      break;
    case 1:
      std::swap(again.last_name, again.first_name);
      break;
    case 2:
      again.middle_name = again.middle_name.substr(0, 2);
      break;
    default:
      break;
  }
  return again;
}

struct Planted {
  std::vector<PersonCard> cards;
  std::map<std::pair<uint32_t, uint32_t>, bool> same;  // Pairs that are one child.
};

Planted PlantedDistrict(uint32_t children, uint32_t schools) {
  Planted planted;
  SyntheticRandom random(7);
  const auto add = [&](PersonCard card, const model::Uuid& owner) {
    card.id = IdOf(static_cast<uint32_t>(planted.cards.size()) + 1);
    card.owner = owner;
    planted.cards.push_back(std::move(card));
    return static_cast<uint32_t>(planted.cards.size()) - 1;
  };
  for (uint32_t i = 0; i < children; ++i) {
    const uint32_t card = add(Invented(random), IdOf(1'000'000 + i % schools));
    if (!random.Chance(30)) continue;
    const PersonCard again = TypedAgain(planted.cards[card], random);
    planted.same[{card, add(again, IdOf(2'000'000))}] = true;
  }
  return planted;
}

}  // namespace

TEST_CASE("Persons: of a district's planted pairs nearly all are found, and few are false") {
  const Planted planted = PlantedDistrict(9'000, 30);
  const auto matches = FindPersonMatches(planted.cards);
  size_t found = 0, sure = 0, false_sure = 0, false_likely = 0;
  for (const auto& match : matches) {
    const bool same = planted.same.contains({match.first, match.second});
    found += same ? 1 : 0;
    sure += match.strength == MatchStrength::kSure ? 1 : 0;
    if (same) continue;
    false_sure += match.strength == MatchStrength::kSure ? 1 : 0;
    false_likely += match.strength == MatchStrength::kLikely ? 1 : 0;
  }
  INFO(planted.cards.size() << " cards, " << planted.same.size() << " planted, found " << found
                            << ", false: sure " << false_sure << " of " << sure << ", likely "
                            << false_likely << ", of " << matches.size() << " in all");
  CHECK(found * 100 >= planted.same.size() * 99);
  CHECK(false_sure * 200 <= sure);
  CHECK(false_likely * 100 <= planted.same.size() * 2);
}

TEST_CASE("Persons: sixty thousand cards are compared in two seconds") {
  const Planted planted = PlantedDistrict(46'000, 100);
  const std::clock_t begin = std::clock();
  const auto clusters = FindPersonClusters(planted.cards, {});
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  INFO(planted.cards.size() << " cards, " << clusters.size() << " to decide, " << took << " s");
  // Unoptimised, with checks, beside other work; a release is several times as fast.
  CHECK(took < 10);
}

}  // namespace tests
