// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawSettings(const Frame&) {}

}  // namespace kruzhok::client
