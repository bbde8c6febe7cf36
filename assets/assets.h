// SPDX-License-Identifier: MIT
// The files that the programs carry inside them, so that there is nothing to install beside a
// program and nothing to lose. CMakeLists.txt in this folder lists them.
#pragma once

#include <string_view>

namespace kruzhok::assets {

// The bytes of the file of that name ("i18n/ru.json"), or nothing when there is no such file. They
// live as long as the program. May be called from any thread.
std::string_view Find(std::string_view name);

}  // namespace kruzhok::assets
