// SPDX-License-Identifier: MIT
// Whether the hub takes a commit: its form, its author's rights, its owner and stream, the types of
// its values. Everything else that may be odd about it is a finding for people, not a reason to
// refuse.
#pragma once

#include <optional>

#include "server-stub/hub_store.h"

namespace kruzhok::server {

// Nothing: it may have a number. Else why not: waiting where it names a commit without a number,
// refused otherwise. `author`: the device whose site wrote it; nothing where that is not known.
std::optional<sync::Verdict> Judge(HubStore& store, const sync::Commit& commit,
                                   const std::optional<Device>& author);

// Only whether everything that it names has a number.
bool NamesAreNumbered(HubStore& store, const sync::Commit& commit);

// A commit that was refused for its stream can never be accepted: its author could not read it.
bool CanBeAccepted(const sync::Verdict& verdict);

}  // namespace kruzhok::server
