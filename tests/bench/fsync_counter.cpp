// SPDX-License-Identifier: MIT
#include "tests/bench/fsync_counter.h"

#include <atomic>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "model/assert.h"

namespace {

constexpr int kSides = 8;
std::atomic<int64_t>* counters = nullptr;
int present = 0;

int Force(long call, int file) {
  if (counters != nullptr) ++counters[present];
  return static_cast<int>(syscall(call, file));
}

}  // namespace

extern "C" int fdatasync(int file) {
  return Force(SYS_fdatasync, file);
}
extern "C" int fsync(int file) {
  return Force(SYS_fsync, file);
}

namespace tests::bench {

void StartCountingFsyncs() {
  void* memory = mmap(nullptr, sizeof(std::atomic<int64_t>) * kSides, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT(memory != MAP_FAILED);
  counters = new (memory) std::atomic<int64_t>[kSides]();
}

void CountFsyncsAs(int side) {
  ASSERT(side >= 0 && side < kSides);
  present = side;
}

int64_t Fsyncs(int side) {
  return counters[side];
}

}  // namespace tests::bench
