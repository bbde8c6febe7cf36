// SPDX-License-Identifier: MIT
#include "client/platform/memory.h"

#include <cstdlib>  // Says whether this is glibc.

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace kruzhok::client {

void ReleaseFreeMemory() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace kruzhok::client
