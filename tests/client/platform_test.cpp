// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "client/platform/file_lock.h"
#include "client/platform/open_file.h"
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

TEST_CASE("A file is handed to the system's viewer; without one that is said") {
  const tests::TempFolder folder;
  const std::string path = std::getenv("PATH");
  const auto heard = folder.path() / "heard";
  REQUIRE(::mkfifo(heard.c_str(), 0600) == 0);
  const auto viewer = folder.path() / "xdg-open";
  std::ofstream(viewer) << "#!/bin/sh\nprintf '%s\\n' \"$1\" > '" << heard.string() << "'\n";
  std::filesystem::permissions(viewer, std::filesystem::perms::owner_all);

  ::setenv("PATH", folder.path().c_str(), 1);
  CHECK(OpenInViewer(folder.path() / "список 6А.pdf"));
  std::ifstream pipe(heard);  // Opens when the viewer does.
  std::string line;
  std::getline(pipe, line);
  CHECK(line == (folder.path() / "список 6А.pdf").string());

  std::filesystem::remove(viewer);
  CHECK_FALSE(OpenInViewer(folder.path() / "список 6А.pdf"));
  ::setenv("PATH", path.c_str(), 1);
}
