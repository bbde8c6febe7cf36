// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawEnrolment(const Frame&) {}

}  // namespace kruzhok::client
