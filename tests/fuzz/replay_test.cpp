// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "tests/fuzz/table_targets.h"

TEST_CASE("Fuzzing: what the fuzzers found interesting harms no reader") {
  const std::filesystem::path corpus = KRUZHOK_SOURCE_DIR "/tests/fuzz/corpus";
  size_t count = 0;
  for (const auto& [folder, target] :
       {std::pair("file", &tests::TryFile), std::pair("xlsx", &tests::TryXlsx),
        std::pair("ods", &tests::TryOds)})
    for (const auto& entry : std::filesystem::directory_iterator(corpus / folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      target(std::string(std::istreambuf_iterator<char>(stream), {}));
      ++count;
    }
  CHECK(count > 0);
}
