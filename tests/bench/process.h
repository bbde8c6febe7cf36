// SPDX-License-Identifier: MIT
// Sides in processes of their own, so that each has its own peak of memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/bench/stopwatch.h"

namespace tests::bench {

struct Measure {
  Spent spent;
  Spent waited;  // Of it, for answers of the hub.
  int64_t rows = 0;
  int64_t bytes_sent = 0;  // With HTTP headers.
  int64_t bytes_received = 0;
  int64_t requests = 0;
  int64_t database_bytes = 0;  // After a checkpoint.
  int64_t free_bytes = 0;      // Of these, for what comes next.
  int64_t peak_kib = 0;        // Resident memory.
};

// Runs `work` in a child; fills in peak_kib. Ends the program when the child fails.
// REQUIRES: no other thread runs.
Measure InChild(const std::function<Measure()>& work);

// The most memory that a process had so far.
int64_t PeakKib(pid_t process);

// A hub in a child, behind the real HTTP server on a free port of loopback.
class HubProcess {
 public:
  // With the organisations of synthetic schools 0 … schools-1, and codes for the first of them.
  // Counts fsyncs as `side`.
  HubProcess(const std::string& path, int64_t schools, int64_t codes, int side);
  HubProcess(const HubProcess&) = delete;
  HubProcess& operator=(const HubProcess&) = delete;
  ~HubProcess();

  const std::string& server() const { return server_; }
  // Codes for two coordinators, then one for each of the first schools.
  const std::vector<std::string>& codes() const { return codes_; }
  int64_t peak_kib() const { return PeakKib(process_); }
  double cpu_seconds() const;  // So far.

 private:
  pid_t process_ = 0;
  int stop_ = -1;  // The hub ends when this pipe is closed.
  std::string server_;
  std::vector<std::string> codes_;
};

}  // namespace tests::bench
