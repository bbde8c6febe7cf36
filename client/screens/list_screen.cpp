// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawListScreen(const Frame&, const model::EntityType&) {}

}  // namespace kruzhok::client
