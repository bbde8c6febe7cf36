// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_data.h"

#include <array>
#include <cstdio>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

// Surnames without the ending that tells he from she.
constexpr std::array kSurnames = {"Иванов",  "Петров",  "Сидоров", "Кузнецов", "Смирнов", "Попов",
                                  "Соколов", "Морозов", "Волков",  "Лебедев",  "Новиков", "Козлов",
                                  "Ёлкин",   "Щукин",   "Зайцев",  "Белов",    "Орлов",   "Комаров",
                                  "Жуков",   "Фролов",  "Гусев",   "Киселёв",  "Титов",   "Быков"};
constexpr std::array kBoys = {"Пётр",   "Артём",   "Иван", "Михаил", "Дмитрий", "Фёдор",
                              "Матвей", "Тимофей", "Егор", "Кирилл", "Роман",   "Семён"};
constexpr std::array kGirls = {"Анна",   "Мария", "Софья",  "Алёна", "Дарья", "Варвара",
                               "Полина", "Ольга", "Ксения", "Вера",  "Юлия",  "Евгения"};
constexpr std::array kFathers = {"Иванов",  "Петров",   "Андреев",  "Сергеев", "Алексеев",
                                 "Фёдоров", "Михайлов", "Викторов", "Павлов",  "Олегов"};

struct ProgrammeLine {
  const char* title;
  const char* direction;
};
constexpr std::array<ProgrammeLine, 8> kProgrammes = {{{"Робототехника", "tekhnicheskoe"},
                                                       {"Шахматы", "fizkulturno-sportivnoe"},
                                                       {"Юный эколог", "estestvennonauchnoe"},
                                                       {"Хор «Капель»", "hudozhestvennoe"},
                                                       {"Театральная студия", "hudozhestvennoe"},
                                                       {"Юный краевед", "turistsko-kraevedcheskoe"},
                                                       {"Волонтёры", "socialno-pedagogicheskoe"},
                                                       {"Мини-футбол", "fizkulturno-sportivnoe"}}};

// Small and the same on every machine, unlike the library's distributions.
class Dice {
 public:
  explicit Dice(uint32_t seed) : state_(seed * 2654435761u + 1) {}
  size_t Roll(size_t sides) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<size_t>(state_ >> 33) % sides;
  }
  template <typename List>
  std::string Pick(const List& list) {
    return list[Roll(list.size())];
  }

 private:
  uint64_t state_;
};

std::string DateText(size_t year, size_t month, size_t day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04zu-%02zu-%02zu", year, month, day);
  return text;
}

class RowMaker {
 public:
  explicit RowMaker(const model::EntityType& type) { row_.type = &type; }
  RowMaker& Set(const model::FieldInfo& field, model::Value value) {
    row_.fields.emplace_back(&field, std::move(value));
    return *this;
  }
  sync::RowWrite row() const { return row_; }

 private:
  sync::RowWrite row_;
};

sync::RowWrite Child(Dice& dice) {
  using model::child;
  const bool girl = dice.Roll(2) == 1;
  const size_t year = 2009 + dice.Roll(10);
  const std::string form = std::to_string(2026 - year - 7 + 1);
  return RowMaker(child)
      .Set(child.last_name, dice.Pick(kSurnames) + (girl ? "а" : ""))
      .Set(child.first_name, girl ? dice.Pick(kGirls) : dice.Pick(kBoys))
      .Set(child.middle_name, dice.Pick(kFathers) + (girl ? "на" : "ич"))
      .Set(child.birth_date, DateText(year, 1 + dice.Roll(12), 1 + dice.Roll(28)))
      .Set(child.sex, std::string(girl ? "female" : "male"))
      .Set(child.school_class, form + (dice.Roll(2) == 1 ? "Б" : "А"))
      .Set(child.state, std::string("attends"))
      .Set(child.consent, true)
      .row();
}

std::vector<model::Uuid> Ids(const sync::WriteResult& written) {
  std::vector<model::Uuid> ids;
  for (const sync::Written& row : written.rows) ids.push_back(row.id);
  return ids;
}

// Writes the rows as one action and adds their number to `count`.
model::Result<std::vector<model::Uuid>> Put(sync::Store& store,
                                            const std::vector<sync::RowWrite>& rows,
                                            int64_t& count) {
  const auto written = store.Write(rows, {});
  if (!written) return written.error();
  count += static_cast<int64_t>(written->rows.size());
  return Ids(*written);
}

model::Result<std::vector<model::Uuid>> PutGroups(sync::Store& store, Dice& dice, int64_t& count) {
  using model::group;
  using model::programme;
  std::vector<sync::RowWrite> rows;
  for (const ProgrammeLine& line : kProgrammes)
    rows.push_back(RowMaker(programme)
                       .Set(programme.title, std::string(line.title))
                       .Set(programme.direction, std::string(line.direction))
                       .Set(programme.age_min, int64_t{7})
                       .Set(programme.age_max, int64_t{17})
                       .Set(programme.hours, int64_t{72})
                       .Set(programme.state, std::string("published"))
                       .row());
  const auto programmes = Put(store, rows, count);
  if (!programmes) return programmes.error();
  rows.clear();
  for (size_t i = 0; i < programmes->size(); ++i)
    for (const char* name : {"1-я группа", "2-я группа"}) {
      const std::string surname = dice.Pick(kSurnames);
      rows.push_back(RowMaker(group)
                         .Set(group.programme, (*programmes)[i])
                         .Set(group.name, kProgrammes[i].title + std::string(", ") + name)
                         .Set(group.teacher, surname + "а " + dice.Pick(kGirls))
                         .Set(group.capacity, int64_t{15} + static_cast<int64_t>(dice.Roll(11)))
                         .Set(group.start_date, std::string("2026-09-01"))
                         .Set(group.end_date, std::string("2027-05-31"))
                         .row());
    }
  return Put(store, rows, count);
}

}  // namespace

model::Result<DemoSchool> FillSchool(sync::Store& store, uint32_t seed, size_t children) {
  using model::enrolment;
  Dice dice(seed);
  DemoSchool school;
  auto groups = PutGroups(store, dice, school.rows);
  if (!groups) return groups.error();
  school.groups = *std::move(groups);

  std::vector<sync::RowWrite> rows;
  for (size_t i = 0; i < children; ++i) rows.push_back(Child(dice));
  auto put = Put(store, rows, school.rows);
  if (!put) return put.error();
  school.children = *std::move(put);

  rows.clear();
  for (const model::Uuid& id : school.children) {
    const size_t first = dice.Roll(school.groups.size());
    for (size_t n = dice.Roll(3); n < 2; ++n)
      rows.push_back(RowMaker(enrolment)
                         .Set(enrolment.child, id)
                         .Set(enrolment.group, school.groups[(first + n) % school.groups.size()])
                         .Set(enrolment.state, std::string("enrolled"))
                         .Set(enrolment.start_date, std::string("2026-09-01"))
                         .Set(enrolment.financing, std::string("budget"))
                         .row());
  }
  const auto enrolled = Put(store, rows, school.rows);
  if (!enrolled) return enrolled.error();
  return school;
}

}  // namespace kruzhok::client
