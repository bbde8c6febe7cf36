// SPDX-License-Identifier: MIT
#include "client/desktop/roster_state.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "client/app/typed_value.h"
#include "client/desktop/form_state.h"
#include "model/entities/enrolment.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

constexpr size_t kLast = 0, kFirst = 1, kMiddle = 2, kBirth = 3, kSex = 4, kClass = 5;  // Columns.
constexpr size_t kMostRows = 2'000;

std::vector<const model::FieldInfo*> Columns() {
  return {&model::child.last_name,  &model::child.first_name, &model::child.middle_name,
          &model::child.birth_date, &model::child.sex,        &model::child.school_class};
}

RosterRow EmptyRow(const RosterState& roster, sync::Environment& environment) {
  RosterRow row;
  row.id = NewUuid(environment);
  row.enrolment = NewUuid(environment);
  row.cells.resize(roster.columns.size());
  row.problems.resize(roster.columns.size());
  return row;
}

// The code of a sex in any of the ways in which lists have it; else the text.
std::string SexCode(const std::string& text) {
  const std::string code = FindChoice(model::child, model::child.sex, text);
  return code.empty() ? text : code;
}

void JudgeCells(const RosterState& roster, RosterRow& row) {
  for (size_t column = 0; column < row.cells.size(); ++column) {
    FormField field{roster.columns[column], row.cells[column], {}, {}};
    if (column == kSex) field.text = SexCode(field.text);
    CheckField(field);
    row.cells[column] = field.text;
    row.problems[column] = std::move(field.problem);
  }
}

std::string NameOf(const RosterRow& row) {
  return model::Fold(row.cells[kLast] + ' ' + row.cells[kFirst]);
}

// The title has the middle name, too, where there is one; on paper it is often left out.
bool IsCalled(std::string_view title, const std::string& name, const std::string& middle) {
  const std::string folded = model::Fold(title);
  if (folded == name) return true;
  return folded.starts_with(name + ' ') &&
         (middle.empty() || folded == name + ' ' + model::Fold(middle));
}

std::string FindNamesake(const RosterState& roster, const RosterRow& row, const Snapshot& data) {
  const std::string name = NameOf(row);
  const std::string& birth = row.cells[kBirth];
  if (row.cells[kLast].empty() || row.cells[kFirst].empty()) return {};
  for (const RosterRow& other : roster.rows)
    if (other.id != row.id && NameOf(other) == name && other.cells[kBirth] == birth)
      return other.cells[kLast] + ' ' + other.cells[kFirst];
  if (!data.search) return {};
  for (const SearchHit& hit : data.search->Find(name, 20, &model::child)) {
    if (hit.id == row.id || !IsCalled(hit.title, name, row.cells[kMiddle])) continue;
    if (birth.empty() || hit.subtitle.find(birth) != hit.subtitle.npos)
      return hit.title + (hit.subtitle.empty() ? "" : ", ") + hit.subtitle;
  }
  return {};
}

void KeepEmptyRow(RosterState& roster, sync::Environment& environment) {
  if (roster.rows.empty() || !roster.rows.back().empty())
    roster.rows.push_back(EmptyRow(roster, environment));
}

std::vector<std::string> Split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = text.find(at);
    parts.push_back(model::Normalize(text.substr(0, end)));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// «7.», «7)» and «7» before a name, as lists are numbered.
std::string WithoutNumber(const std::string& text) {
  size_t at = text.find_first_not_of("0123456789");
  if (at == 0 || at == text.npos) return at == text.npos ? std::string() : text;
  at = text.find_first_not_of(".) ", at);
  return at == text.npos ? std::string() : text.substr(at);
}

// Whether the cell after a name goes on with it, so that the name stands in cells of its own.
bool GoesOn(const std::vector<std::string>& cells) {
  if (cells.size() < 2 || cells[1].empty() || SexCode(cells[1]) != cells[1]) return false;
  return cells[1].find_first_of("0123456789") == std::string::npos;
}

