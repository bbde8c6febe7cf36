// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawWizard(const Frame&) {}

}  // namespace kruzhok::client
