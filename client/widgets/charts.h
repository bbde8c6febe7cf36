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
// The same, only to be read.
void ReadBars(std::string_view id, const std::vector<Bar>& bars);
// What the strong and the pale part stand for, in one line or two.
void BarsLegend(std::string_view part, std::string_view whole);

// One figure as it goes: columns from zero beside each other, the last one strong. Only to be read.
struct ChartColumn {
  std::string label;            // Below it.
  std::optional<double> value;  // Nothing: no column.
  std::string tooltip{};
};
void Columns(std::string_view id, const std::vector<ChartColumn>& columns, ImVec2 size);

// Parts of a whole in one bar, from the palest to the strongest; the whole is as wide as its room.
struct PartedBar {
  std::string label;  // Above it, in as many lines as it needs.
  std::vector<double> parts;
  std::vector<std::string> names;  // Of the parts, for who points at one.
  std::string number;
};
void PartedBars(std::string_view id, const std::vector<PartedBar>& bars);
// Which shade stands for which part.
void PartsLegend(const std::vector<std::string>& names);

// The same figure twice: strong as it is now, pale as it was, both of one measure.
struct BarPair {
  std::string label;
  std::optional<double> now, before;
  std::string numbers;  // Of both.
  std::string change;   // By how much it differs, behind them.
  ImU32 colour = 0;     // Of the change; 0: the theme's.
};
// `whole`: what a bar over all of its room stands for.
void BarPairs(std::string_view id, const std::vector<BarPair>& pairs, double whole);

}  // namespace kruzhok::client::ui
