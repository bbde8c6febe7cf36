// SPDX-License-Identifier: MIT
// A record's history in the words of people.
#pragma once

#include <vector>

#include "client/desktop/desk_state.h"

namespace kruzhok::client {

// The newest first; of a very long one the last thousand. Empty: the row has none yet.
std::vector<HistoryLine> ReadHistoryLines(sync::Store& store, const Translator& texts,
                                          const sync::RowKey& key,
                                          PersonRole role = PersonRole::kFull);

}  // namespace kruzhok::client
