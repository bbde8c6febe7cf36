// SPDX-License-Identifier: MIT
#include "client/desktop/settings.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace kruzhok::client {

using nlohmann::json;

std::string EncodeSettings(const Settings& settings) {
  return json{{"language", settings.language == Language::kEnglish ? "en" : "ru"},
              {"theme", settings.theme == ThemeChoice::kDark ? "dark" : "light"},
              {"text_percent", settings.text_percent},
              {"users", settings.users},
              {"sync_by_itself", settings.sync_by_itself}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Settings DecodeSettings(std::string_view text) {
  Settings settings;
  const json value = json::parse(text, nullptr, false);
  if (!value.is_object()) return settings;
  const auto read = [&value](const char* name, auto is_right, auto use) {
    if (const auto found = value.find(name); found != value.end() && ((*found).*is_right)())
      use(*found);
  };
  read("language", &json::is_string,
       [&](const json& one) { settings.language = ParseLanguage(one.get<std::string>()); });
  read("theme", &json::is_string, [&](const json& one) {
    settings.theme = one == "dark" ? ThemeChoice::kDark : ThemeChoice::kLight;
  });
  read("text_percent", &json::is_number_integer, [&](const json& one) {
    settings.text_percent = static_cast<int>(std::clamp<int64_t>(one.get<int64_t>(), 80, 200));
  });
  read("users", &json::is_array, [&](const json& all) {
    for (const json& one : all)
      if (one.is_string()) settings.users.push_back(one.get<std::string>());
  });
  read("sync_by_itself", &json::is_boolean,
       [&](const json& one) { settings.sync_by_itself = one.get<bool>(); });
  return settings;
}

}  // namespace kruzhok::client
