// SPDX-License-Identifier: MIT
// Counts what the programs of the bench force to the disk: the executable has fsync and fdatasync
// of its own, which count and then do the real thing.
#pragma once

#include <cstdint>

namespace tests::bench {

// Memory shared with children that are forked later. To be called once, first.
void StartCountingFsyncs();
// From here on this process counts for that side (0 … 7).
void CountFsyncsAs(int side);
int64_t Fsyncs(int side);

}  // namespace tests::bench
