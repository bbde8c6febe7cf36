// SPDX-License-Identifier: MIT
#include "client/desktop/list_state.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Whether rows pass what the person filtered by.
class Passing {
 public:
  explicit Passing(const ListState& state)
      : data_(*state.data), only_(state.only), matching_(data_.Matching(model::Fold(state.filter))) {
    for (const auto& [key, values] : state.facets)
      if (const auto column = data_.FindColumn(key); column && *column > 0 && !values.empty())
        facets_.push_back({*column, &values, {}});
  }
  bool operator()(size_t row) {
    if (only_ && !only_->ids.contains(data_.id(row))) return false;
    return matching_[row] && std::ranges::all_of(facets_, [&](Facet& facet) {
             const auto [known, is_new] = facet.chosen.try_emplace(data_.CellKey(row, facet.column));
             if (is_new)
               known->second = facet.values->contains(std::string(data_.Cell(row, facet.column)));
             return known->second;
           });
  }

 private:
  struct Facet {
    size_t column;
    const std::set<std::string>* values;
    std::unordered_map<uint32_t, bool> chosen;  // By cell key.
  };
  const ListData& data_;
  const std::optional<ListOnly>& only_;
  std::vector<bool> matching_;
  std::vector<Facet> facets_;
};

std::vector<uint32_t> SortedRows(const ListState& state) {
  return state.data->Sorted(state.data->FindColumn(state.sort_column).value_or(0),
                            state.descending);
}

// The cursor's row has gone: the next one that is left takes it, else the one before.
void SaveCursor(ListState& state, const ListData& before, const std::vector<uint32_t>& places) {
  if (!state.cursor) return;
  const auto row = before.Find(*state.cursor);
  if (!row || places[*row] != ListData::kNowhere) return;
  const auto at = std::ranges::find(state.rows, static_cast<uint32_t>(*row));
  const auto is_left = [&](uint32_t one) { return places[one] != ListData::kNowhere; };
  state.cursor.reset();
  if (const auto next = std::find_if(at, state.rows.end(), is_left); next != state.rows.end())
    state.cursor = before.id(*next);
  else if (const auto last = std::find_if(std::make_reverse_iterator(at), state.rows.rend(), is_left);
           last != state.rows.rend())
    state.cursor = before.id(*last);
}

// Puts rows where the order wants them among rows that may have left it.
void Insert(ListState& state, std::vector<uint32_t> rows) {
  if (rows.empty()) return;
  std::vector<uint32_t> rank(state.data->size());
  uint32_t next = 0;
  for (const uint32_t row : SortedRows(state)) rank[row] = next++;
  const auto by_rank = [&](uint32_t row) { return rank[row]; };
  std::ranges::sort(rows, {}, by_rank);
  std::vector<uint32_t> merged;
  merged.reserve(state.rows.size() + rows.size());
  auto waiting = rows.begin();
  for (const uint32_t row : state.rows) {
    while (waiting != rows.end() && rank[*waiting] < rank[row]) merged.push_back(*waiting++);
    merged.push_back(row);
  }
  merged.insert(merged.end(), waiting, rows.end());
  state.rows = std::move(merged);
}

}  // namespace

bool IsNarrowed(const ListState& state) {
  return !state.filter.empty() || !state.facets.empty() || state.only;
}

void Widen(ListState& state) {
  state.filter.clear();
  state.facets.clear();
  state.only.reset();
}

void Arrange(ListState& state) {
  state.new_rows.clear();
  state.hidden_new = 0;
  state.rows.clear();
  if (state.data == nullptr) return;
  Passing passes(state);
  for (const uint32_t row : SortedRows(state))
    if (passes(row)) state.rows.push_back(row);
  state.scroll_to_cursor = state.cursor.has_value();
}

void Follow(ListState& state, std::shared_ptr<const ListData> data,
            const std::unordered_set<model::Uuid>& own) {
  const std::shared_ptr<const ListData> before = std::exchange(state.data, std::move(data));
  if (state.data == before) return;
  if (before == nullptr || before->size() == 0) return Arrange(state);
  const std::vector<uint32_t> places = before->PlacesIn(*state.data);
  SaveCursor(state, *before, places);
  std::vector<bool> shown(state.data->size());
  for (uint32_t& row : state.rows)
    if (row = places[row]; row != ListData::kNowhere) shown[row] = true;
  std::erase(state.rows, ListData::kNowhere);
  std::erase_if(state.selected, [&](const model::Uuid& id) { return !state.data->Find(id); });

  std::vector<bool> known(state.data->size());
  for (const uint32_t place : places)
    if (place != ListData::kNowhere) known[place] = true;
  Passing passes(state);
  std::vector<uint32_t> mine;
  state.hidden_new = 0;
  for (uint32_t row = 0; row < state.data->size(); ++row) {
    if (shown[row]) continue;
    const model::Uuid& id = state.data->id(row);
    const bool is_own = own.contains(id);
    if (!known[row] && !is_own) state.new_rows.insert(id);
    if (is_own && (!known[row] || passes(row))) {
      state.new_rows.erase(id);
      mine.push_back(row);
    } else if (state.new_rows.contains(id) && passes(row)) {
      ++state.hidden_new;
    }
  }
  std::erase_if(state.new_rows, [&](const model::Uuid& id) { return !state.data->Find(id); });
  Insert(state, std::move(mine));
}

std::optional<size_t> CursorPlace(const ListState& state) {
  if (!state.cursor || state.data == nullptr) return std::nullopt;
  const auto row = state.data->Find(*state.cursor);
  if (!row) return std::nullopt;
  const auto found = std::ranges::find(state.rows, static_cast<uint32_t>(*row));
  if (found == state.rows.end()) return std::nullopt;
  return static_cast<size_t>(found - state.rows.begin());
}

void MoveCursor(ListState& state, int64_t by) {
  if (state.rows.empty()) return;
  const int64_t last = std::ssize(state.rows) - 1;
  int64_t place = by < 0 ? last : 0;
  if (const auto now = CursorPlace(state)) {
    const auto from = static_cast<int64_t>(*now);
    place = by < 0 ? from - std::min(from, by == INT64_MIN ? INT64_MAX : -by)
                   : from + std::min(last - from, by);
  }
  state.cursor = state.data->id(state.rows[static_cast<size_t>(place)]);
  state.scroll_to_cursor = true;
}

std::vector<model::Uuid> Chosen(const ListState& state) {
  std::vector<model::Uuid> chosen;
  if (!state.selected.empty())
    for (const uint32_t row : state.rows)
      if (state.selected.contains(state.data->id(row))) chosen.push_back(state.data->id(row));
  if (chosen.empty() && CursorPlace(state)) chosen.push_back(*state.cursor);
  return chosen;
}

std::string EncodeListChoices(const ListState& state) {
  return nlohmann::json{{"sort", state.sort_column},
                        {"descending", state.descending},
                        {"columns", state.shown_columns}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void DecodeListChoices(std::string_view json, ListState& state) {
  const auto choices = nlohmann::json::parse(json, nullptr, false);
  if (!choices.is_object()) return;
  if (const auto sort = choices.find("sort"); sort != choices.end() && sort->is_string())
    state.sort_column = sort->get<std::string>();
  if (const auto down = choices.find("descending"); down != choices.end() && down->is_boolean())
    state.descending = down->get<bool>();
  const auto columns = choices.find("columns");
  if (columns == choices.end() || !columns->is_array()) return;
  state.shown_columns.clear();
  for (const auto& column : *columns)
    if (column.is_string()) state.shown_columns.push_back(column.get<std::string>());
}

}  // namespace kruzhok::client
