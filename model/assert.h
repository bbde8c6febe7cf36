// SPDX-License-Identifier: MIT
// ASSERT stops the program, in release too, when one of our own invariants is broken. It never
// judges input: what a person, a file or a peer can cause is a Result or a StorageError.
#pragma once

#include <cstdio>
#include <cstdlib>

#define ASSERT(condition)                                                                        \
  (static_cast<bool>(condition)                                                                  \
       ? static_cast<void>(0)                                                                    \
       : (std::fprintf(stderr, "%s:%d: broken invariant: %s\n", __FILE__, __LINE__, #condition), \
          std::abort()))
