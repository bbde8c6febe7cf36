// SPDX-License-Identifier: MIT
// The physical limit: the same rows in plain tables with text keys, on SQLite's own interface,
// without a log, a clock or a check. What Kruzhok does is quoted as a ratio to these, taken in the
// same run.
#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/stopwatch.h"

namespace tests::bench {

struct LimitResult {
  Spent spent;
  int64_t rows = 0;
  int64_t bytes = 0;  // RawInsert: the database afterwards; RawSync: on the line.
};

// L0 (`commit_rows` 0: one transaction) or L1 (100): WAL, synchronous=FULL. Makes the file anew.
// Making the rows is not timed.
LimitResult RawInsert(const std::string& path, int64_t schools, int64_t commit_rows);

// LS: SELECT everything out of a file of RawInsert, binary, zstd -3 by the megabyte, one TCP
// connection over loopback, INSERT in transactions of 5000 rows into a new file. A thread for each
// side.
LimitResult RawSync(const std::string& from, const std::string& to);

}  // namespace tests::bench
