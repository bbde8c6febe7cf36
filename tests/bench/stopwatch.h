// SPDX-License-Identifier: MIT
// Wall-clock time and this process's processor time, which can be stopped while inputs are made.
#pragma once

#include <ctime>

namespace tests::bench {

struct Spent {
  double seconds = 0;
  double cpu_seconds = 0;  // Of all threads; steadier than seconds where others use the machine.

  Spent& operator+=(const Spent& other) {
    seconds += other.seconds;
    cpu_seconds += other.cpu_seconds;
    return *this;
  }
};

class Stopwatch {
 public:
  Stopwatch() : started_(Now()) {}
  void Pause() { gathered_ += Since(); }
  void Resume() { started_ = Now(); }
  // REQUIRES: running.
  Spent Elapsed() const {
    Spent spent = gathered_;
    return spent += Since();
  }

 private:
  static double Read(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }
  static Spent Now() { return {Read(CLOCK_MONOTONIC), Read(CLOCK_PROCESS_CPUTIME_ID)}; }
  Spent Since() const {
    const Spent now = Now();
    return {now.seconds - started_.seconds, now.cpu_seconds - started_.cpu_seconds};
  }

  Spent started_;
  Spent gathered_;
};

}  // namespace tests::bench
