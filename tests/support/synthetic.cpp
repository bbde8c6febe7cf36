// SPDX-License-Identifier: MIT
#include "tests/support/synthetic.h"

#include <cstdio>
#include <string_view>

#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace tests {
namespace {

constexpr std::string_view kSurnames[] = {
    "Абрамов",  "Белов",   "Васильев", "Волков",  "Воробьёв", "Голубев",  "Григорьев", "Егоров",
    "Зайцев",   "Иванов",  "Козлов",   "Королёв", "Кузнецов", "Лебедев",  "Макаров",   "Медведев",
    "Михайлов", "Морозов", "Николаев", "Новиков", "Орлов",    "Павлов",   "Петров",    "Поляков",
    "Попов",    "Романов", "Семёнов",  "Сидоров", "Смирнов",  "Соколов",  "Степанов",  "Тарасов",
    "Титов",    "Фёдоров", "Филиппов", "Фролов",  "Чернов",   "Щербаков", "Юдин",      "Яковлев"};
constexpr std::string_view kBoys[] = {
    "Александр", "Алексей", "Артём",  "Богдан", "Даниил", "Дмитрий", "Егор",   "Иван",   "Кирилл",
    "Лев",       "Максим",  "Матвей", "Михаил", "Никита", "Роман",   "Сергей", "Степан", "Тимофей"};
constexpr std::string_view kGirls[] = {"Алиса",    "Анастасия", "Анна",   "Валерия",   "Варвара",
                                       "Виктория", "Дарья",     "Ева",    "Екатерина", "Елизавета",
                                       "Кира",     "Мария",     "Полина", "София",     "Таисия",
                                       "Ульяна",   "Юлия",      "Яна"};
constexpr std::string_view kFathers[] = {"Александров", "Алексеев", "Андреев", "Викторов",
                                         "Денисов",     "Евгеньев", "Иванов",  "Максимов",
                                         "Николаев",    "Олегов",   "Павлов",  "Сергеев"};
constexpr std::string_view kVillages[] = {"Ачит",     "Берёзовка",  "Верхний Лог", "Калиновка",
                                          "Ключики",  "Красный Яр", "Луговая",     "Малая Речка",
                                          "Заречное", "Озёрки",     "Сосновка",    "Тёплый Ключ"};
constexpr std::string_view kStreets[] = {"Школьная", "Мира",    "Новая",
                                         "Полевая",  "Садовая", "Речная"};
constexpr std::string_view kTopics[] = {
    "Роботы своими руками",   "Юный фотограф",     "Театр теней",  "Шахматы для всех",
    "Лыжные гонки",           "Ансамбль ложкарей", "Лесничий",     "Краеведы",
    "Глина и гончарный круг", "Основы Python",     "Метеостанция", "Спортивный туризм",
    "Настольный теннис",      "Живое слово"};
constexpr std::string_view kSentences[] = {
    "Дети учатся ставить задачу, искать решение и показывать его другим.",
    "Каждое занятие начинается с короткого разговора о безопасной работе.",
    "Группы смешанные по возрасту, старшие помогают младшим.",
    "В конце каждой четверти проходит открытое занятие для родителей.",
    "Часть занятий идёт на воздухе, поэтому нужна одежда по погоде.",
    "Знаний сверх школьной программы для начала не требуется.",
    "Лучшие работы показывают на районной выставке в апреле.",
    "Оборудование предоставляет школа, приносить с собой ничего не нужно.",
    "Программа рассчитана на детей из отдалённых деревень, занятия привязаны к автобусу."};
constexpr std::string_view kDays[] = {"пн", "вт", "ср", "чт", "пт", "сб"};

template <size_t kSize>
std::string_view Pick(SyntheticRandom& random, const std::string_view (&list)[kSize]) {
  return list[static_cast<size_t>(random.Between(0, static_cast<int64_t>(kSize) - 1))];
}

std::string PickChoice(SyntheticRandom& random, const model::FieldInfo& field) {
  const auto& choices = field.options().choices;
  return std::string(choices[static_cast<size_t>(random.Between(0, std::ssize(choices) - 1))]);
}

std::string Text(SyntheticRandom& random, int64_t least, int64_t most) {
  std::string text;
  for (int64_t count = random.Between(least, most); count > 0; --count) {
    if (!text.empty()) text += ' ';
    text += Pick(random, kSentences);
  }
  return text;
}

struct Name {
  std::string last, first, middle;
  std::string Whole() const { return last + ' ' + first + ' ' + middle; }
};

Name PersonName(SyntheticRandom& random, bool female) {
  Name name{std::string(Pick(random, kSurnames)),
            std::string(female ? Pick(random, kGirls) : Pick(random, kBoys)),
            std::string(Pick(random, kFathers))};
  if (female) name.last += "а";
  name.middle += female ? "на" : "ич";
  return name;
}

template <typename... Numbers>
std::string Format(const char* format, Numbers... numbers) {
  char text[80];
  std::snprintf(text, sizeof text, format, static_cast<long long>(numbers)...);
  return text;
}

class RowMaker {
 public:
  RowMaker(const model::EntityType& type, const model::Uuid& id) { row_ = {&type, id, {}}; }
  void Set(const model::FieldInfo& field, model::Value value) {
    row_.fields.emplace_back(&field, std::move(value));
  }
  SyntheticRow Take() { return std::move(row_); }

