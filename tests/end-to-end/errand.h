// SPDX-License-Identifier: MIT
// Commands under way that may be killed, and how often everything has happened.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "tests/end-to-end/program.h"

namespace tests::end_to_end {

inline constexpr int kKilled = 128 + SIGKILL;

using Events = std::map<std::string, int>;

struct Errand {
  std::string name;  // Under which its being killed is counted.
  Program program;
  std::function<void(const Ran&)> end;  // Of one that was killed too.
  std::filesystem::path part{};         // What it writes before the file gets its name, if any.
};

// Whether the command ended with 0, or with 5. CHECKs that it was killed or refused with one of
// these codes where not.
bool IsDone(const Ran& ran, const std::set<std::string>& codes = {});

}  // namespace tests::end_to_end
