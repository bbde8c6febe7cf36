// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "tests/fuzz/targets.h"

TEST_CASE("Fuzzing: what the fuzzers found interesting harms no reader") {
  const std::filesystem::path corpus = KRUZHOK_SOURCE_DIR "/tests/fuzz/corpus";
  for (const auto& [folder, target] : tests::kTargets) {
    size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      target(std::string(std::istreambuf_iterator<char>(stream), {}));
      ++count;
    }
    INFO(folder);
    CHECK(count > 0);
  }
}