 private:
  SyntheticRow row_;
};

}  // namespace

uint64_t SyntheticRandom::Next() {
  state_ += 0x9e3779b97f4a7c15;
  uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

int64_t SyntheticRandom::Between(int64_t least, int64_t most) {
  return least + static_cast<int64_t>(Next() % static_cast<uint64_t>(most - least + 1));
}

SyntheticSchool::SyntheticSchool(int64_t index)
    : random_(static_cast<uint64_t>(index) + 20261122),
      tick_ms_(1'756'684'800'000 + index * 10'000'000),
      id_(NewId()),
      village_(Pick(random_, kVillages)),
      name_("МБОУ «" + village_ + " СОШ № " + std::to_string(index + 1) + "»") {}

model::Uuid SyntheticSchool::NewId() {
  tick_ms_ += random_.Between(1, 900);
  model::Uuid id;
  for (size_t i = 0; i < 16; ++i)
    id.bytes[i] = static_cast<uint8_t>(i < 6 ? tick_ms_ >> (40 - 8 * i) : random_.Between(0, 255));
  id.bytes[6] = static_cast<uint8_t>((id.bytes[6] & 0x0f) | 0x70);
  id.bytes[8] = static_cast<uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

std::string SyntheticSchool::Date(int64_t first_year, int64_t last_year) {
  const int64_t year = random_.Between(first_year, last_year);
  const int64_t month = random_.Between(1, 12);
  return Format("%04lld-%02lld-%02lld", year, month, random_.Between(1, 28));
}

std::string SyntheticSchool::Phone() {
  const int64_t code = random_.Between(900, 999);
  const int64_t first = random_.Between(0, 999);
  const int64_t second = random_.Between(0, 99);
  return Format("+7 (%03lld) %03lld-%02lld-%02lld", code, first, second, random_.Between(0, 99));
}

std::string SyntheticSchool::Snils() {
  const int64_t number = random_.Between(100'000'000, 999'999'999);
  int64_t sum = 0;
  int64_t rest = number;
  for (int64_t weight = 1; weight <= 9; ++weight, rest /= 10) sum += weight * (rest % 10);
  return Format("%03lld-%03lld-%03lld %02lld", number / 1'000'000, number / 1000 % 1000,
                number % 1000, sum % 101 % 100);
}

std::string SyntheticSchool::Address() {
  return "с. " + village_ + ", ул. " + std::string(Pick(random_, kStreets)) + ", д. " +
         std::to_string(random_.Between(1, 120));
}

SyntheticRow SyntheticSchool::Programme() {
  const model::ProgrammeType& type = model::programme;
  RowMaker row(type, NewId());
  const std::string topic(Pick(random_, kTopics));
  const int64_t age = random_.Between(6, 12);
  row.Set(type.title, "Дополнительная общеразвивающая программа «" + topic + "»");
  row.Set(type.short_title, topic);
  row.Set(type.provider, id_);
  row.Set(type.direction, PickChoice(random_, type.direction));
  row.Set(type.level, model::Choices{"basic", "initial"});
  row.Set(type.form, PickChoice(random_, type.form));
  row.Set(type.age_min, age);
  row.Set(type.age_max, age + random_.Between(2, 6));
  row.Set(type.hours, random_.Between(34, 144));
  row.Set(type.duration, random_.Between(1, 3));
  row.Set(type.duration_unit, "year");
  row.Set(type.state, PickChoice(random_, type.state));
  row.Set(type.announce, Text(random_, 1, 2));
  row.Set(type.description, Text(random_, 2, 5));
  row.Set(type.goals, Text(random_, 1, 3));
  row.Set(type.results, Text(random_, 1, 3));
  if (random_.Chance(30)) row.Set(type.equipment, Text(random_, 1, 1));
  row.Set(type.network, random_.Chance(10));
  row.Set(type.ovz, random_.Chance(30));
  row.Set(type.size_min, int64_t{8});
  row.Set(type.size_max, random_.Between(12, 20));
  row.Set(type.financing, model::Choices{PickChoice(random_, type.financing)});
  row.Set(type.place, "с. " + village_ + ", каб. " + std::to_string(random_.Between(1, 40)));
  row.Set(type.author, PersonName(random_, true).Whole());
  row.Set(type.council_number, std::to_string(random_.Between(1, 12)));
  row.Set(type.council_date, Date(2025, 2025));
  row.Set(type.order_number, std::to_string(random_.Between(1, 300)) + "-од");
  row.Set(type.order_date, Date(2025, 2025));
  return row.Take();
}

SyntheticRow SyntheticSchool::Group(const model::Uuid& programme, int64_t place) {
  const model::GroupType& type = model::group;
  RowMaker row(type, NewId());
  row.Set(type.programme, programme);
  row.Set(type.name, "Группа " + std::to_string(place));
  row.Set(type.teacher, PersonName(random_, true).Whole());
  row.Set(type.study_year, int64_t{1});
  row.Set(type.capacity, random_.Between(12, 20));
  row.Set(type.start_date, "2025-09-01");
  row.Set(type.end_date, "2026-05-31");
  row.Set(type.place, std::string(Pick(random_, kDays)) + ' ' +
                          std::to_string(random_.Between(13, 17)) + ":30");
  return row.Take();
}

SyntheticRow SyntheticSchool::Child() {
  const model::ChildType& type = model::child;
  RowMaker row(type, NewId());
  const bool girl = random_.Chance(50);
  const Name name = PersonName(random_, girl);
  const int64_t grade = random_.Between(1, 11);
  row.Set(type.last_name, name.last);
  row.Set(type.first_name, name.first);
  row.Set(type.middle_name, name.middle);
  row.Set(type.birth_date, Date(2018 - grade, 2018 - grade));
  row.Set(type.sex, girl ? "female" : "male");
  row.Set(type.school, id_);
  row.Set(type.school_class, std::to_string(grade) + (random_.Chance(50) ? "А" : "Б"));
  row.Set(type.state, "attends");
  row.Set(type.snils, Snils());
  row.Set(type.consent, true);
  row.Set(type.consent_date, Date(2025, 2025));
  row.Set(type.parent_name, PersonName(random_, true).Whole());
  row.Set(type.parent_phone, Phone());
  row.Set(type.address, Address());
  if (random_.Chance(10)) row.Set(type.note, Text(random_, 1, 1));
  return row.Take();
}

SyntheticRow SyntheticSchool::Category(const model::Uuid& child) {
  const model::CategoryType& type = model::category;
  RowMaker row(type, NewId());
  row.Set(type.child, child);
  row.Set(type.category, PickChoice(random_, type.category));
  row.Set(type.start_date, Date(2024, 2025));
  return row.Take();
}

SyntheticRow SyntheticSchool::Enrolment(const model::Uuid& child, const model::Uuid& group) {
  const model::EnrolmentType& type = model::enrolment;
  RowMaker row(type, NewId());
  row.Set(type.child, child);
  row.Set(type.group, group);
  row.Set(type.state, PickChoice(random_, type.state));
  row.Set(type.start_date, Date(2025, 2025));
  if (random_.Chance(20)) row.Set(type.end_date, Date(2026, 2026));
  row.Set(type.order_number, std::to_string(random_.Between(1, 400)) + "-к");
  row.Set(type.order_date, Date(2025, 2025));
  row.Set(type.financing, PickChoice(random_, type.financing));
  row.Set(type.place, "own");
  row.Set(type.module, "Модуль " + std::to_string(random_.Between(1, 4)));
  return row.Take();
}

std::vector<SyntheticRow> SyntheticSchool::Rows() {
  std::vector<SyntheticRow> rows;
  std::vector<model::Uuid> groups;
  for (int64_t i = 0; i < kProgrammes; ++i) rows.push_back(Programme());
  for (int64_t i = 0; i < kProgrammes; ++i) {
    rows.push_back(Group(rows[static_cast<size_t>(i)].id, i + 1));
    groups.push_back(rows.back().id);
  }
  const size_t first_child = rows.size();
  for (int64_t i = 0; i < kChildren; ++i) rows.push_back(Child());
  for (int64_t i = 0; i < kCategories; ++i) {
    const auto child = first_child + static_cast<size_t>(i * kChildren / kCategories);
    rows.push_back(Category(rows[child].id));
  }
  for (int64_t i = 0; i < kEnrolments; ++i) {
    const auto child = first_child + static_cast<size_t>(i % kChildren);
    const auto group = static_cast<size_t>(random_.Between(0, kProgrammes - 1));
    rows.push_back(Enrolment(rows[child].id, groups[group]));
  }
  return rows;
}

}  // namespace tests
