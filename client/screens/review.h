// SPDX-License-Identifier: MIT
// The parts of the review: each draws what is chosen in the queue, in the space that is left.
#pragma once

#include <string>
#include <string_view>

#include "client/screens/frame.h"

namespace kruzhok::client {

void DrawDispute(const Frame& frame, const DisputeItem& item);
void DrawOutside(const Frame& frame, const OutsideItem& item);
// The question before values are given up; over everything, outside every scope.
void DrawGivingUp(const Frame& frame, const OutsideItem& item);
void DrawFinding(const Frame& frame, const Finding& finding);

// Opens the row beside its list, where it is here. `cell`: its field gets the keyboard.
void DrawOpenRow(const Frame& frame, const sync::RowKey& key, std::string_view cell = {},
                 bool primary = false);
// «Ребёнок · Ёлкин Пётр»: the row's own words where it has some.
std::string RowWords(const Frame& frame, const model::EntityType* type, std::string_view title);

}  // namespace kruzhok::client
