// SPDX-License-Identifier: MIT
// From pairs of cards to what a person decides at once.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "model/person_match.h"
#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

// What is looked at at once: more would be chains of cards of which the ends are not alike.
constexpr size_t kMostCards = 6;

using GroupPair = std::pair<uint32_t, uint32_t>;

class Clustering {
 public:
  Clustering(const std::vector<PersonCard>& cards, const std::vector<CardPair>& apart)
      : cards_(cards), group_of_(cards.size()), joined_(cards.size()), members_(cards.size()) {
    std::unordered_map<std::string, uint32_t> of_person;
    std::unordered_map<Uuid, uint32_t> places;
    for (uint32_t card = 0; card < cards.size(); ++card) {
      places.emplace(cards[card].id, card);
      group_of_[card] = cards[card].person.empty()
                            ? card
                            : of_person.try_emplace(cards[card].person, card).first->second;
      members_[group_of_[card]].push_back(card);
    }
    std::iota(joined_.begin(), joined_.end(), 0U);
    for (uint32_t group = 0; group < cards.size(); ++group) groups_in_.push_back({group});
    for (const auto& [one, other] : apart) {
      const auto first = places.find(one), second = places.find(other);
      if (first != places.end() && second != places.end())
        apart_.insert(Ordered(group_of_[first->second], group_of_[second->second]));
    }
  }

  std::vector<PersonCluster> Do() {
    std::vector<PersonMatch> matches = FindPersonMatches(cards_);
    std::erase_if(matches, [&](const PersonMatch& match) {
      return apart_.contains(Ordered(group_of_[match.first], group_of_[match.second]));
    });
    std::ranges::stable_sort(matches, std::greater(), &PersonMatch::strength);
    std::map<GroupPair, PersonCluster> clusters;  // By what holds them together.
    for (const PersonMatch& match : matches)
      if (match.strength != MatchStrength::kDoubtful) Join(match);
    for (const PersonMatch& match : matches) {
      const GroupPair groups = Ordered(group_of_[match.first], group_of_[match.second]);
      const uint32_t one = Root(groups.first), other = Root(groups.second);
      Add(clusters[one == other ? GroupPair(one, one) : groups], match, one == other);
    }
    std::vector<PersonCluster> all;
    for (auto& [key, cluster] : clusters) {
      Finish(key, cluster);
      if (IsOfSeveral(cluster)) all.push_back(std::move(cluster));
    }
    Sort(all);
    return all;
  }

 private:
  static GroupPair Ordered(uint32_t one, uint32_t other) { return std::minmax(one, other); }

  uint32_t Root(uint32_t group) {
    while (joined_[group] != group) group = joined_[group] = joined_[joined_[group]];
    return group;
  }

  size_t CountCards(uint32_t root) const {
    size_t count = 0;
    for (const uint32_t group : groups_in_[root]) count += members_[group].size();
    return count;
  }

  void Join(const PersonMatch& match) {
    const uint32_t one = Root(group_of_[match.first]), other = Root(group_of_[match.second]);
    if (one == other || CountCards(one) + CountCards(other) > kMostCards) return;
    for (const uint32_t a : groups_in_[one])
      for (const uint32_t b : groups_in_[other])
        if (apart_.contains(Ordered(a, b))) return;
    const auto [root, taken] = std::minmax(one, other);
    joined_[taken] = root;
    groups_in_[root].insert(groups_in_[root].end(), groups_in_[taken].begin(),
                            groups_in_[taken].end());
    groups_in_[taken].clear();
    const auto known = weakest_.find(taken);
    const MatchStrength its = known == weakest_.end() ? MatchStrength::kSure : known->second;
    const auto place = weakest_.try_emplace(root, MatchStrength::kSure).first;
    place->second = std::min({place->second, its, match.strength});
  }

  // A match between two that are not joined stands for itself: it is weak, or there were too many.
  static void Add(PersonCluster& cluster, const PersonMatch& match, bool joined) {
    cluster.matches.push_back(match);
    if (!joined) cluster.strength = std::max(cluster.strength, match.strength);
  }

  void Finish(const GroupPair& key, PersonCluster& cluster) {
    const bool joined = key.first == key.second;
    if (joined) cluster.strength = weakest_.at(key.first);
    const auto add = [&](uint32_t group) {
      cluster.cards.insert(cluster.cards.end(), members_[group].begin(), members_[group].end());
    };
    if (joined)
      std::ranges::for_each(groups_in_[key.first], add);
    else
      std::ranges::for_each(std::initializer_list<uint32_t>{key.first, key.second}, add);
    std::ranges::sort(cluster.cards);
  }

  bool IsOfSeveral(const PersonCluster& cluster) const {
    return std::ranges::any_of(cluster.cards, [&](uint32_t card) {
      return cards_[card].owner != cards_[cluster.cards.front()].owner;
    });
  }

  void Sort(std::vector<PersonCluster>& clusters) const {
    std::vector<std::tuple<int, std::string, Uuid, size_t>> order;
    for (size_t i = 0; i < clusters.size(); ++i) {
      const PersonCard& card = cards_[clusters[i].cards.front()];
      order.emplace_back(-static_cast<int>(clusters[i].strength),
                         SortKey(card.last_name + ' ' + card.first_name), card.id, i);
    }
    std::ranges::sort(order);
    std::vector<PersonCluster> sorted;
    for (const auto& place : order) sorted.push_back(std::move(clusters[std::get<3>(place)]));
    clusters = std::move(sorted);
  }

  const std::vector<PersonCard>& cards_;
  // A group are the cards of one person; it is called by the first of them.
  std::vector<uint32_t> group_of_;                // Of a card.
  std::vector<uint32_t> joined_;                  // Of a group: towards the root of its cluster.
  std::vector<std::vector<uint32_t>> members_;    // Of a group: cards.
  std::vector<std::vector<uint32_t>> groups_in_;  // Of a root.
  std::map<uint32_t, MatchStrength> weakest_;     // Of a root.
  std::set<GroupPair> apart_;
};

}  // namespace

std::vector<PersonCluster> FindPersonClusters(const std::vector<PersonCard>& cards,
                                              const std::vector<CardPair>& apart) {
  return Clustering(cards, apart).Do();
}

}  // namespace kruzhok::model
