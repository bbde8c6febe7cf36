// SPDX-License-Identifier: MIT
// Counts the seven indicators again, of the district and of every school, from the lists that a
// coordinator's program exports: it shares no line with the program that it checks.
//
//   coverage_recount FIGURES.json FOLDER   of `report indicators`; the folder holds child.csv,
//   enrolment.csv, group.csv, programme.csv, category.csv, occupation.csv, staff.csv, training.csv,
//   indicator.csv, target.csv, resident_count.csv, as `--lang ru` writes them
//
// Rules, targets and residents are taken as the district's. Says each figure that is not what the
// lists give, and then ends with 1.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/recount/coverage_lists.h"

namespace {

using Json = nlohmann::json;

std::string folder;

// ISO dates stand in their order as texts do; an empty one is none.
bool Within(const std::string& from, const std::string& to, const std::string& day) {
  return (from.empty() || from <= day) && (to.empty() || day <= to);
}
int AgeOn(const std::string& born, const std::string& day) {
  return Number(day.substr(0, 4)) - Number(born.substr(0, 4)) -
         (day.substr(5) < born.substr(5) ? 1 : 0);
}
int SchoolYear(const std::string& day) {
  return Number(day.substr(0, 4)) - (day.substr(5) < "09-01" ? 1 : 0);
}
std::string Day(int year, int month, int day) {
  const auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(year) + two(month) + two(day);
}

// --- How it is to be counted ---

struct Rule {
  int oldest = 17, cut_day = 31, cut_month = 5, window = 3;
  bool residents = false, enrolments = false;

