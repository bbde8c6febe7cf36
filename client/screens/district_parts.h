// SPDX-License-Identifier: MIT
// What the screens about the district have in common.
#pragma once

#include <string>
#include <string_view>

#include "client/screens/frame.h"

namespace kruzhok::client {

// What happened and what to do, on a soft red ground as wide as what is left.
void DrawProblem(const Frame& frame, const model::Error& error);
void DrawProblem(std::string_view message, std::string_view hint);

// What waits for the person, for the overview.
void DrawWaitingList(const Frame& frame);

// The exchange by files: what to write where, what to read, what was carried when.
void DrawCarrying(const Frame& frame);

bool IsBlank(std::string_view text);
// «74,2 %»; of nothing: «0 %».
std::string Percent(const Frame& frame, int64_t part, int64_t whole);

}  // namespace kruzhok::client
