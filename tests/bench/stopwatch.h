// SPDX-License-Identifier: MIT
// Wall-clock time that can be stopped while inputs are made.
#pragma once

#include <chrono>

namespace tests::bench {

class Stopwatch {
 public:
  Stopwatch() : started_(Clock::now()) {}
  void Pause() { gathered_ += Clock::now() - started_; }
  void Resume() { started_ = Clock::now(); }
  // REQUIRES: running.
  double Seconds() const {
    return std::chrono::duration<double>(gathered_ + (Clock::now() - started_)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point started_;
  Clock::duration gathered_{};
};

}  // namespace tests::bench
