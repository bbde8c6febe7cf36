// SPDX-License-Identifier: MIT
// The program's version, as it is told to the hub and to people.
#pragma once

#include <string_view>

#include "sync/namespace.h"

namespace kruzhok::sync {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace kruzhok::sync
