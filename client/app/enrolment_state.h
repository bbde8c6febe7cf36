// SPDX-License-Identifier: MIT
// What the state of an enrolment says, for whoever counts or prints children.
#pragma once

#include <string_view>

namespace kruzhok::client {

// The enrolment states in which a child is on a group's roll: after the order that takes it on and
// before the one that lets it go. One who is suspended keeps the place; one who was transferred
// goes on in the group that the row names. A row without a state counts: lists that are taken over
// have none.
bool IsActiveEnrolment(std::string_view state);

}  // namespace kruzhok::client
