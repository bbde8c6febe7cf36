// SPDX-License-Identifier: MIT
#include <iostream>

#include "client/cli/run.h"

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  return kruzhok::client::Run({words + 1, words + count}, std::cin, std::cout, std::cerr);
}
