// SPDX-License-Identifier: MIT
// Other programs as child processes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kruzhok::client {

// A running program whose standard output we read. Asked to end (SIGTERM), and waited for, when the
// object dies. Standard error goes where ours goes.
class Process {
 public:
  // Nothing when it could not be started.
  static std::optional<Process> Start(const std::filesystem::path& program,
                                      const std::vector<std::string>& arguments);

  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  // The next line of its output; nothing when there is no more.
  std::optional<std::string> ReadLine();
  // Asks it to end and waits until it has; then its exit code (128 and more: a signal ended it).
  int Stop();
  // Waits until it has ended by itself.
  int Wait();

 private:
  Process(int pid, int output) : pid_(pid), output_(output) {}
  int pid_;
  int output_;
  int exit_code_ = 0;
  std::string buffer_;
};

}  // namespace kruzhok::client
