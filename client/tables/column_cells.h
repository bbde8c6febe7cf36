// SPDX-License-Identifier: MIT
// What a cell is in a column of its kind. Both writers ask here, so that they agree.
#pragma once

#include <string_view>

namespace kruzhok::client {

// An integer as spreadsheets keep it whole: at most 15 digits, no plus, no zeros in front.
inline bool IsPlainInteger(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 15) return false;
  if (text[0] == '0' && text.size() > 1) return false;
  return text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace kruzhok::client
