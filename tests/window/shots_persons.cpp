// SPDX-License-Identifier: MIT
// The pictures of one child in several organisations.
#include "model/assert.h"
#include "model/entities/child.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

PersonsState& Persons(Camera& camera, PersonsState::Tab tab) {
  camera.Do(ShowCoverage{CoverageView::kPersons});
  camera.Settle();
  PersonsState& state = camera.desk().state().coverage.persons;
  ASSERT(state.read);
  state.tab = tab;
  return state;
}

// Cards of the surest cluster that waits become one child.
void LinkTheFirst(Camera& camera) {
  const PersonsState& state = Persons(camera, PersonsState::Tab::kCandidates);
  if (state.read->linked.empty() && !state.open.empty()) camera.Do(SayOneChild{ChosenCards(state)});
  camera.Settle();
}

}  // namespace

void AddPersonShots(std::vector<Shot>& shots) {
  const auto add = [&](const char* name, Place place, std::function<void(Camera&)> arrange) {
    shots.push_back({name, place, std::move(arrange)});
  };
  add("persons", Place::kCoordinator, [](Camera& c) {
    Persons(c, PersonsState::Tab::kCandidates);
    c.Settle();
  });
  add("persons-linked", Place::kCoordinator, [](Camera& c) {
    LinkTheFirst(c);
    Persons(c, PersonsState::Tab::kLinked);
    c.Settle();
  });
  add("persons-record", Place::kCoordinator, [](Camera& c) {
    LinkTheFirst(c);
    const PersonsState& state = Persons(c, PersonsState::Tab::kLinked);
    ASSERT(!state.read->linked.empty());
    const uint32_t card = state.read->linked.front().cards.front();
    c.Do(OpenRecord{&model::child, state.read->cards[card].id});
    c.desk().state().coverage.persons.linking_by_hand = true;
    c.Settle();
  });
}

}  // namespace tests
