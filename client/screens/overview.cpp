// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawOverview(const Frame&) {}

}  // namespace kruzhok::client
