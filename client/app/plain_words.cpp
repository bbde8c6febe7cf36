// SPDX-License-Identifier: MIT
#include "client/app/plain_words.h"

#include <algorithm>

namespace kruzhok::client {

ErrorText PlainWords(const Translator& texts, const model::Error& error, std::string_view field) {
  constexpr std::string_view kTechnical[] = {
      "unreachable", "timeout",     "connection_lost", "tls_failed",   "server_failed",
      "bad_answer",  "not_kruzhok", "proxy_refused",   "unauthorized", "bad_request"};
  model::Error plain = error;
  if (plain.reason.empty() && std::ranges::count(kTechnical, plain.code.name()) > 0)
    plain.detail.clear();
  return Describe(texts, plain, field);
}

}  // namespace kruzhok::client
