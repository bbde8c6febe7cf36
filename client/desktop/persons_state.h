// SPDX-License-Identifier: MIT
// One child in several organisations, as the screens show it: what was found in the background, and
// what the person has chosen and typed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/coverage/persons.h"

namespace kruzhok::client {

struct PersonsState {
  enum class Tab { kCandidates, kLinked };
  Tab tab = Tab::kCandidates;
  size_t cursor = 0;               // In `open`.
  std::string shown;               // The cluster that `left_out` is of.
  std::set<model::Uuid> left_out;  // Of its cards: the decision is not about them.
  size_t linked_cursor = 0;        // In `linked`.
  std::string filter;              // Of those that are linked.
  bool linking_by_hand = false;    // The open record's card, while another one is looked for.

  // --- Kept by the desk ---
  std::optional<int64_t> requested;  // The version of the data that is being read, or was last.
  bool reading = false;
  std::optional<model::Error> problem;
  std::shared_ptr<const PersonsReading> read;
  std::vector<uint32_t> open;               // Of read->clusters: those that wait.
  std::vector<uint32_t> linked;             // Of read->linked: those that suit the filter.
  std::optional<std::string> filtered_for;  // Nothing: `linked` is old.
  std::map<std::string, int64_t> decided;   // Clusters, and which version of the data has it.
};

// The same for the same cards.
std::string IdentityOf(const PersonsReading& read, const model::PersonCluster& cluster);
// What was read of that version. The cursor stays on its cluster.
void TakePersons(PersonsState& state, std::shared_ptr<const PersonsReading> read, int64_t version);
// Takes the cluster of these cards, or of some of them, off those that wait.
void LeaveCluster(PersonsState& state, const std::vector<model::Uuid>& cards, int64_t version);
void FilterLinked(PersonsState& state);
const model::PersonCluster* CurrentCluster(const PersonsState& state);  // nullptr: none waits.
const LinkedPerson* CurrentLinked(const PersonsState& state);           // nullptr: none.
// Of the current cluster, without what is left out.
std::vector<model::Uuid> ChosenCards(const PersonsState& state);

// What is known of an open child beyond its own card.
struct PersonOfRecord {
  // As the district says. Of who does not see the cards of others.
  struct Elsewhere {
    std::string organisation, programme;
    std::optional<model::Date> start, end;
  };
  std::vector<Elsewhere> elsewhere;
  std::vector<model::Uuid> linked;  // Its other cards. Of who sees them.
  bool may_link = false;
};

}  // namespace kruzhok::client
