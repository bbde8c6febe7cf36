// SPDX-License-Identifier: MIT
#include "sync/store/row_state.h"

#include <algorithm>

#include "model/assert.h"

namespace kruzhok::sync {
namespace {

constexpr auto kByDot = [](const auto& a, const auto& b) { return a.dot < b.dot; };

std::vector<Dot> Sorted(std::span<const Dot> dots) {
  std::vector<Dot> sorted(dots.begin(), dots.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

bool Contains(std::span<const Dot> dots, const Dot& dot) {
  return std::find(dots.begin(), dots.end(), dot) != dots.end();
}

template <typename Item>
void InsertSorted(std::vector<Item>& items, Item item) {
  const auto at = std::lower_bound(items.begin(), items.end(), item, kByDot);
  if (at == items.end() || at->dot != item.dot) items.insert(at, std::move(item));
}

}  // namespace

bool RowState::deleted() const {
  if (tombstones.empty()) return false;
  for (const auto& [name, heads] : cells)
    for (const Head& head : heads)
      if (std::none_of(tombstones.begin(), tombstones.end(), [&](const Tombstone& tombstone) {
            return std::binary_search(tombstone.seen.begin(), tombstone.seen.end(), head.dot);
          }))
        return false;
  return true;
}

bool RowState::Disputed(std::string_view cell) const {
  const auto found = cells.find(cell);
  if (found == cells.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const Head& head) { return head.value != found->second.front().value; });
}

bool RowState::disputed() const {
  return std::any_of(cells.begin(), cells.end(),
                     [this](const auto& cell) { return Disputed(cell.first); });
}

std::vector<Dot> RowState::AllHeads() const {
  std::vector<Dot> dots;
  for (const auto& [name, heads] : cells)
    for (const Head& head : heads) dots.push_back(head.dot);
  return Sorted(dots);
}

const Head& Official(const std::vector<Head>& heads, const NumberOf& number_of) {
  ASSERT(!heads.empty());
  if (heads.size() == 1) return heads.front();
  const auto rank = [&](const Head& head) {
    const auto number = number_of(head.dot);
    return std::pair(number.value_or(INT64_MAX), head.dot);
  };
  return *std::min_element(heads.begin(), heads.end(),
                           [&](const Head& a, const Head& b) { return rank(a) < rank(b); });
}

void Apply(RowState& state, const Commit& commit, const RowChange& change) {
  const Dot dot = commit.dot();
  if (!state.exists()) state.stream = commit.stream;
  if (change.creates) {
    if (!state.exists() || dot < state.births.front()) state.owner = commit.owner;
    const auto at = std::lower_bound(state.births.begin(), state.births.end(), dot);
    if (at == state.births.end() || *at != dot) state.births.insert(at, dot);
  }
  for (const CellWrite& cell : commit.Cells(change)) {
    auto found = state.cells.find(cell.name);
    if (found == state.cells.end())
      found = state.cells.emplace(cell.name, std::vector<Head>()).first;
    const auto replaced = commit.Dots(cell.replaces);
    std::erase_if(found->second, [&](const Head& head) { return Contains(replaced, head.dot); });
    InsertSorted(found->second, Head{dot, HeldValue(cell.value)});
  }
  const auto restored = commit.Dots(change.restores);
  std::erase_if(state.tombstones,
                [&](const Tombstone& tombstone) { return Contains(restored, tombstone.dot); });
  if (change.deletes)
    InsertSorted(state.tombstones, Tombstone{dot, Sorted(commit.Dots(change.seen))});
}

void RowFold::Add(const Commit& commit, const RowChange& change) {
  const Dot dot = commit.dot();
  if (!base_.exists()) base_.stream = commit.stream;
  if (change.creates) {
    if (!base_.exists() || dot < base_.births.front()) base_.owner = commit.owner;
    base_.births.insert(std::lower_bound(base_.births.begin(), base_.births.end(), dot), dot);
  }
  for (const CellWrite& cell : commit.Cells(change)) {
    auto found = writes_.find(cell.name);
    if (found == writes_.end()) found = writes_.emplace(cell.name, Writes()).first;
    found->second.written.emplace(dot, HeldValue(cell.value));
    for (const Dot& replaced : commit.Dots(cell.replaces)) found->second.replaced.insert(replaced);
  }
  for (const Dot& tombstone : commit.Dots(change.restores)) restored_.insert(tombstone);
  if (change.deletes)
    InsertSorted(base_.tombstones, Tombstone{dot, Sorted(commit.Dots(change.seen))});
}

RowState RowFold::Result() const {
  RowState state = base_;
  std::erase_if(state.tombstones,
                [&](const Tombstone& tombstone) { return restored_.contains(tombstone.dot); });
  for (const auto& [name, writes] : writes_) {
    std::vector<Head> heads;
    for (const auto& [dot, value] : writes.written)
      if (!writes.replaced.contains(dot)) heads.push_back({dot, value});
    if (!heads.empty()) state.cells.emplace(name, std::move(heads));
  }
  return state;
}

}  // namespace kruzhok::sync
