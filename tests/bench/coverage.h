// SPDX-License-Identifier: MIT
// The indicators of a whole district: reading the facts, as a ratio to plain SQL that reads the
// same columns, and counting them.
#pragma once

#include <cstdint>

#include "tests/bench/report.h"

namespace tests::bench {

// Schools of 600 children and 800 enrolments each.
void MeasureCoverage(int64_t schools, Report& report);

}  // namespace tests::bench
