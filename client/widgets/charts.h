// SPDX-License-Identifier: MIT
// Charts of the house: from zero, all pale and the part strong, the number on the bar.
#pragma once

#include <imgui.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kruzhok::client::ui {

struct Bar {
  std::string label;
  double part = 0;
  double whole = 0;    // Not less than the part.
  std::string number;  // Stands at the end of the bar: "24 из 28".
  std::string tooltip{};
};
// A bar a line, as wide as what is left, all in one measure. Returns the one that was pressed:
// what it counts can be opened.
std::optional<size_t> Bars(std::string_view id, const std::vector<Bar>& bars);
// What the strong and the pale part stand for, in one line or two.
void BarsLegend(std::string_view part, std::string_view whole);

}  // namespace kruzhok::client::ui
