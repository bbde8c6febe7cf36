// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawRecordPanel(const Frame&) {}

}  // namespace kruzhok::client
