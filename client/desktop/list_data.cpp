// SPDX-License-Identifier: MIT
#include "client/desktop/list_data.h"

#include <algorithm>
#include <numeric>

#include "client/app/search_text.h"
#include "model/assert.h"
#include "model/entities/category.h"
#include "model/entities/indicator.h"
#include "model/entities/occupation.h"
#include "model/entities/outside_enrolment.h"
#include "model/entities/remark.h"
#include "model/entities/resident_count.h"
#include "model/entities/schedule.h"
#include "model/entities/submission.h"
#include "model/entities/survey_answer.h"
#include "model/entities/survey_invitation.h"
#include "model/entities/target.h"
#include "model/entities/told_apart.h"
#include "model/entities/training.h"
#include "model/entities/year_closing.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// «03.01.2011» as 2011-01-03; another text by its words.
std::string OrderOf(const ListColumn& column, std::string_view text) {
  const auto date = column.date ? model::Date::Parse(text) : std::nullopt;
  return date ? date->Iso() : model::SortKey(text);
}

}  // namespace

std::optional<size_t> ListData::FindColumn(std::string_view key) const {
  const auto found = std::ranges::find(columns_, key, &ListColumn::key);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<size_t>(found - columns_.begin());
}

std::optional<size_t> ListData::Find(const model::Uuid& id) const {
  const auto by_id = [this](uint32_t row) -> const model::Uuid& { return rows_[row].id; };
  const auto found = std::ranges::lower_bound(by_id_, id, {}, by_id);
  if (found == by_id_.end() || rows_[*found].id != id) return std::nullopt;
  return *found;
}

std::string_view ListData::Cell(size_t row, size_t column) const {
  return text_.c_str() + cells_[row * columns_.size() + column];
}

const model::Uuid& ListData::Reference(size_t row, const model::FieldInfo& field) const {
  const auto found = std::ranges::find(references_, &field);
  ASSERT(found != references_.end());
  return held_[row * references_.size() + static_cast<size_t>(found - references_.begin())];
}

std::vector<uint32_t> ListData::RowsOf(const model::FieldInfo& field, const model::Uuid& id) const {
  std::vector<uint32_t> rows;
  for (size_t row = 0; row < size(); ++row)
    if (Reference(row, field) == id) rows.push_back(static_cast<uint32_t>(row));
  return rows;
}

// The keys of a column's distinct cells in the column's order, without that of the empty text.
std::vector<uint32_t> ListData::SortedDistinct(size_t column) const {
  std::vector<uint32_t> keys(size());
  for (size_t row = 0; row < size(); ++row) keys[row] = CellKey(row, column);
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::erase_if(keys, [this](uint32_t key) { return text_[key] == '\0'; });
  std::vector<std::pair<std::string, uint32_t>> order;
  for (const uint32_t key : keys)
    order.emplace_back(OrderOf(columns_[column], text_.c_str() + key), key);
  std::ranges::sort(order);
  for (size_t i = 0; i < keys.size(); ++i) keys[i] = order[i].second;
  return keys;
}

