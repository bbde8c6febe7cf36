// SPDX-License-Identifier: MIT
// What the fuzzers try with arbitrary bytes, and what must hold whatever comes out. Broken: ASSERT
// stops the program. A target's corpus is the folder of its name in lower case; the ordinary tests
// replay it.
#pragma once

#include <string_view>

namespace tests {

// Tables that people bring; what comes out is well-formed text within the limits.
void TryFile(std::string_view bytes);  // As they are: CSV, a zip, or anything else.
void TryXlsx(std::string_view bytes);  // As a part of a sound XLSX; the first byte says which.
void TryOds(std::string_view bytes);   // As what a table of a sound ODS holds.

// The engine's decoders; what was read and written again is read as the same.
void TryLine(std::string_view bytes);     // A commit's line, a value of the log, a cell's value.
void TryMessage(std::string_view bytes);  // A message, as it is or as the payloads of its blocks.
void TryText(std::string_view bytes);     // Codes, dots, revs, clocks, problem documents.
void TryBundle(std::string_view bytes);   // Files that people carry: bundles and passports.

// The whole engine on a disk in memory. The bytes are a script of what to do to good traffic.
void TryAnswer(std::string_view bytes);   // What a hub answers a replica, rightly signed.
void TryRequest(std::string_view bytes);  // What devices ask of a hub, rightly joined.
void TryHttp(std::string_view bytes);     // Requests to the hub's service over HTTP.

}  // namespace tests
