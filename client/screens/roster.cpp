// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawRoster(const Frame&) {}

}  // namespace kruzhok::client
