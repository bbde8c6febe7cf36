// SPDX-License-Identifier: MIT
// One hub and many schools: a thousand slow lines beside a fast one, and a morning on which all
// come back at the same moment.
#pragma once

#include <cstddef>

#include "tests/bench/report.h"

namespace tests::bench {

// `schools` come back at once; before that, two slow clients for each of them. The hub counts its
// fsyncs as `side`.
void MeasureMany(size_t schools, int side, Report& report);

}  // namespace tests::bench
