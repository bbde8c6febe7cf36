// SPDX-License-Identifier: MIT
// The wish that a long command end: Ctrl+C, or the system's polite SIGTERM.
#pragma once

#include <cstdint>

namespace kruzhok::client {

// While it lives, those signals end no program but wake WaitFor. A program that has not let go of
// it three seconds after a signal, because it is deep in a dead line, is ended with exit code 0:
// everything that it stored is durable anyway. One at a time; made before other threads.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal();

  bool requested() const;
  // Waits that long, or less when the signal comes. Returns whether to go on.
  bool WaitFor(int64_t milliseconds);
};

}  // namespace kruzhok::client
