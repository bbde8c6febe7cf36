// SPDX-License-Identifier: MIT
// One child in several organisations: what is to be decided, what is linked, and what the open
// record of a child says of it. REQUIRES of the tabs: `frame.state.coverage.persons.read`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawPersonCandidates(const Frame& frame);
void DrawLinkedPersons(const Frame& frame);

// Cards beside each other, letters that others have otherwise marked. `foot`: what stands below
// each; `place`: among the cards.
void DrawPersonCards(const Frame& frame, const PersonsReading& read,
                     const std::vector<uint32_t>& cards,
                     const std::function<void(size_t place, const model::PersonCard& card)>& foot);
std::string OrganisationOf(const Frame& frame, const model::PersonCard& card);
std::string NameOf(const model::PersonCard& card);
// The names of the organisations that have the cards, each once.
std::string OrganisationsOf(const Frame& frame, const PersonsReading& read,
                            const std::vector<uint32_t>& cards);

// Where a child is occupied elsewhere and, for a coordinator, its other cards and the way to link.
void DrawPersonOfRecord(const Frame& frame, const OpenedRecord& record);

}  // namespace kruzhok::client
