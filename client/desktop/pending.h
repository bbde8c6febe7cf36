// SPDX-License-Identifier: MIT
// What was written here and is not at the district yet, for the exchange's screen.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "client/desktop/snapshot.h"

namespace kruzhok::client {

struct Pending {
  int64_t rows = 0;                                       // Row changes.
  int64_t bytes = 0;                                      // Of them on the wire, estimated.
  std::vector<std::pair<std::string, std::string>> what;  // Title, what was done; the newest first.
};

// Titles are those of `data`. Of very many the first thousand are named, and all counted.
Pending ReadPending(sync::Store& store, const Snapshot& data, const Translator& texts);

}  // namespace kruzhok::client