bool IsHeading(const std::vector<std::string>& cells) {
  return std::ranges::any_of(cells, [](const std::string& cell) {
    const std::string word = model::Fold(cell);
    return word == "фамилия" || word.starts_with("фамилия ") || word == "фио" || word == "ф.и.о.";
  });
}

// The cells of a line, with a whole name in one cell made three; none of a heading.
std::vector<std::string> CellsOf(std::string_view line, size_t column) {
  std::vector<std::string> cells = Split(line, '\t');
  if (IsHeading(cells)) return {};
  if (column != kLast) return cells;
  cells.front() = WithoutNumber(cells.front());
  if (cells.front().empty() && cells.size() > 1) cells.erase(cells.begin());
  if (GoesOn(cells)) return cells;
  std::vector<std::string> words = Split(cells.front(), ' ');
  std::erase(words, "");
  if (words.size() < 2) return cells;
  std::string rest;
  for (size_t i = 2; i < words.size(); ++i) rest += (i > 2 ? " " : "") + words[i];
  std::vector<std::string> named = {words[0], words[1], rest};
  named.insert(named.end(), cells.begin() + 1, cells.end());
  return named;
}

bool IsBlank(const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells, &std::string::empty);
}

// A field of the enrolment, typed; false when it cannot be read.
bool AddField(RosterState& roster, const model::FieldInfo& info, const std::string& text,
              sync::RowWrite& write) {
  auto value = model::ParseInput(info, text);
  std::optional<model::Error> problem;
  if (!value)
    problem = value.error();
  else
    problem = model::CheckValue(info, *value);
  if (problem)
    roster.problems.emplace(info.name(), *problem);
  else if (!model::IsEmpty(*value))
    write.fields.emplace_back(&info, *value);
  return !problem;
}

std::optional<sync::RowWrite> EnrolmentOf(RosterState& roster, const RosterRow& row) {
  roster.problems.clear();
  sync::RowWrite write;
  write.type = &model::enrolment;
  write.id = row.enrolment;
  write.fields.emplace_back(&model::enrolment.child, row.id);
  write.fields.emplace_back(&model::enrolment.state, std::string("enrolled"));
  bool right = AddField(roster, model::enrolment.group, roster.group, write);
  right &= AddField(roster, model::enrolment.start_date, roster.start_date, write);
  right &= AddField(roster, model::enrolment.order_number, roster.order_number, write);
  right &= AddField(roster, model::enrolment.order_date, roster.order_date, write);
  if (!right) return std::nullopt;
  return write;
}

std::optional<sync::RowWrite> ChildOf(RosterState& roster, size_t place) {
  RosterRow& row = roster.rows[place];
  FormState form = NewForm(model::child, row.id);
  for (size_t column = 0; column < row.cells.size(); ++column)
    form.Find(roster.columns[column]->name())->text = row.cells[column];
  if (row.cells[kClass].empty()) form.Find("class")->text = roster.school_class;
  auto write = WriteOf(form);
  if (write) return *write;
  for (size_t column = row.cells.size(); column-- > 0;) {
    row.problems[column] = form.Find(roster.columns[column]->name())->problem;
    if (row.problems[column]) roster.column = column;
  }
  roster.row = place;
  return std::nullopt;
}

}  // namespace

bool RosterRow::empty() const {
  return std::ranges::all_of(
      cells, [](const std::string& cell) { return cell.find_first_not_of(' ') == cell.npos; });
}

int64_t RosterState::filled() const {
  return std::ranges::count_if(rows, [](const RosterRow& one) { return !one.empty(); });
}

bool RosterState::matches_total() const {
  const std::string total = model::Normalize(expected);
  return total.empty() || total == std::to_string(filled());
}

RosterState NewRoster(sync::Environment& environment) {
  RosterState roster;
  roster.columns = Columns();
  KeepEmptyRow(roster, environment);
  return roster;
}

