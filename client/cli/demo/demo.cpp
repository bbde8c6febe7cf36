// SPDX-License-Identifier: MIT
#include "client/cli/commands.h"

namespace kruzhok::client {
Outcome RunDemo(Session&) { return model::Error{"usage"}; }
}  // namespace kruzhok::client
