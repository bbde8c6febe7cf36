// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawReview(const Frame&) {}

}  // namespace kruzhok::client
