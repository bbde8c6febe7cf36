// SPDX-License-Identifier: MIT
#include "tests/recount/coverage_lists.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

void ReadCards(const std::string& folder, Lists& lists) {
  std::map<std::string, std::string> direction_of_programme, direction_of_group;
  for (const Row& row : ReadCsv(folder, "programme"))
    direction_of_programme[row.at("Название")] = row.at("Направленность");
  for (const Row& row : ReadCsv(folder, "group"))
    direction_of_group[row.at("Название группы")] = direction_of_programme[row.at("Программа")];
  std::map<std::string, size_t> by_name;
  for (const Row& row : ReadCsv(folder, "child")) {
    by_name[row.at("Фамилия") + ' ' + row.at("Имя")] = lists.cards.size();
    Card& card = lists.cards.emplace_back();
    card.school = row.at("Школа");
    card.person = row.at("Единый номер ребёнка в районе");
    card.born = row.at("Дата рождения");
    card.arrived = row.at("Дата прибытия");
    card.left = row.at("Дата выбытия");
    card.attends = row.at("Состояние").empty() || row.at("Состояние") == "Обучается";
    lists.schools.insert(card.school);
  }
  const std::set<std::string> going_on = {"", "Зачислен", "Переведён", "Приостановлен"};
  const std::set<std::string> ended = {"Отчислен", "Завершил"};
  const auto card_of = [&](const Row& row) {
    const auto found = by_name.find(row.at("Ребёнок"));
    return found == by_name.end() ? nullptr : &lists.cards[found->second];
  };
  for (const Row& row : ReadCsv(folder, "enrolment")) {
    const std::string& state = row.at("Состояние");
    const std::string& to = row.at("Дата окончания");
    Card* card = card_of(row);
    if (card == nullptr) continue;
    if (going_on.contains(state) || (ended.contains(state) && !to.empty()))
      card->enrolments.push_back(
          {direction_of_group[row.at("Группа")], row.at("Группа"), row.at("Дата зачисления"), to});
  }
  for (const Row& row : ReadCsv(folder, "occupation"))
    if (Card* card = card_of(row); card != nullptr && !row.at("Где занимается").empty())
      card->stated[Number(row.at("Учебный год (начало)"))] = row.at("Направленность");
  for (const Row& row : ReadCsv(folder, "category"))
    if (Card* card = card_of(row); card != nullptr && row.at("Категория") == "ОВЗ")
      card->ovz.emplace_back(row.at("С"), row.at("По"));
}

void ReadOthers(const std::string& folder, Lists& lists) {
  std::map<std::string, size_t> by_name;
  for (const Row& row : ReadCsv(folder, "staff")) {
    if (row.at("Ведёт дополнительное образование") != "да") continue;
    by_name[row.at("Фамилия") + ' ' + row.at("Имя")] = lists.teachers.size();
    Teacher& teacher = lists.teachers.emplace_back();
    teacher.school = row.at("Заметка");
    teacher.left = row.at("Дата ухода");
    teacher.works = row.at("Состояние") != "Не работает";
  }
  for (const Row& row : ReadCsv(folder, "training"))
    if (const auto found = by_name.find(row.at("Педагог"));
        found != by_name.end() && !row.at("Дата окончания").empty())
      lists.teachers[found->second].courses.push_back(row.at("Дата окончания"));
  for (const Row& row : ReadCsv(folder, "programme")) {
    const std::string& navigator = row.at("Статус в навигаторе");
    Programme& programme = lists.programmes.emplace_back();
    programme.school = row.at("Организация");
    programme.sent = row.at("Дата отправки в навигатор");
    programme.published = navigator == "Опубликована";
    programme.came = programme.published || navigator == "Отправлена" || navigator == "В архиве";
    programme.archived = row.at("Состояние") == "Архив";
    for (const char* column :
         {"Для детей с ОВЗ", "Адаптированная", "Приспособлена для детей-инвалидов"})
      programme.ovz |= row.at(column) == "да";
  }
}

}  // namespace

std::vector<Row> ReadCsv(const std::string& folder, const std::string& name) {
  std::ifstream stream(folder + '/' + name + ".csv", std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool doubled = quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"';
    if (doubled)
      lines.back().back() += text[++i];
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && text[i] == ';')
      lines.back().emplace_back();
    else if (!quoted && text[i] == '\n')
      lines.emplace_back(1);
    else if (quoted || text[i] != '\r')
      lines.back().back() += text[i];
  }
  std::vector<Row> rows;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != lines[0].size()) continue;
    Row& row = rows.emplace_back();
    for (size_t column = 0; column < lines[0].size(); ++column) {
      std::string& cell = lines[i][column];
      if (cell.starts_with("=\"")) cell = cell.substr(2, cell.size() - 3);
      row[lines[0][column]] = cell;
    }
  }
  return rows;
}

int Number(const std::string& text) {
  return std::atoi(text.c_str());
}

Lists ReadLists(const std::string& folder) {
  Lists lists;
  ReadCards(folder, lists);
  ReadOthers(folder, lists);
  return lists;
}
