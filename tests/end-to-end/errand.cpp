// SPDX-License-Identifier: MIT
#include "tests/end-to-end/errand.h"

#include <catch2/catch.hpp>

namespace tests::end_to_end {

bool IsDone(const Ran& ran, const std::set<std::string>& codes) {
  if (ran.exit == 0 || ran.exit == 5) return true;
  INFO(ran.out + ran.err);
  CHECK((ran.exit == kKilled || codes.contains(ran.code())));
  return false;
}

}  // namespace tests::end_to_end
