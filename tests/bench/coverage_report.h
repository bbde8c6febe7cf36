// SPDX-License-Identifier: MIT
// The coordinator's report on coverage of a district whose schools have all handed in theirs: what
// is read, added up and compared with the data of today.
#pragma once

#include <cstdint>

#include "tests/bench/report.h"

namespace tests::bench {

void MeasureCoverageReport(int64_t schools, Report& report);

}  // namespace tests::bench
