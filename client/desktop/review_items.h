// SPDX-License-Identifier: MIT
// What waits for a person's decision, in words: a part of the snapshot.
#pragma once

#include <vector>

#include "client/app/value_text.h"
#include "client/desktop/snapshot.h"

namespace kruzhok::client {

// Titles come from `snapshot.search`, the rest of who works where from its status.
std::vector<DisputeItem> DisputeItems(sync::Store& store, const Snapshot& snapshot,
                                      const Translator& texts, ValueText& words);
std::vector<OutsideItem> OutsideItems(sync::Store& store, const Snapshot& snapshot,
                                      const Translator& texts, ValueText& words);

}  // namespace kruzhok::client
