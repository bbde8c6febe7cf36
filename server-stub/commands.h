// SPDX-License-Identifier: MIT
// kruzhok-server's whole command line as one function, so that tests need no process.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace kruzhok::server {

// `words` without the program's name. Returns the exit code. `run` returns when SIGTERM or SIGINT
// comes to the calling thread or, where all other threads block them, to the process.
int Run(const std::vector<std::string>& words, std::ostream& out, std::ostream& err);

}  // namespace kruzhok::server
