// SPDX-License-Identifier: MIT
// What people choose for the window. Kept in the installation's database, by setting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"

namespace kruzhok::client {

enum class ThemeChoice { kLight, kDark };

struct Settings {
  Language language = Language::kRussian;
  ThemeChoice theme = ThemeChoice::kLight;
  int text_percent = 100;          // 80 … 200, by tens.
  std::vector<std::string> users;  // Who works on this PC; the first-run wizard adds the first.
  bool sync_by_itself = true;      // Every 15 minutes, when joined.
};

std::string EncodeSettings(const Settings& settings);
// What cannot be read keeps its first value, so that a broken setting stops nobody.
Settings DecodeSettings(std::string_view json);

}  // namespace kruzhok::client
