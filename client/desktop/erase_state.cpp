// SPDX-License-Identifier: MIT
#include "client/desktop/erase_state.h"

#include "client/app/value_text.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::string Folded(std::string_view typed) {
  return model::Fold(model::Normalize(typed));
}

}  // namespace

bool IsAboutPerson(const model::EntityType& type) {
  return type.audience() == model::Audience::kOwner && HasOwnTitle(type);
}

bool GroundTellsName(const EraseState& state) {
  return Folded(state.ground).find(Folded(state.surname)) != std::string::npos;
}

bool MayErase(const EraseState& state) {
  return !Folded(state.ground).empty() && !GroundTellsName(state) &&
         Folded(state.typed) == Folded(state.surname);
}

}  // namespace kruzhok::client
