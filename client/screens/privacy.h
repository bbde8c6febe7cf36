// SPDX-License-Identifier: MIT
// What of a child's card depends on who looks at it.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// Why the card has no name, where it has none.
void DrawMasked(const Frame& frame, const OpenedRecord& record);
// The categories of the open child as chips with their dates, and the way to give it more.
void DrawCategoriesOf(const Frame& frame, const OpenedRecord& record);
// «Кто смотрел», for those who may ask.
void DrawWayToAccessLog(const Frame& frame, const OpenedRecord& record);

}  // namespace kruzhok::client
