// SPDX-License-Identifier: MIT
// The desktop program: opens the data and the window, and goes round until the window is closed.
#pragma once

#include <filesystem>
#include <optional>
#include <ostream>

#include "client/app/translator.h"

namespace kruzhok::client {

struct ProgramOptions {
  std::filesystem::path folder;
  std::optional<Language> language;  // Of this run; absent: what the person chose.
};

// Returns the exit code. What a person must know is said in the window, and on `err` where there is
// none.
int RunProgram(const ProgramOptions& options, std::ostream& err);

}  // namespace kruzhok::client
