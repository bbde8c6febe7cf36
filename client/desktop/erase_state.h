// SPDX-License-Identifier: MIT
// What is asked before a person's data are erased for good (152-FZ), and what the person has typed.
// Plain data, like all of desk_state.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entity_type.h"
#include "model/uuid.h"

namespace kruzhok::client {

// Whether rows of the entity are about one person, who may demand that they be erased.
bool IsAboutPerson(const model::EntityType& type);

struct EraseState {
  struct Card {
    model::Uuid id;
    std::string about;  // «6А · 03.01.2015 · Школа № 3».
  };
  const model::EntityType* type = nullptr;
  std::string title;        // Of the person.
  std::string surname;      // To be typed, so that nobody erases by mistake.
  std::vector<Card> cards;  // All of them are erased; the one that was open first.
  std::string ground;       // Who demands it and by what paper; as typed.
  std::string typed;        // For `surname`.
};

// The ground stays in the district's log for good, so it must not say whom it was about.
bool GroundTellsName(const EraseState& state);
// Everything that is needed has been typed.
bool MayErase(const EraseState& state);

}  // namespace kruzhok::client
