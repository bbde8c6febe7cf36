// SPDX-License-Identifier: MIT
#include "client/screens/enrolment_choice.h"

#include <algorithm>
#include <charconv>

#include "client/screens/parts.h"
#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::optional<int64_t> Number(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Back from what the list of groups says: «7–10», «от 7», «до 10», «7».
GroupAges ReadAges(const Frame& frame, std::string_view text) {
  constexpr std::string_view kDash = "–";
  if (const size_t dash = text.find(kDash); dash != text.npos)
    return {Number(text.substr(0, dash)), Number(text.substr(dash + kDash.size()))};
  const size_t begin = text.find_first_of("0123456789");
  if (begin == text.npos) return {};
  const size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  const std::string_view digits = text.substr(begin, end - begin);
  const auto age = Number(digits);
  if (text == frame.Text("list.ages.from", {{"min", digits}})) return {age, std::nullopt};
  if (text == frame.Text("list.ages.to", {{"max", digits}})) return {std::nullopt, age};
  return {age, age};
}

std::string_view CellOf(const ListData& list, size_t row, std::string_view key) {
  const auto column = list.FindColumn(key);
  return column ? list.Cell(row, *column) : std::string_view();
}

}  // namespace

EnrolmentChoice::EnrolmentChoice(const Frame& frame)
    : frame_(frame),
      enrol_(frame.state.enrol),
      children_(frame.data.List(model::child)),
      group_(ChosenGroup(frame, frame.state.enrol.group)) {
  ages_ = ReadAges(frame_, GroupCell("ages"));
  if (const std::string key = Key(); enrol_.made_for != key) {
    FindRows();
    enrol_.made_for = key;
  }
  if (enrol_.children.selected.size() != enrol_.chosen.size()) TellList();
  const std::string counted = enrol_.made_for + '\n' + std::to_string(enrol_.chosen.size());
  if (enrol_.counted_for == counted) return;
  CountOutOfAge();
  enrol_.counted_for = counted;
}

std::string EnrolmentChoice::Key() const {
  std::string key = std::to_string(frame_.data.version) + '\n' + enrol_.group + '\n';
  for (const std::string& one : enrol_.classes) key += one + '\t';
  key += '\n' + enrol_.filter + '\n' + (enrol_.only_free ? "free" : "") + '\n';
  return key + enrol_.children.sort_column + (enrol_.children.descending ? '-' : '+');
}

std::vector<bool> EnrolmentChoice::Gone(const ListData& list) const {
  std::vector<bool> gone(list.size());
  const auto state = list.FindColumn("state");
  if (!state) return gone;
  std::vector<std::string> words;
  for (const std::string_view code : {"graduated", "transferred", "left"})
    words.push_back(frame_.texts.ChoiceLabel(model::child, model::child.state, code));
  for (size_t row = 0; row < list.size(); ++row) {
    const std::string_view cell = list.Cell(row, *state);
    gone[row] = !cell.empty() && std::ranges::find(words, cell) != words.end();
  }
  return gone;
}

void EnrolmentChoice::FindRows() {
  const std::vector<bool> gone = Gone(children_);
  const auto in_class = children_.FindColumn("class");
  const std::string folded = model::Fold(enrol_.filter);
  const std::vector<bool> matching =
      folded.empty() ? std::vector<bool>(children_.size(), true) : children_.Matching(folded);
  const auto sorted = children_.FindColumn(enrol_.children.sort_column);
  std::map<std::string, int64_t, std::less<>> counts;
  enrol_.children.data = frame_.data.lists.at(std::string(model::child.name()));
  enrol_.children.rows.clear();
  for (const uint32_t row : children_.Sorted(sorted.value_or(0), enrol_.children.descending)) {
    if (gone[row]) continue;
    const std::string_view school_class =
        in_class ? children_.Cell(row, *in_class) : std::string_view();
    const bool free = !frame_.data.groups_of_child.contains(children_.id(row));
    if (enrol_.only_free && !free) continue;
    if (!school_class.empty()) ++counts[std::string(school_class)];
    const bool wanted =
        enrol_.classes.empty() || enrol_.classes.contains(std::string(school_class));
    if (wanted && matching[row]) enrol_.children.rows.push_back(row);
  }
  enrol_.school_classes.clear();
  if (in_class)
    for (const auto& [name, all] : children_.Values(*in_class))
      if (const auto count = counts.find(name); count != counts.end())
        enrol_.school_classes.emplace_back(*count);
  std::erase_if(enrol_.chosen, [&](const model::Uuid& id) {
    const auto row = children_.Find(id);
    return !row || gone[*row] || InGroup(id);
  });
}

void EnrolmentChoice::CountOutOfAge() {
  enrol_.out_of_age =
      std::ranges::count_if(enrol_.chosen, [this](const model::Uuid& id) { return OutOfAge(id); });
}

std::string EnrolmentChoice::GroupCell(std::string_view column) const {
  if (!group_) return {};
  const ListData& groups = frame_.data.List(model::group);
  const auto row = groups.Find(*group_);
  return row ? std::string(CellOf(groups, *row, column)) : std::string();
}

std::optional<int64_t> EnrolmentChoice::capacity() const {
  return Number(GroupCell("capacity"));
}

std::optional<int64_t> EnrolmentChoice::in_group() const {
  const auto& sizes = frame_.data.group_sizes;
  const auto found = group_ ? sizes.find(*group_) : sizes.end();
  return found == sizes.end() ? std::nullopt : std::optional(found->second);
}

bool EnrolmentChoice::InGroup(const model::Uuid& child) const {
  const auto groups = frame_.data.groups_of_child.find(child);
  return group_ && groups != frame_.data.groups_of_child.end() && groups->second.contains(*group_);
}

std::optional<int64_t> EnrolmentChoice::AgeOf(const model::Uuid& child) const {
  const auto row = children_.Find(child);
  return row ? Number(CellOf(children_, *row, "age")) : std::nullopt;
}

bool EnrolmentChoice::OutOfAge(const model::Uuid& child) const {
  if (!ages_.from && !ages_.to) return false;
  const auto age = AgeOf(child);
  return age && !ages_.Admit(*age);
}

void EnrolmentChoice::SetClass(const std::string& school_class, bool on) {
  if (on)
    enrol_.classes.insert(school_class);
  else
    enrol_.classes.erase(school_class);
  const std::vector<bool> gone = Gone(children_);
  const auto in_class = children_.FindColumn("class");
  for (size_t row = 0; in_class && row < children_.size(); ++row) {
    if (children_.Cell(row, *in_class) != school_class) continue;
    const model::Uuid& id = children_.id(row);
    const bool free = !frame_.data.groups_of_child.contains(id);
    if (!on)
      enrol_.chosen.erase(id);
    else if (!gone[row] && !InGroup(id) && (free || !enrol_.only_free))
      enrol_.chosen.insert(id);
  }
  TellList();
}

void EnrolmentChoice::UnchooseOutOfAge() {
  std::erase_if(enrol_.chosen, [this](const model::Uuid& id) { return OutOfAge(id); });
  TellList();
}

void EnrolmentChoice::TellList() {
  enrol_.children.selected = {enrol_.chosen.begin(), enrol_.chosen.end()};
}

}  // namespace kruzhok::client