  std::string CutDate(int year) const {
    const int of = cut_month >= 9 ? year : year + 1;
    const bool leap = of % 4 == 0 && (of % 100 != 0 || of % 400 == 0);
    const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return Day(of, cut_month, std::min(cut_day, days[cut_month - 1]));
  }
  // In which a day is told: each year goes to its cut date.
  int YearTelling(const std::string& day) const {
    int year = Number(day.substr(0, 4)) - 2;
    while (CutDate(year) < day) ++year;
    return year;
  }
};

const std::vector<std::string> kNames = {
    "Охват детей дополнительным образованием",
    "Естественнонаучная и техническая направленности",
    "Физкультурно-спортивная направленность",
    "Педагоги, прошедшие переподготовку и повышение квалификации",
    "Программы для детей с ОВЗ в навигаторе",
    "Охват детей с ОВЗ",
    "Новые программы в навигаторе"};

Rule ReadRule(size_t indicator) {
  Rule rule;
  for (const Row& row : ReadCsv(folder, "indicator")) {
    if (row.at("Показатель") != kNames[indicator]) continue;
    if (row.at("Возраст") == "5–18 лет") rule.oldest = 18;
    rule.residents = row.at("Знаменатель").starts_with("Жители");
    rule.enrolments = row.at("Считаются") == "Зачисления";
    if (!row.at("День среза").empty()) rule.cut_day = Number(row.at("День среза"));
    if (!row.at("Месяц среза").empty()) rule.cut_month = Number(row.at("Месяц среза"));
    if (const auto& years = row.at("Сколько лет действует курс"); !years.empty())
      rule.window = Number(years);
  }
  return rule;
}

std::optional<double> PlanOf(size_t indicator, int year) {
  std::map<int, double> plans;
  for (const Row& row : ReadCsv(folder, "target"))
    if (row.at("Показатель") == kNames[indicator])
      plans[Number(row.at("Год"))] = std::atof(row.at("Значение").c_str());
  if (plans.empty() || plans.begin()->first > year) {
    plans.clear();
    if (indicator == 0) plans = {{2021, 76}, {2022, 77}, {2023, 78.5}, {2024, 80}};
    if (indicator == 1) plans = {{2021, 25}};
    if (indicator == 2) plans = {{2021, 50}};
    if (indicator == 3) plans = {{2024, 25}};
  }
  const auto after = plans.upper_bound(year);
  return after == plans.begin() ? std::nullopt : std::optional(std::prev(after)->second);
}

// --- The counting ---

struct Child {
  bool covered = false, ovz = false;
  std::set<std::string> directions;
  std::vector<std::string> places;  // Their directions.
};

// Everything that the cards of one child tell of it on the day.
Child Look(const std::vector<const Card*>& telling, const std::string& day) {
  Child child;
  std::set<std::string> groups, schools;
  const auto attend = [&](const std::string& direction) {
    child.covered = true;
    if (!direction.empty()) child.directions.insert(direction);
  };
  for (const Card* card : telling)
    for (const Attended& one : card->enrolments) {
      if (!card->IsHere(day) || !Within(one.from, one.to, day)) continue;
      attend(one.direction);
      schools.insert(card->school);
      if (groups.insert(one.group).second) child.places.push_back(one.direction);
    }
  bool stated = false;
  for (const Card* card : telling) {
    const auto found = card->stated.find(SchoolYear(day));
    if (found == card->stated.end() || !card->IsHere(day)) continue;
    attend(found->second);
    // Elsewhere, seen from this card.
    const bool told =
        schools.size() > 1 || (schools.size() == 1 && *schools.begin() != card->school);
    if (!stated && !told) child.places.push_back(found->second);
    stated |= !told;
  }
  for (const Card* card : telling)
    for (const auto& [from, to] : card->ovz) child.ovz |= Within(from, to, day);
  return child;
}

// Of a school, or of the district where that is empty.
std::vector<Child> ChildrenOf(const Lists& lists, const Rule& rule, const std::string& day,
                              const std::string& school) {
  std::map<std::string, std::vector<const Card*>> telling;
  std::map<std::string, std::string> born;
  std::set<std::string> counted;
  for (const Card& card : lists.cards)
    if (auto& known = born[card.person]; !card.person.empty() && !card.born.empty())
      known = known.empty() ? card.born : std::min(known, card.born);
  for (size_t i = 0; i < lists.cards.size(); ++i) {
    const Card& card = lists.cards[i];
    const std::string key = card.person.empty() ? '#' + std::to_string(i) : card.person;
    telling[key].push_back(&card);
    if (!school.empty() && card.school != school) continue;
    const std::string& birth = card.born.empty() ? born[card.person] : card.born;
    const int age = birth.empty() ? 5 : AgeOn(birth, day);
    if (card.IsHere(day) && age >= 5 && age <= rule.oldest) counted.insert(key);
  }
  std::vector<Child> children;
  for (const std::string& key : counted) children.push_back(Look(telling[key], day));
  return children;
}

struct Figure {
  long numerator = 0;
  std::optional<long> denominator;
};

std::optional<long> Residents(const Rule& rule, int year, const std::string& school) {
  std::optional<long> sum;
  if (!school.empty()) return sum;
  for (const Row& row : ReadCsv(folder, "resident_count"))
    if (Number(row.at("Год")) == year && Number(row.at("Возраст")) >= 5 &&
        Number(row.at("Возраст")) <= rule.oldest)
      sum = sum.value_or(0) + Number(row.at("Детей"));
  return sum;
}

bool Counts(size_t indicator, const std::string& direction) {
  if (indicator == 2) return direction == "Физкультурно-спортивная";
  return direction == "Техническая" || direction == "Естественнонаучная";
}

Figure OfChildren(const Lists& lists, size_t indicator, const Rule& rule, const std::string& day,
                  const std::string& school) {
  Figure figure{0, 0};
  for (const Child& child : ChildrenOf(lists, rule, day, school)) {
    if (indicator == 0 || (indicator == 5 && child.ovz)) {
      ++*figure.denominator;
      figure.numerator += child.covered;
    } else if (indicator != 5 && rule.enrolments) {
      *figure.denominator += static_cast<long>(child.places.size());
      for (const std::string& place : child.places) figure.numerator += Counts(indicator, place);
    } else if (indicator != 5 && child.covered) {
      ++*figure.denominator;
      figure.numerator += std::ranges::any_of(
          child.directions, [&](const std::string& one) { return Counts(indicator, one); });
    }
  }
  if (indicator == 0 && rule.residents)
    figure.denominator = Residents(rule, SchoolYear(day) + 1, school);
  return figure;
}

Figure Recount(const Lists& lists, size_t indicator, const Rule& rule, const std::string& day,
               const std::string& school) {
  Figure figure;
  if (indicator == 3) {
    figure.denominator = 0;
    const std::string since =
        std::to_string(Number(day.substr(0, 4)) - rule.window) + day.substr(4);
    for (const Teacher& teacher : lists.teachers) {
      if (!school.empty() && teacher.school != school) continue;
      if (teacher.left.empty() ? !teacher.works : day >= teacher.left) continue;
      ++*figure.denominator;
      figure.numerator += std::ranges::any_of(teacher.courses, [&](const std::string& course) {
        return since < course && course <= day;
      });
    }
    return figure;
  }
  if (indicator != 4 && indicator != 6) return OfChildren(lists, indicator, rule, day, school);
  for (const Programme& one : lists.programmes) {
    if (!school.empty() && one.school != school) continue;
    if (indicator == 4)
      figure.numerator += one.ovz && one.published && !one.archived && one.sent <= day;
    else
      figure.numerator += one.came && !one.sent.empty() && one.sent <= day &&
                          rule.YearTelling(one.sent) == SchoolYear(day);
  }
  return figure;
}

// --- The comparison ---

long compared = 0, wrong = 0;

void Compare(const std::string& what, const Json& told, const Json& counted, double slack = 0) {
  ++compared;
  const bool equal = told.is_number() && counted.is_number()
                         ? std::abs(told.get<double>() - counted.get<double>()) <= slack
                         : told == counted;
  if (equal) return;
  ++wrong;
  std::cout << what << ": " << told << ", recounted " << counted << '\n';
}

template <typename Number>
Json Or(const std::optional<Number>& value) {
  return value ? Json(*value) : Json();
}

void Check(const Lists& lists, const Json& figures, const Json& lines, const std::string& school) {
  const int year = figures["settings"]["year"];
  const std::string today = figures["settings"]["today"];
  for (size_t i = 0; i < kNames.size(); ++i) {
    const Json& line = lines.at(i);
    const Rule rule = ReadRule(i);
    const std::string day = std::min(rule.CutDate(year), today);
    const std::string what = (school.empty() ? "district" : school) + ", I" + std::to_string(i + 1);
    Compare(what + " on", line["on"], day);
    const Figure figure = Recount(lists, i, rule, day, school);
    Compare(what + " numerator", line["numerator"], figure.numerator);
    Compare(what + " denominator", line["denominator"], Or(figure.denominator));
    std::optional<double> percent;
    if (figure.denominator.value_or(0) != 0)
      percent =
          100.0 * static_cast<double>(figure.numerator) / static_cast<double>(*figure.denominator);
    Compare(what + " percent", line["percent"], Or(percent), 0.0501);
    const auto plan = PlanOf(i, year + 1);
    Compare(what + " plan", line["plan"], Or(plan), 0.0501);
    if (percent && plan)
      Compare(what + " deviation", line["deviation"], Json(*percent - *plan), 0.0501);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  folder = words[2];
  std::ifstream stream(words[1]);
  const Json figures = Json::parse(stream);
  const Lists lists = ReadLists(folder);
  Check(lists, figures, figures["indicators"], "");
  std::set<std::string> told;
  for (const Json& one : figures["organisations"]) {
    Check(lists, figures, one["indicators"], one["title"]);
    told.insert(one["title"].get<std::string>());
  }
  for (const std::string& school : lists.schools)
    if (!told.contains(school)) Compare(school, "nothing", "cards");
  std::cout << "figures: " << compared << ", not as recounted: " << wrong << '\n';
  return wrong == 0 ? 0 : 1;
}
