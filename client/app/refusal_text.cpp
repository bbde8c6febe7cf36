// SPDX-License-Identifier: MIT
#include "client/app/refusal_text.h"

namespace kruzhok::client {

ErrorText WhyRefused(const Translator& texts, const sync::RefusedCommit& refused,
                     std::string_view field) {
  const auto code = model::ErrorCode::FromName(refused.code, "malformed");
  // The sentence of an error speaks to who wrote; others read it, too.
  if (code == "revoked" && !refused.own)
    return {texts.Text("refused.revoked_elsewhere"), texts.Text("refused.revoked_elsewhere.hint")};
  return Describe(texts, {code, refused.detail, refused.field}, field);
}

}  // namespace kruzhok::client
