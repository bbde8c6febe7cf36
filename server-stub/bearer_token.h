// SPDX-License-Identifier: MIT
// The token out of a header "Authorization: Bearer TOKEN".
#pragma once

#include <string>
#include <string_view>

namespace kruzhok::server {

// Empty when there is no such header or it is of another scheme.
std::string BearerToken(std::string_view authorization);

}  // namespace kruzhok::server
