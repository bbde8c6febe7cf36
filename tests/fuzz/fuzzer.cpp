// SPDX-License-Identifier: MIT
// A program of libFuzzer around one of the targets, which CMake names.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

// What a target makes once is not counted as the time of its first input.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  tests::KRUZHOK_FUZZ_TARGET("");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  tests::KRUZHOK_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
