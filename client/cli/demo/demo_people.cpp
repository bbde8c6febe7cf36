// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_people.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace kruzhok::client {
namespace {

constexpr std::array kSurnames = {
    "Иванов",   "Петров", "Сидоров",  "Кузнецов",  "Смирнов",   "Попов",     "Соколов",
    "Морозов",  "Волков", "Лебедев",  "Новиков",   "Козлов",    "Ёлкин",     "Щукин",
    "Зайцев",   "Белов",  "Орлов",    "Комаров",   "Жуков",     "Фролов",    "Гусев",
    "Киселёв",  "Титов",  "Быков",    "Абрамов",   "Баранов",   "Воробьёв",  "Громов",
    "Дроздов",  "Ершов",  "Журавлёв", "Зимин",     "Калинин",   "Ларин",     "Мельников",
    "Никитин",  "Осипов", "Пахомов",  "Рябов",     "Савельев",  "Тарасов",   "Уваров",
    "Федосеев", "Хохлов", "Цветков",  "Чернов",    "Шубин",     "Юдин",      "Яшин",
    "Сухих",    "Долгих", "Шевченко", "Кравченко", "Загорский", "Полянский", "Рощин",
    "Ахметов",  "Юсупов", "Гаврилов", "Корнилов"};
constexpr std::array kBoys = {"Пётр",   "Артём",    "Иван",    "Михаил",  "Дмитрий", "Фёдор",
                              "Матвей", "Тимофей",  "Егор",    "Кирилл",  "Роман",   "Семён",
                              "Лев",    "Николай",  "Павел",   "Илья",    "Андрей",  "Глеб",
                              "Степан", "Владимир", "Арсений", "Захар",   "Никита",  "Тимур",
                              "Савва",  "Денис",    "Виктор",  "Григорий"};
constexpr std::array kGirls = {"Анна",      "Мария",  "Софья",    "Алёна",     "Дарья",  "Варвара",
                               "Полина",    "Ольга",  "Ксения",   "Вера",      "Юлия",   "Евгения",
                               "Елизавета", "Таисия", "Василиса", "Кира",      "Алиса",  "Надежда",
                               "Екатерина", "Арина",  "Вероника", "Маргарита", "Ульяна", "Злата",
                               "Камила",    "Диана",  "Людмила",  "Яна"};
constexpr std::array kMothers = {
    "Елена", "Наталья", "Татьяна", "Светлана", "Ирина",  "Оксана", "Марина", "Галина", "Анастасия",
    "Юлия",  "Ольга",   "Людмила", "Надежда",  "Лариса", "Алла",   "Раиса",  "Инна",   "Валентина"};
struct Patronymic {
  const char* he;
  const char* she;
};
constexpr std::array<Patronymic, 22> kPatronymics = {
    {{"Иванович", "Ивановна"},     {"Петрович", "Петровна"},
     {"Андреевич", "Андреевна"},   {"Сергеевич", "Сергеевна"},
     {"Алексеевич", "Алексеевна"}, {"Фёдорович", "Фёдоровна"},
     {"Михайлович", "Михайловна"}, {"Викторович", "Викторовна"},
     {"Павлович", "Павловна"},     {"Олегович", "Олеговна"},
     {"Ильич", "Ильинична"},       {"Дмитриевич", "Дмитриевна"},
     {"Николаевич", "Николаевна"}, {"Юрьевич", "Юрьевна"},
     {"Евгеньевич", "Евгеньевна"}, {"Романович", "Романовна"},
     {"Денисович", "Денисовна"},   {"Антонович", "Антоновна"},
     {"Васильевич", "Васильевна"}, {"Константинович", "Константиновна"},
     {"Игоревич", "Игоревна"},     {"Маратович", "Маратовна"}}};
constexpr std::array kStreets = {"Садовая", "Лесная",   "Луговая",    "Школьная",
                                 "Полевая", "Заречная", "Вишнёвая",   "Мирная",
                                 "Новая",   "Речная",   "Ромашковая", "Северная"};
// How many children in a hundred have it.
constexpr std::array<std::pair<const char*, size_t>, 8> kCategories = {{{"large_family", 14},
                                                                        {"low_income", 8},
                                                                        {"ovz", 6},
                                                                        {"gifted", 3},
                                                                        {"hard_life", 2},
                                                                        {"disabled", 2},
                                                                        {"orphan", 1},
                                                                        {"on_record", 1}}};
constexpr std::array kOvz = {"delayed_mental_development", "speech_disorders",
                             "delayed_mental_development", "hard_of_hearing",
                             "musculoskeletal_disorders"};

std::string Surname(const std::string& he, bool girl) {
  if (!girl || he.ends_with("ко") || he.ends_with("их")) return he;
  constexpr std::string_view kAdjective = "ий";
  if (he.ends_with(kAdjective)) return he.substr(0, he.size() - kAdjective.size()) + "ая";
  return he + "а";
}

// 8 900 000-… is a range that reaches nobody.
std::string Phone(Dice& dice) {
  char text[40];
  std::snprintf(text, sizeof text, "8 900 000-%02zu-%02zu", dice.Roll(100), dice.Roll(100));
  return text;
}

// On the first of September mostly as many years old as the form and six; every seventh not yet.
model::Date BirthDate(Dice& dice, int form, int school_year) {
  const bool young = form > 0 && dice.Roll(7) == 0;
  const int month = static_cast<int>(young ? 9 + dice.Roll(4) : 1 + dice.Roll(12));
  const int day = 1 + static_cast<int>(dice.Roll(28));
  return {school_year - form - (month >= 9 && !young ? 7 : 6), month, day};
}

void AddCategories(Dice& dice, DemoPerson& person) {
  for (const auto& [category, chance] : kCategories)
    if (dice.Percent(chance)) person.categories.emplace_back(category);
  std::ranges::sort(person.categories);
  if (std::ranges::find(person.categories, "ovz") != person.categories.end())
    person.ovz_type = dice.Pick(kOvz);
}

DemoPerson Person(Dice& dice, int form, int school_year, const std::string& settlement) {
  DemoPerson person;
  const std::string surname = dice.Pick(kSurnames);
  person.girl = dice.Roll(2) == 1;
  person.last_name = Surname(surname, person.girl);
  person.first_name = person.girl ? dice.Pick(kGirls) : dice.Pick(kBoys);
  const Patronymic& father = dice.Pick(kPatronymics);
  person.middle_name = person.girl ? father.she : father.he;
  person.birth_date = BirthDate(dice, form, school_year);
  person.form = form;
  person.parent_name =
      Surname(surname, true) + " " + dice.Pick(kMothers) + " " + dice.Pick(kPatronymics).she;
  if (dice.Percent(72)) person.parent_phone = Phone(dice);
  if (form >= 5 && dice.Percent(25)) person.phone = Phone(dice);
  person.address =
      settlement + ", ул. " + dice.Pick(kStreets) + ", д. " + std::to_string(1 + dice.Roll(60));
  if (dice.Percent(60)) person.certificate = std::to_string(9'900'000'000 + dice.Roll(100'000'000));
  person.consent = dice.Percent(98);
  AddCategories(dice, person);
  return person;
}

}  // namespace

std::vector<DemoPerson> PeopleOfSchool(const DemoClasses& classes, int school_year) {
  Dice dice(classes.seed);
  std::vector<DemoPerson> people;
  for (int form = 1; form <= classes.forms; ++form)
    for (const std::string& letter : classes.letters)
      for (size_t left = classes.size_min + dice.Roll(classes.size_max - classes.size_min + 1);
           left > 0; --left) {
        people.push_back(Person(dice, form, school_year, classes.settlement));
        people.back().school_class = std::to_string(form) + letter;
      }
  return people;
}

std::vector<DemoPerson> Preschoolers(uint32_t seed, size_t count, const std::string& settlement,
                                     int school_year) {
  Dice dice(seed);
  std::vector<DemoPerson> people;
  for (size_t i = 0; i < count; ++i)
    people.push_back(Person(dice, -static_cast<int>(dice.Roll(2)), school_year, settlement));
  for (DemoPerson& person : people) person.form = 0;
  return people;
}

std::string GrownUp(Dice& dice) {
  const bool woman = dice.Percent(75);
  const std::string surname = Surname(dice.Pick(kSurnames), woman);
  const Patronymic& father = dice.Pick(kPatronymics);
  return surname + ' ' + (woman ? dice.Pick(kMothers) : dice.Pick(kBoys)) + ' ' +
         (woman ? father.she : father.he);
}

}  // namespace kruzhok::client
