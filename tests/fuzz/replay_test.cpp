// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "tests/fuzz/targets.h"

namespace {

void Replay(const char* target, void (*run)(std::string_view)) {
  const std::filesystem::path corpus = KRUZHOK_SOURCE_DIR "/tests/fuzz/corpus";
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus / target)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    run(std::string(std::istreambuf_iterator<char>(stream), {}));
    ++count;
  }
  CHECK(count > 0);
}

}  // namespace

TEST_CASE("Fuzzing: what the fuzzers found interesting harms no reader of tables") {
  Replay("file", &tests::TryFile);
  Replay("xlsx", &tests::TryXlsx);
  Replay("ods", &tests::TryOds);
}

TEST_CASE("Fuzzing: what the fuzzers found interesting harms no decoder of the engine") {
  Replay("line", &tests::TryLine);
  Replay("message", &tests::TryMessage);
  Replay("text", &tests::TryText);
  Replay("bundle", &tests::TryBundle);
}

TEST_CASE("Fuzzing: what a hub may answer harms no replica") {
  Replay("answer", &tests::TryAnswer);
}

TEST_CASE("Fuzzing: what devices may ask harms neither a hub nor who is honest") {
  Replay("request", &tests::TryRequest);
  Replay("http", &tests::TryHttp);
}
