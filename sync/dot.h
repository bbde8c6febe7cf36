// SPDX-License-Identifier: MIT
// A dot is the identity of a commit, and so of each write in it: (site, seq, first bytes of the
// commit's hash). Two commits with one (site, seq) are two commits: a fork keeps both.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/uuid.h"
#include "sync/crypto.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

using Site = model::Uuid;

struct Dot {
  Site site;
  int64_t seq = 0;
  uint64_t hash = 0;  // The first 48 bits of the commit's hash.

  // An order that every replica shares: by site, seq, hash.
  friend auto operator<=>(const Dot&, const Dot&) = default;
};

uint64_t DotHash(const Hash& hash);

// "seq.hash" when the reader knows the site, else "site.seq.hash"; the site as 22 and the hash as 8
// characters of base64url.
void AppendDot(const Dot& dot, const Site& own, std::string& out);
std::string FormatDot(const Dot& dot);
// `own`: the site of a dot without one. Nothing when the text is no dot.
std::optional<Dot> ParseDot(std::string_view text, const Site& own);
std::optional<Dot> ParseDot(std::string_view text);  // The long form only.

}  // namespace kruzhok::sync

template <>
struct std::hash<kruzhok::sync::Dot> {
  size_t operator()(const kruzhok::sync::Dot& dot) const noexcept {
    return static_cast<size_t>(dot.hash ^ (static_cast<uint64_t>(dot.seq) << 40));
  }
};
