// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawExchange(const Frame&) {}

}  // namespace kruzhok::client
