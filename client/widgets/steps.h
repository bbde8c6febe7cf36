// SPDX-License-Identifier: MIT
// Where one is on a way of a few steps, and the way back along it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kruzhok::client::ui {

struct PathStep {
  std::string label;
  bool reachable = false;  // One may go there now.
  bool done = false;
};
// One line; where there is no room, only the present step has its words. Returns the one that was
// chosen.
std::optional<size_t> Steps(std::string_view id, const std::vector<PathStep>& steps, size_t here);

}  // namespace kruzhok::client::ui
