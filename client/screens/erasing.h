// SPDX-License-Identifier: MIT
// Erasing a person's data for good (152-FZ): the way to it from the open record, what is said of a
// record that waits for it or that it has come to, and the question before it.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// Under the form of a person's record: the way to it, or whom to ask.
void DrawWayToErasing(const Frame& frame, const OpenedRecord& record);
// Strips above the record; nothing where they have nothing to say.
void DrawErasureState(const Frame& frame, const OpenedRecord& record);
// The question, while it is asked; over everything, outside every scope.
void DrawErasing(const Frame& frame);

}  // namespace kruzhok::client