std::vector<uint32_t> ListData::Sort(size_t column, bool descending) const {
  std::vector<uint32_t> rows(size());
  std::iota(rows.begin(), rows.end(), 0U);
  if (column == 0) {
    const auto filled = std::ranges::find_if(rows, [&](auto row) { return Cell(row, 0).empty(); });
    if (descending) std::reverse(rows.begin(), filled);
    return rows;
  }
  std::vector<uint32_t> keys = SortedDistinct(column);
  if (descending) std::ranges::reverse(keys);
  std::unordered_map<uint32_t, uint32_t> places;
  for (const uint32_t key : keys) places.emplace(key, static_cast<uint32_t>(places.size()));
  std::vector<uint32_t> place_of(size(), static_cast<uint32_t>(keys.size()));
  std::vector<uint32_t> begins(keys.size() + 2);
  for (size_t row = 0; row < size(); ++row) {
    const auto place = places.find(CellKey(row, column));
    if (place != places.end()) place_of[row] = place->second;
    ++begins[place_of[row] + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  for (size_t row = 0; row < size(); ++row)
    rows[begins[place_of[row]]++] = static_cast<uint32_t>(row);
  return rows;
}

std::vector<uint32_t> ListData::Sorted(size_t column, bool descending) const {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = sorted_.try_emplace({column, descending});
  if (is_new) found->second = Sort(column, descending);
  return found->second;
}

const ListData::ValueCounts& ListData::Values(size_t column) const {
  ASSERT(column > 0);
  const std::lock_guard lock(mutex_);
  const auto found = values_.find(column);
  return found != values_.end() ? found->second
                                : values_.emplace(column, CountValues(column)).first->second;
}

ListData::ValueCounts ListData::CountValues(size_t column) const {
  std::unordered_map<uint32_t, int64_t> counts;
  for (size_t row = 0; row < size(); ++row) ++counts[CellKey(row, column)];
  ValueCounts values;
  for (const uint32_t key : SortedDistinct(column))
    values.emplace_back(text_.c_str() + key, counts[key]);
  return values;
}

std::string_view ListData::FoundBy(size_t row) const {
  const size_t end = row + 1 < rows_.size() ? rows_[row + 1].found_by : found_by_.size();
  return std::string_view(found_by_).substr(rows_[row].found_by, end - rows_[row].found_by - 1);
}

bool ListData::Matches(size_t row, std::string_view folded) const {
  const std::string squeezed = Squeeze(folded);
  const auto words = SplitWords(squeezed);
  return std::ranges::all_of(
      words, [&](std::string_view word) { return Needle(word).StandsIn(FoundBy(row)); });
}

std::vector<bool> ListData::Matching(std::string_view folded) const {
  const std::string squeezed = Squeeze(folded);
  const auto words = SplitWords(squeezed);
  std::vector<bool> matching(size(), words.empty());
  if (words.empty()) return matching;
  const std::string_view everything = found_by_;
  const auto longest = std::ranges::max(words, {}, &std::string_view::size);
  const Needle needle(longest);
  // One run over all rows, which are much faster to look through together than one by one.
  size_t row = 0;
  for (size_t at = needle.FindIn(everything); at != everything.npos;) {
    while (row + 1 < size() && rows_[row + 1].found_by <= at) ++row;
    const std::string_view text = FoundBy(row);
    matching[row] = std::ranges::all_of(words, [&](std::string_view word) {
      return word == longest || Needle(word).StandsIn(text);
    });
    at = needle.FindIn(everything, rows_[row].found_by + text.size());
  }
  return matching;
}

std::vector<uint32_t> ListData::PlacesIn(const ListData& other) const {
  std::vector<uint32_t> places(size(), kNowhere);
  auto there = other.by_id_.begin();
  for (const uint32_t row : by_id_) {
    while (there != other.by_id_.end() && other.id(*there) < id(row)) ++there;
    if (there == other.by_id_.end()) break;
    if (other.id(*there) == id(row)) places[row] = *there;
  }
  return places;
}

ListBuilder::ListBuilder(const model::EntityType& type, std::vector<ListColumn> columns)
    : data_(std::make_shared<ListData>()) {
  data_->type_ = &type;
  data_->columns_ = std::move(columns);
  for (const model::FieldInfo* field : type.fields())
    if (field->kind() == model::Kind::kReference) data_->references_.push_back(field);
}

uint32_t ListBuilder::Keep(std::string_view text) {
  ASSERT(data_->text_.size() + text.size() < UINT32_MAX);
  const auto begin = static_cast<uint32_t>(data_->text_.size());
  data_->text_ += text;
  data_->text_ += '\0';
  return begin;
}

uint32_t ListBuilder::Intern(std::string_view text) {
  const auto known = interned_.find(text);
  if (known != interned_.end()) return known->second;
  return interned_.emplace(text, Keep(text)).first->second;
}

void ListBuilder::Add(const sync::RowView& row, const std::vector<std::string>& cells,
                      std::string_view also) {
  ASSERT(cells.size() == data_->columns_.size());
  places_.emplace(row.id, static_cast<uint32_t>(data_->rows_.size()));
  data_->rows_.push_back({row.id, 0, row.condition});
  for (size_t column = 0; column < cells.size(); ++column)
    data_->cells_.push_back(column == 0 ? Keep(cells[column]) : Intern(cells[column]));
  for (const model::FieldInfo* field : data_->references_) {
    const auto* id = std::get_if<model::Uuid>(&row.record.value(*field));
    data_->held_.push_back(id != nullptr ? *id : model::Uuid());
  }
  ASSERT(also_.size() + also.size() < UINT32_MAX);
  also_begins_.push_back(static_cast<uint32_t>(also_.size()));
  also_ += also;
  also_ += '\0';
}

void ListBuilder::SetCell(const model::Uuid& row, size_t column, std::string_view text) {
  const auto place = places_.find(row);
  ASSERT(column > 0 && place != places_.end());
  data_->cells_[place->second * data_->columns_.size() + column] = Intern(text);
}

// The present places of the rows in the order that they are to have.
std::vector<uint32_t> ListBuilder::Order() const {
  std::vector<uint32_t> order(data_->rows_.size());
  std::iota(order.begin(), order.end(), 0U);
  // Texts repeat, so each is brought to its key once.
  std::unordered_map<std::string_view, uint32_t> ranks;
  for (const uint32_t row : order) ranks.try_emplace(data_->Cell(row, 0), 0U);
  std::vector<std::pair<std::string, std::string_view>> keys;
  keys.reserve(ranks.size());
  for (const auto& [text, rank] : ranks)
    if (!text.empty()) keys.emplace_back(OrderOf(data_->columns_.front(), text), text);
  std::ranges::sort(keys);
  ranks[{}] = UINT32_MAX;
  for (uint32_t rank = 0; rank < keys.size(); ++rank) ranks[keys[rank].second] = rank;
  std::vector<uint32_t> rank_of(order.size());
  for (const uint32_t row : order) rank_of[row] = ranks[data_->Cell(row, 0)];
  std::ranges::stable_sort(order, {}, [&](uint32_t row) { return rank_of[row]; });
  return order;
}

// Rows are found by what they show at first and by `also`; numbers would be found everywhere.
void ListBuilder::FoldRows() {
  std::string text;
  for (size_t row = 0; row < data_->rows_.size(); ++row) {
    text.clear();
    for (size_t column = 0; column < data_->columns_.size(); ++column) {
      const ListColumn& described = data_->columns_[column];
      if (described.number || described.condition || described.hidden) continue;
      (text += data_->Cell(row, column)) += '\n';
    }
    text += also_.c_str() + also_begins_[row];
    ASSERT(data_->found_by_.size() < UINT32_MAX);
    data_->rows_[row].found_by = static_cast<uint32_t>(data_->found_by_.size());
    data_->found_by_ += FoldSqueezed(text);
    data_->found_by_ += '\0';
  }
  data_->found_by_.shrink_to_fit();
}

std::shared_ptr<const ListData> ListBuilder::Finish() {
  const std::vector<uint32_t> order = Order();
  const auto permute = [&order](auto& items, size_t per_row) {
    std::remove_reference_t<decltype(items)> sorted;
    sorted.reserve(items.size());
    for (const uint32_t row : order)
      for (size_t i = 0; i < per_row; ++i) sorted.push_back(items[row * per_row + i]);
    items = std::move(sorted);
  };
  permute(data_->rows_, 1);
  permute(data_->cells_, data_->columns_.size());
  permute(data_->held_, data_->references_.size());
  permute(also_begins_, 1);
  interned_.clear();
  places_.clear();
  data_->text_.shrink_to_fit();
  FoldRows();
  // Rows came in the order of creation, which mostly is that of their ids.
  data_->by_id_.resize(order.size());
  for (uint32_t row = 0; row < order.size(); ++row) data_->by_id_[order[row]] = row;
  const auto id_of = [this](uint32_t row) -> const model::Uuid& { return data_->rows_[row].id; };
  if (!std::ranges::is_sorted(data_->by_id_, {}, id_of))
    std::ranges::sort(data_->by_id_, {}, id_of);
  return std::move(data_);
}

bool HasList(const model::EntityType& type) {
  static constexpr const model::EntityType* kWithout[] = {&model::survey_answer,
                                                          &model::survey_invitation,
                                                          &model::year_closing,
                                                          &model::indicator,
                                                          &model::target,
                                                          &model::resident_count,
                                                          &model::submission,
                                                          &model::remark,
                                                          &model::outside_enrolment,
                                                          &model::told_apart};
  return std::ranges::find(kWithout, &type) == std::end(kWithout);
}

bool IsSearched(const model::EntityType& type) {
  static constexpr const model::EntityType* kToldByOthers[] = {&model::category, &model::occupation,
                                                               &model::training, &model::schedule};
  return HasList(type) && std::ranges::find(kToldByOthers, &type) == std::end(kToldByOthers);
}

}  // namespace kruzhok::client
