// SPDX-License-Identifier: MIT
// Memory that is free but that the program has not given back to the machine.
#pragma once

namespace kruzhok::client {

// Gives it back, as far as the system can. Some milliseconds; any thread.
void ReleaseFreeMemory();

}  // namespace kruzhok::client
