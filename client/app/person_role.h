// SPDX-License-Identifier: MIT
// What each of the people who share a computer is shown. The special categories of children
// (health, a difficult life) are for those who keep everything, not for every teacher. It keeps
// glances away on a shared screen; whoever can read the data's file can read all of it.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "model/record.h"
#include "sync/store/replica.h"

namespace kruzhok::client {

enum class PersonRole {
  kFull,        // Sees everything; gives the roles. Everybody, until somebody says otherwise.
  kRestricted,  // Sees nothing of the special categories.
};

using People = std::set<std::string, std::less<>>;

// Kept with this installation's settings, also of who has been forgotten, so that a name that is
// typed again is not a way around. `person`: as it is spelled; nobody has the full role.
PersonRole RoleOf(sync::Replica& replica, std::string_view person);
People RestrictedPeople(sync::Replica& replica);
void SetRole(sync::Replica& replica, std::string_view person, PersonRole role);  // In a Change.

// Whether rows of the entity, or that cell of them, may be shown. `cell` empty: the row as such.
bool MaySee(PersonRole role, std::string_view entity, std::string_view cell = {});
// Takes out of the record what may not be shown.
void HideSpecial(PersonRole role, model::Record& record);

}  // namespace kruzhok::client
