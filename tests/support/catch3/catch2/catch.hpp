// SPDX-License-Identifier: MIT
// Debian 13 has Catch2 3, Debian 12 has Catch2 2: with this on the include path the one reads like the
// other. Where Debian 12 is no longer served, the tests include the new headers and this goes.
#pragma once

#include <string>

#include <catch2/catch_all.hpp>

namespace Catch {

using Matchers::EndsWith;
using Matchers::Equals;
using Matchers::StartsWith;

inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }

}  // namespace Catch
