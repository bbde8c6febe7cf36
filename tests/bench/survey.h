// SPDX-License-Identifier: MIT
// The results of a survey of 20,000 blanks: how long the window's background takes for them, as a
// ratio to plain SQL that counts the same answers.
#pragma once

#include <cstdint>

#include "tests/bench/report.h"

namespace tests::bench {

void MeasureSurvey(int64_t blanks, Report& report);

}  // namespace tests::bench
