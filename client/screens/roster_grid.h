// SPDX-License-Identifier: MIT
// The grid of the class list: a row a child, a cell a field, the keyboard's way through them.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// As wide as the space that is left. Only rows in view are drawn. The control of row 3, column 1,
// both counted from zero, is "cell-3-1".
void DrawRosterGrid(const Frame& frame, float height);
// One line about the cell of the keyboard: what is wrong with it, or how it may be typed.
void DrawRosterCellHint(const Frame& frame, float width);

}  // namespace kruzhok::client
