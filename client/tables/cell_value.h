// SPDX-License-Identifier: MIT
// From what XLSX and ODS store in a cell to the text that a person would type there.
#pragma once

#include <string>
#include <string_view>

namespace kruzhok::client {

// "12", "5.5", "0.3" for 0.30000000000000004: the 15 digits that spreadsheets show, with a point
// and without an exponent as long as that is readable. What is no number stays as it is.
std::string NumberText(std::string_view stored);

// What a cell's number format makes of a number.
enum class NumberKind { kNumber, kDate, kDateTime, kTime, kDuration };
// The format with a number of its own in the standard; `code` is empty then.
NumberKind KindOfFormat(unsigned built_in);
// dd.mm.yyyy, [h]:mm … : what stands outside quotes and brackets in the first section.
NumberKind KindOfFormat(std::string_view code);

enum class DateSystem { k1900, k1904 };
// A serial number as date (2011-01-03), date and time (2011-01-03 14:05), time (14:05, 14:05:30) or
// duration (26:30). Midnight is not told. Not a day of the years to 9999: the number.
std::string SerialText(std::string_view stored, NumberKind kind, DateSystem system);

// "2011-01-03T14:05:00" as "2011-01-03 14:05", "2011-01-03T00:00:00" as "2011-01-03".
std::string IsoDateText(std::string_view stored);
// "PT14H05M00S" as "14:05". What is no such duration stays as it is.
std::string IsoDurationText(std::string_view stored);

}  // namespace kruzhok::client
