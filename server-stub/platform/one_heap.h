// SPDX-License-Identifier: MIT
// The system's allocator gives each thread a heap of its own, and each of these keeps what its
// largest request needed. One request at a time is in the hub, so one heap serves all of them.
#pragma once

#include "sync/namespace.h"

namespace kruzhok::server {

// To be called before the first thread is made. Does nothing where the system has no such choice.
void UseOneHeap();

}  // namespace kruzhok::server
