// SPDX-License-Identifier: MIT
#include "client/desktop/persons_state.h"

#include <algorithm>

#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// A new one is looked at as a whole.
void Enter(PersonsState& state) {
  const model::PersonCluster* cluster = CurrentCluster(state);
  const std::string now = cluster == nullptr ? std::string() : IdentityOf(*state.read, *cluster);
  if (now == state.shown) return;
  state.shown = now;
  state.left_out.clear();
}

bool Suits(const model::PersonCard& card, std::string_view folded) {
  const std::string name = model::Fold(card.last_name + ' ' + card.first_name + ' ' +
                                       card.middle_name + ' ' + card.school_class);
  return name.find(folded) != name.npos;
}

}  // namespace

std::string IdentityOf(const PersonsReading& read, const model::PersonCluster& cluster) {
  std::vector<model::Uuid> ids;
  for (const uint32_t card : cluster.cards) ids.push_back(read.cards[card].id);
  std::ranges::sort(ids);
  std::string identity;
  for (const model::Uuid& id : ids) id.AppendBase64(identity);
  return identity;
}

void TakePersons(PersonsState& state, std::shared_ptr<const PersonsReading> read, int64_t version) {
  state.read = std::move(read);
  std::erase_if(state.decided, [&](const auto& one) { return one.second <= version; });
  state.open.clear();
  for (uint32_t i = 0; i < state.read->clusters.size(); ++i) {
    const std::string identity = IdentityOf(*state.read, state.read->clusters[i]);
    if (state.decided.contains(identity)) continue;
    if (identity == state.shown) state.cursor = state.open.size();
    state.open.push_back(i);
  }
  state.filtered_for.reset();
  FilterLinked(state);
  Enter(state);
}

void LeaveCluster(PersonsState& state, const std::vector<model::Uuid>& cards, int64_t version) {
  if (!state.read) return;
  std::erase_if(state.open, [&](uint32_t place) {
    const model::PersonCluster& cluster = state.read->clusters[place];
    const auto holds = [&](const model::Uuid& id) {
      return std::ranges::any_of(cluster.cards,
                                 [&](uint32_t card) { return state.read->cards[card].id == id; });
    };
    if (!std::ranges::all_of(cards, holds)) return false;
    state.decided[IdentityOf(*state.read, cluster)] = version;
    return true;
  });
  Enter(state);
}

void FilterLinked(PersonsState& state) {
  if (!state.read || state.filtered_for == state.filter) return;
  state.filtered_for = state.filter;
  state.linked.clear();
  const std::string folded = model::Fold(state.filter);
  for (uint32_t i = 0; i < state.read->linked.size(); ++i)
    if (std::ranges::any_of(state.read->linked[i].cards,
                            [&](uint32_t card) { return Suits(state.read->cards[card], folded); }))
      state.linked.push_back(i);
  if (state.linked_cursor >= state.linked.size())
    state.linked_cursor = state.linked.empty() ? 0 : state.linked.size() - 1;
}

const model::PersonCluster* CurrentCluster(const PersonsState& state) {
  if (state.open.empty()) return nullptr;
  return &state.read->clusters[state.open[std::min(state.cursor, state.open.size() - 1)]];
}

const LinkedPerson* CurrentLinked(const PersonsState& state) {
  if (state.linked_cursor >= state.linked.size()) return nullptr;
  return &state.read->linked[state.linked[state.linked_cursor]];
}

std::vector<model::Uuid> ChosenCards(const PersonsState& state) {
  std::vector<model::Uuid> chosen;
  const model::PersonCluster* cluster = CurrentCluster(state);
  if (cluster == nullptr) return chosen;
  for (const uint32_t card : cluster->cards)
    if (!state.left_out.contains(state.read->cards[card].id))
      chosen.push_back(state.read->cards[card].id);
  return chosen;
}

}  // namespace kruzhok::client