void SettleRoster(RosterState& roster, size_t row, const Snapshot& data,
                  sync::Environment& environment) {
  if (row < roster.rows.size()) {
    RosterRow& settled = roster.rows[row];
    JudgeCells(roster, settled);
    settled.namesake = FindNamesake(roster, settled, data);
  }
  KeepEmptyRow(roster, environment);
}

size_t PasteIntoRoster(RosterState& roster, std::string_view text, const Snapshot& data,
                       sync::Environment& environment) {
  const size_t column = std::min(roster.column, roster.columns.size() - 1);
  size_t place = std::min(roster.row, roster.rows.size() - 1);
  size_t pasted = 0;
  for (size_t end = 0; !text.empty() && place < kMostRows; text.remove_prefix(end)) {
    end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::vector<std::string> cells = CellsOf(text.substr(0, end), column);
    if (IsBlank(cells)) continue;
    if (place == roster.rows.size()) roster.rows.push_back(EmptyRow(roster, environment));
    RosterRow& row = roster.rows[place];
    for (size_t i = 0; i < cells.size() && column + i < row.cells.size(); ++i)
      row.cells[column + i] = cells[i];
    SettleRoster(roster, place, data, environment);
    roster.row = place++;
    ++pasted;
  }
  roster.take_focus = pasted > 0;
  return pasted;
}

std::optional<std::vector<sync::RowWrite>> WritesOf(RosterState& roster,
                                                    sync::Environment& environment) {
  KeepEmptyRow(roster, environment);
  std::vector<sync::RowWrite> children;
  std::vector<sync::RowWrite> enrolments;
  for (RosterRow& row : roster.rows)
    if (!row.empty()) JudgeCells(roster, row);
  for (size_t place = 0; place < roster.rows.size(); ++place) {
    if (roster.rows[place].empty()) continue;
    auto child = ChildOf(roster, place);
    roster.take_focus = !child;
    if (!child) return std::nullopt;
    children.push_back(*std::move(child));
    if (roster.group.empty()) continue;
    auto enrolment = EnrolmentOf(roster, roster.rows[place]);
    if (!enrolment) return std::nullopt;
    enrolments.push_back(*std::move(enrolment));
  }
  children.insert(children.end(), enrolments.begin(), enrolments.end());
  return children;
}

std::string EncodeRoster(const RosterState& roster) {
  json rows = json::array();
  for (const RosterRow& row : roster.rows)
    if (!row.empty())
      rows.push_back(
          {{"id", row.id.Text()}, {"enrolment", row.enrolment.Text()}, {"cells", row.cells}});
  if (rows.empty()) return {};
  return json{{"rows", rows},
              {"class", roster.school_class},
              {"expected", roster.expected},
              {"group", roster.group},
              {"order_number", roster.order_number},
              {"order_date", roster.order_date},
              {"start_date", roster.start_date}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<RosterState> DecodeRoster(std::string_view text) {
  try {
    const json value = json::parse(text);
    RosterState roster;
    roster.columns = Columns();
    for (const json& one : value.at("rows")) {
      RosterRow row;
      const auto id = model::Uuid::FromText(one.at("id").get<std::string>());
      const auto enrolment = model::Uuid::FromText(one.at("enrolment").get<std::string>());
      if (!id || !enrolment) return std::nullopt;
      row.id = *id;
      row.enrolment = *enrolment;
      row.cells = one.at("cells").get<std::vector<std::string>>();
      row.cells.resize(roster.columns.size());
      row.problems.resize(roster.columns.size());
      JudgeCells(roster, row);
      roster.rows.push_back(std::move(row));
    }
    roster.school_class = value.at("class").get<std::string>();
    roster.expected = value.at("expected").get<std::string>();
    roster.group = value.at("group").get<std::string>();
    roster.order_number = value.at("order_number").get<std::string>();
    roster.order_date = value.at("order_date").get<std::string>();
    roster.start_date = value.at("start_date").get<std::string>();
    roster.row = roster.rows.size();
    return roster;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace kruzhok::client
