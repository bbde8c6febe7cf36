// SPDX-License-Identifier: MIT
#include <iostream>

#include "server-stub/commands.h"

int main(int count, char** words) {
  return kruzhok::server::Run({words + 1, words + count}, std::cout, std::cerr);
}
