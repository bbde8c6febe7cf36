// SPDX-License-Identifier: MIT
// Joining the district, with a code or with a passport: the same fields in the wizard, on the screen
// of the exchange, and in the question of one who has joined and joins again.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// Those of the way that is chosen (JoinState::by_passport), below the problem of the last try. Who
// works is asked only where it is not known. True: Enter was pressed in the last one.
bool DrawJoiningFields(const Frame& frame);
// Everything that is needed has been typed, and nothing is on its way.
bool CanJoin(const Frame& frame);
void AskToJoin(const Frame& frame);
// The choice of the way, its fields, and the button.
void DrawJoining(const Frame& frame);
// The question of one who has joined, while it is asked; over everything, outside every scope.
void DrawJoiningAgain(const Frame& frame);
// Begins it.
void JoinAgain(const Frame& frame);

}  // namespace kruzhok::client
