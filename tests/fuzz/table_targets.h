// SPDX-License-Identifier: MIT
// What the fuzzers try with arbitrary bytes, and what must hold whatever comes out: well-formed
// text, within the limits. Broken: ASSERT stops the program. The ordinary tests replay the corpus
// here.
#pragma once

#include <string_view>

namespace tests {

void TryFile(std::string_view bytes);  // As they are: CSV, a zip, or anything else.
void TryXlsx(std::string_view bytes);  // As a part of a sound XLSX; the first byte says which.
void TryOds(std::string_view bytes);   // As what a table of a sound ODS holds.

}  // namespace tests
