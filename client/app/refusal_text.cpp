// SPDX-License-Identifier: MIT
#include "client/app/refusal_text.h"

namespace kruzhok::client {

ErrorText WhyRefused(const Translator& texts, const sync::RefusedCommit& refused,
                     std::string_view field) {
  const auto code = model::ErrorCode::FromName(refused.code, "malformed");
  return Describe(texts, {code, refused.detail, refused.field}, field);
}

}  // namespace kruzhok::client
