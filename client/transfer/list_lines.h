// SPDX-License-Identifier: MIT
// Lines of a list that are no rows of it: headings again, their numbers, «Итого», who signs.
#pragma once

#include <cstddef>

#include "client/transfer/column_map.h"

namespace kruzhok::client {

// `row`: of Sheet::rows, below the headings, not blank.
bool IsNoRow(const Sheet& sheet, const ColumnMap& columns, size_t row);

}  // namespace kruzhok::client
