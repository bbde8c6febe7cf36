// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawHelp(const Frame&) {}

}  // namespace kruzhok::client
