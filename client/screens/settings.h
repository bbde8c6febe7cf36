// SPDX-License-Identifier: MIT
// The parts of the settings that have files of their own.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// Who works at this computer, and what each of them sees.
void DrawPeople(const Frame& frame);
void DrawBackups(const Frame& frame);
// Whether to go back to a backup, while it is being asked.
void DrawRestoring(const Frame& frame);
// Whether to drop the backups that hold what was erased, while it is being asked.
void DrawAfresh(const Frame& frame);

}  // namespace kruzhok::client
