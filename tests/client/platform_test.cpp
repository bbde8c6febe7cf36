// SPDX-License-Identifier: MIT
#include <csignal>

#include <catch2/catch.hpp>

#include "client/platform/file_lock.h"
#include "client/platform/process.h"
#include "client/platform/stop_signal.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok::client;

TEST_CASE("A file lock has one holder at a time, and is free when the holder has gone") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "lock";
  {
    const auto first = FileLock::Try(file);
    REQUIRE(first);
    CHECK_FALSE(FileLock::Try(file));
  }
  CHECK(FileLock::Try(file));
}

TEST_CASE("A signal to stop is remembered and ends every wait") {
  StopSignal stop;
  CHECK(stop.WaitFor(1));
  CHECK_FALSE(stop.requested());
  std::raise(SIGTERM);
  CHECK_FALSE(stop.WaitFor(600'000));
  CHECK(stop.requested());
}

TEST_CASE("A child process is read line by line; its exit code is told") {
  auto process = Process::Start("/bin/sh", {"-c", "echo one; printf two; exit 7"});
  REQUIRE(process);
  CHECK(process->ReadLine() == "one");
  CHECK(process->ReadLine() == "two");
  CHECK(process->ReadLine() == std::nullopt);
  CHECK(process->Wait() == 7);
  CHECK_FALSE(Process::Start("/no/such/program", {}));

  auto sleeper = Process::Start("/bin/sh", {"-c", "echo ready; exec sleep 600"});
  REQUIRE(sleeper);
  CHECK(sleeper->ReadLine() == "ready");
  CHECK(sleeper->Stop() == 128 + SIGTERM);
}
