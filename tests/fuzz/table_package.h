// SPDX-License-Identifier: MIT
// Makes the packages that XLSX and ODS files are, right ones and wrong ones.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using Parts = std::vector<std::pair<std::string, std::string>>;  // Name, what is in it.

// A zip of the parts, in that order; with `deflated` packed, else stored.
std::string ZipOf(const Parts& parts, bool deflated = false);

// An XLSX whose only sheet «Лист» has that inside its <worksheet>. Its shared strings are «нуль»
// and «один»; its styles 0: general, 1: dd.mm.yyyy, 2: built-in 22 (date and time), 3: hh:mm.
Parts XlsxParts(std::string_view inside_worksheet);
std::string XlsxOf(std::string_view inside_worksheet);
// The rows of a sheet.
std::string XlsxOfRows(std::string_view rows);

// An ODS whose only sheet «Лист» has that inside its <table:table>.
std::string OdsOf(std::string_view inside_table);

}  // namespace tests
