// SPDX-License-Identifier: MIT
// One child, several organisations: which cards may be one, which are linked, and linking them. For
// the window and for commands. Only who reads the cards of all can tell.
#pragma once

#include <string>
#include <vector>

#include "model/person_match.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct LinkedPerson {
  std::string person;
  std::vector<uint32_t> cards;
};
struct PersonsReading {
  std::vector<model::PersonCard> cards;        // As they may be shown here (app/masked_name).
  std::vector<model::PersonCluster> clusters;  // To be decided.
  std::vector<LinkedPerson> linked;            // Of two cards at least, by name.
};
// Any thread, with its own store; throws StorageError.
PersonsReading ReadPersons(sync::Store& store);

// Each is one action, and decides what is disputed of the cards' links. Errors: not_found, deleted,
// not_allowed, nothing_to_write; usage where fewer than two cards are named.

// The cards, and all that are linked with one of them, are one child: the smallest of their ids
// holds on all. Takes back that they were told apart.
model::Result<sync::WriteResult> LinkCards(sync::Store& store, const std::vector<model::Uuid>& ids,
                                           sync::WriteOptions options);
// No two of them are one child, but those that are linked: it is not asked again.
model::Result<sync::WriteResult> TellApart(sync::Store& store, const std::vector<model::Uuid>& ids,
                                           sync::WriteOptions options);
// The cards are no longer linked, nor is what is left alone by it; and they are told apart from
// what they were linked with.
model::Result<sync::WriteResult> UnlinkCards(sync::Store& store,
                                             const std::vector<model::Uuid>& ids,
                                             sync::WriteOptions options);

}  // namespace kruzhok::client
