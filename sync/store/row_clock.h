// SPDX-License-Identifier: MIT
// A row's clock in few bytes: its births, the heads of the cells that are not simply the birth's,
// and its tombstones. With local ordinals it is a column of the row's table; with whole site ids it
// is a rev, the name for what somebody saw.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/log/change_log.h"
#include "sync/store/row_state.h"

namespace kruzhok::sync {

struct RowClock {
  std::vector<Dot> births;
  // Cells whose heads are not exactly the only birth. A cell that holds a value and is not named
  // here has the birth as its only head.
  std::map<std::string, std::vector<Dot>, std::less<>> exceptions;
  std::vector<Tombstone> tombstones;

  // The heads that the cell has if it holds a value.
  std::vector<Dot> HeadsOf(std::string_view cell) const;
  // The births and every head that is named: all that somebody saw who saw the row so. Sorted.
  std::vector<Dot> Seen() const;
};

RowClock ClockOf(const RowState& state);

// The column. Ordinals of sites and names are the log's.
std::string PackClock(const RowClock& clock, ChangeLog& log);
RowClock UnpackClock(std::string_view bytes,
                     ChangeLog& log);  // REQUIRES: made by PackClock with this log.
// The clock of a row that one commit has just created, without a detour.
void PackBirth(const Dot& dot, ChangeLog& log, std::string& out);

// base64url; readable on every replica that has the row.
std::string FormatRev(const RowClock& clock);
std::optional<RowClock> ParseRev(std::string_view text);

}  // namespace kruzhok::sync
