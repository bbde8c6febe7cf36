// SPDX-License-Identifier: MIT
// The program's sign: a ring («кружок» is a small circle too).
#pragma once

#include <vector>

namespace kruzhok::client {

// Pixels of a square, four bytes each: red, green, blue, opacity.
std::vector<unsigned char> DrawWindowIcon(int size);

}  // namespace kruzhok::client
