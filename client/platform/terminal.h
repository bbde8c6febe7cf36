// SPDX-License-Identifier: MIT
// What a command line needs to know of the terminal that it talks to, and of the machine.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace kruzhok::client {

enum class StandardStream { kOutput = 1, kError = 2 };

bool IsTerminal(StandardStream stream);
size_t TerminalWidth();  // Of standard output; 80 when it is not known.

std::string HostName();                 // Empty when it has none.
std::filesystem::path ProgramFolder();  // Where the running program's file lies.

}  // namespace kruzhok::client
