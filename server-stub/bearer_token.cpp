// SPDX-License-Identifier: MIT
#include "server-stub/bearer_token.h"

#include <cctype>

namespace kruzhok::server {

std::string BearerToken(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() < kScheme.size()) return {};
  for (size_t i = 0; i < kScheme.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(authorization[i])) != kScheme[i]) return {};
  authorization.remove_prefix(kScheme.size());
  const size_t begin = authorization.find_first_not_of(' ');
  return std::string(begin == authorization.npos ? "" : authorization.substr(begin));
}

}  // namespace kruzhok::server
