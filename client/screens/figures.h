// SPDX-License-Identifier: MIT
// The few figures that a screen begins with, a card each.
#pragma once

#include <functional>
#include <imgui.h>
#include <optional>
#include <string>
#include <vector>

namespace kruzhok::client {

struct Figure {
  const char* id;
  std::string label;
  std::string value;
  std::optional<float> fraction{};  // Of the bar below the value; nothing: no bar.
  ImU32 colour = 0;
  std::string caption{};
  std::string link{};
  std::function<void()> open{};
};
// Beside each other as far as there is room, and the gap below them.
void DrawFigures(const std::vector<Figure>& figures);

}  // namespace kruzhok::client
