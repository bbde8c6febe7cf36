// SPDX-License-Identifier: MIT
// The whole command line as one function, so that tests need no process.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace kruzhok::client {

// `words` without the program's name. Returns the exit code.
int Run(const std::vector<std::string>& words, std::istream& in, std::ostream& out,
        std::ostream& err);

}  // namespace kruzhok::client
