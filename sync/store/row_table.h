// SPDX-License-Identifier: MIT
// The SQL of one entity's table; shared by the two files of RowStore.
#pragma once

#include <string>
#include <string_view>

#include "sync/store/row_store.h"

namespace kruzhok::sync {

struct RowStore::Table {
  std::string select;
  std::string select_all;
  std::string insert_new;
  std::string upsert;
};

// Columns of the selects: id, owner, clock, flags, changed, extra, then the fields.
inline constexpr int kFirstField = 6;

// Every name out of the catalogue is quoted: `group` is a word of SQL.
std::string Quoted(std::string_view name);

}  // namespace kruzhok::sync
