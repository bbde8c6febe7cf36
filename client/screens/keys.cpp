// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawKeys(const Frame&) {}

}  // namespace kruzhok::client
